"""Forecasts: their time must be still to come."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from bioai_desktop.domain import Finding
from bioai_desktop.edition.checkers.page import Page
from bioai_desktop.edition.model import Role, SectionKind

_YEAR = re.compile(r"(?<!\d)(20\d{2})(?!\d)")
_QUARTER = re.compile(r"Q([1-4])|第?([一二三四])季度", re.IGNORECASE)
_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])\s*月")
_HAN_DIGITS = "一二三四"


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
    """Return the first day of the last month that a window names, None where it names no year."""
    years = _YEAR.findall(window)
    if not years:
        return None
    quarters = [int(digit or _HAN_DIGITS.index(han) + 1) for digit, han in _QUARTER.findall(window)]
    months = [3 * quarter for quarter in quarters] + [int(month) for month in _MONTH.findall(window)]
    return date(int(years[-1]), max(months, default=12), 1)
