from datetime import date

import pytest

from bioai_desktop.edition.checkers.days import said

DAY = date(2026, 3, 4)
SHANGHAI = "Asia/Shanghai"


@pytest.mark.parametrize(
    ("text", "day", "other"),
    [
        ("日报 2026/3/5", (2026, 3, 5), "日报 2026/3/4"),
        ("日报 2026/03/05", (2026, 3, 5), "日报 2026/03/04"),
        ("日报 2026-12-25", (2026, 12, 25), "日报 2026-03-04"),
        ("日报 2026/12/25", (2026, 12, 25), "日报 2026/3/4"),
        ("日报 2026/12/05", (2026, 12, 5), "日报 2026/03/04"),
        ("日报 2026年12月5日", (2026, 12, 5), "日报 2026年3月4日"),
        ("日报 2025 年 3 月 4 日", (2025, 3, 4), "日报 2026 年 3 月 4 日"),
        ("日报 2026.3.5", (2026, 3, 5), "日报 2026.3.4"),
        ("12-25-日报", (2026, 12, 25), "03-04-日报"),
        ("12-25", (2026, 12, 25), "03-04"),
        ("3月5日", (2026, 3, 5), "3月4日"),
        ("News of April 5, 2026", (2026, 4, 5), "News of March 4, 2026"),
        ("News of Sept 5, 2025", (2025, 9, 5), "News of Mar 4, 2026"),
        ("News of Sep. 5, 2025", (2025, 9, 5), "News of Mar 4, 2026"),
        ("5th May 2025", (2025, 5, 5), "4th Mar 2026"),
        ("2026-03-05T00:00:00+08:00", (2026, 3, 5), "2026-03-04T00:00:00+08:00"),
        ("2026-03-04T20:00:00Z", (2026, 3, 5), "2026-03-04T20:00:00Z"),
        ("2026/13/45", (2026, 13, 45), "2026/3/4"),
    ],
)
def test_a_day_and_the_same_words_for_another(text: str, day: tuple[int, int, int], other: str) -> None:
    found = said(text, DAY, SHANGHAI)
    assert found is not None
    assert (found.day, found.other) == (day, other)


@pytest.mark.parametrize(
    "text", ["", "日报", "2026", "2026/3", "10-15 分钟", "v1.2.3", "第 3 期", "2026 年 Q3", "1234/5/67", "31-12月", "May 2026"]
)
def test_what_is_no_day(text: str) -> None:
    assert said(text, DAY, SHANGHAI) is None


def test_a_time_is_read_where_the_site_is() -> None:
    found = said("2026-03-03T16:00:00Z", DAY, SHANGHAI)
    assert found is not None
    assert found.day == (2026, 3, 4)
    assert said("2026-03-03T16:00:00Z", DAY, "Nowhere/At all") is None
