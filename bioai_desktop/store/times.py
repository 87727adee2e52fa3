"""Moments as the database keeps them: whole microseconds since 1970 UTC."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def to_micros(moment: datetime) -> int:
    """Return the number that is kept; the moment must know its time zone."""
    return (moment - _EPOCH) // _MICROSECOND


def from_micros(micros: int) -> datetime:
    """Return the moment, in UTC."""
    return _EPOCH + micros * _MICROSECOND


def now_micros() -> int:
    """Return the present moment as it is kept."""
    return to_micros(datetime.now(UTC))
