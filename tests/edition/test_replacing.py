import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.edition.edits import SetField
from bioai_desktop.edition.model import Role, SectionKind
from bioai_desktop.edition.outline import text_of
from bioai_desktop.edition.patch import undoable
from bioai_desktop.edition.render import render
from bioai_desktop.edition.replacing import ReplaceWords
from bioai_desktop.errors import EditConflict
from tests.edition.pages import EDITION, PAGE, pages, read

TOP = next(section for section in EDITION.sections if section.kind is SectionKind.TOP).entries[0]


def said(text: str, edit: ReplaceWords) -> str:
    """Return what becomes of the text of a top entry."""
    page = edit.apply(SetField(TOP.id, Role.TEXT, text).apply(EDITION))
    return text_of(next(entry for _, entry in page.entries() if entry.id == TOP.id))


def test_words_change_in_all_entries_and_nothing_else_does() -> None:
    edit = ReplaceWords("酵母", "酵母菌")
    changed = render(edit.apply(EDITION))
    places = list(edit.places(EDITION))
    assert len(places) > 2
    assert changed.count("酵母菌") == len(places) + PAGE.count("酵母菌")
    assert changed.replace("酵母菌", "酵母") == PAGE.replace("酵母菌", "酵母")


def test_addresses_code_and_tags_stay() -> None:
    text = "用 `cell` 看 [cell](https://example.org/cell) 与 <b title=cell>cell</b>，见 https://example.org/cell 。"
    wanted = "用 `cell` 看 [unit](https://example.org/cell) 与 <b title=cell>unit</b>，见 https://example.org/cell 。"
    assert said(text, ReplaceWords("cell", "unit")) == wanted


def test_only_whole_terms_change() -> None:
    edit = ReplaceWords("细胞", "胞", ("干细胞", "造血干细胞"))
    assert said("细胞、干细胞、造血干细胞。", edit) == "胞、干细胞、造血干细胞。"
    assert said("模型与语言模型。", ReplaceWords("模型", "语言模型")) == "语言模型与语言模型。"
    assert said("cells, cell, sub-cell。", ReplaceWords("cell", "unit")) == "cells, unit, sub-cell。"


def test_of_words_that_stay_the_longest_counts() -> None:
    edit = ReplaceWords("细胞", "胞", ("干细胞", "干细胞与细胞", "另一个词"))
    assert said("干细胞与细胞，细胞。", edit) == "干细胞与细胞，胞。"
    assert said("另一个词，细胞。", edit) == "另一个词，胞。"


def test_latin_words_are_whole_words_and_chinese_ones_stand_anywhere() -> None:
    edit = ReplaceWords("Cell", "Unit")
    assert said("CellX, XCell, Cellx, xCell, Cell2, 2Cell, Cell_a, a_Cell, Cell, 用Cell做。", edit) == (
        "CellX, XCell, Cellx, xCell, Cell2, 2Cell, Cell_a, a_Cell, Unit, 用Unit做。"
    )
    assert said("AB细胞cd。", ReplaceWords("细胞", "胞")) == "AB胞cd。"
    assert said("X细胞A, 细胞AB。", ReplaceWords("细胞A", "胞甲")) == "X胞甲, 细胞AB。"
    assert said("A细胞X, BA细胞。", ReplaceWords("A细胞", "甲胞")) == "甲胞X, BA细胞。"


def test_tags_and_links_are_hidden_together() -> None:
    text = "[cell](https://example.org/cell) <i title=cell>cell</i>"
    assert said(text, ReplaceWords("cell", "unit")) == "[unit](https://example.org/cell) <i title=cell>unit</i>"


def test_places_are_told_with_what_stands_around_them() -> None:
    text = f"{'前' * 30}酵母{'后' * 30}"
    page = SetField(TOP.id, Role.TEXT, text).apply(EDITION)
    (place,) = [each for each in ReplaceWords("酵母", "酵母菌").places(page) if each.entry == TOP.id and each.role is Role.TEXT]
    assert (place.section.kind, place.words) == (SectionKind.TOP, "酵母")
    assert (place.before, place.after) == ("前" * 20, "后" * 20)
    page = SetField(TOP.id, Role.TEXT, "用酵母。").apply(EDITION)
    (place,) = [each for each in ReplaceWords("酵母", "酵母菌").places(page) if each.entry == TOP.id and each.role is Role.TEXT]
    assert (place.before, place.after) == ("用", "。")


def test_doing_it_twice_is_doing_it_once() -> None:
    edit = ReplaceWords("酵母", "酵母菌")
    assert edit.apply(edit.apply(EDITION)) == edit.apply(EDITION)
    assert list(edit.places(edit.apply(EDITION))) == []


def test_what_would_be_read_otherwise_is_refused() -> None:
    with pytest.raises(EditConflict) as refused:
        ReplaceWords("酵母", "酵\n母").apply(EDITION)
    assert "酵\n母" in refused.value.args


@given(pages, st.sampled_from(["酵母", "斑马鱼", "cell", "模型", "一"]))
def test_the_page_is_read_as_it_is_held_and_the_change_can_be_taken_back(text: str, old: str) -> None:
    edition = read(text)
    try:
        changed = ReplaceWords(old, "新词").apply(edition)
    except EditConflict:
        return
    assert read(render(changed)) == changed
    assert [entry.get(Role.LINK) for _, entry in changed.entries()] == [entry.get(Role.LINK) for _, entry in edition.entries()]


def test_an_edit_like_any_other() -> None:
    page, back = undoable(EDITION, ReplaceWords("酵母", "酵母菌"))
    assert back.apply(page) == EDITION
