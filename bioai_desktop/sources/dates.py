"""Points in time in UTC, from whatever way of writing them; what names no day is None."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_EARLIEST = 1900  # years before it are placeholders
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
_ZONE = re.compile(r"\s*(?:UTC|GMT|Z)$", re.IGNORECASE)
_NUMBERS = re.compile(r"(\d{4})[/.年-](\d{1,2})[/.月-](\d{1,2})日?(?:[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4})")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})[ -]([A-Za-z]{3,9})[ -](\d{1,2})")


def when(text: str) -> datetime | None:
    """Return the time that `text` names; without a zone it is UTC, without an hour midnight."""
    text = text.strip()
    if not text or len(text) > 80:
        return None
    for read in (_numbers, _words, _iso, _mail):
        try:
            found = read(text)
            if found is not None:
                return _utc(found)
        except (ValueError, OverflowError, TypeError, IndexError):
            continue
    return None


def of_numbers(*numbers: int) -> datetime | None:
    """Return the time of year, month, day and perhaps hour, minute, second, in UTC."""
    try:
        return _utc(datetime(*numbers[:6], tzinfo=UTC))
    except (ValueError, OverflowError, TypeError):
        return None


def _utc(found: datetime) -> datetime | None:
    moment = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    return moment if moment.year >= _EARLIEST else None


def _numbers(text: str) -> datetime | None:
    found = _NUMBERS.fullmatch(_ZONE.sub("", text))
    return of_numbers(*(int(part) for part in found.groups() if part)) if found else None


def _words(text: str) -> datetime | None:
    if found := _DAY_FIRST.fullmatch(text):
        day, month, year = found.groups()
    elif found := _MONTH_FIRST.fullmatch(text):
        month, day, year = found.groups()
    elif found := _YEAR_FIRST.fullmatch(text):
        year, month, day = found.groups()
    else:
        return None
    place = _MONTHS.find(month[:3].lower())
    return of_numbers(int(year), place // 4 + 1, int(day)) if place >= 0 else None


def _iso(text: str) -> datetime:
    return datetime.fromisoformat(re.sub(r"\s+(?=[+-]\d\d:?\d\d$)", "", _ZONE.sub("+00:00", text)))


def _mail(text: str) -> datetime:
    return parsedate_to_datetime(text)
