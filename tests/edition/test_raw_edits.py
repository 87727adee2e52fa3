import pytest

from bioai_desktop.edition.model import Edition, Raw
from bioai_desktop.edition.raw_edits import InsertRaw, MoveRaw, RemoveRaw, SetRaw
from bioai_desktop.edition.render import render
from bioai_desktop.errors import EditConflict
from tests.edition.pages import EDITION, PAGE, read

FREE = "## 编后\n\n一\n\n> 二\n\n三\n"
TOP = "## 重磅\n\n**说明**：两条。\n\n### 1. [甲](https://a.example)\n\n文\n\n---\n\n### 2. [乙](https://b.example)\n\n文\n"


def raws(edition: Edition) -> dict[str, str]:
    return {child.text: child.id for section in edition.sections for child in section.children if isinstance(child, Raw) and child.says}


@pytest.mark.parametrize("page", [PAGE, FREE, TOP])
def test_a_block_is_written_and_no_other_byte(page: str):
    edition = read(page)
    for text, name in raws(edition).items():
        changed = SetRaw(name, "### 新的话" if text.startswith("### ") else "新的话").apply(edition)
        start = page.index(text)
        assert render(changed).startswith(page[:start])
        assert render(changed).endswith(page[start + len(text) :])
        assert read(render(changed)) == changed
        assert name in raws(changed).values()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("## 重磅", "\\## 重磅"),
        ("说\n### 只有一句话\n再说", "说\n\\### 只有一句话\n再说"),
        ("#### 小标题", "#### 小标题"),
        ("---", "\\---"),
        ("一\n===", "一\n==="),
        ("```\nx", "\\```\nx"),
        ("```\nx\n```", "```\nx\n```"),
        ("> 引\n> 用", "> 引\n> 用"),
        ("一\n\n二", "一\n\n二"),
        ("![图](https://i.example)", "![图](https://i.example)"),
    ],
)
def test_what_would_read_as_structure_is_escaped(text: str, written: str):
    edition = read(FREE)
    changed = SetRaw("b1", text).apply(edition)
    assert render(changed) == FREE.replace("一", written, 1)
    assert read(render(changed)) == changed


def test_a_text_of_two_paragraphs_becomes_two_blocks_and_the_first_keeps_the_name():
    changed = SetRaw("b2", "甲\n\n乙").apply(read(FREE))
    assert raws(changed) == {"一": "b1", "甲": "b2", "乙": "b4", "三": "b3"}


def test_a_text_takes_the_ends_of_line_of_the_page():
    changed = SetRaw("b1", "甲\n乙").apply(read(FREE.replace("\n", "\r\n")))
    assert "\r\n甲\r\n乙\r\n" in render(changed)


@pytest.mark.parametrize("text", ["", " \n"])
def test_an_empty_text_is_refused(text: str):
    with pytest.raises(EditConflict):
        SetRaw("b1", text).apply(read(FREE))


def test_a_text_that_stays_changes_nothing():
    edition = read(FREE)
    assert SetRaw("b1", "一").apply(edition) is edition


@pytest.mark.parametrize(
    ("index", "page"),
    [
        (0, "## 编后\n\n三\n\n一\n\n> 二\n"),
        (1, "## 编后\n\n一\n\n三\n\n> 二\n"),
        (2, FREE),
    ],
)
def test_a_block_moves_among_blocks(index: int, page: str):
    edition = read(FREE)
    moved = MoveRaw("b3", "s1", index).apply(edition)
    assert render(moved) == page
    assert read(render(moved)) == moved
    assert sorted(raws(moved).items()) == sorted(raws(edition).items())
    assert MoveRaw("b3", "s1", 2).apply(moved) == edition


@pytest.mark.parametrize(
    ("index", "after"), [(0, "**说明**"), (1, "### 1. "), (2, "### 2. ")], ids=["stays", "below the first entry", "at the end"]
)
def test_a_block_moves_among_entries(index: int, after: str):
    edition = read(TOP)
    moved = MoveRaw("b1", "s1", index).apply(edition)
    assert [entry.spans for _, entry in moved.entries()] == [entry.spans for _, entry in edition.entries()]
    assert read(render(moved)) == moved
    assert render(moved).index("**说明**") >= render(moved).index(after)


def test_a_block_moves_to_another_section():
    edition = read(FREE + "\n" + TOP)
    moved = MoveRaw("b2", "s2", 1).apply(edition)
    assert "**说明**：两条。\n\n> 二\n\n### 1. " in render(moved)
    assert "一\n\n三\n" in render(moved)
    assert read(render(moved)) == moved


def test_a_block_comes_and_goes():
    edition = read(TOP)
    without = RemoveRaw("b1").apply(edition)
    assert render(without) == TOP.replace("**说明**：两条。\n\n", "")
    assert render(InsertRaw("s1", 0, "**说明**：两条。").apply(without)) == TOP
    assert render(InsertRaw("s1", 2, "末了\n## 重磅").apply(without)).endswith("文\n\n---\n\n末了\n\\## 重磅\n")


def test_the_first_block_of_a_section():
    assert render(InsertRaw("s1", 0, "话").apply(read("## 编后\n"))) == "## 编后\n\n话\n"


@pytest.mark.parametrize(
    "edit", [SetRaw("b99", "x"), MoveRaw("b99", "s1", 0), RemoveRaw("b99"), MoveRaw("b1", "s1", 9), InsertRaw("s1", 9, "x")]
)
def test_a_place_that_is_not_there(edit: SetRaw | MoveRaw | RemoveRaw | InsertRaw):
    with pytest.raises(EditConflict):
        edit.apply(EDITION)


def test_what_would_read_as_an_entry_is_escaped():
    edition = read("## 值得关注\n\n**[产品]**  \n- [甲](https://a.example) - 快\n")
    changed = SetRaw("b1", "**[产品]** 改").apply(edition)
    assert "**\\[产品\\]** 改\n" in render(changed)
    assert [entry.spans for _, entry in changed.entries()] == [entry.spans for _, entry in edition.entries()]
    assert read(render(changed)) == changed


def test_what_was_not_touched_keeps_its_blanks_and_ends_of_line():
    page = "## 编后\n一  \r\n二\r三\n四"
    assert render(SetRaw("b1", "一  \n改\n三\n四").apply(read(page))) == page.replace("二", "改")
