"""How files land in a site that may be a git checkout: nothing of others is lost, and what fails leaves nothing behind."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from bioai_desktop.checkout import backup, git
from bioai_desktop.checkout import files as checkout
from bioai_desktop.checkout.files import PlannedChange
from bioai_desktop.errors import ExportRefused
from bioai_desktop.flow.parts import Parts


def refuse(parts: Parts, site: Path, replaced: Sequence[str], *, commit: bool) -> None:
    """Raise `ExportRefused` where work of others would be replaced, or a commit is wanted where none can be made.

    A page that was last read or written otherwise than it is now holds such work, and so does what git does not have as it is.
    """
    versioned = git.is_checkout(site)
    if commit and not versioned:
        raise ExportRefused("no-git", str(site))
    changed = [path for path in replaced if _seen(parts, site, path) is False]
    if changed:
        raise ExportRefused("on-disk", ", ".join(changed))
    theirs = [path for path in git.uncommitted(site, replaced) if not _known(parts, site, path)] if versioned else []
    if theirs:
        raise ExportRefused("uncommitted", ", ".join(theirs))


def look(parts: Parts, site: Path, path: str) -> None:
    """Remember a page as it now stands on disk: a hook of the site's may have put it in order, or an export was taken back."""
    if path:
        parts.store.seen.set(site / path, checkout.read(site, path))


def _seen(parts: Parts, site: Path, path: str) -> bool | None:
    """Return whether a page is on disk as it was last seen there, None where it is not there or never was seen."""
    seen, now = parts.store.seen.get(site / path), checkout.read_bytes(site, path)
    return None if seen is None or now is None else now == seen.encode()


def _known(parts: Parts, site: Path, path: str) -> bool:
    """Return whether what a file holds is kept here, so that replacing it loses nobody's work."""
    return bool(_seen(parts, site, path)) or backup.known(parts.paths.exports, site, path)


def land(parts: Parts, day: date, site: Path, planned: Sequence[PlannedChange], subject: str) -> str:
    """Write the files, and commit them where there is a subject; return the commit's hash, "" where there was nothing to commit."""
    with ExitStack() as back:
        if any(change.change != "same" for change in planned):
            kept = backup.keep(parts.paths.exports, day, site, planned)
            back.callback(backup.forget, kept)
            checkout.write(site, planned)
            back.callback(backup.restore, kept)
        made = commit(parts, site, [change.path for change in planned], subject) if subject else ""
        back.pop_all()
    if made:
        backup.committed(parts.paths.exports, day, site, made)
    return made


def commit(parts: Parts, site: Path, paths: Sequence[str], subject: str) -> str:
    """Commit those of the files that git does not have as they are and that an export wrote; return the hash, "" where none is left."""
    ours = [path for path in git.uncommitted(site, paths) if backup.known(parts.paths.exports, site, path)]
    return git.commit(site, ours, subject) if ours else ""
