"""One page: what changed on disk and what changed here come together, and nothing of either is lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from bioai_desktop.domain import Language, Ran
from bioai_desktop.edition.conflict import What
from bioai_desktop.edition.edits import MoveEntry, RemoveEntry, SetField
from bioai_desktop.edition.model import Edition, Entry, EntryState, Role, SectionKind
from bioai_desktop.edition.parse import parse
from bioai_desktop.edition.render import render
from bioai_desktop.flow import edit
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.take_in import Change, PageFile, Taken, take_in
from tests.published import FIRST, file_of, lay, page, reword

ZH = Language.ZH


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return file_of(lay(tmp_path / "site", 1))


def taken(parts: Parts, file: Path) -> Taken:
    with parts.editing, parts.store.together():
        return take_in(parts, PageFile(file, ZH, FIRST), file.read_bytes().decode())


def here(parts: Parts) -> Edition:
    return edit.existing(parts, FIRST, ZH)


def entries(parts: Parts, kind: SectionKind = SectionKind.TOP) -> tuple[Entry, ...]:
    section = here(parts).section(kind)
    assert section is not None
    return section.entries


def write(parts: Parts, place: int, text: str, role: Role = Role.TEXT, kind: SectionKind = SectionKind.TOP) -> None:
    edit.apply(parts, FIRST, ZH, SetField(entries(parts, kind)[place].id, role, text))


def conflicts(parts: Parts) -> list[What]:
    return [each.what for each in parts.store.conflicts.open(FIRST, ZH).values()]


def test_a_new_page_is_here_byte_for_byte(parts: Parts, file: Path) -> None:
    assert taken(parts, file) == Taken(Change.NEW, 11, 11)
    assert render(here(parts)).encode() == file.read_bytes()
    assert taken(parts, file) == Taken(Change.SAME, 11, 0)
    assert not edit.can_undo(parts, FIRST, ZH)


def test_its_links_are_known_as_published(parts: Parts, file: Path) -> None:
    taken(parts, file)
    links = [entry.get(Role.LINK) for entry in entries(parts)]
    ran = parts.store.published.ran(
        [links[0].replace("https", "http") + "#x", "https://github.com/Example/YeastFlow"], FIRST.replace(day=2)
    )
    assert list(ran.values()) == [(Ran(FIRST, "top 1"),), (Ran(FIRST, "notes 1"),)]


def test_what_changed_only_here_stays(parts: Parts, file: Path) -> None:
    taken(parts, file)
    write(parts, 1, "这里的话。")
    assert taken(parts, file).change is Change.SAME
    assert entries(parts)[1].get(Role.TEXT) == "这里的话。"


def test_what_changed_only_on_disk_is_taken(parts: Parts, file: Path) -> None:
    taken(parts, file)
    reword(file, "图谱覆盖 8 个脑区。", "图谱覆盖 9 个脑区。")
    assert taken(parts, file) == Taken(Change.TAKEN, 11, 1)
    assert render(here(parts)).encode() == file.read_bytes()
    assert [entry.state for entry in entries(parts)] == [EntryState.FINE, EntryState.EDITED]
    edit.undo(parts, FIRST, ZH)
    assert render(here(parts)) == page(FIRST)
    assert taken(parts, file).change is Change.SAME


def test_different_places_come_together(parts: Parts, file: Path) -> None:
    taken(parts, file)
    write(parts, 0, "这里的标题", Role.TITLE)
    edit.apply(parts, FIRST, ZH, MoveEntry(entries(parts)[1].id, here(parts).section(SectionKind.TOP).id, 0))
    reword(file, "第二段 37 度。", "第二段 38 度。")
    reword(file, "做显微成像的能省半天", "做显微成像的能省一天")
    assert taken(parts, file) == Taken(Change.MERGED, 11, 2)
    assert conflicts(parts) == []
    first, second = entries(parts)
    assert (first.get(Role.NUMBER), second.get(Role.NUMBER), second.get(Role.TITLE)) == ("1", "2", "这里的标题")
    assert "38" in second.source
    assert entries(parts, SectionKind.NOTES)[0].get(Role.TEXT) == "做显微成像的能省一天"


def test_the_same_place_stays_and_is_named(parts: Parts, file: Path) -> None:
    taken(parts, file)
    write(parts, 1, "这里的话。")
    reword(file, "图谱覆盖 8 个脑区。", "那里的话。")
    assert taken(parts, file) == Taken(Change.MERGED, 11, 0, 1)
    assert entries(parts)[1].get(Role.TEXT) == "这里的话。"
    assert conflicts(parts) == [What.ENTRY]
    assert taken(parts, file).change is Change.SAME
    assert conflicts(parts) == [What.ENTRY]


def test_a_later_change_of_the_same_place_takes_over(parts: Parts, file: Path) -> None:
    taken(parts, file)
    write(parts, 1, "这里的话。")
    reword(file, "图谱覆盖 8 个脑区。", "那里的话。")
    taken(parts, file)
    reword(file, "那里的话。", "那里又改过。")
    taken(parts, file)
    (conflict,) = parts.store.conflicts.open(FIRST, ZH).values()
    assert "那里又改过。" in conflict.theirs


def test_a_file_that_comes_to_say_the_same_ends_it(parts: Parts, file: Path) -> None:
    taken(parts, file)
    write(parts, 1, "这里的话。")
    reword(file, "图谱覆盖 8 个脑区。", "那里的话。")
    taken(parts, file)
    reword(file, "那里的话。", "这里的话。")
    taken(parts, file)
    assert conflicts(parts) == []


def test_taken_away_on_one_side_and_changed_on_the_other(parts: Parts, file: Path) -> None:
    taken(parts, file)
    edit.apply(parts, FIRST, ZH, RemoveEntry(entries(parts)[1].id))
    reword(file, "图谱覆盖 8 个脑区。", "那里的话。")
    assert taken(parts, file).conflicts == 1
    assert len(entries(parts)) == 1


def test_an_older_copy_changes_nothing(parts: Parts, file: Path, tmp_path: Path) -> None:
    taken(parts, file)
    write(parts, 1, "这里的话。")
    copy = tmp_path / "copy.md"
    copy.write_bytes(file.read_bytes())
    assert taken(parts, copy) == Taken(Change.SAME, 11, 0)
    assert entries(parts)[1].get(Role.TEXT) == "这里的话。"


def test_a_page_that_has_nothing_known_in_common_is_one_decision(parts: Parts, file: Path, tmp_path: Path) -> None:
    taken(parts, file)
    strange = tmp_path / "strange.md"
    strange.write_text("---\ntitle: x\n---\n\n## 另一页\n\n一段。\n", "utf-8")
    assert taken(parts, strange).conflicts == 1
    assert render(here(parts)) == page(FIRST)
    (conflict,) = parts.store.conflicts.open(FIRST, ZH).values()
    assert (conflict.what, conflict.theirs) == (What.PAGE, strange.read_text("utf-8"))
    strange.write_bytes(file.read_bytes())
    taken(parts, strange)
    assert conflicts(parts) == []


def test_code_that_both_drew_otherwise_is_not_mixed(parts: Parts, file: Path) -> None:
    file.write_text("## 一节\n\n甲\n\n乙\n\n丙\n\n## 另一节\n\n一段。\n", "utf-8")
    taken(parts, file)
    ours = "## 一节\n\n```\n甲\n\n乙\n\n丙\n```\n\n## 另一节\n\n一段。\n"
    parts.store.editions.save(FIRST, ZH, parse(ours, parts.profile), "edit")
    file.write_text("## 一节\n\n甲\n\n```\n乙\n```\n\n丙\n\n## 另一节\n\n改过。\n", "utf-8")
    taken(parts, file)
    assert conflicts(parts) == [What.SECTION]
    assert render(here(parts)) == ours.replace("一段。", "改过。")


def test_a_merge_that_would_be_read_otherwise_is_not_made(parts: Parts, file: Path) -> None:
    """There, an open fence has made code of all that follows; here, some of that was reworded."""
    taken(parts, file)
    write(parts, 1, "这里的话。")
    before = render(here(parts))
    reword(file, "## ⚡ 快速导航", "~~~\n\n## ⚡ 快速导航")
    assert taken(parts, file) == Taken(Change.MERGED, 3, 0, 1)
    assert conflicts(parts) == [What.PAGE]
    assert render(here(parts)) == before
