import pytest

from bioai_desktop.edition.lines import split
from bioai_desktop.edition.model import Role, Span
from bioai_desktop.edition.pieces import Field, cut, last_written, trimmed


def test_a_range_is_cut_into_fields_and_the_syntax_between():
    assert cut("a[b](c)d", 1, 7, [Field(2, 3, Role.TITLE), Field(5, 6, Role.LINK)]) == (
        Span("["),
        Span("b", Role.TITLE),
        Span("]("),
        Span("c", Role.LINK),
        Span(")"),
    )


def test_a_field_may_be_empty():
    assert cut("[]", 0, 2, [Field(1, 1, Role.TITLE)]) == (Span("["), Span("", Role.TITLE), Span("]"))


@pytest.mark.parametrize(("text", "found"), [("| a b |", (2, 5)), ("||", (1, 1)), ("|   |", (2, 2)), ("| |", (2, 2))])
def test_blanks_around_a_field_are_syntax(text: str, found: tuple[int, int]):
    assert trimmed(text, 1, len(text) - 1, Role.TITLE) == (*found, Role.TITLE)


def test_blank_lines_at_the_end_are_left_out():
    lines = split("a\n\n b\n \n\n")
    assert last_written(lines, 0, 5) == 3
    assert last_written(lines, 3, 5) == 3
