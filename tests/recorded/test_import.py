"""The recorded site, taken in as it is: every page opens, is found, changes by one line and leaves again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bioai_desktop.domain import Language, SilentJob
from bioai_desktop.edition.edits import SetField
from bioai_desktop.edition.model import Role, SectionKind
from bioai_desktop.edition.render import render
from bioai_desktop.flow import edit
from bioai_desktop.flow.bring_in import FileReport, bring_in
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.search import search
from bioai_desktop.flow.take_in import Change
from tests.newsroom import newsroom

PAGES = Path(__file__).parents[2].parent / "shared" / "pages"
STORIES = {SectionKind.TOP, SectionKind.NOTES, SectionKind.TABLE}

pytestmark = pytest.mark.skipif(not PAGES.is_dir(), reason="the recorded pages are not beside this checkout")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(PAGES, tmp_path_factory.mktemp("recorded") / "site"))


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Parts]:
    made = newsroom(tmp_path_factory.mktemp("data"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def reports(parts: Parts, site: Path) -> list[FileReport]:
    return bring_in(parts, [site], SilentJob())


def test_every_page_is_here_byte_for_byte(parts: Parts, site: Path, reports: list[FileReport]) -> None:
    assert {(report.change, report.problem) for report in reports} == {(Change.NEW, None)}
    assert {site / report.path for report in reports} == {path for path in site.glob("content/*/*/*.md") if path.stem != "_index"}
    for report in reports:
        assert report.page
        assert render(edit.existing(parts, report.page.day, report.page.language)).encode() == (site / report.path).read_bytes()


def test_a_second_time_changes_nothing(parts: Parts, site: Path, reports: list[FileReport]) -> None:
    assert {report.change for report in bring_in(parts, [site], SilentJob())} == {Change.SAME}


def test_every_source_of_every_page_is_known_as_published(parts: Parts, reports: list[FileReport]) -> None:
    for report in reports:
        assert report.page
        sections = edit.existing(parts, report.page.day, report.page.language).sections
        links = [entry.get(Role.LINK) for section in sections if section.kind in STORIES for entry in section.entries]
        ran = parts.store.published.ran(links, report.page.day + timedelta(days=1))
        assert all(any(each.date == report.page.day for each in ran[link]) for link in links)


def test_every_title_is_found_on_its_day(parts: Parts, reports: list[FileReport]) -> None:
    for report in reports:
        assert report.page
        section = edit.existing(parts, report.page.day, report.page.language).section(SectionKind.TOP)
        for entry in section.entries if section else ():
            words = " ".join(entry.get(Role.TITLE).replace('"', " ").split())
            found = search(parts, f"kind:page after:{report.page.day} {words}", 500)
            assert any(each.hit.day == report.page.day for each in found), words


def test_a_word_changed_here_and_one_on_disk_are_two_changed_lines(parts: Parts, site: Path, reports: list[FileReport]) -> None:
    day = date(2026, 2, 5)
    section = edit.existing(parts, day, Language.ZH).section(SectionKind.TOP)
    assert section is not None
    edit.apply(parts, day, Language.ZH, SetField(section.entries[1].id, Role.TITLE, "另一个标题"))
    file = site / "content/cn/2026-02/2026-02-05.md"
    before = file.read_bytes().decode()
    changed = before.replace(section.entries[0].get(Role.TITLE), "第三个标题")
    file.write_bytes(changed.encode())
    (report,) = bring_in(parts, [file], SilentJob())
    assert (report.change, report.conflicts) == (Change.MERGED, 0)
    now = render(edit.existing(parts, day, Language.ZH))
    body, was = now[now.index("## **今日 AI") :], before[before.index("## **今日 AI") :]
    differing = [(old, new) for old, new in zip(was.split("\n"), body.split("\n"), strict=True) if old != new]
    assert [new.split("[")[1].split("]")[0] for _, new in differing] == ["第三个标题", "另一个标题"]
