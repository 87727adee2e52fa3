"""Files, pages and sites: each in its way, what is wrong by itself."""

from __future__ import annotations

import os
from datetime import date, timedelta
from pathlib import Path

import pytest

from bioai_desktop.domain import Language, SilentJob, Step
from bioai_desktop.edition.render import render
from bioai_desktop.errors import Cancelled, FeedUnreadable, FileUnreadable, ImportRefused
from bioai_desktop.flow import edit
from bioai_desktop.flow.bring_in import FileReport, bring_in, counted
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.take_in import Change
from tests.gguf_files import RecordingJob
from tests.newsroom import NOON, item, rss
from tests.published import FIRST, file_of, lay, page

ZH, EN = Language.ZH, Language.EN
JOB = SilentJob()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return lay(tmp_path / "site", 3)


def read(parts: Parts, *paths: Path) -> list[FileReport]:
    return bring_in(parts, paths, JOB)


def problems(reports: list[FileReport]) -> dict[str, str]:
    return {
        report.path: report.problem.reason if isinstance(report.problem, ImportRefused) else type(report.problem).__name__
        for report in reports
        if report.problem
    }


def test_all_pages_of_a_site_in_both_languages(parts: Parts, site: Path) -> None:
    reports = read(parts, site)
    assert [(report.page.day, report.page.language) for report in reports if report.page] == [
        (FIRST + timedelta(at), language) for at in range(3) for language in (EN, ZH)
    ]
    assert {report.change for report in reports} == {Change.NEW}
    assert {report.site for report in reports} == {str(site)}
    for report in reports:
        assert report.page
        page_ = edit.existing(parts, report.page.day, report.page.language)
        assert render(page_).encode() == (site / report.path).read_bytes()


def test_pages_are_counted_by_what_they_changed(parts: Parts, site: Path, tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(rss(40))
    read(parts, file_of(site))
    assert list(counted(read(parts, site, tmp_path / "feed.xml")).items()) == [(Change.NEW, 5), (Change.SAME, 1)]


def test_a_second_time_changes_nothing(parts: Parts, site: Path) -> None:
    read(parts, site)
    before = parts.paths.store.read_bytes()
    again = read(parts, site)
    assert {(report.change, report.new) for report in again} == {(Change.SAME, 0)}
    assert parts.paths.store.read_bytes() == before


def test_what_cannot_be_read_is_named_and_the_rest_goes_in(parts: Parts, site: Path, tmp_path: Path) -> None:
    day = FIRST + timedelta(days=10)
    bad, folder, out, gone = (file_of(site, day + timedelta(at)) for at in range(4))
    bad.write_bytes("这一页".encode("gb18030"))
    folder.mkdir()
    (tmp_path / "secret.md").write_text("别处的一页", "utf-8")
    out.symlink_to(tmp_path / "secret.md")
    gone.symlink_to(site / "nowhere.md")
    reports = read(parts, site)
    names = [str(each.relative_to(site)) for each in (bad, folder, out, gone)]
    assert problems(reports) == dict(zip(names, ["encoding", "folder", "outside", "FileUnreadable"], strict=True))
    assert len(parts.store.editions.days()) == 3


def test_a_page_that_is_a_link_within_the_site(parts: Parts, site: Path) -> None:
    file_of(site, FIRST + timedelta(days=5)).symlink_to(file_of(site))
    assert problems(read(parts, site)) == {}
    assert render(edit.existing(parts, FIRST + timedelta(days=5), ZH)) == page(FIRST)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is closed to root")
def test_a_page_that_may_not_be_read(parts: Parts, site: Path) -> None:
    file_of(site).chmod(0)
    assert [type(report.problem) for report in read(parts, site) if report.problem] == [FileUnreadable]


def test_a_folder_that_is_no_site(parts: Parts, tmp_path: Path) -> None:
    (report,) = read(parts, tmp_path)
    assert isinstance(report.problem, ImportRefused)
    assert (report.problem.reason, report.problem.path) == ("no-pages", str(tmp_path))
    assert "content/cn" in report.problem.detail


def test_one_page_of_a_site_knows_its_day_and_language_and_its_site_does_too(parts: Parts, site: Path) -> None:
    (report,) = read(parts, file_of(site, FIRST, EN))
    assert report.page
    assert (report.page.day, report.page.language, report.change, report.site) == (FIRST, EN, Change.NEW, "")
    assert [each.change for each in read(parts, site)].count(Change.SAME) == 1


@pytest.mark.parametrize(
    ("name", "language"),
    [("2026-03-01.md", ZH), ("en/notes/2026-03-01.markdown", EN), ("content/en/drafts/2026-03-01.md", EN), ("zh/x/page 2026-03-01.md", ZH)],
)
def test_a_page_that_lies_elsewhere(parts: Parts, tmp_path: Path, name: str, language: Language) -> None:
    file = tmp_path / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(page(FIRST), "utf-8")
    (report,) = read(parts, file)
    assert report.page
    assert (report.page.day, report.page.language) == (date(2026, 3, 1), language)


def test_feeds_pages_and_sites_in_one_go_in_their_order(parts: Parts, site: Path, tmp_path: Path) -> None:
    (tmp_path / "feed.xml").write_bytes(rss(40, 41))
    (tmp_path / "web.html").write_text("<!doctype html><html></html>", "utf-8")
    (tmp_path / "about.md").write_text("# 关于", "utf-8")
    asked = [tmp_path / "feed.xml", file_of(site), tmp_path / "about.md", site, tmp_path / "web.html", tmp_path / "none.xml"]
    job = RecordingJob()
    reports = bring_in(parts, asked, job, NOON)
    assert [report.path for report in reports if not report.site] == [str(path) for path in asked if path != site]
    assert (reports[0].items, reports[0].new) == (2, 2)
    assert problems(reports) == {str(asked[2]): "undated", str(asked[4]): FeedUnreadable.__name__, str(asked[5]): FileUnreadable.__name__}
    assert [
        found.title
        for found in parts.store.items.newest(NOON + timedelta(days=1)) and parts.store.items.seen_between(NOON, NOON + timedelta(1))
    ]
    assert {each.url for each in parts.store.items.seen_between(NOON, NOON + timedelta(1))} >= {item(40).url, item(41).url}
    assert job.steps[-1][:3] == (Step.IMPORT, 11, 11)


def test_what_was_finished_before_a_stop_is_kept(parts: Parts, tmp_path: Path) -> None:
    site = lay(tmp_path / "large", 60, (ZH,))
    with pytest.raises(Cancelled):
        bring_in(parts, [site], RecordingJob(cancel_at=1))
    kept = parts.store.editions.days()
    assert 0 < len(kept) < 60
    assert {report.change for report in bring_in(parts, [site], JOB)} == {Change.NEW, Change.SAME}
    assert len(parts.store.editions.days()) == 60
