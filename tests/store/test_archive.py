from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bioai_desktop.domain import Decision, Draft, Item, ItemKind, Language, Provenance, Task, Verdict
from bioai_desktop.edition.edits import RemoveEntry, SetField
from bioai_desktop.edition.model import Edition, Role, SectionKind
from bioai_desktop.edition.passages import passages
from bioai_desktop.store.archive import Hit, HitKind, Order, Query
from bioai_desktop.store.store import Store
from tests.edition.pages import EDITION, section

DAY = date(2026, 2, 18)
NOW = datetime(2026, 2, 19, 9, tzinfo=UTC)
ZH, EN = Language.ZH, Language.EN
ITEM = Item("i1", "nature", "A map of yeast cells", "https://example.org/1", NOW - timedelta(days=2), "酵母细胞的图谱。")


def draft(text: str) -> Draft:
    return Draft(Task.TEXT, text, Provenance("m", "p", 0, "source"), "story")


def search(store: Store, *words: str, limit: int = 50, **wanted: object) -> list[Hit]:
    return store.archive.search(Query(words, **wanted), limit)


def places(store: Store, *words: str) -> list[str]:
    return [hit.place for hit in search(store, *words)]


def sound(store: Store) -> None:
    """Every index holds what its table holds, and nothing else."""
    with store.archive._database.write() as db:
        for table in ("items_words", "drafts_words", "passages_words"):
            db.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 0)")


def test_items_drafts_and_pages_newest_first(store: Store) -> None:
    store.items.add([ITEM], NOW)
    store.editions.save(DAY, ZH, EDITION, "import")
    store.drafts.save(DAY + timedelta(days=1), ZH, [draft("酵母怎样数数。")])
    found = search(store, "酵母")
    assert [hit.kind for hit in found][:2] == [HitKind.DRAFT, HitKind.PAGE]
    assert found[-1] == Hit(HitKind.ITEM, date(2026, 2, 17), ITEM.title, ITEM.url, ITEM.text, place="i1", source="nature")
    page = next(hit for hit in found if hit.place == "top/1")
    assert (page.day, page.language, page.section, page.title) == (DAY, ZH, "🔥 重磅 TOP 3", '酵母的"钟"：[新] 模型')
    assert len(search(store, "酵母", limit=2)) == 2


def test_filters(store: Store) -> None:
    store.items.add([ITEM], NOW)
    store.editions.save(DAY, ZH, EDITION, "import")
    assert {hit.kind for hit in search(store, "酵母", kinds=frozenset({HitKind.ITEM}))} == {HitKind.ITEM}
    assert {hit.kind for hit in search(store, "酵母", after=DAY)} == {HitKind.PAGE}
    assert search(store, "酵母", after=DAY + timedelta(days=1)) == []
    assert search(store, "图谱", "map") == search(store, "图谱", kinds=frozenset({HitKind.ITEM}))
    assert search(store) == search(store, "！") == []


NEWS = [
    replace(ITEM, identifiers={"doi": "10.1038/S41586-025-1"}, kind=ItemKind.ARTICLE),
    replace(ITEM, id="i2", source="the-batch-7", published=NOW - timedelta(days=9), kind=ItemKind.PREPRINT, title="Yeast, yeast, yeast"),
    replace(ITEM, id="i3", source="the-batch", published=NOW - timedelta(days=5), text="", title="Nature of kinds: the batch, an article"),
]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query(sources=frozenset({"the-batch"})), ["i3"]),
        (Query(sources=frozenset({"the-batch", "nature"})), ["i1", "i3"]),
        (Query(("yeast",), sources=frozenset({"The-Batch-7"})), ["i2"]),
        (Query(("batch",)), ["i3"]),
        (Query(item_kinds=frozenset({ItemKind.PREPRINT})), ["i2"]),
        (Query(item_kinds=frozenset({ItemKind.PREPRINT, ItemKind.NEWS})), ["i3", "i2"]),
        (Query(item_kinds=frozenset({ItemKind.PREPRINT}), kinds=frozenset({HitKind.ITEM})), ["i1", "i3", "i2"]),
        (Query(sources=frozenset({"nature"}), kinds=frozenset({HitKind.DRAFT})), []),
        (Query(identifiers=("doi:10.1038/s41586-025-1",)), ["i1"]),
        (Query(identifiers=("doi:10.1038/s41586-025-2",)), []),
        (Query(before=date(2026, 2, 14)), ["i2"]),
        (Query(("yeast",), before=date(2026, 2, 14)), ["i2"]),
        (Query(("yeast",), after=date(2026, 2, 11), before=date(2026, 2, 18)), ["i1"]),
        (Query(after=date(2026, 2, 20)), []),
        (Query(("yeast",), after=date(2026, 2, 20)), []),
        (Query(picked=True), ["i2"]),
        (Query(("nature",), picked=False), ["i3"]),
        (Query(picked=False), ["i1", "i3"]),
        (Query(), []),
    ],
)
def test_what_items_have(store: Store, query: Query, expected: list[str]) -> None:
    store.items.add(NEWS, NOW)
    store.decisions.add([Decision(DAY, "s", "i2", Verdict.PICKED), Decision(DAY, "t", "i1", Verdict.DROPPED)])
    assert [hit.place for hit in store.archive.search(query, 50)] == expected


