"""The site's own page of a day, by the real Hugo."""

from __future__ import annotations

from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from bioai_desktop.domain import Language, SilentJob
from bioai_desktop.edition.model import Edition, Role, SectionKind
from bioai_desktop.edition.parse import parse
from bioai_desktop.errors import EditionMissing, ExportRefused, HugoFailed
from bioai_desktop.flow.draft import draft
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.site_preview import SitePreview, build
from tests.newsroom import DAY
from tests.repository import tree
from tests.site import hugo_site

ZH = Language.ZH


@pytest.fixture
def page(parts: Parts) -> Edition:
    return draft(parts, DAY, SilentJob()).edition


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = hugo_site.site(tmp_path / "site")
    for name in ("2026-01/2026-01-31", "2026-02/2026-02-04", "2026-02/2026-02-05", "about"):
        path = root / "content" / "cn" / f"{name}.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"---\ntitle: {name}\n---\n\nalready there\n", "utf-8")
    return root


def title(page: Edition) -> str:
    top = page.section(SectionKind.TOP)
    return top.entries[0].get(Role.TITLE) if top else ""


def test_the_day_stands_in_its_month_of_the_site(parts: Parts, page: Edition, site: Path, tmp_path: Path) -> None:
    before = tree(site)
    built = build(parts, DAY, ZH, site, tmp_path / "out")
    assert built.page == tmp_path / "out" / "2026-02" / "2026-02-05" / "index.html"
    assert built.path == "2026-02/2026-02-05/"
    assert title(page) in built.page.read_text("utf-8")
    made = {path.parent.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("index.html")}
    assert {"about", "2026-02", "2026-02/2026-02-04"} <= made
    assert "2026-01/2026-01-31" not in made
    assert tree(site) == before


def test_the_twin_has_its_own_place(parts: Parts, page: Edition, site: Path, tmp_path: Path) -> None:
    parts.store.editions.save(DAY, Language.EN, parse("---\ntitle: Twin\n---\n\nthe twin\n", parts.profile), "translate")
    built = build(parts, DAY, Language.EN, site, tmp_path / "out")
    assert built.path == "en/2026-02/2026-02-05/"
    assert "the twin" in built.page.read_text("utf-8")


def test_a_site_that_puts_its_pages_elsewhere_opens_at_its_home(parts: Parts, page: Edition, site: Path, tmp_path: Path) -> None:
    (site / "hugo.yaml").write_text(hugo_site.CONFIG + "permalinks: {'2026-02': /day/:contentbasename/}\n", "utf-8")
    built = build(parts, DAY, ZH, site, tmp_path / "out")
    assert (built.page, built.path) == (tmp_path / "out" / "index.html", "")
    assert (tmp_path / "out" / "day" / "2026-02-05" / "index.html").is_file()


def test_a_site_with_mounts_of_its_own_is_overlaid_too(parts: Parts, page: Edition, site: Path, tmp_path: Path) -> None:
    mounts = "module: {mounts: [{source: content/cn, target: content, lang: zh}, {source: content/en, target: content, lang: en}]}\n"
    (site / "hugo.yaml").write_text(
        hugo_site.CONFIG.replace("contentDir: content/cn, ", "").replace("contentDir: content/en, ", "") + mounts
    )
    assert title(page) in build(parts, DAY, ZH, site, tmp_path / "out").page.read_text("utf-8")


def test_it_is_served_until_it_is_closed(parts: Parts, page: Edition, site: Path) -> None:
    shown = SitePreview(parts)
    address = shown.show(DAY, ZH, site)
    with urlopen(address, timeout=10) as answer:
        assert title(page) in answer.read().decode()
    assert address.startswith("http://127.0.0.1:")
    shown.close()
    with pytest.raises(URLError):
        urlopen(address, timeout=10)


def test_links_of_the_site_lead_to_the_server(parts: Parts, page: Edition, site: Path) -> None:
    (site / "layouts" / "_default" / "single.html").write_text('<a href="{{ "about/" | absURL }}">x</a>', "utf-8")
    shown = SitePreview(parts)
    address = shown.show(DAY, ZH, site)
    with urlopen(address, timeout=10) as answer:
        assert f'href="{address.removesuffix("2026-02/2026-02-05/")}about/"' in answer.read().decode()
    shown.close()


def test_what_keeps_it_is_told(parts: Parts, site: Path, tmp_path: Path) -> None:
    with pytest.raises(EditionMissing):
        build(parts, DAY, ZH, site, tmp_path / "out")
    draft(parts, DAY, SilentJob())
    with pytest.raises(ExportRefused, match="no-site"):
        build(parts, DAY, ZH, tmp_path / "nowhere", tmp_path / "out")
    (site / "layouts" / "_default" / "single.html").write_text("{{ .Nonsense }}", "utf-8")
    with pytest.raises(HugoFailed, match="Nonsense"):
        build(parts, DAY, ZH, site, tmp_path / "out")
