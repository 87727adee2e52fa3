"""A page of a site that somebody changed on disk, in a real git checkout: taken in first, never written over."""

from __future__ import annotations

from pathlib import Path

import pytest

from bioai_desktop.domain import Language
from bioai_desktop.edition.edits import SetField
from bioai_desktop.edition.model import Role, SectionKind
from bioai_desktop.edition.render import render
from bioai_desktop.errors import ExportRefused
from bioai_desktop.flow import edit
from bioai_desktop.flow.bring_in import bring_in
from bioai_desktop.flow.check import blocking, check
from bioai_desktop.flow.export import Wish, export
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.take_back import take_back
from tests.gguf_files import RecordingJob
from tests.published import FIRST, file_of, lay, reword
from tests.repository import Repository, tree

ZH = Language.ZH
COMMIT = Wish(commit=True)
PAGE = "content/cn/2026-03/2026-03-01.md"
HOME = "content/cn/_index.md"
DAILY = "daily/2026-03-01.md"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return lay(tmp_path / "site", 1, (ZH,))


@pytest.fixture
def git(site: Path) -> Repository:
    return Repository.begin(site)


def read(parts: Parts, path: Path) -> None:
    bring_in(parts, [path], RecordingJob())


def write(parts: Parts, words: str, place: int = 0) -> None:
    section = edit.existing(parts, FIRST, ZH).section(SectionKind.TOP)
    assert section is not None
    edit.apply(parts, FIRST, ZH, SetField(section.entries[place].id, Role.TITLE, words))


def written(parts: Parts, site: Path, wish: Wish = COMMIT) -> list[str]:
    return sorted(planned.path for planned in export(parts, FIRST, ZH, site, wish=wish).files if planned.change != "same")


def refused(parts: Parts, site: Path) -> str:
    before = tree(site)
    for dry_run in (True, False):
        with pytest.raises(ExportRefused) as error:
            export(parts, FIRST, ZH, site, dry_run=dry_run)
        assert error.value.path == PAGE
    assert tree(site) == before
    return error.value.reason


def test_an_imported_page_leaves_again_with_one_line_changed(parts: Parts, site: Path, git: Repository) -> None:
    read(parts, site)
    write(parts, "这里的标题")
    assert PAGE in written(parts, site)
    assert git.run("diff", "--numstat", "HEAD~", "--", PAGE).split()[:2] == ["1", "1"]
    assert git.run("log", "-1", "--format=%s") == "Update daily page for 2026-03-01"


def test_exported_as_it_was_imported_it_is_the_same(parts: Parts, site: Path, git: Repository) -> None:
    read(parts, site)
    assert PAGE not in written(parts, site)


def flawed(site: Path) -> None:
    """Publish a page with a link that leads nowhere and a model's refusal."""
    file = file_of(site)
    text = file.read_text("utf-8")
    flaw = "[前往](#没有这一节)\n\n抱歉，我无法完成这个请求。\n\n"
    at = text.index("---", text.index("---", text.index("---") + 3) + 3)
    file.write_text(text[:at] + flaw + text[at:], "utf-8")


def test_what_readers_have_before_them_already_keeps_no_word_from_being_changed(parts: Parts, site: Path) -> None:
    flawed(site)
    git = Repository.begin(site)
    read(parts, site)
    assert {finding.kind for finding in blocking(check(parts, FIRST, ZH))} == {"anchor-dead", "refusal"}
    write(parts, "这里的标题")
    report = export(parts, FIRST, ZH, site, wish=COMMIT)
    assert sorted(finding.kind for finding in report.stood) == ["anchor-dead", "refusal"]
    assert git.run("diff", "--numstat", "HEAD~", "--", PAGE).split()[:2] == ["1", "1"]


