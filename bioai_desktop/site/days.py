"""Which day a path of the site is of: the Profile's path templates read backwards."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import NamedTuple

from bioai_desktop.domain import Language
from bioai_desktop.edition.checks import PageKind
from bioai_desktop.edition.profile import Files, Profile
from bioai_desktop.site.templates import text_maker

_BLANK = re.compile(r"(?:\{\{.*?\}\})+")  # what a path template fills in
_PARTS = re.compile(r"(?=(?<!\d)(\d{4})\D?(\d{1,2})\D?(\d{1,2})(?!\d))")
_ANY = date(2000, 1, 1)  # for a path in which there is no day
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


class Found(NamedTuple):
    """Whose page a path is."""

    language: Language
    day: date


@dataclass(frozen=True, slots=True)
class Placed:
    """What a path says of the page that lies there."""

    root: str  #: of the site: what stands before its own paths, with a slash where there is any
    language: Language
    kind: PageKind
    day: date | None


class PagePaths:
    """Where a site's pages lie, to tell them from its other files."""

    def __init__(self, profile: Profile) -> None:
        self._templates = {language: files.page for language, files in profile.files.items() if files.page}
        self._makers = [each for language, files in profile.files.items() for each in _makers(profile, language, files)]

    @property
    def globs(self) -> Mapping[Language, str]:
        """What fits the paths of all pages of a language, and of some other files perhaps."""
        return {language: re.sub(r"\*+", "*", _BLANK.sub("*", template)) for language, template in self._templates.items()}

    @property
    def roots(self) -> frozenset[str]:
        """The folders of the site, at its top, in which pages lie."""
        return frozenset(top for glob in self.globs.values() if "*" not in (top := glob.split("/")[0]))

    @property
    def folders(self) -> Mapping[Language, str]:
        """The folder of the site below which the pages of a language lie, "" for the site itself."""
        return {language: glob.split("*")[0].rpartition("/")[0] for language, glob in self.globs.items()}

    def find(self, path: PurePath) -> Found | None:
        """Return whose page a path ends with; None where it is that of no daily page."""
        place = self.placed(path)
        return Found(place.language, place.day) if place and place.day and place.kind is PageKind.DAY else None

    def placed(self, path: PurePath) -> Placed | None:
        """Return what the profile would put at a path, whose end counts; None where the site keeps no pages."""
        text = path.as_posix()
        for day in (*days_in(text), None):
            for kind, language, make in self._makers:
                made = make(date=day or _ANY, language=str(language))
                if (day is None) is (kind is PageKind.HOME) and f"/{text}".endswith(f"/{made}"):
                    return Placed(text[: len(text) - len(made)], language, kind, day)
        folders = sorted(self.folders.items(), key=lambda each: -len(each[1]))  # one may lie within another
        for language, folder in folders if path.suffix == ".md" else ():
            root, found, _ = f"/{text}".partition(f"/{folder}/" if folder else "/")
            if found:
                return Placed(f"{root[1:]}/" if root[1:] else root, language, PageKind.OTHER, None)
        return None

    def language_of(self, path: PurePath) -> Language | None:
        """Return in whose language's folder of the site a path lies, None where it lies in none or in those of several."""
        text = f"/{path.as_posix()}"
        inside = [language for language, folder in self.folders.items() if folder and f"/{folder}/" in text]
        return inside[0] if len(inside) == 1 else None


def _makers(profile: Profile, language: Language, files: Files) -> Iterator[tuple[PageKind, Language, Callable[..., str]]]:
    """Yield what makes the paths of a language's files: the day's page, its body alone, the home page."""
    for kind, template in ((PageKind.DAY, files.page), (PageKind.BODY, files.daily), (PageKind.HOME, files.home)):
        if template:
            yield kind, language, text_maker(profile, template)


def iso_day(text: str) -> date | None:
    """Return the last day that a text names as YYYY-MM-DD, None where it names none."""
    return next((day for named in reversed(_ISO.findall(text)) if (day := _day(*named.split("-")))), None)


def days_in(text: str) -> Iterator[date]:
    """Yield the days that a path or an address may be of, the last ones first: year, month and day with a sign between them at the most."""
    for found in reversed(list(_PARTS.finditer(text))):
        if day := _day(*found.groups()):
            yield day


def _day(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None
