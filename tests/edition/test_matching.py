from __future__ import annotations

import pytest

from bioai_desktop.edition.matching import entries, sections, stories
from bioai_desktop.edition.model import Entry, Section, SectionKind
from tests.edition.pages import read


def notes(*lines: str) -> tuple[Entry, ...]:
    return read("## 值得关注\n\n" + "\n".join(f"- {line}" for line in lines) + "\n").sections[0].entries


def digest(*lines: str) -> tuple[Entry, ...]:
    return read("## 今日摘要\n\n```\n" + "\n".join(lines) + "\n```\n").sections[0].entries


A, B, C = "[甲](https://a.example/1) - 快", "[乙](https://b.example/2) - 稳", "[丙](https://c.example/3) - 小"


def test_the_same_in_another_order() -> None:
    assert entries(notes(A, B, C), notes(C, A, B)) == [2, 0, 1]


@pytest.mark.parametrize(
    "changed",
    [
        "[乙，改名](https://b.example/2?utm_source=x) - 稳",  # the link
        "[乙](https://b.example/other) - 稳",  # the title
        "[新题](https://b.example/other) - 稳",  # the text
    ],
)
def test_an_entry_is_known_by_what_of_it_stayed(changed: str) -> None:
    assert entries(notes(A, B, C), notes(A, changed, C)) == [0, 1, 2]


def test_another_story_at_its_place_is_another_entry() -> None:
    assert entries(notes(A, B, C), notes(A, "[丁](https://d.example/4) - 巧", C)) == [0, None, 2]


def test_one_link_twice_goes_together_in_order() -> None:
    twice = "[甲又](https://a.example/1) - 慢"
    assert entries(notes(A, twice), notes(A, "[新](https://a.example/1) - 新", B)) == [0, 1, None]


def test_lines_without_a_link_are_known_by_their_place() -> None:
    assert entries(digest("一", "二", "三"), digest("一", "贰", "三")) == [0, 1, 2]
    assert entries(digest("一", "二", "三"), digest("三", "新", "一")) == [2, None, 0]
    assert entries(digest("一", "二"), digest("壹", "贰", "三")) == [None, None, None]


def test_entries_of_different_sections_have_no_place_in_common() -> None:
    assert stories(digest("一"), digest("壹")) == [None]
    assert stories(notes(A, B), notes(B)) == [1]


def of(*headings: str) -> tuple[Section, ...]:
    return read("".join(f"## {heading}\n\n一段。\n\n" for heading in headings)).sections


def test_sections_by_kind_and_title() -> None:
    assert sections(of("甲节", "重磅 TOP 3", "值得关注"), of("值得关注", "重磅 TOP 2", "甲节")) == [2, 1, 0]
    assert sections(of("甲节", "乙节"), of("乙节", "丙节")) == [1, None]
    assert sections(of("甲节", "重磅", "乙节"), of("改名", "重磅", "乙节")) == [0, 1, 2]
    assert SectionKind.TEXT in {each.kind for each in of("甲节")}
