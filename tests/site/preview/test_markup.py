"""Markdown as harmless HTML; that it reads as on the site, test_like_hugo says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.site.preview.markup import Markup, references

MARKUP = Markup()


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
        '<div>\n<script src="https://example.org/x.js"></script>\n</div>',
        '<svg onload="alert(1)"><use href="https://example.org/x"/></svg>',
        "<link rel=stylesheet href=https://example.org/x.css>",
    ],
)
def test_nothing_that_runs_or_asks_the_network_is_left(dirty: str) -> None:
    made = MARKUP.html(dirty)
    for sign in ("script", "<img", "javascript", "file:", "<iframe", "style", "onclick", "onerror", "onload", "src=", "<svg", "<link"):
        assert sign not in made, made


@given(st.text(alphabet="<>/=\"' abimgscript:src()[]!#`*_-|\n", max_size=80))
def test_whatever_is_written_holds_no_tag_but_ours(text: str) -> None:
    made = MARKUP.html(text)
    assert not any(f"<{name}" in made for name in ("script", "img", "iframe", "svg", "style", "link", "object", "embed"))


def test_headings_get_the_ids_they_are_given() -> None:
    made = MARKUP.html("## A\n\n> ### B\n\n# C\n", ["a", "b", ""])
    assert '<h2 id="a">A</h2>' in made
    assert '<h3 id="b">B</h3>' in made
    assert "<h1>C</h1>" in made


def test_an_id_is_no_way_out_of_its_attribute() -> None:
    assert MARKUP.html("## A", ['"><b>']) == '<h2 id="&quot;&gt;&lt;b&gt;">A</h2>'


def test_links_keep_their_address_and_say_where_they_lead() -> None:
    assert 'href="https://example.org/a?b=(c)"' in MARKUP.html("[x](<https://example.org/a?b=(c)>)")
    assert 'href="#今日"' in MARKUP.html("[x](#今日)")
    assert 'rel="noopener noreferrer"' in MARKUP.html("[x](https://example.org)")


def test_code_stays_as_it_is_written() -> None:
    assert MARKUP.html('```\n<b> "x" -- **y**\n```') == '<pre><code>&lt;b&gt; "x" -- **y**</code></pre>'


def test_names_of_addresses() -> None:
    page = '```\n[a]: no\n```\n\n[1]: https://a.example "t"\n[Note b]: <https://b.example>\n[^1]: a note\n'
    assert references(page) == {"1": "https://a.example", "note b": "https://b.example"}


def test_one_call_leaves_nothing_to_the_next() -> None:
    markup = Markup()
    markup.references = {"a": "https://a.example"}
    assert "https://a.example" in markup.html("[a]")
    markup.references = {}
    assert markup.html("[a]") == "<p>[a]</p>"
