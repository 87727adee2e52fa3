from __future__ import annotations

from datetime import UTC, datetime

from bioai_desktop.store.polls import PollState
from bioai_desktop.store.store import Store

GOOD = PollState("https://example.org/feed", '"abc"', "Wed, 18 Feb 2026 08:00:00 GMT", datetime(2026, 2, 18, 8, tzinfo=UTC))
BAD = PollState("https://example.com/feed", checked=datetime(2026, 2, 18, 8, 0, 0, 5, tzinfo=UTC), problem="timeout", failures=3)


def test_states_come_back(store: Store) -> None:
    store.polls.set("a", GOOD)
    store.polls.set("b", BAD)
    assert (store.polls.get("a"), store.polls.get("b")) == (GOOD, BAD)


def test_source_that_was_never_asked(store: Store) -> None:
    assert store.polls.get("a") == PollState()


def test_saving_one_leaves_the_others(store: Store) -> None:
    store.polls.set("a", BAD)
    store.polls.set("b", BAD)
    store.polls.set("b", GOOD)
    assert (store.polls.get("a"), store.polls.get("b")) == (BAD, GOOD)
