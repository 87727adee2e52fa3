import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.edition.inline import cut_off, first_link, links, only_images


def shown(text: str) -> list[tuple[str, str, bool]]:
    return [(text[slice(*link.title)], text[slice(*link.address)], link.image) for link in links(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a [b](c) d [e](f)", [("b", "c", False), ("e", "f", False)]),
        ("[b](https://c.example/S0(25)01-7?x=y)", [("b", "https://c.example/S0(25)01-7?x=y", False)]),
        ("[a [b] c](d)", [("a [b] c", "d", False)]),
        ("[a [b](c) d](e)", [("b", "c", False)]),
        ("![a](b)", [("a", "b", True)]),
        ("[![a](b)](c)", [("a", "b", True), ("![a](b)", "c", False)]),
        (r"[a\]b](c\)d)", [(r"a\]b", r"c\)d", False)]),
        ("[a](b c)", []),
        ("[a](b", []),
        ("[a] (b)", []),
        ("[]()", [("", "", False)]),
    ],
)
def test_links_are_found_with_their_brackets_balanced(text: str, found: list[tuple[str, str, bool]]):
    assert shown(text) == found


@given(st.text(alphabet="[]()! a\\"))
def test_links_lie_in_the_text_as_they_say(text: str):
    for link in links(text):
        start, end = link.title
        assert text[link.start : start] == ("![" if link.image else "[")
        assert text[end : link.address[0]] == "]("
        assert text[link.address[1] : link.end] == ")"


def test_only_the_asked_range_is_searched():
    text = "[a](b) [c](d)"
    link = first_link(text, 6, len(text))
    assert link is not None
    assert link.start == 7
    assert first_link(text, 6, 10) is None
    assert first_link("![a](b)") is None


@pytest.mark.parametrize(
    ("text", "title", "address"),
    [("[a b", "a b", ""), ("[a](https://x", "a", "https://x"), ("[a](", "a", "")],
    ids=["title", "address", "empty"],
)
def test_links_that_break_off(text: str, title: str, address: str):
    link = cut_off(text, 0, len(text))
    assert link is not None
    assert (text[slice(*link.title)], text[slice(*link.address)]) == (title, address)


@pytest.mark.parametrize("text", ["a", "[a] b", "[a](b c", ""])
def test_other_texts_are_no_broken_links(text: str):
    assert cut_off(text, 0, len(text)) is None


@pytest.mark.parametrize(
    ("line", "alone"), [("![a](b)", True), (" !![a](b) ![c](d) ", True), ("![a](b) c", False), ("[a](b)", False), ("!", False)]
)
def test_lines_of_images(line: str, *, alone: bool):
    assert only_images(line) is alone


@given(st.text("[]()! ab\n\\", max_size=24))
def test_the_quick_way_to_links_finds_what_the_slow_one_does(text: str):
    backslash = "\\" if text.endswith("\\") else ""
    assert links(text) == links(f"{text}{backslash} \\")  # a backslash with nothing after it is no sign, and takes the slow way
