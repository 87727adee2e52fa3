import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.edition.lines import Fence, count, end_of_line, first_line, heading, is_rule, open_fence, split, texts, unbolded

NONE, OPEN, INSIDE, CLOSE = Fence


@given(st.text(alphabet="a`~ #\r\n"))
def test_lines_and_their_ends_are_the_text(text: str):
    lines = split(text)
    assert "".join(line.text + text[line.end : line.next] for line in lines) == text
    assert all("\n" not in line.text and "\r" not in line.text for line in lines)
    assert count(text) == sum(line.end < line.next for line in lines)


@pytest.mark.parametrize(
    ("text", "fences"),
    [
        ("```\n# a\n```\nb", [OPEN, INSIDE, CLOSE, NONE]),
        ("````\n```\n````", [OPEN, INSIDE, CLOSE]),
        ("~~~\n```\n~~~ x\n", [OPEN, INSIDE, INSIDE]),
        ("``` a`b\nc", [NONE, NONE]),
        ("    ```\na", [NONE, NONE]),
        ("``\na", [NONE, NONE]),
    ],
)
def test_fences_are_tracked(text: str, fences: list[Fence]):
    assert [line.fence for line in split(text)] == fences


def test_a_fence_that_is_not_closed_is_open():
    assert open_fence("a\n```\nb\n")
    assert not open_fence("```\nb\n```")
    assert not open_fence("")


@pytest.mark.parametrize("line", ["---", " * * *", "___  ", "- - - -"])
def test_rules(line: str):
    assert is_rule(line)


@pytest.mark.parametrize("line", ["--", "-- a", "- a", "    ---", "", "-*-", "```"])
def test_no_rules(line: str):
    assert not is_rule(line)


@pytest.mark.parametrize(
    ("line", "level", "title"),
    [
        ("# a", 1, "a"),
        ("###   a b  ", 3, "a b"),
        ("## a ##", 2, "a"),
        ("## a#", 2, "a#"),
        ("##", 2, ""),
        ("   ## ##", 2, ""),
        ("## #", 2, ""),
    ],
)
def test_headings(line: str, level: int, title: str):
    found = heading(line)
    assert found is not None
    assert (found.level, line[found.start : found.end]) == (level, title)


@pytest.mark.parametrize("line", ["#a", "#", "    # a", "####### a", "a # b", ""])
def test_no_headings(line: str):
    found = heading(line)
    assert found is None or (line == "#" and found.start == found.end)


@pytest.mark.parametrize(
    ("text", "inner"), [("**a**", "a"), ("**a** b **c**", None), ("****", None), ("***a***", None), ("**a", None), ("*", None)]
)
def test_bold_around_all_of_a_text_is_taken_off(text: str, inner: str | None):
    start, end = unbolded(text, 0, len(text))
    assert text[start:end] == (text if inner is None else inner)


def test_the_first_end_of_line_counts():
    assert [end_of_line(text) for text in ("a\r\nb\n", "a\nb", "a\rb", "a")] == ["\r\n", "\n", "\r", "\n"]


def test_a_text_is_parted_after_its_first_line():
    assert [first_line(text) for text in ("a\r\nb\n", "a", "\n")] == [("a", "b\n"), ("a", ""), ("", "")]


@given(st.text("a `~\r\n"))
def test_the_texts_of_lines_are_those_of_split(text: str):
    assert texts(text) == [line.text for line in split(text)]
