from __future__ import annotations

import pytest

from bioai_desktop.domain import Language, SilentJob
from bioai_desktop.edition.model import Edition, Entry, EntryState, Role, SectionKind
from bioai_desktop.edition.raw_edits import InsertRaw
from bioai_desktop.edition.render import render
from bioai_desktop.errors import EditConflict, EditionMissing
from bioai_desktop.flow import arrange, edit
from bioai_desktop.flow.draft import draft
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.triage import stories
from tests.newsroom import DAY

ZH = Language.ZH


@pytest.fixture
def page(parts: Parts) -> Edition:
    return draft(parts, DAY, SilentJob()).edition


def entries(edition: Edition, kind: SectionKind) -> tuple[Entry, ...]:
    section = edition.section(kind)
    assert section is not None
    return section.entries


def test_an_entry_moves_within_its_section(parts: Parts, page: Edition) -> None:
    before = [entry.story for entry in entries(page, SectionKind.TOP)]
    after = [entry.story for entry in entries(arrange.move(parts, DAY, ZH, "top/3", "top/1"), SectionKind.TOP)]
    assert after == [before[2], *before[:2], *before[3:]]


def test_an_entry_moves_to_another_section_by_its_id(parts: Parts, page: Edition) -> None:
    first = entries(page, SectionKind.TOP)[0]
    moved = arrange.move(parts, DAY, ZH, first.id, "notes/2")
    assert entries(moved, SectionKind.NOTES)[1].story == first.story
    assert len(entries(moved, SectionKind.TOP)) == 9


def test_a_section_moves_to_a_number_on_the_page(parts: Parts, page: Edition) -> None:
    moved = arrange.move(parts, DAY, ZH, "notes", "1")
    assert moved.sections[0].kind is SectionKind.NOTES


@pytest.mark.parametrize(
    ("place", "to"),
    [
        *[("top/11", "top/1"), ("top/1", "top/12"), ("top/1", "faq/1"), ("top/1", "3"), ("top/x", "top/1"), ("top/²", "top/1")],
        *[("notes", "0"), ("notes", "99"), ("notes", "top/1"), ("nothing", "1"), ("top/0", "top/1"), ("e999", "top/1")],
    ],
)
def test_a_place_that_is_not_there_changes_nothing(parts: Parts, page: Edition, place: str, to: str) -> None:
    with pytest.raises(EditConflict):
        arrange.move(parts, DAY, ZH, place, to)
    assert edit.current(parts, DAY, ZH) == page


def test_a_field_is_the_editors_own_once_written(parts: Parts, page: Edition) -> None:
    changed = arrange.write(parts, DAY, ZH, "top/2", Role.TITLE, "自己写的标题")
    entry = entries(changed, SectionKind.TOP)[1]
    assert (entry.get(Role.TITLE), entry.state) == ("自己写的标题", EntryState.EDITED)


def test_the_title_of_a_section(parts: Parts, page: Edition) -> None:
    section = arrange.write(parts, DAY, ZH, "notes", Role.TITLE, "📌 值得关注的几件事").section(SectionKind.NOTES)
    assert section is not None
    assert section.title == "📌 值得关注的几件事"
    with pytest.raises(EditConflict):
        arrange.write(parts, DAY, ZH, "notes", Role.TEXT, "版块没有正文")


def test_accepted_entries_are_fine(parts: Parts, page: Edition) -> None:
    arrange.write(parts, DAY, ZH, "top/1", Role.TITLE, "自己写的标题")
    changed = arrange.accept(parts, DAY, ZH, ["top/1", "notes/1"])
    assert entries(changed, SectionKind.TOP)[0].state is EntryState.FINE
    assert edit.undo(parts, DAY, ZH) is not None


def test_an_entry_without_text_is_not_fine(parts: Parts, page: Edition) -> None:
    there = {entry.story for _, entry in page.entries()}
    edit.add_story(parts, DAY, ZH, next(story for story in stories(parts, DAY) if story.id not in there), "top", 0)
    with pytest.raises(EditConflict):
        arrange.accept(parts, DAY, ZH, ["top/2", "top/1"])


def test_a_day_without_a_page(parts: Parts) -> None:
    with pytest.raises(EditionMissing):
        arrange.accept(parts, DAY, ZH, ["top/1"])


def test_a_raw_block_is_written_and_moved_by_its_id(parts: Parts, page: Edition) -> None:
    top = page.section(SectionKind.TOP)
    assert top is not None
    block = edit.apply(parts, DAY, ZH, InsertRaw(top.id, 0, "> 本栏由读者推荐")).section(SectionKind.TOP)
    assert block is not None
    place = block.blocks[0].id
    written = arrange.write(parts, DAY, ZH, place, Role.TEXT, "> 另一句话")
    assert "\n> 另一句话\n" in render(written)
    moved = arrange.move(parts, DAY, ZH, place, "top/2").section(SectionKind.TOP)
    assert moved is not None
    assert [child.id for child in moved.blocks][1] == place
