"""Pages on disk, told apart and checked: one by one, or a run of days of a site."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bioai_desktop.domain import Finding, Language, Ran
from bioai_desktop.edition.checkers.addresses import ran_on
from bioai_desktop.edition.checkers.kinds import SEVERITIES
from bioai_desktop.edition.checks import CheckContext, PageKind, check
from bioai_desktop.edition.front import get_front
from bioai_desktop.edition.model import Edition
from bioai_desktop.edition.parse import parse
from bioai_desktop.edition.profile import Profile
from bioai_desktop.errors import FileUnreadable
from bioai_desktop.site.compose import titles
from bioai_desktop.site.days import iso_day
from bioai_desktop.site.journals import journals

Published = Mapping[str, tuple[Ran, ...]]
_Ran = dict[tuple[Language, date], list[Mapping[str, Ran]]]  # by language and day


@dataclass(frozen=True, slots=True)
class PageFile:
    """A page on disk."""

    path: Path
    language: Language
    kind: PageKind
    day: date | None
    original: Path | None = None  #: the page of which it is the translation


@dataclass(frozen=True, slots=True)
class Batch:
    """Pages in the order of their days, an original before its translation, to be checked by one process; and those before the first."""

    profile: Profile
    pages: tuple[PageFile, ...]
    before: tuple[PageFile, ...] = ()


def read_page(file: Path) -> str:
    """Return the text of a page on disk, its line ends as they are; raises `FileUnreadable`."""
    try:
        return file.read_bytes().decode()
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(str(file)) from error


def check_text(text: str, page: PageFile, profile: Profile, published: Published) -> list[Finding]:
    """Return the findings of a page's text."""
    return _checked(parse(text, profile), page, profile, published, titles(profile, page.language))


def check_batch(batch: Batch) -> list[list[Finding]]:
    """Return the findings of each page of a batch; a file that is no text is a finding too."""
    profile, ran = batch.profile, _Ran()
    for page in batch.before:
        _remember(ran, page, _parsed(page.path, profile), profile)
    found: list[list[Finding]] = []
    called = {language: titles(profile, language) for language in {page.language for page in batch.pages}}
    for page in batch.pages:
        edition = _parsed(page.path, profile)
        _remember(ran, page, edition, profile)
        rest = range(1, profile.rest_days + 1)
        published = merged([each for at in rest if page.day for each in ran.get((page.language, page.day - timedelta(at)), ())])
        twin = ran.get((profile.language, page.day)) if page.original and page.day else None
        checked = _checked(edition, page, profile, published, called[page.language], twin) if edition else [_unreadable(profile)]
        found.append(checked)
    return found


def runs(files: Sequence[PageFile], profile: Profile) -> list[Mapping[str, Ran]]:
    """Return what ran on each of these pages; one that can't be read is left out."""
    ran = _Ran()
    for page in files:
        _remember(ran, page, _parsed(page.path, profile), profile)
    return [each for several in ran.values() for each in several]


def merged(runs: Sequence[Mapping[str, Ran]]) -> dict[str, tuple[Ran, ...]]:
    """Return when each link ran, of several pages."""
    found: dict[str, tuple[Ran, ...]] = {}
    for run in runs:
        for link, ran in run.items():
            found[link] = (*found.get(link, ()), ran)
    return found


def _unreadable(profile: Profile) -> Finding:
    """Return the finding of a file that is no text."""
    return Finding("page-unreadable", profile.severities.get("page-unreadable", SEVERITIES["page-unreadable"]))


def _parsed(file: Path, profile: Profile) -> Edition | None:
    try:
        return parse(read_page(file), profile)
    except FileUnreadable:
        return None


def _remember(ran: _Ran, page: PageFile, edition: Edition | None, profile: Profile) -> None:
    if edition and page.day and page.kind is PageKind.DAY:
        ran.setdefault((page.language, page.day), []).append(ran_on(edition, profile, page.day))


def _checked(
    edition: Edition,
    page: PageFile,
    profile: Profile,
    published: Published,
    called: Callable[[date], str],
    twin: Sequence[Mapping[str, Ran]] | None = None,
) -> list[Finding]:
    """Check a page; `twin` is what ran on the page of which it is the translation, where that has been read."""
    day = iso_day(get_front(edition, "next")) if page.kind is PageKind.HOME else page.day
    name = called(day) if day else ""
    if twin is None and page.original:
        twin = runs([PageFile(page.original, profile.language, PageKind.DAY, page.day or date.min)], profile)
    linked = frozenset(link for each in twin or () for link in each)
    return check(edition, CheckContext(profile, page.language, day, published, {}, page.kind, name, journals(), linked))
