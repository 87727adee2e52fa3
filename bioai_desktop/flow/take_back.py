"""Take an export back: the site as it was before."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bioai_desktop.checkout import backup, git
from bioai_desktop.checkout import files as checkout
from bioai_desktop.checkout.files import Swap
from bioai_desktop.edition.linked import places
from bioai_desktop.edition.parse import parse
from bioai_desktop.flow import landing
from bioai_desktop.flow.check import require_site
from bioai_desktop.flow.export import Wish
from bioai_desktop.flow.parts import Parts
from bioai_desktop.site.files import page_path, subject

_NO_WISH = Wish()


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What was put back."""

    site: Path
    files: tuple[Swap, ...]
    commit: str = ""  #: its hash where one was made
    pushed: bool = False


def take_back(parts: Parts, day: date, site: Path | None = None, *, wish: Wish = _NO_WISH) -> UndoReport:
    """Put back what the last export of a day replaced, all or none; one that made a commit is taken back by another.

    `site` narrows the search to one site. Raises `UndoRefused` where there is no such export or a file was changed since.
    """
    kept = backup.last(parts.paths.exports, day, site)
    root = Path(kept.export.site)
    require_site(parts, root)
    commit = bool(kept.export.commit) or wish.commit or wish.push
    landing.refuse(parts, root, [], commit=commit)
    swaps = tuple(backup.swaps_back(kept))
    with ExitStack() as again:
        checkout.swap(root, swaps)
        again.callback(checkout.swap, root, [each.back() for each in swaps])
        made = landing.commit(parts, root, [each.path for each in swaps], subject(parts.profile, day, "undo")) if commit else ""
        again.pop_all()
    checkout.remove_empty(root, kept.export.folders)
    backup.undone(kept)
    _unpublish(parts, day, root, swaps)
    if wish.push:
        git.push(root)
    return UndoReport(root, swaps, made, wish.push)


def _unpublish(parts: Parts, day: date, root: Path, swaps: tuple[Swap, ...]) -> None:
    """Have the links of the day's pages be those that the site shows again."""
    shown = {each.path: each.after for each in swaps}
    with parts.store.together():
        for language in parts.profile.files:
            path = page_path(parts.profile, language, day)
            if path in shown:
                text = (shown[path] or b"").decode("utf-8", "replace")
                parts.store.published.record(day, language, places(parse(text, parts.profile), parts.profile))
                landing.look(parts, root, path)
