from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.domain import Decision, Item, Verdict
from bioai_desktop.errors import Cancelled
from bioai_desktop.store.archive import Query
from bioai_desktop.store.polls import PollState
from bioai_desktop.store.store import Store
from bioai_desktop.store.tidying import Tidied, shorter
from tests.store.test_archive import sound

NOW = datetime(2026, 2, 18, 9, 30, tzinfo=UTC)
LONG = "One sentence of a long article. " * 100 + "Whales sing at the end."
OLD = Item("old", "batch", "Title", "https://example.org/1", NOW - timedelta(days=800), LONG)


def text(store: Store, name: str) -> str:
    return store.items.get([name])[0].text


def test_old_long_texts_become_abstracts_and_all_else_stays(store: Store) -> None:
    others = [
        replace(OLD, id="young", published=NOW - timedelta(days=700)),
        replace(OLD, id="short", text=LONG[:1900]),
        replace(OLD, id="picked"),
    ]
    store.items.add([OLD, *others], NOW)
    store.decisions.add(
        [Decision(date(2024, 1, 1), "s", "picked", Verdict.PICKED), Decision(date(2024, 1, 1), "t", "old", Verdict.DROPPED)]
    )
    assert store.tidy(NOW) == Tidied(texts=1, polls=0)
    assert text(store, "old").endswith("article.…")
    assert 1000 < len(text(store, "old")) <= 2000
    assert [text(store, each.id) for each in others] == [each.text for each in others]
    assert {hit.place for hit in store.archive.search(Query(("whales",)), 50)} == {"young", "picked"}
    sound(store)
    assert store.tidy(NOW) == Tidied(texts=0, polls=0)


def test_what_was_cut_does_not_come_back_and_what_is_new_does(store: Store) -> None:
    store.items.add([OLD], NOW)
    store.tidy(NOW)
    cut = text(store, "old")
    store.items.add([OLD], NOW)
    assert text(store, "old") == cut
    sound(store)
    store.items.add([replace(OLD, text="Rewritten. " + LONG)], NOW)
    assert text(store, "old") == "Rewritten. " + LONG


def test_many_are_cut_in_small_steps(store: Store) -> None:
    store.items.add([replace(OLD, id=str(number)) for number in range(1100)], NOW)
    heard: list[int] = []
    assert store.tidy(NOW, heard.append).texts == 1100
    assert heard == [500, 1000, 1100]


def test_it_may_be_stopped_and_goes_on_another_day(store: Store) -> None:
    store.items.add([replace(OLD, id=str(number)) for number in range(600)], NOW)

    def stop(_cut: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        store.tidy(NOW, stop)
    sound(store)
    assert store.tidy(NOW).texts == 100


def test_sources_that_are_not_asked_any_more_are_forgotten(store: Store) -> None:
    store.polls.keep({"a": PollState(checked=NOW - timedelta(days=400)), "b": PollState(checked=NOW), "c": PollState()})
    assert store.tidy(NOW).polls == 1
    assert set(store.polls.all()) == {"b", "c"}


@given(st.text(st.sampled_from("ab 。.!？\n"), min_size=2001, max_size=2600))
def test_a_text_is_cut_to_a_beginning_of_itself(whole: str) -> None:
    cut = shorter(whole)
    assert len(cut) <= 2000
    assert cut.endswith("…")
    assert whole.startswith(cut[:-1])


@pytest.mark.parametrize(("end", "kept"), [("。", 1500), (". ", 1500), ("，", 1999)])
def test_it_is_cut_where_a_sentence_ends(end: str, kept: int) -> None:
    assert len(shorter("长" * 1499 + end + "文" * 1000)) == kept + 1
