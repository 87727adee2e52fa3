from __future__ import annotations

from datetime import date

from bioai_desktop.domain import Language, Ran
from bioai_desktop.store.store import Store

D17, D18, D19 = date(2026, 2, 17), date(2026, 2, 18), date(2026, 2, 19)
ZH, EN = Language.ZH, Language.EN


def test_link_tells_when_and_where_it_ran_latest_first(store: Store) -> None:
    store.published.record(D17, ZH, {"u": "notes 2", "v": "top 1"})
    store.published.record(D18, ZH, {"u": "top 4"})
    assert store.published.ran(["u", "w"], D19) == {"u": (Ran(D18, "top 4"), Ran(D17, "notes 2"))}
    assert store.published.ran([], D19) == {}


def test_two_languages_of_a_day_are_one_appearance(store: Store) -> None:
    store.published.record(D18, ZH, {"u": "top 4"})
    store.published.record(D18, EN, {"u": "top 4"})
    assert store.published.ran(["u"], D19) == {"u": (Ran(D18, "top 4"),)}


def test_page_published_again_replaces_its_own_links_only(store: Store) -> None:
    store.published.record(D17, ZH, {"a": "top 1"})
    store.published.record(D18, EN, {"b": "top 1"})
    store.published.record(D18, ZH, {"b": "top 1", "c": "top 2"})
    store.published.record(D18, ZH, {"c": "top 1"})
    assert store.published.ran("abc", D19) == {"a": (Ran(D17, "top 1"),), "b": (Ran(D18, "top 1"),), "c": (Ran(D18, "top 1"),)}


def test_only_what_ran_before_the_day_counts(store: Store) -> None:
    for day in (D17, D18, D19):
        store.published.record(day, ZH, {"u": "top 1"})
    assert store.published.ran(["u"], D19) == {"u": (Ran(D18, "top 1"), Ran(D17, "top 1"))}
    assert store.published.ran(["u"], D18) == {"u": (Ran(D17, "top 1"),)}
    assert store.published.ran(["u"], D17) == {}


def test_more_links_than_sqlite_takes_variables(store: Store) -> None:
    store.published.record(D18, ZH, {"u": "top 1"})
    assert set(store.published.ran([*map(str, range(40_000)), "u"], D19)) == {"u"}


def test_two_addresses_of_one_thing_are_one_link(store: Store) -> None:
    places = {"https://www.cell.com/cell/fulltext/S0092-8674(25)01497-7?rss=yes": "top 1", "https://arxiv.org/pdf/2601.01234v2": "top 2"}
    store.published.record(D18, ZH, {**places, "http://cell.com/cell/fulltext/S0092-8674%2825%2901497-7/": "notes 1"})
    asked = ["https://cell.com/cell/fulltext/S0092-8674(25)01497-7", "https://arxiv.org/abs/2601.01234", "https://arxiv.org/abs/2601.01235"]
    assert store.published.ran(asked, D19) == {asked[0]: (Ran(D18, "top 1"),), asked[1]: (Ran(D18, "top 2"),)}
