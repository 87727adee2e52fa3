from __future__ import annotations

from hypothesis import given

from bioai_desktop.edition.passages import Passage, passages
from tests.edition.pages import EDITION, pages, read


def test_entries_and_what_else_a_section_says() -> None:
    found = passages(EDITION)
    assert Passage("🔥 重磅 TOP 3", "top/2", "斑马鱼脑图谱", "https://fish.example/2", "紧跟着标题的正文。") in found
    assert Passage("🔥 重磅 TOP 3", "top", "", "", "说明：今天只有三条。") in found
    assert Passage("只有一句话", "lead/1", "", "", "酵母也会数数。") in [
        Passage(each.section.removeprefix("👀 "), each.place, each.title, each.link, each.text) for each in found
    ]
    assert not [each for each in found if each.place.startswith("navigation")]


def test_a_section_without_entries_is_one_piece() -> None:
    assert passages(read("## 旧时的一节\n\n- 一条 **粗** [链接](https://a.example/)\n\n---\n")) == [
        Passage("旧时的一节", "text", "", "", "一条 粗 链接")
    ]


@given(pages)
def test_any_page_can_be_cut(text: str) -> None:
    edition = read(text)
    assert len(passages(edition)) >= sum(1 for _ in edition.pieces())
