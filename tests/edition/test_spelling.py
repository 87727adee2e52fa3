import pytest
from hypothesis import given

from bioai_desktop.edition.model import Role, SectionKind
from bioai_desktop.edition.spelling import fold, spellings, titles
from tests.edition.pages import texts


def plainest(text: str, role: Role, kind: SectionKind = SectionKind.TOP) -> str:
    return next(spellings(text, role, kind, "\r\n"))


@given(texts)
def test_a_folded_text_is_one_line_without_blanks_around_it(text: str):
    folded = fold(text)
    assert len(folded.splitlines()) <= 1
    assert folded == folded.strip() == fold(folded)


def test_a_title_is_written_as_it_is_then_with_brackets_then_with_every_mark_escaped():
    assert list(titles("a\n[b] 1. *c*")) == ["a [b] 1. *c*", r"a \[b\] 1. *c*", r"a \[b\] 1\. \*c\*"]


@pytest.mark.parametrize(
    ("text", "role", "kind", "written"),
    [
        (" https://a.example/b c\n(d) ", Role.LINK, SectionKind.TOP, "https://a.example/b%20c%20(d)"),
        ("第１２条", Role.NUMBER, SectionKind.TOP, "12"),
        ("٣ 0", Role.NUMBER, SectionKind.TOP, "30"),
        ("00", Role.NUMBER, SectionKind.TOP, "0"),
        ("07 %", Role.PROBABILITY, SectionKind.FORECASTS, "7"),
        (" #基因 编辑\n", Role.TEXT, SectionKind.KEYWORDS, "基因-编辑"),
        ("\n甲  \n\n乙\n", Role.TEXT, SectionKind.TOP, "甲\r\n\r\n乙"),
        ("甲\n乙", Role.TEXT, SectionKind.NOTES, "甲 乙"),
        ("a\x00b\u2028c", Role.TITLE, SectionKind.TOP, "ab c"),
    ],
)
def test_the_plainest_spelling(text: str, role: Role, kind: SectionKind, written: str):
    assert plainest(text, role, kind) == written


def test_an_address_is_encoded_further_where_needed():
    assert list(spellings("https://a.example/(b|é", Role.LINK, SectionKind.TABLE, "\n"))[1:] == [
        "https://a.example/%28b%7Cé",
        "https://a.example/%28b%7C%C3%A9",
    ]


def test_lines_that_would_open_something_are_escaped_in_a_text():
    text = "# a\n#b\n---\n```\n  ~~~\n![i](j)\n===\n- c"
    assert list(spellings(text, Role.TEXT, SectionKind.FAQ, "\n"))[1] == "\\# a\n#b\n\\---\n\\```\n  \\~~~\n\\![i](j)\n\\===\n- c"


def test_a_category_can_do_without_its_brackets():
    assert list(spellings("[研究]*", Role.TAG, SectionKind.NOTES, "\n"))[-1] == "研究"


def test_a_number_without_digits_has_no_spelling():
    assert list(spellings("许多", Role.NUMBER, SectionKind.TOP, "\n")) == []