def test_pages_are_found_by_what_their_links_lead_to(store: Store) -> None:
    entry = section(SectionKind.TOP).entries[1].id
    page = SetField(entry, Role.LINK, "https://www.nature.com/articles/s41586-025-10093-z?rss=1").apply(EDITION)
    store.editions.save(DAY, ZH, page, "import")
    assert [hit.place for hit in store.archive.search(Query(identifiers=("doi:10.1038/s41586-025-10093-z",)), 50)] == ["top/2"]
    sound(store)


@pytest.mark.parametrize("wanted", [Query(("yeast",)), Query(("yeast",), before=date(2026, 2, 19)), Query(("yeast",), picked=False)])
def test_best_first(store: Store, wanted: Query) -> None:
    store.items.add([*NEWS, replace(ITEM, id="i4", published=NOW, title="Bees", text="Bees and flowers, " * 40 + "and yeast.")], NOW)
    newest = [hit.place for hit in store.archive.search(replace(wanted, before=date.max), 50)]
    assert newest == ["i4", "i1", "i2"]
    best = [hit.place for hit in store.archive.search(wanted, 50, Order.BEST)]
    assert [place for place in best if place != "i4"] == ["i2", "i1"]
    assert best[:1] == [hit.place for hit in store.archive.search(wanted, 1, Order.BEST)] == ["i2"]
    assert best == [*best[:2], *(["i4"] if wanted.before == date.max else [])]


def test_without_words_best_is_newest(store: Store) -> None:
    store.items.add(NEWS, NOW)
    every = Query(kinds=frozenset({HitKind.ITEM}))
    assert store.archive.search(every, 50, Order.BEST) == store.archive.search(every, 50)


def test_a_link_finds_what_it_leads_to(store: Store) -> None:
    store.items.add([ITEM], NOW)
    store.editions.save(DAY, ZH, EDITION, "import")
    assert places(store, "https://example.org/1") == ["i1"]
    assert places(store, "fish.example/2") == ["top/2"]


def test_an_item_is_found_as_it_is_now(store: Store) -> None:
    store.items.add([ITEM], NOW)
    store.items.add([replace(ITEM, title="An atlas of yeast cells", text="")], NOW)
    assert places(store, "map") == []
    assert places(store, "atlas", "图谱") == ["i1"]
    store.items.add([ITEM, ITEM], NOW)
    assert places(store, "map") == ["i1"]
    sound(store)


def test_a_page_is_found_as_it_is_shown(store: Store) -> None:
    store.editions.save(DAY, ZH, EDITION, "import")
    entry = section(SectionKind.TOP).entries[1].id
    store.editions.save(DAY, ZH, SetField(entry, Role.TITLE, "水母图谱").apply(EDITION), "edit")
    assert places(store, "斑马鱼脑图谱") == []
    assert places(store, "水母") == ["top/2"]
    store.editions.undo(DAY, ZH)
    assert (places(store, "斑马鱼脑图谱"), places(store, "水母")) == (["top/2"], [])
    store.editions.redo(DAY, ZH)
    assert places(store, "水母") == ["top/2"]
    store.editions.save(DAY, EN, EDITION, "translate")
    assert len(search(store, "斑马鱼脑图谱")) == 1
    sound(store)


def test_an_edit_writes_only_what_it_changed(store: Store) -> None:
    store.editions.save(DAY, ZH, EDITION, "import")
    with store.archive._database.read() as db:
        before = {row[0] for row in db.execute("SELECT id FROM passages")}
        entry = section(SectionKind.TOP).entries[1].id
        store.editions.save(DAY, ZH, SetField(entry, Role.TITLE, "水母图谱").apply(EDITION), "edit")
        after = {row[0] for row in db.execute("SELECT id FROM passages")}
    assert (len(before - after), len(after - before)) == (1, 1)


_ENTRIES = [entry.id for _, entry in EDITION.entries()]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.lists(st.sampled_from(_ENTRIES) | st.just("undo"), max_size=8))
def test_whatever_is_done_the_index_holds_the_page_that_is_shown(store: Store, steps: list[str]) -> None:
    page: Edition = EDITION
    store.editions.save(DAY, ZH, page, "edit")
    for step in steps:
        if step == "undo":
            page = store.editions.undo(DAY, ZH) or page
        elif any(entry.id == step for _, entry in page.entries()):
            page = RemoveEntry(step).apply(page)
            store.editions.save(DAY, ZH, page, "edit")
    with store.archive._database.read() as db:
        held = db.execute("SELECT section, place, title, link, text FROM passages ORDER BY place").fetchall()
    assert sorted(held) == sorted((each.section, each.place, each.title, each.link, each.text) for each in passages(page))
    sound(store)
