"""Markdown of a page as harmless HTML."""

import pytest

from bioai_desktop.gui.html import page

FRONT = "---\ntitle: T\n---\n"


def test_front_matter_is_left_out_and_tables_are_kept() -> None:
    made = page(f"\ufeff{FRONT}## A\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n```\nline\n```\n")
    assert "title" not in made
    assert "<h2>A</h2>" in made
    assert "<td>1</td>" in made
    assert "<code>line" in made


@pytest.mark.parametrize(
    "dirty",
    [
        "<script>alert(1)</script>",
        "![i](https://tracker.example.org/pixel.png)",
        '<img src="x" onerror="alert(1)">',
        "[x](javascript:alert(1))",
        '<a href="file:///etc/passwd">x</a>',
        '<iframe src="https://example.org"></iframe>',
        '<p style="background:url(https://example.org/x)" onclick="a()">x</p>',
    ],
)
def test_nothing_that_runs_or_asks_the_network_is_left(dirty: str) -> None:
    made = page(FRONT + dirty)
    for sign in ("script", "img", "javascript", "file:", "iframe", "style", "onclick", "onerror", "tracker"):
        assert sign not in made, made


def test_a_line_of_keywords_is_no_heading() -> None:
    assert page(f"{FRONT}#one #two\n\n# Real\n") == "<p>#one #two</p>\n<h1>Real</h1>"


def test_links_are_kept() -> None:
    assert 'href="https://example.org/a?b=(c)"' in page("[x](<https://example.org/a?b=(c)>)")
