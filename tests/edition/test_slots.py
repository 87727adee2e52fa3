import pytest

from bioai_desktop.edition.model import Entry, Section, SectionKind
from bioai_desktop.edition.slots import inserted, interchangeable, join, removed, reordered, reread, said, split_tail
from bioai_desktop.errors import EditConflict
from tests.edition.pages import EDITION, entry, read, section

HEADINGS = {
    SectionKind.TOP: "## 重磅\n",
    SectionKind.NOTES: "## 值得关注\n",
    SectionKind.KEYWORDS: "### 关键词\n",
    SectionKind.DIGEST: "## 今日摘要\n",
    SectionKind.TABLE: "## 更多动态\n",
    SectionKind.FAQ: "## 相关问题\n",
    SectionKind.FORECASTS: "## 趋势预测\n",
}


def made(kind: SectionKind, text: str) -> Section:
    return section(kind, read(HEADINGS[kind] + text))


def one(kind: SectionKind) -> Entry:
    return section(kind).entries[0]


@pytest.mark.parametrize(
    ("kind", "before", "index", "after"),
    [
        (SectionKind.KEYWORDS, "#a #b\n", 1, "#a #酵母 #b\n"),
        (SectionKind.KEYWORDS, "#a\n#b\n", 2, "#a\n#b\n#酵母\n"),
        (SectionKind.KEYWORDS, "#a\n", 1, "#a #酵母\n"),
        (SectionKind.DIGEST, "```\na\n```\n", 0, "```\n第一行说酵母。\na\n```\n"),
        (SectionKind.NOTES, "- [a](b) - c\n", 1, "- [a](b) - c\n**[开源]** [工具甲](https://git.example/a) - 快\n"),
        (SectionKind.FAQ, "### a\n\nb\n", 0, "### 哪里"),
    ],
)
def test_a_separator_is_that_of_the_place_or_the_kind(kind: SectionKind, before: str, index: int, after: str):
    text = join(inserted(made(kind, before), index, one(kind), "\n").children)
    if kind is SectionKind.FAQ:
        assert "- 每天一次\n\n---\n\n### a\n" in text
    elif kind is SectionKind.NOTES:
        assert text == "- [a](b) - c\n\n**[开源]** [工具甲](https://git.example/a) - 快\n"
    else:
        assert text == after


@pytest.mark.parametrize(
    ("kind", "before", "after"),
    [
        (SectionKind.KEYWORDS, "\n---\n", "#酵母\n\n---\n"),
        (SectionKind.DIGEST, "\n```\n```\n\n", "\n```\n第一行说酵母。\n```\n\n"),
        (SectionKind.NOTES, "\n暂无。\n\n---\n\n", "\n暂无。\n\n**[开源]** [工具甲](https://git.example/a) - 快\n\n---\n\n"),
        (SectionKind.NOTES, "\n---\n\n", "\n**[开源]** [工具甲](https://git.example/a) - 快\n\n---\n\n"),
        (SectionKind.NOTES, "", "\n**[开源]** [工具甲](https://git.example/a) - 快\n"),
    ],
)
def test_the_first_entry_of_a_section(kind: SectionKind, before: str, after: str):
    assert join(inserted(made(kind, before), 0, one(kind), "\n").children) == after


def test_the_first_entry_below_a_heading_that_ends_the_page():
    found = section(SectionKind.KEYWORDS, read("### 关键词"))
    assert "".join(span.text for span in inserted(found, 0, one(SectionKind.KEYWORDS), "\n").heading) == "### 关键词\n"


def test_a_first_row_goes_below_the_header():
    text = "\n| # | 类型 | 标题 | 链接 |\n|-|-|-|-|\n\n"
    assert join(inserted(made(SectionKind.TABLE, text), 0, one(SectionKind.TABLE), "\n").children) == (
        text[:-1] + "| 1 | 研究 | 叶片的 \\| 气孔 | [链接](https://leaf.example/1) |\n\n"
    )


@pytest.mark.parametrize(("kind", "text"), [(SectionKind.TABLE, "\n---\n"), (SectionKind.DIGEST, "\n")])
def test_without_a_frame_there_is_no_place_for_an_entry(kind: SectionKind, text: str):
    with pytest.raises(EditConflict):
        inserted(made(kind, text), 0, one(kind), "\n")


