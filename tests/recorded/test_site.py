"""The real site with an exported page in it. Skipped where the recorded pages are not at hand."""

import shutil
import subprocess
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest

from bioai_desktop.checkout import files as checkout
from bioai_desktop.domain import Language, Severity
from bioai_desktop.edition.checks import CheckContext, check
from bioai_desktop.edition.parse import parse
from bioai_desktop.edition.render import render
from bioai_desktop.site.compose import compose
from bioai_desktop.site.files import change_set
from tests.site.contents import NOTES, PAGE, TOP, profile
from tests.site.hugo_site import Html, binary

SHARED = Path(__file__).parents[2].parent / "shared"
CONTENT = SHARED / "pages" / "content"
BUILD = SHARED / "build-site.sh"

pytestmark = pytest.mark.skipif(not (CONTENT.is_dir() and BUILD.is_file()), reason="no recorded site beside the checkout")

DAY = date(2026, 2, 23)  # the day after the newest recorded one
PAGES = sorted(path for path in CONTENT.rglob("20??-??-??.md")) if CONTENT.is_dir() else []


def built(content: Path, out: Path) -> Path:
    result = subprocess.run(
        ["bash", str(BUILD), str(content), str(out), str(binary())], capture_output=True, text=True, check=False, timeout=300
    )
    assert result.returncode == 0, result.stdout + result.stderr
    assert "ERROR" not in result.stdout + result.stderr
    return out


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("site")
    shutil.copytree(CONTENT, root / "content", copy_function=shutil.copyfile)
    for path in [root, *root.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    return root


@pytest.fixture(scope="module")
def before(copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as it was recorded."""
    return built(copy / "content", tmp_path_factory.mktemp("before"))


def html_of(out: Path, page: Path) -> Html:
    language, month, name = page.with_suffix("").parts[-3:]
    return Html(out / ("en" if language == "en" else "") / month / name / "index.html")


@pytest.mark.parametrize("page", PAGES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_dead_links_are_those_that_a_reader_finds_dead(page: Path, before: Path) -> None:
    text = page.read_bytes().decode()
    language = Language.EN if page.parts[-3] == "en" else Language.ZH
    found = check(parse(text, profile()), CheckContext(profile(), language, date.fromisoformat(page.stem), {}, {}))
    ours = sorted(unquote(finding.detail[1:]) for finding in found if finding.kind == "anchor-dead")
    assert ours == sorted(html_of(before, page).dead())


@pytest.mark.parametrize("page", PAGES, ids=lambda path: f"{path.parts[-3]}-{path.stem}")
def test_on_recorded_pages_only_known_defects_block(page: Path) -> None:
    text = page.read_bytes().decode()
    language = Language.EN if page.parts[-3] == "en" else Language.ZH
    found = check(parse(text, profile()), CheckContext(profile(), language, date.fromisoformat(page.stem), {}, {}))
    blocking = {finding.kind for finding in found if finding.severity is Severity.BLOCK}
    assert blocking <= {"anchor-dead", "section-missing"}


def test_the_refusal_that_was_published_is_found() -> None:
    text = (CONTENT / "en" / "_index.md").read_bytes().decode()
    kinds = [finding.kind for finding in check(parse(text, profile()), CheckContext(profile(), Language.EN, None, {}, {}))]
    assert "refusal" in kinds


def test_an_exported_page_is_read_whole_by_the_real_site(copy: Path, before: Path, tmp_path: Path) -> None:
    recorded = {path.relative_to(copy): path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    texts = {language: render(compose(profile(), language, DAY, PAGE)) for language in Language}
    written: set[str] = set()
    for language, text in texts.items():
        planned = checkout.plan(copy, change_set(profile(), language, DAY, text, lambda path: checkout.read(copy, path)))
        checkout.write(copy, planned)
        written |= {change.path for change in planned if change.change != "same"}
    pages = {f"content/{place}" for place in ("cn/2026-02/2026-02-23.md", "cn/_index.md", "en/2026-02/2026-02-23.md", "en/_index.md")}
    assert written == {*pages, "daily/2026-02-23.md"}
    for path, data in recorded.items():
        assert path.as_posix() in written or (copy / path).read_bytes() == data
    out = built(copy / "content", tmp_path / "after")
    for prefix in (out, out / "en"):
        for page in (prefix / "2026-02" / "2026-02-23" / "index.html", prefix / "index.html"):
            seen = Html(page)
            assert seen.dead() == []
            for content in (*TOP, *NOTES):
                assert content.link in [unquote(href) for href, _ in seen.links]
                assert all(paragraph in seen.text for paragraph in content.text.split("\n\n"))


def test_a_new_month_opens_and_the_one_before_it_closes(copy: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(copy, site)
    before = {path: path.read_bytes() for path in site.rglob("*") if path.is_file()}
    first = date(2026, 3, 1)
    for language in Language:
        text = render(compose(profile(), language, first, PAGE))
        checkout.write(site, checkout.plan(site, change_set(profile(), language, first, text, lambda path: checkout.read(site, path))))
    folders = {Language.ZH: site / "content" / "cn", Language.EN: site / "content" / "en"}
    for folder in folders.values():
        old = folder / "2026-02" / "_index.md"
        assert old.read_bytes() == before[old].replace(b"open: true", b"open: false") != before[old]
        assert b"open: true" in (folder / "2026-03" / "_index.md").read_bytes()
    kept = {path for path in before if path.name != "_index.md"}
    assert all(path.read_bytes() == before[path] for path in kept)
    out = built(site / "content", tmp_path / "out")
    assert Html(out / "2026-03" / "2026-03-01" / "index.html").dead() == []
