"""A site whose entries look otherwise: what is put on its page has the form of its templates."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bioai_desktop.domain import Language, SilentJob
from bioai_desktop.edition.edits import MoveEntry, RemoveEntry
from bioai_desktop.edition.model import Edition, Role, Section, SectionKind
from bioai_desktop.edition.render import render
from bioai_desktop.flow import edit, profiles
from bioai_desktop.flow.draft import draft
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.triage import stories
from bioai_desktop.settings import Settings
from tests.fakes import ScriptedEngine
from tests.newsroom import DAY, fill, newsroom

ZH = Language.ZH
TOP = "{{ section.marks }} {{ section.title }}\n{% for entry in section.entries %}\n\n\n### {{ entry.number }}、[{{ entry.title }}]({{ entry.link }})\n{{ entry.text }}\n{% endfor %}\n"
NOTES = "{{ section.marks }} {{ section.title }}\n\n{% for entry in section.entries %}\n* [{{ entry.title }}]({{ entry.link }}): {{ entry.text }}\n{% endfor %}\n"


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    made = newsroom(tmp_path / "data", ScriptedEngine(), settings=Settings(profile="mine"))
    folder = profiles.copy(made.paths, "bioai-daily", "mine").folder / "templates"
    (folder / "section.top.md").write_text(TOP, "utf-8")
    (folder / "section.notes.md").write_text(NOTES, "utf-8")
    fill(made, 30)
    yield made
    made.close()


@pytest.fixture
def page(parts: Parts) -> Edition:
    return draft(parts, DAY, SilentJob()).edition


def section(page: Edition, kind: SectionKind) -> Section:
    found = page.section(kind)
    assert found is not None
    return found


def test_an_entry_that_moves_takes_the_form_of_its_new_list(parts: Parts, page: Edition) -> None:
    first = section(page, SectionKind.TOP).entries[0]
    notes = section(page, SectionKind.NOTES)
    moved = edit.apply(parts, DAY, ZH, MoveEntry(first.id, notes.id, 0))
    line = section(moved, SectionKind.NOTES).entries[0].source
    assert line == f"* [{first.get(Role.TITLE)}]({first.get(Role.LINK)}): {first.get(Role.TEXT)}"
    back = edit.apply(parts, DAY, ZH, MoveEntry(first.id, section(moved, SectionKind.TOP).id, 0))
    assert render(back) == render(page)


def test_entries_are_parted_as_the_template_parts_them(parts: Parts, page: Edition) -> None:
    top = section(page, SectionKind.TOP)
    alone = edit.apply(parts, DAY, ZH, *(RemoveEntry(entry.id) for entry in top.entries[1:]))
    there = {entry.story for _, entry in alone.entries()}
    story = next(story for story in stories(parts, DAY) if story.id not in there and story.primary.text)
    added = edit.add_story(parts, DAY, ZH, story, "top")
    text = render(added)
    assert f"\n\n\n\n### 2、[{story.primary.title}]" in text or f"\n\n\n### 2、[{story.primary.title}]" in text
    assert "---\n\n### 2、" not in text


def test_a_section_that_is_new_on_the_page_has_its_form(parts: Parts) -> None:
    story = stories(parts, DAY)[0]
    text = render(edit.add_story(parts, DAY, ZH, story, "notes"))
    assert f"## 📌 值得关注\n\n* [{story.primary.title}]({story.primary.url})" in text
