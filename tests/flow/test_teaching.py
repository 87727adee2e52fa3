"""What becomes of drafts: compared when a page leaves, counted, and shown to the model where that is wanted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bioai_desktop.domain import Language, Reception, SilentJob, Task
from bioai_desktop.edition.edits import RemoveEntry
from bioai_desktop.edition.model import Edition, Role, SectionKind
from bioai_desktop.flow import arrange, edit, teaching
from bioai_desktop.flow.draft import draft, rewrite
from bioai_desktop.flow.export import export
from bioai_desktop.flow.night import write_all
from bioai_desktop.flow.parts import Parts
from tests.fakes import ScriptedEngine, fitting
from tests.newsroom import DAY

ZH, JOB = Language.ZH, SilentJob()


@pytest.fixture
def page(parts: Parts) -> Edition:
    return draft(parts, DAY, JOB).edition


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "hugo.yaml").write_text("title: test\n", "utf-8")
    return folder


def judged(parts: Parts) -> dict[tuple[Task, str], Reception]:
    """Return what became of the drafts, by task and by what the model wrote."""
    return {(each.task, each.before): each.reception for each in parts.store.judgements.all()}


def test_page_that_leaves_as_it_was_drafted(parts: Parts, page: Edition, site: Path) -> None:
    assert judged(parts) == {}
    export(parts, DAY, ZH, site)
    found = judged(parts)
    assert set(found.values()) == {Reception.ACCEPTED}
    of_parts = {Task.DIGEST, Task.LEAD, Task.KEYWORD, Task.CITE, Task.FORECAST}
    assert {task for task, _ in found} == {Task.TEXT, Task.NOTE, Task.TITLE} | of_parts
    assert all(each.share == 1.0 for each in teaching.report(parts))


def test_what_the_editor_changed_and_what_he_took_off(parts: Parts, page: Edition, site: Path) -> None:
    top = page.section(SectionKind.TOP)
    assert top is not None
    titles = [entry.get(Role.TITLE) for _, entry in page.entries()]
    first, second = [entry for entry in top.entries if titles.count(entry.get(Role.TITLE)) == 1][:2]
    arrange.write(parts, DAY, ZH, f"top/{top.entries.index(first) + 1}", Role.TEXT, first.get(Role.TEXT).replace("，", "，而且", 1))
    edit.apply(parts, DAY, ZH, RemoveEntry(second.id))
    export(parts, DAY, ZH, site)
    found = judged(parts)
    assert found[Task.TEXT, first.get(Role.TEXT)] is Reception.EDITED
    assert found[Task.TITLE, first.get(Role.TITLE)] is Reception.ACCEPTED
    assert found[Task.TEXT, second.get(Role.TEXT)] is Reception.REJECTED
    assert found[Task.TITLE, second.get(Role.TITLE)] is Reception.REJECTED
    [of_text] = [each for each in teaching.report(parts) if each.task is Task.TEXT]
    assert of_text.receptions == {Reception.ACCEPTED: 8, Reception.EDITED: 1, Reception.REJECTED: 1}
    assert 0.8 < of_text.share < 1.0


def test_what_was_undone_was_not_done(parts: Parts, page: Edition, site: Path) -> None:
    top = page.section(SectionKind.TOP)
    assert top is not None
    edit.apply(parts, DAY, ZH, RemoveEntry(top.entries[0].id))
    edit.undo(parts, DAY, ZH)
    export(parts, DAY, ZH, site)
    assert set(judged(parts).values()) == {Reception.ACCEPTED}


def test_page_that_leaves_again_is_judged_again(parts: Parts, page: Edition, site: Path) -> None:
    export(parts, DAY, ZH, site)
    count = len(judged(parts))
    arrange.write(parts, DAY, ZH, "lead/1", Role.TEXT, "完全另外的一句")
    export(parts, DAY, ZH, site)
    found = judged(parts)
    assert count - 1 <= len(found) <= count
    assert Reception.ACCEPTED not in {reception for (task, _), reception in found.items() if task is Task.LEAD}


def test_texts_that_never_stood_on_a_page_are_not_judged(parts: Parts, site: Path) -> None:
    night = write_all(parts, DAY, JOB)
    draft(parts, DAY, JOB)
    export(parts, DAY, ZH, site)
    entries = [entry for _, entry in edit.existing(parts, DAY, ZH).entries() if entry.story]
    of_stories = [each for each in parts.store.judgements.all() if each.story]
    assert len(of_stories) == 2 * len(entries) < 2 * len(night.stories)


def test_draft_that_another_took_the_place_of_is_not_judged(parts: Parts, page: Edition, site: Path, engine: ScriptedEngine) -> None:
    top = page.section(SectionKind.TOP)
    assert top is not None
    engine.reply = lambda request: fitting(request)[::-1].strip("，")
    rewrite(parts, DAY, top.entries[0].id)
    export(parts, DAY, ZH, site)
    story = top.entries[0].story
    [text] = [each.before for each in parts.store.judgements.all() if each.story == story and each.task is Task.TEXT]
    assert text != top.entries[0].get(Role.TEXT)


def test_model_is_shown_nothing_unless_that_is_wanted(parts: Parts, page: Edition, site: Path, engine: ScriptedEngine) -> None:
    export(parts, DAY, ZH, site)
    top = page.section(SectionKind.TOP)
    assert top is not None
    engine.asked.clear()
    rewrite(parts, DAY, top.entries[0].id)
    assert "原文：" not in engine.asked[0].prompt
    parts.use(replace(parts.settings, examples=2))
    rewrite(parts, DAY, top.entries[0].id)
    prompt = engine.asked[2].prompt
    assert prompt.count("原文：") == 2
    assert top.entries[0].get(Role.TEXT) not in prompt  # its own


def test_examples_are_of_this_kind_language_and_profile(parts: Parts, page: Edition, site: Path) -> None:
    export(parts, DAY, ZH, site)
    good = parts.store.judgements.good
    name = parts.profile.name
    assert {each.task for each in good(Task.NOTE, ZH, name, 100)} == {Task.NOTE}
    assert len(good(Task.NOTE, ZH, name, 3)) == 3
    assert good(Task.NOTE, Language.EN, name, 100) == good(Task.NOTE, ZH, "another", 100) == []
