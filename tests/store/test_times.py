from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.store.times import from_micros, now_micros, to_micros


@given(st.datetimes(timezones=st.just(UTC)))
def test_there_and_back(moment: datetime) -> None:
    assert from_micros(to_micros(moment)) == moment


@given(st.datetimes(timezones=st.just(UTC)), st.datetimes(timezones=st.just(UTC)))
def test_order_is_kept(one: datetime, other: datetime) -> None:
    assert (to_micros(one) < to_micros(other)) == (one < other)


def test_zone_is_counted() -> None:
    shanghai = timezone(timedelta(hours=8))
    assert from_micros(to_micros(datetime(2026, 2, 18, 7, tzinfo=shanghai))) == datetime(2026, 2, 17, 23, tzinfo=UTC)


def test_now() -> None:
    assert abs(from_micros(now_micros()) - datetime.now(UTC)) < timedelta(seconds=5)
