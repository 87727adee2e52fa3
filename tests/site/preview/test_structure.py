"""Where one thing on a page ends and the next begins."""

import pytest

from bioai_desktop.edition.lines import split
from bioai_desktop.site.preview.structure import Kind, depth, marker, parts, unquoted


def kinds(text: str) -> list[tuple[Kind, int]]:
    return [(part.kind, len(part.lines)) for part in parts(split(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("\n\n", []),
        ("a\nb\n\nc", [(Kind.TEXT, 2), (Kind.TEXT, 1)]),
        ("a\n# b\nc", [(Kind.TEXT, 1), (Kind.HEADING, 1), (Kind.TEXT, 1)]),
        ("a\nb\n---\nc", [(Kind.HEADING, 3), (Kind.TEXT, 1)]),
        ("a\n\n---\nb", [(Kind.TEXT, 1), (Kind.RULE, 1), (Kind.TEXT, 1)]),
        ("a\n- b\n- c\nd", [(Kind.TEXT, 1), (Kind.LIST, 3)]),
        ("a\n2. b", [(Kind.TEXT, 2)]),
        ("- a\n\n  b\n\n- c\n\nd", [(Kind.LIST, 5), (Kind.TEXT, 1)]),
        ("- a\n* b\n1. c", [(Kind.LIST, 1), (Kind.LIST, 1), (Kind.LIST, 1)]),
        ("> a\nb\n\n> c", [(Kind.QUOTE, 2), (Kind.QUOTE, 1)]),
        (">\na", [(Kind.QUOTE, 1), (Kind.TEXT, 1)]),
        ("a\n| b |\n|---|\n| c |\n\nd", [(Kind.TEXT, 1), (Kind.TABLE, 3), (Kind.TEXT, 1)]),
        ("| a | b |\n|---|", [(Kind.TEXT, 2)]),
        ("```\na\n\n# b\n```\nc", [(Kind.FENCED, 5), (Kind.TEXT, 1)]),
        ("```\nnever closed\n", [(Kind.FENCED, 2)]),
        ("    a\n\n    b\nc", [(Kind.INDENTED, 3), (Kind.TEXT, 1)]),
        ("<div>\na\n\nb", [(Kind.HTML, 2), (Kind.TEXT, 1)]),
        ("<!-- a\n\nb -->\nc", [(Kind.HTML, 3), (Kind.TEXT, 1)]),
        ("<b>a</b> c\n<div>", [(Kind.TEXT, 1), (Kind.HTML, 1)]),
        ("#keyword #other", [(Kind.TEXT, 1)]),
    ],
)
def test_parts(text: str, expected: list[tuple[Kind, int]]) -> None:
    assert kinds(text) == expected


def test_no_line_that_says_something_is_lost_or_told_twice() -> None:
    text = "a\n- b\n\n  c\n> d\n\n| e |\n|---|\n| f |\n```\ng\n```\n<div>\nh\n"
    lines = [line for part in parts(split(text)) for line in part.lines]
    assert [line.text for line in lines if not line.blank] == [line for line in text.split("\n") if line.strip()]
    assert lines == sorted(lines, key=lambda line: line.start)


def test_small_things() -> None:
    assert (depth("  a"), depth("\ta"), depth(" \ta"), depth("a")) == (2, 4, 4, 0)
    assert (unquoted("> a"), unquoted(">a"), unquoted("a > b")) == ("a", "a", "a > b")
    found = marker("12. a")
    assert found is not None
    assert found[1] == "12."
    assert marker("12.a") is None
