"""Forecasts: their time must be still to come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bioai_desktop.domain import Finding
from bioai_desktop.edition.checkers.page import Page
from bioai_desktop.edition.model import Role, SectionKind

_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
_QUARTER = re.compile(r"Q([1-4])|([1-4])Q|第?([一二三四1-4])\s*季度?|(first|second|third|fourth)[ -]quarter", re.IGNORECASE)
_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s*月|(?<=[-/.])(1[0-2]|0?[1-9])(?!\d)")
_NAMED = re.compile(
    r"\b(?:(jan)(?:uary)?|(feb)(?:ruary)?|(mar)(?:ch)?|(apr)(?:il)?|(may)|(june?)|(july?)|(aug)(?:ust)?|(sept?)(?:ember)?|(oct)(?:ober)?|(nov)(?:ember)?|(dec)(?:ember)?)\b",
    re.IGNORECASE,
)
#: Parts of a year by their last month.
_PARTS = {
    3: r"年初|开年|\bearly\b|\bstart of\b",
    6: r"上半年|年中|\bH1\b|\bmid(?:dle)?\b|\bfirst half\b|春",
    9: r"夏|\bsummer\b",
    12: r"下半年|年底|年末|秋|冬|\bH2\b|\bsecond half\b|\blate\b|\bend of\b",
}
_HAN_DIGITS = "一二三四"
_WORDS = ("first", "second", "third", "fourth")
_OPEN_END = re.compile(r"以后|之后|起|开始|\b(?:after|from|onwards?|beyond)\b", re.IGNORECASE)


def check(page: Page) -> Iterator[Finding]:
    """Find forecasts whose window was over when the page appeared."""
    day = page.context.date
    if day is None:
        return
    for section, entry in page.edition.entries():
        window = entry.get(Role.WINDOW)
        last = _last_month(window) if section.kind is SectionKind.FORECASTS else None
        if last is not None and last < day.replace(day=1):
            yield page.finding("forecast-past", page.lines[entry.id], entry.id, window)


def _last_month(window: str) -> date | None:
    """Return the first day of the last month that a window names, None where it names no year or no end."""
    years = list(_YEAR.finditer(window))
    if not years or _OPEN_END.search(window):
        return None
    last = years[-1]
    before = window[years[-2].end() if len(years) > 1 else 0 : last.start()]
    # What stands after the year says which part of it, as "2026年Q3" does; "Q3 2026" says it before.
    months = _months(window[last.end() :]) or _months(before)
    return date(int(last[1]), max(months, default=12), 1)


def _months(text: str) -> list[int]:
    """Return the last month of each part of a year that a text names."""
    found = [3 * _quarter(match) for match in _QUARTER.finditer(text)]
    found += [int(match[1] or match[2]) for match in _MONTH.finditer(text)]
    found += [match.lastindex or 12 for match in _NAMED.finditer(text)]
    return found or [month for month, words in _PARTS.items() if re.search(words, text, re.IGNORECASE)]


def _quarter(match: re.Match[str]) -> int:
    said = next(part for part in match.groups() if part)
    if said in _HAN_DIGITS:
        return 1 + _HAN_DIGITS.index(said)
    return 1 + _WORDS.index(said.lower()) if said.lower() in _WORDS else int(said)
