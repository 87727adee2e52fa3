from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.edition.model import Role, SectionKind
from bioai_desktop.edition.parse import kind_of, parse, words
from bioai_desktop.edition.render import render
from tests.edition.pages import EDITION, PAGE, PROFILE, pages, read


@given(pages | st.text())
def test_any_text_comes_back_as_it_was(text: str):
    assert render(read(text)) == text


@given(pages)
def test_entries_hold_a_field_and_no_end_of_line_at_their_end(text: str):
    for _, entry in read(text).entries():
        assert any(span.role is not Role.SYNTAX for span in entry.spans)
        assert entry.source[-1] not in "\r\n"


@given(pages)
def test_syntax_is_in_one_piece_and_never_empty(text: str):
    for _, entry in read(text).entries():
        syntax = [span.role is Role.SYNTAX for span in entry.spans]
        assert (True, True) not in pairwise(syntax)
        assert all(span.text for span in entry.spans if span.role is Role.SYNTAX)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "\ufeff",
        "\ufeff" + PAGE,
        PAGE.replace("\n", "\r\n"),
        PAGE + "\n\n\n",
        "---\nbroken: front\n\n## 重磅\n",
        "```markdown\n" + PAGE,
    ],
    ids=["empty", "blank", "mark", "marked", "crlf", "blank-end", "front-open", "fenced"],
)
def test_odd_pages_come_back_as_they_were(text: str):
    assert render(read(text)) == text


def test_sections_of_the_page_are_recognised_in_order():
    kinds = "digest navigation news lead keywords citable top notes table fun forecasts faq"
    assert [section.kind for section in EDITION.sections] == kinds.split()
    assert [section.level for section in EDITION.sections] == [2, 2, 2, 3, 3, *[2] * 7]


def test_a_heading_keeps_its_words_without_markup():
    assert [section.title for section in EDITION.sections[:3]] == ["今日摘要", "⚡ 快速导航", "今日生命科学资讯"]


def test_ids_follow_the_order_of_the_page():
    assert [section.id for section in EDITION.sections] == [f"s{number}" for number in range(1, 13)]
    assert [entry.id for _, entry in EDITION.entries()] == [f"e{number}" for number in range(1, 28)]


def test_keyword_lines_and_fenced_headings_open_no_section():
    edition = read("## 值得关注\n#a #b\n```\n## 重磅\n```\n")
    assert [section.kind for section in edition.sections] == [SectionKind.NOTES]


def test_text_before_the_first_heading_is_a_preamble():
    edition = read("\n\n先说一句。\n\n## 重磅\n")
    assert [section.kind for section in edition.sections] == [SectionKind.PREAMBLE, SectionKind.TOP]
    assert edition.front[0].text == "\n\n"


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("🔥 **重磅** TOP 5", SectionKind.TOP),
        ("ＴＯＰ Stories of the day", SectionKind.TOP),
        ("worth-watching", SectionKind.NOTES),
        ("生命科学资讯与趋势预测", SectionKind.NEWS),
        ("别的", SectionKind.TEXT),
        ("", SectionKind.TEXT),
    ],
)
def test_a_heading_is_matched_by_its_longest_words(title: str, kind: SectionKind):
    assert kind_of(title, PROFILE) is kind


def test_a_third_level_heading_is_a_section_only_where_its_rule_makes_up_half_of_it():
    edition = read("## 相关问题\n\n### 为什么今天的日报里没有关键词一栏？\n\n因为忘了。\n\n### 🔑 关键词\n#a\n")
    assert [(section.kind, len(section.entries)) for section in edition.sections] == [(SectionKind.FAQ, 1), (SectionKind.KEYWORDS, 1)]


def test_a_linked_entry_never_opens_a_section():
    edition = read("## 重磅\n\n### [只有一句话](https://a.example)\n")
    assert [len(section.entries) for section in edition.sections] == [1]


def test_words_drop_all_but_letters_and_digits():
    assert words(" **3️⃣ 个 ＫＥＹ-words** ✨") == "3个keywords"


@pytest.mark.parametrize(
    "text",
    [
        PAGE * 40,
        "## 值得关注\n" + "[" * 40_000,
        "## 值得关注\n" + "[](" * 20_000,
        "## 重磅\n### " + "](" * 20_000,
        "## 重磅\n### " + "[![](" * 10_000,
        "## 更多动态\n|a|\n|-|\n" + "|" * 40_000,
        "# " + " " * 40_000 + "b",
        "## 重磅\n" + "- " * 40_000 + "x",
        "## 值得关注\n[a](b)\n" + "x\n" * 20_000,
        "## 重磅\n" + "### a\n" * 10_000,
        "---\n" + "a: b\n" * 10_000,
    ],
    ids=["page", "opened", "links", "closed", "images", "bars", "blanks", "dashes", "lines", "headings", "front"],
)
def test_reading_takes_time_in_proportion_to_the_text(text: str):
    start = process_time()
    parse(text, PROFILE)
    assert process_time() - start < 5  # seconds; in proportion it takes less than one, squared it would take minutes
