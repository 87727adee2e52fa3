"""The preview against the real site's own HTML, page by page. Skipped where the recorded pages are not at hand."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest

from bioai_desktop.domain import Language
from bioai_desktop.edition.parse import parse
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.site_preview import build
from bioai_desktop.site.preview.blocks import Preview
from bioai_desktop.site.preview.standalone import standalone
from tests.newsroom import newsroom
from tests.recorded.test_site import BUILD, CONTENT, PAGES, SHARED, built
from tests.repository import tree
from tests.site.contents import profile
from tests.site.hugo_site import Html
from tests.site.preview.like_hugo import form, ids

pytestmark = pytest.mark.skipif(not (CONTENT.is_dir() and BUILD.is_file()), reason="no recorded site beside the checkout")

_ANCHOR = re.compile(r'<span class="[^"]*" id="([^"]*)"></span>\s*<a href="#[^"]*" class="subheading-anchor"[^>]*></a>')
_SPACES = re.compile(r"\s+|(?<=<a) ")


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(CONTENT, tmp_path_factory.mktemp("built"))


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    shutil.copytree(SHARED / "site", root, copy_function=shutil.copyfile)
    shutil.copytree(CONTENT, root / "content", copy_function=shutil.copyfile)
    return root


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    made = newsroom(tmp_path / "data")
    yield made
    made.close()


def shown_by_the_site(out: Path, page: Path) -> str:
    """Return what the theme shows of a page's content, its ids on the headings."""
    language, month, name = page.with_suffix("").parts[-3:]
    text = (out / ("en" if language == "en" else "") / month / name / "index.html").read_text("utf-8")
    text = text[text.index('<div class="content">') :].partition(">")[2]
    text = text[: text.index('<div class="hx:mt-16"></div>')]
    return re.sub(r"<h([2-6])>((?:(?!</h).)*?)" + _ANCHOR.pattern, r'<h\1 id="\3">\2', text, flags=re.DOTALL)


@pytest.mark.parametrize("page", PAGES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_a_page_reads_as_on_the_site(page: Path, out: Path) -> None:
    edition = parse(page.read_bytes().decode(), profile())
    blocks = Preview().blocks(edition, date.fromisoformat(page.stem))
    ours = "".join(re.sub('<p class="front">.*?</p>', "", block.html) for block in blocks)
    theirs = shown_by_the_site(out, page)
    assert _SPACES.sub("", form(ours)) == _SPACES.sub("", form(theirs))  # the site's link hook writes spaces around links
    assert ids(ours) == [unquote(each) for each in ids(theirs)]


@pytest.mark.parametrize("page", PAGES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_dead_links_of_the_one_file_are_those_of_the_site(page: Path, out: Path, tmp_path: Path) -> None:
    file = tmp_path / "page.html"
    file.write_text(standalone(parse(page.read_bytes().decode(), profile()), Language.ZH, date.fromisoformat(page.stem)), "utf-8")
    language, month, name = page.with_suffix("").parts[-3:]
    theirs = Html(out / ("en" if language == "en" else "") / month / name / "index.html")
    assert sorted(Html(file).dead()) == sorted(theirs.dead())


def test_the_real_theme_shows_a_page_of_the_store(site: Path, parts: Parts, tmp_path: Path) -> None:
    day = date(2026, 2, 10)
    text = (site / "content" / "cn" / "2026-02" / f"{day}.md").read_bytes().decode()
    parts.store.editions.save(day, Language.ZH, parse(text + "\n\n只在编辑台里\n", parts.profile), "test")
    before = tree(site)
    shown = build(parts, day, Language.ZH, site, tmp_path / "out")
    assert shown.path == f"2026-02/{day}/"
    assert "只在编辑台里" in shown.page.read_text("utf-8")
    assert not (tmp_path / "out" / "2026-01" / "2026-01-30").exists()
    assert tree(site) == before
