"""Marks to elements, within one element's own content."""

from xml.etree.ElementTree import Element, fromstring, tostring

import pytest

from bioai_desktop.site.preview.marks import emphasise, fill, is_read, take


def emphasised(inner: str) -> str:
    element = fromstring(f"<p>{inner}</p>")
    emphasise(element)
    return tostring(element, "unicode").removeprefix("<p>").removesuffix("</p>")


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("**a** *b* ~~c~~ ~d~", "<strong>a</strong> <em>b</em> <del>c</del> <del>d</del>"),
        ("**重点：**字", "**重点：**字"),
        ("**重点**：字", "<strong>重点</strong>：字"),
        ("a_b_c 5~~~6", "a_b_c 5~~~6"),
        ("***a** b*", "<em><strong>a</strong> b</em>"),
        ("*a **b*", "*a *<em>b</em>"),
        ("**a<br />b** c", "<strong>a<br />b</strong> c"),
        ("**<a>x</a> y** z", "<strong><a>x</a> y</strong> z"),
        ("*a <a>b* c*</a>", "*a <a>b* c*</a>"),
        ("<code>**a**</code> **b**", "<code>**a**</code> <strong>b</strong>"),
        ("** a **", "** a **"),
    ],
)
def test_marks(written: str, expected: str) -> None:
    assert emphasised(written) == expected


def test_what_is_taken_out_of_an_element_can_be_put_back() -> None:
    element = fromstring("<p>a<b>b</b>c<i/>d</p>")
    held = take(element)
    assert (element.text, len(element)) == (None, 0)
    fill(element, held)
    assert tostring(element, "unicode") == "<p>a<b>b</b>c<i />d</p>"


def test_code_and_addresses_are_not_read() -> None:
    assert not is_read(Element("code"))
    assert not is_read(Element("a", {"class": "bare"}))
    assert is_read(Element("a"))
