import json

import pytest

from bioai_desktop.edition.lines import count
from bioai_desktop.edition.model import Role, SectionKind
from bioai_desktop.edition.outline import lines_of, outline, places, text_of
from tests.edition.pages import EDITION, PAGE, read, section


def test_the_document_holds_front_matter_and_sections_with_their_entries():
    document = json.loads(json.dumps(outline(EDITION)))
    assert document["front_matter"]["title"] == "小站 2026/3/4"
    top = document["sections"][6]
    assert (top["title"], top["kind"]) == ("🔥 重磅 TOP 3", "top")
    assert top["entries"][1] == {
        "number": 2, "title": "斑马鱼脑图谱", "link": "https://fish.example/2", "text": "紧跟着标题的正文。",
        "line": PAGE[: PAGE.index("### 2.")].count("\n") + 1,
    }  # fmt: skip


def test_an_entry_without_a_number_has_none():
    entries = {found["title"]: found for found in outline(EDITION)["sections"][7]["entries"]}
    assert entries["论文乙"]["number"] is None
    assert entries["论文乙"]["tag"] == "研究"


def test_lines_are_those_of_the_page():
    for text in (PAGE, PAGE.replace("\n", "\r\n"), PAGE.replace("\n", "\r")):
        edition = read(text)
        lines = PAGE.split("\n")
        for _, entry in edition.entries():
            first = entry.source.replace("\r", "\n").split("\n")[0]
            assert first in lines[lines_of(edition)[entry.id] - 1]
        for found in edition.sections:
            assert found.title in lines[lines_of(edition)[found.id] - 1]


def test_a_place_that_is_not_there_has_no_line():
    assert "e100" not in lines_of(EDITION)


def test_texts_that_an_image_parts_are_one():
    edition = read("## 重磅\r\n### [a](b)\r\n\r\n甲\r\n乙\r\n\r\n![i](j)\r\n\r\n丙\r\n")
    (entry,) = section(SectionKind.TOP, edition).entries
    assert entry.get(Role.TEXT) == "甲\r\n乙"
    assert text_of(entry) == "甲\n乙\n\n丙"


def test_a_section_says_its_level_line_and_raw_blocks():
    row = outline(EDITION)["sections"][1]
    line = PAGE[: PAGE.index("> 提示")].count("\n") + 1
    assert row["blocks"] == [{"kind": "callout", "text": "> 提示：这里是一段引语。", "line": line}]
    assert (row["level"], row["line"]) == (2, line - 4)
    assert outline(EDITION)["sections"][3]["level"] == 3


@pytest.mark.parametrize(("number", "said"), [("123456789", 123456789), ("1234567890", None), ("x", None)])
def test_a_number_too_long_numbers_nothing(number: str, said: int | None):
    row = f"| # | 类型 | 标题 | 链接 |\n|-|-|-|-|\n| {number} | 研 | 甲 | [x](https://a.example) |\n"
    assert outline(read(f"## 更多动态\n{row}"))["sections"][0]["entries"][0]["number"] == said


def test_each_place_ends_where_the_next_begins():
    held = list(places(EDITION))
    assert [place.first for place in held[1:]] == [place.last for place in held[:-1]]
    assert held[-1].last == 1 + count(PAGE)
    assert {place.node.id: place.first for place in held if place.node.id} == lines_of(EDITION)
