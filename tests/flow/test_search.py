from __future__ import annotations

from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bioai_desktop.domain import Draft, ItemKind, Language, Provenance, Task
from bioai_desktop.errors import SearchInvalid
from bioai_desktop.flow.bring_in import bring_in
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.search import query_of, search, snippet
from bioai_desktop.store.archive import HitKind, Order, Query
from tests.gguf_files import RecordingJob
from tests.published import FIRST, lay

ZH = Language.ZH


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ("酵母 图谱", Query(("酵母", "图谱"))),
        ('"single cell" atlas', Query(("single cell", "atlas"))),
        ("kind:page 酵母", Query(("酵母",), frozenset({HitKind.PAGE}))),
        ("Kind:ITEM after:2026-02-05 a*", Query(("a*",), frozenset({HitKind.ITEM}), date(2026, 2, 5))),
        ("https://example.org/a x:10.1/x", Query(("https://example.org/a", "x:10.1/x"))),
        ("doi:10.1038/S41586-1 x", Query(("x",), identifiers=("doi:10.1038/s41586-1",))),
        ("kind:preprint kind:PAGE", Query(kinds=frozenset({HitKind.PAGE}), item_kinds=frozenset({ItemKind.PREPRINT}))),
        ("source:nature source:cell before:2026-03-01", Query(sources=frozenset({"nature", "cell"}), before=date(2026, 3, 1))),
        ("picked:yes", Query(picked=True)),
        ("Picked:NO", Query(picked=False)),
        ("  ", Query(())),
        ('"', Query(('"',))),
    ],
)
def test_what_was_typed(text: str, query: Query) -> None:
    assert query_of(text) == query


@pytest.mark.parametrize("text", ["kind:pages", "after:yesterday", "after:2026-02-30", "before:x", "picked:maybe"])
def test_a_filter_that_means_nothing_is_said(text: str) -> None:
    with pytest.raises(SearchInvalid) as invalid:
        query_of(text)
    assert invalid.value.filter == text
    assert "kind:page" in invalid.value.known


_PIECES = st.sampled_from(
    ["doi:", "source:", "kind:item", "picked:yes", '"', "*", "(", ")", " OR ", " NOT ", ":", "-", "酵母", "enzymes", " "]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_PIECES | st.text(max_size=4), max_size=8).map("".join), st.sampled_from(Order))
def test_whatever_is_typed_is_an_answer_or_told(parts: Parts, text: str, order: Order) -> None:
    with suppress(SearchInvalid):
        assert len(search(parts, text, order=order)) <= 50


def test_pages_of_a_site_and_items_are_found(parts: Parts, tmp_path: Path) -> None:
    bring_in(parts, [lay(tmp_path / "site", 3, (ZH,))], RecordingJob())
    found = search(parts, "脑区")
    assert [(each.hit.day.day, each.hit.place, each.snippet) for each in found] == [
        (day, "top/2", "图谱覆盖 8 个脑区。") for day in (3, 2, 1)
    ]
    assert {each.hit.kind for each in search(parts, "promoter")} == {HitKind.ITEM}
    assert [each.hit.day for each in search(parts, "脑区 after:2026-03-02", 1)] == [date(2026, 3, 3)]
    assert search(parts, "没有这样的话") == []


def test_a_draft_that_stands_on_its_page_is_told_once(parts: Parts, tmp_path: Path) -> None:
    bring_in(parts, [lay(tmp_path / "site", 1, (ZH,))], RecordingJob())
    source = Provenance("m", "p", 0, "s")
    parts.store.drafts.save(FIRST, ZH, [Draft(Task.TEXT, "图谱覆盖 8 个脑区。", source), Draft(Task.TEXT, "图谱有 8 个脑区。", source)])
    assert [(each.hit.kind, each.snippet) for each in search(parts, "脑区")] == [
        (HitKind.PAGE, "图谱覆盖 8 个脑区。"),
        (HitKind.DRAFT, "图谱有 8 个脑区。"),
    ]


@pytest.mark.parametrize(
    ("text", "words", "shown"),
    [
        ("酵母", ("酵母",), "酵母"),
        ("前" * 100 + "酵母" + "后" * 200, ("酵母",), "…" + "前" * 30 + "酵母" + "后" * 88 + "…"),
        ("word " * 20 + "the yeast cells grow", ("Yeast",), "…word word word word word the yeast cells grow"),
        ("word " * 20 + "of antibodies", ("antibody",), "…word word word word word of antibodies"),
        ("一行\n  两行", ("没有",), "一行 两行"),
        ("", ("x",), ""),
    ],
)
def test_the_part_in_which_the_words_stand(text: str, words: tuple[str, ...], shown: str) -> None:
    assert snippet(text, words) == shown
