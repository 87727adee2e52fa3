from __future__ import annotations

from bioai_desktop.flow import keeping
from bioai_desktop.flow.keeping import Keeping, keep
from bioai_desktop.flow.parts import Parts
from tests.newsroom import NOON, item


def test_lots_are_kept_in_one_transaction_and_each_hears_of_its_own(parts: Parts) -> None:
    before = parts.store.transactions
    heard: list[tuple[str, int]] = []
    lots = Keeping(parts.store)
    lots.put([item(1001), item(1002)], lambda new: heard.append(("first", new)))
    lots.put([item(1002), item(1003)], lambda new: heard.append(("second", new)))
    assert (lots.waiting, heard) == (2, [])
    lots.flush()
    assert (lots.waiting, heard) == (0, [("first", 2), ("second", 1)])
    assert parts.store.transactions == before + 1
    assert len(parts.store.items.get(["item-1001", "item-1002", "item-1003"])) == 3


def test_many_are_kept_before_the_end(parts: Parts) -> None:
    heard: list[int] = []
    lots = Keeping(parts.store)
    lots.put([item(1000 + number) for number in range(keeping._TOGETHER)], heard.append)
    assert (lots.waiting, heard) == (0, [keeping._TOGETHER])


def test_nothing_is_no_transaction(parts: Parts) -> None:
    before = parts.store.transactions
    Keeping(parts.store).flush()
    assert parts.store.transactions == before


def test_items_are_kept_as_of_a_moment(parts: Parts) -> None:
    assert keep(parts.store, [item(1001)], NOON) == 1
    assert [one.id for one in parts.store.items.seen_between(NOON, NOON.replace(minute=1)) if one.id == "item-1001"] == ["item-1001"]
