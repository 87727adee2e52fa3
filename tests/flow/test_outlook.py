"""What publishing would do, before and after it is done."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bioai_desktop.domain import Language, SilentJob
from bioai_desktop.edition.edits import SetField
from bioai_desktop.edition.model import Edition, Role, SectionKind
from bioai_desktop.errors import EditionMissing, ExportRefused
from bioai_desktop.flow import edit
from bioai_desktop.flow.draft import draft
from bioai_desktop.flow.export import Wish, export
from bioai_desktop.flow.outlook import outlook, published
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.take_back import take_back
from tests.newsroom import DAY
from tests.repository import Repository, tree

ZH = Language.ZH
PAGE = "content/cn/2026-02/2026-02-05.md"


@pytest.fixture
def page(parts: Parts) -> Edition:
    return draft(parts, DAY, SilentJob()).edition


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site" / "content").mkdir(parents=True)
    return tmp_path / "site"


def test_it_says_what_export_then_does(parts: Parts, page: Edition, site: Path) -> None:
    found = outlook(parts, DAY, ZH, site)
    assert (found.refused, found.versioned, tree(site)) == (None, False, {})
    assert found.report.files == export(parts, DAY, ZH, site).files
    assert outlook(parts, DAY, ZH, site).report.replaced == []


def test_a_blocked_page_shows_what_it_would_change_all_the_same(parts: Parts, page: Edition, site: Path) -> None:
    top = page.section(SectionKind.TOP)
    assert top is not None
    edit.apply(parts, DAY, ZH, SetField(top.entries[0].id, Role.TITLE, "准确率提高到 97%"))
    found = outlook(parts, DAY, ZH, site)
    assert found.refused is not None
    assert [finding.kind for finding in found.refused.findings] == ["number-unsupported"]
    assert PAGE in found.report.replaced
    assert "准确率提高到 97%" in found.report.diff


def test_a_site_that_can_t_take_it_says_why(parts: Parts, page: Edition, site: Path) -> None:
    (site / PAGE).parent.mkdir(parents=True)
    (site / PAGE).write_text("committed", "utf-8")
    Repository.begin(site)
    assert outlook(parts, DAY, ZH, site).versioned
    (site / PAGE).write_text("by hand", "utf-8")
    found = outlook(parts, DAY, ZH, site)
    assert found.refused is not None
    assert (found.refused.reason, found.refused.path) == ("uncommitted", PAGE)


def test_a_twin_with_places_to_mend_is_named(parts: Parts, page: Edition, site: Path) -> None:
    parts.store.editions.save(DAY, Language.EN, Edition(page.front, page.sections[:1]), "translate")
    assert outlook(parts, DAY, ZH, site).report.left_out == (Language.EN,)


def test_no_page_and_no_site_are_told(parts: Parts, site: Path, tmp_path: Path) -> None:
    with pytest.raises(EditionMissing):
        outlook(parts, DAY, ZH, site)
    draft(parts, DAY, SilentJob())
    with pytest.raises(ExportRefused, match="no-site"):
        outlook(parts, DAY, ZH, tmp_path / "nowhere")


def test_the_last_publication_is_known_until_it_is_taken_back(parts: Parts, page: Edition, site: Path, tmp_path: Path) -> None:
    git = Repository.begin(site)
    assert published(parts, DAY, site) is None
    report = export(parts, DAY, ZH, site, wish=Wish(commit=True))
    found = published(parts, DAY, site)
    assert found is not None
    assert (found.files, found.commit) == (4, report.commit)
    assert found.at is not None
    assert timedelta() <= datetime.now(UTC) - found.at < timedelta(minutes=5)
    assert published(parts, DAY, tmp_path / "other") is None
    take_back(parts, DAY, site)
    assert published(parts, DAY, site) is None
    assert git.commits() == 3
