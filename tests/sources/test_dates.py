from datetime import UTC, datetime

import pytest

from bioai_desktop.sources import dates


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-03-04", (2026, 3, 4)),
        ("2026-03-04T05:06:07Z", (2026, 3, 4, 5, 6, 7)),
        ("2026-03-04T00:00:00-05:00", (2026, 3, 4, 5)),
        ("2026-03-04T09:06:07+0800", (2026, 3, 4, 1, 6, 7)),
        ("2026-03-04 09:06:07 +0800", (2026, 3, 4, 1, 6, 7)),
        ("2026-03-04 05:06 UTC", (2026, 3, 4, 5, 6)),
        ("2026-03-04T20:00:00.000Z", (2026, 3, 4, 20)),
        ("2020/1/10 14:33:00", (2020, 1, 10, 14, 33)),
        ("2026年3月4日", (2026, 3, 4)),
        ("Wed, 04 Mar 2026 05:06:07 GMT", (2026, 3, 4, 5, 6, 7)),
        ("Wed, 04 Mar 2026 05:06:07 EST", (2026, 3, 4, 10, 6, 7)),
        ("Wed, 04 Mar 26 05:06:07 -0800", (2026, 3, 4, 13, 6, 7)),
        ("17 March 2021", (2021, 3, 17)),
        ("March 17th, 2021", (2021, 3, 17)),
        ("2026-Jun-12", (2026, 6, 12)),
        ("Sat, 13 Apr 2035 09:07:01 +0100", (2035, 4, 13, 8, 7, 1)),
    ],
)
def test_ways_of_writing_a_time(text: str, expected: tuple[int, ...]) -> None:
    assert dates.when(text) == datetime(*expected, tzinfo=UTC)


@pytest.mark.parametrize(
    "text", ["", "soon", "March 2021", "2026", "2026-13-40", "0001-01-01", "31 Quux 2020", "9" * 200, "Mon, 99 Foo 99999 99:99:99 +9999"]
)
def test_what_names_no_day_is_none(text: str) -> None:
    assert dates.when(text) is None


def test_numbers_out_of_range_are_none() -> None:
    assert dates.of_numbers(2026, 2, 30) is None
    assert dates.of_numbers(10**30, 1, 1) is None
    assert dates.of_numbers(2026) is None