@pytest.mark.parametrize(
    ("kind", "before", "index", "after"),
    [
        (SectionKind.NOTES, "\n[a](b)\n\n[c](d)\n\n---\n", 0, "\n[c](d)\n\n---\n"),
        (SectionKind.NOTES, "\n[a](b)\n\n[c](d)\n\n---\n", 1, "\n[a](b)\n\n---\n"),
        (SectionKind.NOTES, "\n- [a](b)\n\n### x\n- [c](d)\n\n### y\n- [e](f)\n", 1, "\n- [a](b)\n\n### x\n\n### y\n- [e](f)\n"),
        (SectionKind.NOTES, "\n[a](b)\n\n---\n", 0, "\n---\n"),
        (SectionKind.NOTES, "\n[a](b)", 0, "\n"),
        (SectionKind.KEYWORDS, "#a #b #c\n", 1, "#a #c\n"),
        (SectionKind.KEYWORDS, "#a\n", 0, ""),
        (SectionKind.KEYWORDS, "#a、#b\n", 0, "、#b\n"),
        (SectionKind.DIGEST, "```\na\n\nb\n```\n", 1, "```\na\n```\n"),
        (SectionKind.TABLE, "|a|b|\n|-|-|\n|c|[d](e)|\n|f|[g](h)|\n", 0, "|a|b|\n|-|-|\n|f|[g](h)|\n"),
        (SectionKind.FORECASTS, "\n### a\nb\n\n### c\nd\n", 0, "\n### c\nd\n"),
    ],
)
def test_an_entry_goes_with_its_separator(kind: SectionKind, before: str, index: int, after: str):
    assert join(removed(made(kind, before), index).children) == after


def test_what_would_run_together_stays_apart():
    found = made(SectionKind.NOTES, "[a](b) - c\n```\n```\n[d](e)\nf\n")
    assert [said(child) for child in removed(found, 0).entries] == [said(found.entries[1])]


def test_entries_take_each_others_places():
    found = section(SectionKind.TOP)
    first, second, third = found.entries
    assert [child.id for child in reordered(found, [third, first, second]).entries] == ["e13", "e11", "e12"]


def test_a_section_read_again_keeps_ids_or_conflicts():
    found = section(SectionKind.KEYWORDS)
    assert reread(found, "#酵母\n#斑马鱼 #图神经网络\n", found.entries).entries == found.entries
    for text in ("#酵母 #斑马鱼\n", "#酵母 #斑马鱼 #图神经网络\n```\n"):
        with pytest.raises(EditConflict):
            reread(found, text, found.entries)


def test_lists_of_one_shape_are_interchangeable():
    assert interchangeable(section(SectionKind.TOP))
    assert interchangeable(made(SectionKind.NOTES, "- [a](b)\n- [c](d)\n"))
    assert not interchangeable(made(SectionKind.NOTES, "- [a](b)\n\n[c](d)\n"))


@pytest.mark.parametrize(
    ("text", "core"),
    [("## a\n\nb\n\n---\n\n", "## a\n\nb"), ("## a\n", "## a"), ("\n---\n", ""), ("", ""), ("a\n```\n---\n", "a\n```\n---")],
)
def test_the_tail_of_a_text_says_nothing(text: str, core: str):
    assert split_tail(text) == (core, text[len(core) :])


def test_what_an_entry_says_leaves_out_markup_and_what_is_empty():
    assert {str(role): text for role, text in said(entry("e16", EDITION)).items()} == {
        "title": "工具丙",
        "link": "https://git.example/c",
        "text": "小",
    }


def test_what_parts_entries_is_told_where_none_shows_it():
    (top,) = read("## 重磅\n\n### 1. [甲](https://a.example)\n\n快\n").sections
    new = entry("e11", EDITION)
    assert join(inserted(top, 1, new, "\n", "\n\n* * *\n\n").children).split(new.source)[0].endswith("快\n\n* * *\n\n")
    assert "\n\n---\n\n" in join(inserted(top, 1, new, "\n").children)
    (two,) = read("## 重磅\n\n### 1. [甲](https://a.example)\n\n快\n\n### 2. [乙](https://b.example)\n\n慢\n").sections
    assert "* * *" not in join(inserted(two, 1, new, "\n", "\n\n* * *\n\n").children)
