from itertools import pairwise

import pytest
from hypothesis import given

from bioai_desktop.edition.model import Raw, RawKind, SectionKind
from tests.edition.pages import pages, read

FREE = "## 编后\n"


def said(text: str) -> list[tuple[str, str]]:
    """Return kind and text of the raw blocks of a page that say something."""
    return [
        (str(child.kind), child.text)
        for section in read(text).sections
        for child in section.children
        if isinstance(child, Raw) and child.says
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("一段\n还是它\n\n又一段\n", [("paragraph", "一段\n还是它"), ("paragraph", "又一段")]),
        ("> 提示\n> 两行\n末", [("callout", "> 提示\n> 两行"), ("paragraph", "末")]),
        ("说\n> 引\n", [("paragraph", "说"), ("callout", "> 引")]),
        ("- 一\n- 二\n  续\n1. 三", [("list", "- 一\n- 二\n  续\n1. 三")]),
        ("| a |\n|---|\n| b |\n\n|c|", [("table", "| a |\n|---|\n| b |"), ("table", "|c|")]),
        ("说\n```\nx\n\ny\n```\n```\nz", [("paragraph", "说"), ("code", "```\nx\n\ny\n```"), ("code", "```\nz")]),
        ("![图](https://i.example/1.png)\n", [("image", "![图](https://i.example/1.png)")]),
        ("#### 小标题\n字", [("heading", "#### 小标题"), ("paragraph", "字")]),
        ("字\n#### 小标题", [("paragraph", "字"), ("heading", "#### 小标题")]),
        ("<div>x</div>\n", [("html", "<div>x</div>")]),
        ("\n\n---\n \n***\n", []),
        ("  缩进\r\n\r\n尾  ", [("paragraph", "  缩进"), ("paragraph", "尾  ")]),
    ],
)
def test_what_a_reader_would_call_a_block(text: str, found: list[tuple[str, str]]):
    assert said(FREE + text) == found


def test_between_entries_too():
    text = "## 重磅\n**说明**：三条。\n\n### 1. [甲](https://a.example)\n文\n\n---\n插一段\n\n### 2. [乙](https://b.example)\n文"
    assert said(text) == [("paragraph", "**说明**：三条。"), ("paragraph", "插一段")]


def test_what_holds_entries_is_no_block():
    digest = read("## 今日摘要\n\n```\n一\n\n二\n```\n\n后记\n\n```\nx\n```\n").sections[0]
    assert [(child.kind, child.text) for child in digest.children if isinstance(child, Raw) and child.kind is not RawKind.GAP] == [
        (RawKind.FRAME, "```"),
        (RawKind.FRAME, "```"),
        (RawKind.PARAGRAPH, "后记"),
        (RawKind.CODE, "```\nx\n```"),
    ]
    table = read("## 更多动态\n| 标题 | 链接 |\n|-|-|\n| 甲 | [x](https://a.example) |\n\n| 空 |\n|-|\n").sections[0]
    assert [child.kind for child in table.children if isinstance(child, Raw) and child.kind is not RawKind.GAP] == [
        RawKind.FRAME,
        RawKind.TABLE,
    ]
    words = read("### 关键词\n#甲、#乙 以及 #丙").sections[0]
    assert [child.text for child in words.children if isinstance(child, Raw) and child.says] == [" 以及 "]


@given(pages)
def test_every_node_can_be_taken_away_and_exactly_its_text_is_gone(text: str):
    edition = read(text)
    parts = [span.text for span in edition.front]
    for section in edition.sections:
        parts += [span.text for span in section.heading] + [
            child.text if isinstance(child, Raw) else child.source for child in section.children
        ]
    assert "".join(parts) == text


@given(pages)
def test_a_block_has_an_id_and_a_gap_has_none(text: str):
    raws = [child for section in read(text).sections for child in section.children if isinstance(child, Raw)]
    assert all(bool(raw.id) is raw.says for raw in raws)
    names = [raw.id for raw in raws if raw.says]
    assert names == [f"b{number}" for number in range(1, len(names) + 1)]


def test_neighbours_in_a_section_of_free_text_are_parted_by_gaps():
    children = read(FREE + "一\n\n二\n\n> 三\n").sections[0].children
    assert all(isinstance(one, Raw) and isinstance(other, Raw) and one.says is not other.says for one, other in pairwise(children))
    assert read("").sections == ()
    assert read("x").sections[0].kind is SectionKind.PREAMBLE
