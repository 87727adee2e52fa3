"""What the preview shows is what Hugo makes of the same text."""

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bioai_desktop.edition.parse import parse
from bioai_desktop.site.preview.blocks import Preview
from bioai_desktop.site.preview.markup import Markup, references
from tests.site.contents import profile
from tests.site.preview.cases import CASES
from tests.site.preview.like_hugo import by_hugo, form, ids
from tests.site.preview.pages import PAGES

MARKS = [
    "中文",
    "字",
    "word",
    " ",
    "，",
    "。",
    "：",
    "（x）",
    "“",
    "”",
    "**",
    "*",
    "_",
    "~~",
    "`c`",
    "[T](https://a.b/(c))",
    "[**b**](u)",
    "！",
]
MARKS += ["1", "x", "😀", "、", "\n", "$", "%", "**类**"]
QUOTES = ["中文", "字", "word", " ", "，", "。", "：", "（x）", '"', '"', "1", "!", ",", " -- ", "...", "\n", "'t", "he's"]
BLOCKS = [
    "- a",
    "- **x**：y",
    "1. a",
    "2. b",
    "text 中",
    "> q",
    "> - r",
    "\n---\n",
    "## 标题",
    "### 1. [T](https://a.b)",
    "",
    "",
    "***",
    "a  ",
]
BLOCKS += ["```\ncode\n```", "#kw #kw", "**类** [T](u) - S", "\n| a | b |\n|---|---|\n| 1 | 2 |\n", "   - c"]


def bodies(pieces: list[str], joint: str, begin: str = "") -> st.SearchStrategy[list[str]]:
    one = st.lists(st.sampled_from(pieces), min_size=2, max_size=12).map(lambda chosen: begin + joint.join(chosen).strip())
    return st.lists(one, min_size=60, max_size=60)


def check(sources: list[str]) -> None:
    markup = Markup()
    with TemporaryDirectory() as folder:
        for source, hugo in zip(sources, by_hugo(sources, Path(folder, "site")), strict=True):
            markup.references = references(source)
            assert form(markup.html(source)) == form(hugo), source


@given(bodies(MARKS, "", "字"))
@settings(max_examples=4, deadline=None)
def test_marks_pair_as_they_do_there(sources: list[str]) -> None:
    check(sources)


@given(bodies(QUOTES, "", "字"))
@settings(max_examples=4, deadline=None)
def test_quotes_turn_as_they_do_there(sources: list[str]) -> None:
    check(sources)


@given(bodies(BLOCKS, "\n"))
@settings(max_examples=4, deadline=None)
def test_parts_begin_and_end_where_they_do_there(sources: list[str]) -> None:
    check(sources)


def test_each_construct_reads_as_it_does_there(tmp_path: Path) -> None:
    markup = Markup()
    for source, hugo in zip(CASES, by_hugo(CASES, tmp_path / "site"), strict=True):
        markup.references = references(source)
        assert form(markup.html(source)) == form(hugo), source


@pytest.mark.parametrize("name", PAGES)
def test_a_whole_page_has_the_same_headings_ids_links_cells_and_words(name: str, tmp_path: Path) -> None:
    edition = parse(f"---\ntitle: t\n---\n\n{PAGES[name]}", profile())
    ours = "\n".join(block.html for block in Preview().blocks(edition, date(2026, 3, 4)) if block.id != "front")
    (hugo,) = by_hugo([PAGES[name]], tmp_path / "site")
    assert form(ours) == form(hugo)
    assert ids(ours) == ids(hugo)
