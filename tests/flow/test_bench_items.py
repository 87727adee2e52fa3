from __future__ import annotations

from statistics import mean

from bioai_desktop.flow.bench_items import A_DAY, FIRST, MadeUp


def test_the_same_items_each_time_as_long_as_those_of_feeds() -> None:
    items = [item for _, batch in MadeUp().batches(2000, 500) for item in batch]
    assert items == [item for _, batch in MadeUp().batches(2000, 500) for item in batch]
    assert len({item.id for item in items}) == len({item.url for item in items}) == 2000
    assert 260 < mean(len((item.title + item.text).encode()) for item in items) < 310
    assert 0.2 < mean(any(char >= "\u4e00" for char in item.title) for item in items) < 0.4


def test_they_come_in_day_after_day() -> None:
    made = MadeUp()
    moments = [now for _ in range(2) for now, _ in made.batches(3 * A_DAY, A_DAY)]
    assert [(now - FIRST).days for now in moments] == [1, 2, 3, 4, 5, 6]