def test_one_more_of_what_stood_there_keeps_the_page(parts: Parts, site: Path) -> None:
    flawed(site)
    read(parts, site)
    section = edit.existing(parts, FIRST, ZH).section(SectionKind.TOP)
    assert section is not None
    edit.apply(parts, FIRST, ZH, SetField(section.entries[0].id, Role.TEXT, "抱歉，我无法完成这个请求。"))
    with pytest.raises(ExportRefused) as error:
        export(parts, FIRST, ZH, site)
    assert [finding.kind for finding in error.value.findings] == ["refusal"]


@pytest.mark.parametrize("committed", [False, True])
def test_a_change_on_disk_is_taken_in_first(parts: Parts, site: Path, git: Repository, committed: bool) -> None:
    read(parts, site)
    write(parts, "这里的标题")
    reword(file_of(site), "图谱覆盖 8 个脑区。", "图谱覆盖 9 个脑区。")
    if committed:
        git.run("commit", "--quiet", "--all", "-m", "by hand")
    assert refused(parts, site) == "on-disk"
    read(parts, file_of(site))
    assert PAGE in written(parts, site)
    text = file_of(site).read_text("utf-8")
    assert "这里的标题" in text
    assert "图谱覆盖 9 个脑区。" in text
    assert git.status() == []


def test_a_change_after_an_export_is_seen_too(parts: Parts, site: Path) -> None:
    read(parts, site)
    write(parts, "这里的标题")
    export(parts, FIRST, ZH, site)
    write(parts, "又一个标题")
    reword(file_of(site), "图谱覆盖 8 个脑区。", "图谱覆盖 9 个脑区。")
    assert refused(parts, site) == "on-disk"


def test_what_a_hook_put_in_order_is_no_change_of_somebody_else(parts: Parts, site: Path, git: Repository) -> None:
    git.hook("pre-commit", f"echo >> {PAGE}; git add {PAGE}")
    read(parts, site)
    write(parts, "这里的标题")
    assert PAGE in written(parts, site)
    write(parts, "又一个标题")
    assert PAGE in written(parts, site)


def test_a_page_that_says_the_same_by_now_may_be_exported(parts: Parts, site: Path, git: Repository) -> None:
    read(parts, site)
    write(parts, "这里的标题")
    file_of(site).write_text(render(edit.existing(parts, FIRST, ZH)), "utf-8")
    assert set(written(parts, site)) <= {DAILY, HOME, "content/cn/2026-03/_index.md", PAGE}
    write(parts, "又一个标题")
    assert PAGE in written(parts, site)


def test_a_page_that_is_gone_from_disk_is_written_again(parts: Parts, site: Path) -> None:
    read(parts, site)
    write(parts, "这里的标题")
    file_of(site).unlink()
    assert PAGE in written(parts, site, Wish())


def test_once_an_export_is_taken_back_the_page_is_known_as_it_was(parts: Parts, site: Path) -> None:
    read(parts, site)
    write(parts, "这里的标题")
    export(parts, FIRST, ZH, site)
    take_back(parts, FIRST, site)
    assert parts.store.seen.get(file_of(site)) == file_of(site).read_text("utf-8")
    write(parts, "又一个标题")
    assert PAGE in written(parts, site, Wish())
    reword(file_of(site), "又一个标题", "磁盘上的标题")
    read(parts, file_of(site))
    assert "磁盘上的标题" in render(edit.existing(parts, FIRST, ZH))


def test_another_copy_of_the_site_has_its_own_past(parts: Parts, site: Path, tmp_path: Path) -> None:
    read(parts, site)
    other = lay(tmp_path / "other", 1, (ZH,))
    write(parts, "这里的标题")
    export(parts, FIRST, ZH, other)
    write(parts, "又一个标题")
    export(parts, FIRST, ZH, site)
    reword(file_of(other), "图谱覆盖 8 个脑区。", "图谱覆盖 9 个脑区。")
    read(parts, file_of(other))
    text = render(edit.existing(parts, FIRST, ZH))
    assert "又一个标题" in text
    assert "图谱覆盖 9 个脑区。" in text
