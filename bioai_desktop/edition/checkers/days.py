"""Days as people write them in titles and headings: found, and written anew for another day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")
_SHORTEST = 3  # letters of a month's name
_NAMES = "|".join(rf"{name[:_SHORTEST]}(?:{name[_SHORTEST:]}|t|\.)?" if name != "May" else "May" for name in _MONTHS)

_NUMBERS = re.compile(r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<a>\s*[-/年.]\s*)(?P<month>\d{1,2})(?P<b>\s*[-/月.]\s*)(?P<day>\d{1,2})(?!\d)")
_MONTH_FIRST = re.compile(
    rf"\b(?P<month>{_NAMES})(?P<a> )(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?P<b>,? )(?P<year>(?:19|20)\d{{2}})(?!\d)", re.IGNORECASE
)
_DAY_FIRST = re.compile(
    rf"(?<!\d)(?P<day>\d{{1,2}})(?:st|nd|rd|th)?(?P<a> )(?P<month>{_NAMES})(?P<b>,? )(?P<year>(?:19|20)\d{{2}})(?!\d)", re.IGNORECASE
)
_MONTH_AND_DAY = re.compile(r"^(?P<month>\d{2})(?P<a>-)(?P<day>\d{2})(?=-|$)")
_HAN_MONTH_AND_DAY = re.compile(r"^\W*(?P<month>\d{1,2})(?P<a>\s*月\s*)(?P<day>\d{1,2})(?=\s*日)")
_ISO_TIME = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})")


@dataclass(frozen=True, slots=True)
class Said:
    """A day that a text names."""

    day: tuple[int, int, int]  #: year, month, day; they need not exist in the calendar
    other: str  #: the text with the page's own day in its place


def said(text: str, day: date, timezone: str) -> Said | None:
    """Return the day that a text names, in figures or words, with a year or without; None where it names none.

    `day` lends its year to a day without one, and is what `other` names; a time with an offset is that of `timezone`.
    """
    if _ISO_TIME.fullmatch(text):
        local = _local(text, timezone)
        return Said(local, day.isoformat() + text[10:]) if local else None
    for pattern in (_NUMBERS, _MONTH_FIRST, _DAY_FIRST, _MONTH_AND_DAY, _HAN_MONTH_AND_DAY):
        if found := pattern.search(text):
            year = int(found["year"]) if "year" in found.groupdict() else day.year
            return Said((year, _month(found["month"]), int(found["day"])), _rewritten(found, day))
    return None


def _local(text: str, timezone: str) -> tuple[int, int, int] | None:
    try:
        when = datetime.fromisoformat(text).astimezone(ZoneInfo(timezone))
    except (ValueError, ZoneInfoNotFoundError):
        return None
    return when.year, when.month, when.day


def _month(name: str) -> int:
    if name.isdecimal():
        return int(name)
    return next(number for number, month in enumerate(_MONTHS, 1) if month.lower().startswith(name.lower()[:_SHORTEST]))


def _rewritten(found: re.Match[str], day: date) -> str:
    """Return the text with another day in the form of the one found: figures padded, names in full, as they were."""
    padded = _is_padded(found)
    parts = {"year": str(day.year), "day": f"{day.day:02}" if padded else str(day.day)}
    name = found["month"]
    if name.isdecimal():
        parts["month"] = f"{day.month:02}" if padded else str(day.month)
    else:
        parts["month"] = _MONTHS[day.month - 1] if len(name.rstrip(".")) > _SHORTEST + 1 else _MONTHS[day.month - 1][:_SHORTEST]
    text = found.string
    for group in sorted((group for group in parts if group in found.groupdict()), key=found.start, reverse=True):
        text = text[: found.start(group)] + parts[group] + text[found.end(group) :]
    return text


def _is_padded(found: re.Match[str]) -> bool:
    figures = [part for part in (found["month"], found["day"]) if part.isdecimal()]
    if any(len(part) == 1 for part in figures):
        return False
    return found["a"].strip() == "-" or any(part.startswith("0") for part in figures)
