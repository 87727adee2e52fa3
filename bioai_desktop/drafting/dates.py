"""English dates as Chinese writes them: told in that order, a small model copies them; left to itself it makes "28 February" the 28th month."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?)"
)
_DAY = r"(?P<day>[12]\d|3[01]|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>(?:19|20)\d\d)(?![\d-])"
#: Nothing of a range, "28 to 30 March", "March 5-7": what is told of its ends apart would be wrong.
_ALONE = r"(?<![\w.,-])(?<!\d[-–])(?<!\d to )(?<!\d and )(?<!\d & )"
_FORMS = (
    re.compile(rf"{_ALONE}{_DAY}(?: of)? {_MONTH}(?:,? {_YEAR})?(?!\w)"),
    re.compile(rf"\b{_MONTH} {_DAY}(?:(?:,| of)? {_YEAR}|(?![\w%]|\.\d|,\d|\s?[-–]\s?\d| to \d| and \d))"),
    re.compile(rf"\b{_MONTH}(?:,| of)? {_YEAR}"),
)


@dataclass(frozen=True, slots=True)
class Date:
    """A date of an English text and its place there."""

    start: int
    end: int
    year: int | None
    month: int
    day: int | None

    @property
    def chinese(self) -> str:
        """The date as Chinese has it: "2020 年 3 月 21 日"."""
        parts = ((self.year, "年"), (self.month, "月"), (self.day, "日"))
        return " ".join(f"{number} {mark}" for number, mark in parts if number is not None)


def dates(text: str) -> tuple[Date, ...]:
    """Return the dates of an English text that have a month and a day or a year, in order of place."""
    found: list[Date] = []
    for date in (date for form in _FORMS for date in _dates(form, text)):
        if not any(date.start < other.end and other.start < date.end for other in found):
            found.append(date)
    return tuple(sorted(found, key=lambda date: date.start))


def in_chinese(text: str) -> str:
    """Return an English text with its dates in Chinese."""
    told: list[str] = []
    at = 0
    for date in dates(text):
        told += [text[at : date.start], date.chinese]
        at = date.end
    return "".join([*told, text[at:]])


def lost(source: str, text: str) -> list[str]:
    """Return the dates of an English source whose month and day its Chinese rendering does not have side by side, in the source's words."""
    said = "".join(text.split())
    days = [date for date in dates(source) if date.day is not None]
    return [source[date.start : date.end] for date in days if not re.search(rf"(?<!\d)0?{date.month}月0?{date.day}(?!\d)", said)]


def _dates(form: re.Pattern[str], text: str) -> Iterator[Date]:
    for match in form.finditer(text):
        held = match.groupdict()
        year, day = held.get("year"), held.get("day")
        month = _MONTHS.index(match["month"][:3].lower()) + 1
        yield Date(match.start(), match.end(), int(year) if year else None, month, int(day) if day else None)
