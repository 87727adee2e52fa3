from __future__ import annotations

from bioai_desktop.domain import Draft, Provenance, Task
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.ready import Ready
from tests.newsroom import DAY


def draft(number: int) -> Draft:
    return Draft(Task.TITLE, f"标题{number}", Provenance("m", "p", 0, "s", f"asked-{number}"), f"story-{number}")


def test_texts_are_kept_some_at_a_time(parts: Parts) -> None:
    ready = Ready(parts, DAY)
    before = parts.store.transactions
    for number in range(20):
        ready.keep(draft(number))
    assert parts.store.transactions - before == 2
    assert set(ready.find(f"asked-{number}" for number in range(20))) == {f"asked-{number}" for number in range(16)}
    ready.flush()
    assert ready.find(["asked-19"]) == {"asked-19": draft(19)}


def test_anew_nothing_counts_and_all_is_kept(parts: Parts) -> None:
    ready = Ready(parts, DAY, anew=True)
    ready.keep(draft(1))
    ready.flush()
    assert ready.find(["asked-1"]) == {}
    assert Ready(parts, DAY).find(["asked-1"]) == {"asked-1": draft(1)}
