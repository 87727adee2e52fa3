from __future__ import annotations

from pathlib import Path

import pytest

from bioai_desktop.domain import Language, SilentJob
from bioai_desktop.edition.edits import SetField
from bioai_desktop.edition.model import Edition, Role, SectionKind
from bioai_desktop.edition.render import render
from bioai_desktop.errors import EditionMissing, ExportRefused, FileUnwritable
from bioai_desktop.flow import edit
from bioai_desktop.flow.draft import draft
from bioai_desktop.flow.export import export, page_text, write_page
from bioai_desktop.flow.parts import Parts
from tests.newsroom import DAY

ZH = Language.ZH
LATER = DAY.replace(day=6)
PAGE = "content/cn/2026-02/2026-02-05.md"


@pytest.fixture
def page(parts: Parts) -> Edition:
    return draft(parts, DAY, SilentJob()).edition


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site" / "content" / "cn").mkdir(parents=True)
    return tmp_path / "site"


def spoil(parts: Parts, page: Edition) -> None:
    top = page.section(SectionKind.TOP)
    assert top is not None
    edit.apply(parts, DAY, ZH, SetField(top.entries[0].id, Role.TITLE, "准确率提高到 97%"))


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_the_days_files_are_written_and_said(parts: Parts, page: Edition, site: Path) -> None:
    report = export(parts, DAY, ZH, site)
    assert [(planned.path, planned.change) for planned in report.files] == [
        (PAGE, "create"),
        ("daily/2026-02-05.md", "create"),
        ("content/cn/2026-02/_index.md", "create"),
        ("content/cn/_index.md", "create"),
    ]
    assert files(site) == sorted(planned.path for planned in report.files)
    assert (site / PAGE).read_text("utf-8") == render(page) == page_text(parts, DAY, ZH)


def test_the_same_page_again_changes_nothing(parts: Parts, page: Edition, site: Path) -> None:
    export(parts, DAY, ZH, site)
    assert {planned.change for planned in export(parts, DAY, ZH, site).files} == {"same"}


def test_a_dry_run_only_tells(parts: Parts, page: Edition, site: Path) -> None:
    report = export(parts, DAY, ZH, site, dry_run=True)
    assert {planned.change for planned in report.files} == {"create"}
    assert files(site) == []
    assert parts.store.published.ran([entry.get(Role.LINK) for _, entry in page.entries()], before=LATER) == {}


def test_what_was_published_is_known_afterwards(parts: Parts, page: Edition, site: Path) -> None:
    export(parts, DAY, ZH, site)
    top = page.section(SectionKind.TOP)
    assert top is not None
    [(ran,)] = parts.store.published.ran([top.entries[3].get(Role.LINK)], before=LATER).values()
    assert (ran.date, ran.place) == (DAY, "top 4")


def test_a_page_that_blocks_stays(parts: Parts, page: Edition, site: Path, tmp_path: Path) -> None:
    spoil(parts, page)
    with pytest.raises(ExportRefused) as refused:
        export(parts, DAY, ZH, site)
    assert (refused.value.reason, [finding.kind for finding in refused.value.findings]) == ("findings", ["number-unsupported"])
    with pytest.raises(ExportRefused):
        write_page(parts, DAY, ZH, tmp_path / "page.md")
    assert files(site) == []
    assert not (tmp_path / "page.md").exists()


@pytest.mark.parametrize("name", ["none", "file", "other", "n" * 300])
def test_a_folder_that_is_no_site_is_refused(parts: Parts, page: Edition, tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    (tmp_path / "other").mkdir()
    with pytest.raises(ExportRefused) as refused:
        export(parts, DAY, ZH, tmp_path / name)
    assert (refused.value.reason, refused.value.path) == ("no-site", str(tmp_path / name))
    assert files(tmp_path / "other") == []


def test_one_page_goes_anywhere(parts: Parts, page: Edition, tmp_path: Path) -> None:
    file = tmp_path / "page.md"
    assert write_page(parts, DAY, ZH, file, dry_run=True) == "create"
    assert not file.exists()
    assert [write_page(parts, DAY, ZH, file) for _ in range(2)] == ["create", "same"]
    file.write_text("earlier", "utf-8")
    assert write_page(parts, DAY, ZH, file) == "update"
    assert file.read_text("utf-8") == render(page)


@pytest.mark.parametrize("name", ["none/page.md", "folder", "n" * 300])
def test_a_page_that_cannot_be_written_leaves_nothing(parts: Parts, page: Edition, tmp_path: Path, name: str) -> None:
    (tmp_path / "folder").mkdir()
    before = sorted(tmp_path.iterdir())
    with pytest.raises(FileUnwritable):
        write_page(parts, DAY, ZH, tmp_path / name)
    assert sorted(tmp_path.iterdir()) == before


def test_a_day_without_a_page(parts: Parts, site: Path) -> None:
    with pytest.raises(EditionMissing):
        export(parts, DAY, ZH, site)
