from __future__ import annotations

from datetime import timedelta

import pytest

from bioai_desktop.domain import Language, SilentJob
from bioai_desktop.edition.edits import MoveEntry, RemoveEntry, SetField
from bioai_desktop.edition.model import Edition, EntryState, Role, SectionKind
from bioai_desktop.edition.parse import parse
from bioai_desktop.edition.render import render
from bioai_desktop.errors import EditConflict, EditionMissing
from bioai_desktop.flow import edit
from bioai_desktop.flow.draft import draft
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.triage import stories
from tests.newsroom import DAY

ZH = Language.ZH


@pytest.fixture
def page(parts: Parts) -> Edition:
    return draft(parts, DAY, SilentJob()).edition


def titles(edition: Edition | None, kind: SectionKind = SectionKind.TOP) -> list[str]:
    assert edition is not None
    section = edition.section(kind)
    return [entry.get(Role.TITLE) for entry in section.entries] if section else []


def test_a_day_without_a_page(parts: Parts) -> None:
    assert edit.current(parts, DAY, ZH) is None
    with pytest.raises(EditionMissing):
        edit.existing(parts, DAY, ZH)
    with pytest.raises(EditionMissing):
        edit.apply(parts, DAY, ZH, RemoveEntry("e1"))
    assert edit.undo(parts, DAY, ZH) is None


def test_every_change_is_a_version(parts: Parts, page: Edition) -> None:
    top = page.section(SectionKind.TOP)
    assert top is not None
    changed = edit.apply(parts, DAY, ZH, SetField(top.entries[0].id, Role.TITLE, "编辑改过的标题"))
    assert titles(changed)[0] == "编辑改过的标题"
    assert edit.can_undo(parts, DAY, ZH)
    assert edit.undo(parts, DAY, ZH) == page
    assert not edit.can_undo(parts, DAY, ZH)
    assert edit.redo(parts, DAY, ZH) == changed
    assert not edit.can_redo(parts, DAY, ZH)


def test_edits_are_made_all_or_none(parts: Parts, page: Edition) -> None:
    top = page.section(SectionKind.TOP)
    assert top is not None
    with pytest.raises(EditConflict):
        edit.apply(parts, DAY, ZH, RemoveEntry(top.entries[0].id), RemoveEntry("nowhere"))
    assert edit.current(parts, DAY, ZH) == page


def test_numbers_follow_a_move(parts: Parts, page: Edition) -> None:
    top = page.section(SectionKind.TOP)
    assert top is not None
    moved = edit.apply(parts, DAY, ZH, MoveEntry(top.entries[4].id, top.id, 0))
    section = moved.section(SectionKind.TOP)
    assert section is not None
    assert section.entries[0].id == top.entries[4].id
    assert [entry.get(Role.NUMBER) for entry in section.entries] == [str(number) for number in range(1, 11)]


def test_the_count_and_the_navigation_follow_a_removal(parts: Parts, page: Edition) -> None:
    top = page.section(SectionKind.TOP)
    assert top is not None
    text = render(edit.apply(parts, DAY, ZH, RemoveEntry(top.entries[0].id)))
    assert "🔥 重磅 TOP 9**" in text
    assert "[🔥 重磅 TOP 9](#-重磅-top-9)" in text


def test_a_story_is_put_on_the_page_with_its_text_still_to_write(parts: Parts, page: Edition) -> None:
    there = {entry.story for _, entry in page.entries()}
    story = next(story for story in stories(parts, DAY) if story.id not in there)
    changed = edit.add_story(parts, DAY, ZH, story, "notes", 0)
    section = changed.section(SectionKind.NOTES)
    assert section is not None
    assert (section.entries[0].story, section.entries[0].state) == (story.id, EntryState.EMPTY)
    assert section.entries[0].get(Role.LINK) == story.primary.url
    with pytest.raises(EditConflict):
        edit.add_story(parts, DAY, ZH, story, "top")


def test_the_first_story_begins_the_page_and_its_section(parts: Parts) -> None:
    day = DAY + timedelta(days=1)
    first, second, third = stories(parts, DAY)[:3]
    edit.add_story(parts, day, ZH, first, "notes")
    edit.add_story(parts, day, ZH, second, "top")
    changed = edit.add_story(parts, day, ZH, third, "top")
    kinds = [section.kind for section in changed.sections]
    assert kinds.index(SectionKind.TOP) < kinds.index(SectionKind.NOTES)
    assert titles(changed) == [second.primary.title, third.primary.title]
    assert parse(render(changed), parts.profile) == changed


def test_drafted_sections_take_the_place_of_theirs(parts: Parts, page: Edition) -> None:
    notes, top = page.section(SectionKind.NOTES), page.section(SectionKind.TOP)
    assert notes is not None
    assert top is not None
    parts.store.editions.save(DAY, ZH, page, "draft")
    made = edit.put_sections(parts, DAY, ZH, [notes])
    assert [section.kind for section in made.sections] == [section.kind for section in page.sections]
    ids = [entry.id for _, entry in made.entries()]
    assert len(ids) == len(set(ids))
    assert render(made) == render(page)
