"""Which page of a site a path names: the way back from the paths that a Profile makes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bioai_desktop.domain import Language
from bioai_desktop.edition.checks import PageKind
from bioai_desktop.edition.profile import Files, Profile

_BLANK = re.compile(r"(?:\{\{.*?\}\})+")  # what a path template fills in
_UNDATED = (PageKind.HOME, PageKind.OTHER)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True, slots=True)
class Placed:
    """What a path says of the page that lies there."""

    root: str  #: of the site: what stands before its own paths, with a slash where there is any
    language: Language
    kind: PageKind
    day: date | None


def placed(profile: Profile, path: str) -> Placed | None:
    """Return what the profile would put at a path (forward slashes, its end counts), None where the site keeps no pages."""
    name = path.rpartition("/")[2]
    found = [
        (len(_folder(files.page)), Placed(match["root"] or "", language, kind, day_of(name)))
        for language, files in profile.files.items()
        for kind, pattern in _patterns(files)
        if (match := re.search(pattern, path)) is not None and (day_of(name) or kind in _UNDATED)
    ]
    # What says most about a path is right: a page of the day lies below the folder of all pages, and one language's below another's.
    best = max(found, key=lambda each: (each[1].kind is not PageKind.OTHER, -len(each[1].root), each[0]), default=None)
    return best[1] if best else None


def page_folders(profile: Profile) -> tuple[str, ...]:
    """Return the folders of a site that hold its pages; "" for the site itself."""
    return tuple(dict.fromkeys(_folder(files.page) for files in profile.files.values() if files.page))


def day_of(name: str) -> date | None:
    """Return the day that a file is named after."""
    named = _DATE.search(name)
    try:
        return date.fromisoformat(named[0]) if named else None
    except ValueError:
        return None


@lru_cache(maxsize=64)
def _patterns(files: Files) -> tuple[tuple[PageKind, str], ...]:
    return tuple(_made(files))


def _made(files: Files) -> Iterator[tuple[PageKind, str]]:
    for kind, template in ((PageKind.DAY, files.page), (PageKind.BODY, files.daily), (PageKind.HOME, files.home)):
        if template:
            parts = (re.escape(part) for part in _BLANK.split(template))
            yield kind, rf"^(?P<root>.*/)?{'[^/]+'.join(parts)}$"
    if files.page:
        yield PageKind.OTHER, rf"^(?P<root>.*?/)?{re.escape(_folder(files.page))}(?:.*/)?[^/]+\.md$"


def _folder(template: str) -> str:
    """Return the folders at the beginning of a path that hold no blank, with their last slash."""
    return "".join(_BLANK.split(template)[0].rpartition("/")[:2])
