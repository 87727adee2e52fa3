"""What a page says of itself: its title, its day, its description."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bioai_desktop.domain import Finding
from bioai_desktop.edition.checkers.days import said
from bioai_desktop.edition.checkers.page import Page, PageKind
from bioai_desktop.edition.checkers.structure import SOURCED
from bioai_desktop.edition.front import get_front, line_of, values
from bioai_desktop.edition.model import Role, SectionKind
from bioai_desktop.edition.outline import text_of
from bioai_desktop.edition.plain import HAN
from bioai_desktop.edition.topics import relevance

_DATED = ("title", "linkTitle", "date")
_TOP_LEVEL = 2  # headings up to this level speak of the whole page
_OF_THE_DAY = {*SOURCED, SectionKind.DIGEST, SectionKind.LEAD, SectionKind.KEYWORDS}
_TERMS = re.compile(rf"[a-z][a-z-]{{3,}}|(?=([{HAN}]{{2}}))")
_ENOUGH_SHARED = 0.5  # of a description's words, from which on it speaks of the same
_WHOLE = re.compile(r"[。！？.!?”」』）)]$")
_ELLIPSIS = re.compile(r"\s*(?:\.{3}|…+|[-–—]+)\s*$")
_SPACE = re.compile(r"\s+")


def check(page: Page) -> Iterator[Finding]:
    """Find a title, a day or a description that is not this page's."""
    if page.context.kind in (PageKind.DAY, PageKind.HOME) and values(page.edition):
        wrong = list(_front_days(page))
        yield from wrong
        yield from _title(page, dated=any(finding.line == line_of(page.edition, "title") for finding in wrong))
        yield from _description(page)
    if page.context.kind is not PageKind.OTHER:
        yield from _heading_days(page)


def _front_days(page: Page) -> Iterator[Finding]:
    for key in _DATED:
        value = get_front(page.edition, key)
        if other := _other_day(page, value):
            yield page.finding("date-differs", line_of(page.edition, key), detail=value, fix=other)


def _heading_days(page: Page) -> Iterator[Finding]:
    for section in page.edition.sections:
        if section.heading and section.level <= _TOP_LEVEL and (other := _other_day(page, section.title)):
            yield page.finding("date-differs", page.lines[section.id], detail=section.title, fix=other)


def _other_day(page: Page, text: str) -> str:
    """Return a text with the page's own day, "" where it names that one or none."""
    day = page.context.date
    found = said(text, day, page.context.profile.timezone) if day and text else None
    return "" if day is None or found is None or found.day == (day.year, day.month, day.day) else found.other


def _title(page: Page, *, dated: bool) -> Iterator[Finding]:
    """Find a title that is not the one that the profile gives the page; more words around that one are the editor's."""
    wanted, title = page.context.title, get_front(page.edition, "title")
    if wanted and not dated and wanted not in title:
        yield page.finding("title-differs", line_of(page.edition, "title"), detail=title, fix=wanted)


def _description(page: Page) -> Iterator[Finding]:
    """Find a description that is missing, broken off, or about something else than the site and the day."""
    ours = page.context.profile.description.get(page.context.language, "")
    words = get_front(page.edition, "description").strip()
    if words == ours or (words and not _is_cut(page, words) and _is_own(page, words, ours)):
        return
    yield page.finding("description-differs", line_of(page.edition, "description"), detail=words, fix=ours or None)


def _is_cut(page: Page, words: str) -> bool:
    """Return whether a description was cut out of the page's text in the middle of a sentence."""
    bare = _ELLIPSIS.sub("", words)
    if _WHOLE.search(bare):
        return False
    wanted = _folded(bare)
    return any(wanted in _folded(block.words) for block in page.blocks if len(block.words) >= len(wanted))


def _folded(text: str) -> str:
    return _SPACE.sub("", text)


def _is_own(page: Page, words: str, ours: str) -> bool:
    """Return whether a description is about what the site is about, or about what stands on the page."""
    topics = page.context.profile.topics
    if (topics.sides or topics.alone) and relevance(topics).of(words, "").share:
        return True
    terms = _terms(words)
    entries = (entry for section, entry in page.edition.entries() if section.kind in _OF_THE_DAY)
    of_the_day = " ".join(f"{entry.get(Role.TITLE)} {text_of(entry)}" for entry in entries)
    return any(len(terms & _terms(other)) >= _ENOUGH_SHARED * len(terms) > 0 for other in (ours, of_the_day))


def _terms(text: str) -> set[str]:
    """Return the words of a text in Latin script, and its pairs of Han characters."""
    return {found[1] or found[0] for found in _TERMS.finditer(text.lower())}
