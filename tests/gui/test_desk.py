"""The state behind the window, without any widget."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pytestqt.qtbot import QtBot

from bioai_desktop.domain import Language, Severity
from bioai_desktop.edition.edits import RemoveEntry
from bioai_desktop.edition.model import EntryState, Role, SectionKind
from bioai_desktop.errors import EditConflict
from bioai_desktop.flow.parts import Parts
from bioai_desktop.gui.desk import Desk
from bioai_desktop.gui.jobs import Jobs
from tests.gui import news


@pytest.fixture
def desk(qtbot: QtBot, parts: Parts) -> Iterator[Desk]:
    jobs = Jobs()
    made = Desk(parts, jobs)
    made.open(news.DAY)
    qtbot.waitUntil(jobs.idle)
    yield made
    jobs.close()
    made.deleteLater()
    jobs.deleteLater()


def test_a_day_is_opened_with_stories_page_and_findings(desk: Desk) -> None:
    assert (desk.day, desk.language, len(desk.stories)) == (news.DAY, Language.ZH, 12)
    assert desk.edition is not None
    assert desk.loaded
    last = news.entries(desk.edition)[-1]
    assert desk.empty() == [last.id]
    found = desk.entry(last.id)
    assert found is not None
    assert desk.limits(found[0]).max_chars == 150


def test_many_edits_at_once_are_answered_once_at_the_end(qtbot: QtBot, desk: Desk) -> None:
    seen: list[bool] = []
    desk.page_changed.connect(seen.append)
    first = news.entries(desk.edition)[0].id
    for number in range(5):
        desk.write(first, Role.TEXT, f"第{'一二三四五'[number]}稿", 0)
    qtbot.waitUntil(desk.jobs.idle)
    assert seen == [False]
    assert news.entries(desk.edition)[0].get(Role.TEXT) == "第五稿"
    assert news.entries(desk.edition)[0].state is EntryState.EDITED
    assert desk.page.can_undo


def test_undo_and_redo_walk_the_versions(qtbot: QtBot, desk: Desk) -> None:
    before = desk.edition
    desk.edit(RemoveEntry(news.entries(before)[0].id))
    desk.undo()
    qtbot.waitUntil(desk.jobs.idle)
    assert desk.edition == before
    assert desk.page.can_redo
    desk.redo()
    qtbot.waitUntil(desk.jobs.idle)
    assert len(news.entries(desk.edition)) == 3


def test_an_edit_that_does_not_fit_is_told_and_the_page_read_again(qtbot: QtBot, desk: Desk) -> None:
    failed: list[object] = []
    desk.failed.connect(failed.append)
    desk.edit(RemoveEntry("nowhere"))
    qtbot.waitUntil(desk.jobs.idle)
    assert isinstance(failed[0], EditConflict)
    assert desk.edition == news.stored(desk.parts)


def test_an_answer_for_another_day_is_dropped(qtbot: QtBot, desk: Desk) -> None:
    desk.edit(RemoveEntry(news.entries(desk.edition)[0].id))
    desk.go(news.DAY + timedelta(days=40))
    qtbot.waitUntil(desk.jobs.idle)
    assert desk.edition is None
    assert desk.stories == {}
    assert len(news.entries(news.stored(desk.parts))) == 3


def test_the_same_day_in_another_language_keeps_its_stories(qtbot: QtBot, desk: Desk) -> None:
    desk.go(language=Language.EN)
    qtbot.waitUntil(desk.jobs.idle)
    assert desk.edition is None
    assert len(desk.stories) == 12


def test_a_story_is_put_on_the_page(qtbot: QtBot, desk: Desk) -> None:
    story = list(desk.stories.values())[9]
    desk.add(story, "notes", 0)
    qtbot.waitUntil(desk.jobs.idle)
    assert news.entries(desk.edition, SectionKind.NOTES)[0].story == story.id
    assert desk.story(story.id) == story


def test_findings_are_known_by_entry(desk: Desk) -> None:
    desk.findings = [news.finding("e1"), news.finding("e2", severity=Severity.BLOCK), news.finding("")]
    assert desk.of_entry("e1") == [desk.findings[0]]
    assert desk.of_entry("") == []
    assert desk.marked(Severity.BLOCK) == {"e2"}
    assert desk.marked(Severity.LOOK) == {"e1"}
