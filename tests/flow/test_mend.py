from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bioai_desktop.domain import Language, SilentJob
from bioai_desktop.edition.edits import SetField, SetFront
from bioai_desktop.edition.front import get_front
from bioai_desktop.edition.model import Edition, Role, SectionKind
from bioai_desktop.edition.render import render
from bioai_desktop.errors import EditConflict, EditionMissing, FileUnreadable
from bioai_desktop.flow import edit
from bioai_desktop.flow.check import check
from bioai_desktop.flow.draft import draft
from bioai_desktop.flow.mend import mend_file, mend_one, mend_page
from bioai_desktop.flow.parts import Parts
from tests.edition.checkers.pages import page as good
from tests.newsroom import DAY

ZH = Language.ZH
NAME = "content/cn/2026-03/2026-03-04.md"


@pytest.fixture
def page(parts: Parts) -> Edition:
    return draft(parts, DAY, SilentJob()).edition


def site(folder: Path, text: str) -> Path:
    path = folder / NAME
    path.parent.mkdir(parents=True)
    path.write_bytes(text.encode())
    return path


def spoiled() -> str:
    text = good().replace("(#-值得关注)", "(#值得关注)").replace("example.com/fin", "example.com/fin?rss=1")
    return text.replace("### 1. ", "### 3. ").replace("### 2. ", "### 3. ").replace("日报 2026/3/4", "日报 2026/3/9")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_file_gets_the_changes_that_are_certain_and_no_other(parts: Parts, tmp_path: Path, end: str, mark: str) -> None:
    path = site(tmp_path, mark + spoiled().replace("\n", end))
    mended = mend_file(parts, path)
    assert path.read_bytes() == (mark + good().replace("\n", end)).encode()
    assert sorted(finding.kind for finding in mended.made) == ["anchor-dead", "date-differs", "numbering", "numbering", "tracking"]
    assert mended.left == ()
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_what_is_not_certain_is_left(parts: Parts, tmp_path: Path) -> None:
    path = site(tmp_path, good().replace("一直没有说清", "一直**没有说清"))
    before = path.stat().st_mtime_ns
    mended = mend_file(parts, path)
    assert (mended.made, [finding.kind for finding in mended.left]) == ((), ["emphasis-broken"])
    assert path.stat().st_mtime_ns == before


def test_a_page_that_was_left_in_code_is_taken_out_and_then_mended(parts: Parts, tmp_path: Path) -> None:
    path = site(tmp_path, f"```markdown\n{spoiled()}```\n")
    mended = mend_file(parts, path)
    assert mended.made[0].kind == "page-as-code"
    assert path.read_text("utf-8") == good()


def test_a_link_to_a_file_stays_one(parts: Parts, tmp_path: Path) -> None:
    path = site(tmp_path, spoiled())
    link = tmp_path / "2026-03-04.md"
    link.symlink_to(path)
    mend_file(parts, link)
    assert link.is_symlink()
    assert path.read_text("utf-8") == good()


def test_a_file_that_cannot_be_read(parts: Parts, tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        mend_file(parts, tmp_path / "none.md")


def test_the_page_of_a_day_is_mended_as_one_version(parts: Parts, page: Edition) -> None:
    first = next(entry for _, entry in page.entries() if entry.story)
    edit.apply(parts, DAY, ZH, SetFront("description", "买账号"), SetField(first.id, Role.LINK, first.get(Role.LINK) + "?utm_source=x"))
    before = edit.existing(parts, DAY, ZH)
    mended = mend_page(parts, DAY, ZH)
    assert {finding.kind for finding in mended.made} == {"description-differs", "tracking"}
    after = edit.existing(parts, DAY, ZH)
    assert get_front(after, "description") == parts.profile.description[ZH]
    assert [(entry.id, entry.story, entry.state) for _, entry in after.entries()] == [
        (entry.id, entry.story, entry.state) for _, entry in before.entries()
    ]
    assert edit.undo(parts, DAY, ZH) == before
    edit.redo(parts, DAY, ZH)
    assert mend_page(parts, DAY, ZH).made == ()
    assert render(edit.existing(parts, DAY, ZH)) == render(after)


def test_a_day_without_a_page(parts: Parts) -> None:
    with pytest.raises(EditionMissing):
        mend_page(parts, DAY + timedelta(1), ZH)


def test_one_finding_of_the_front_matter(parts: Parts, page: Edition) -> None:
    edit.apply(parts, DAY, ZH, SetFront("title", "AI 日报 2026/2/5"))
    finding = next(each for each in check(parts, DAY, ZH) if each.kind == "title-differs")
    assert get_front(mend_one(parts, DAY, ZH, finding), "title") == "BioAI 生命科学日报 2026/2/5"
    with pytest.raises(EditConflict):
        mend_one(parts, DAY, ZH, finding)


def test_one_finding_of_an_entry_goes_where_the_entry_went(parts: Parts, page: Edition) -> None:
    top = page.section(SectionKind.TOP)
    assert top is not None
    entry = top.entries[1]
    edit.apply(parts, DAY, ZH, SetField(entry.id, Role.LINK, entry.get(Role.LINK) + "?utm_source=x"))
    finding = next(each for each in check(parts, DAY, ZH) if each.kind == "tracking")
    edit.apply(parts, DAY, ZH, SetField(top.entries[0].id, Role.TEXT, "第一段。\n\n第二段。\n\n第三段。"))
    after = mend_one(parts, DAY, ZH, finding)
    assert next(each for _, each in after.entries() if each.id == entry.id).get(Role.LINK) == entry.get(Role.LINK)


def test_a_finding_about_an_entry_that_is_gone(parts: Parts, page: Edition) -> None:
    finding = next(iter(check(parts, DAY, ZH)), None)
    made = replace(finding, entry="nowhere", detail="。", fix="！") if finding else None
    assert made is not None
    with pytest.raises(EditConflict):
        mend_one(parts, DAY, ZH, made)
