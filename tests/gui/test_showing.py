"""Panes in step with the desk."""

from pytestqt.qtbot import QtBot

from bioai_desktop.domain import Severity, Task
from bioai_desktop.flow.writing import Writing
from bioai_desktop.gui.page_model import MARK_ROLE
from bioai_desktop.gui.story_list import Filter
from bioai_desktop.gui.top_bar import DeskStep
from bioai_desktop.gui.window import Window
from tests.gui import news


def test_an_entry_brings_its_story_along_and_a_story_its_entry(window: Window) -> None:
    entry = news.entries(window.desk.edition)[2]
    window.page.tree.go_to(entry.id)
    story = window.stories.model.story(window.stories.list.currentIndex())
    assert story is not None
    assert story.id == entry.story
    assert story.primary.text[:40] in window.side.source.toPlainText()
    first = news.entries(window.desk.edition)[0]
    window.stories.list.setCurrentIndex(window.stories.model.find(first.story))
    assert window.editor.entry_id == first.id


def test_a_story_that_is_not_on_the_page_says_how_to_put_it_there(window: Window) -> None:
    window.page.tree.go_to(news.entries(window.desk.edition)[0].id)
    loose = list(window.desk.stories.values())[-1]
    window.stories.list.setCurrentIndex(window.stories.model.find(loose.id))
    assert window.editor.entry_id == ""
    assert loose.primary.title in window.side.source.toPlainText()


def test_steps_turn_to_their_pane(window: Window) -> None:
    window.showing.step(DeskStep.CHOOSE)
    assert window.stories.model.rowCount() == window.stories.model.counts()[Filter.CHOSEN]
    assert window.page.draft.property("primary") == "true"
    window.showing.step(DeskStep.READ)
    assert window.stories.model.rowCount() == 12
    assert window.stories.fetch.property("primary") == "true"
    window.showing.step(DeskStep.PUBLISH)
    assert window.side.previewing
    assert window.publish.isVisible()
    window.gestures.edit()
    assert window.editor.isVisible()
    assert not window.publish.isVisible()


def test_findings_of_the_whole_page_come_worst_first_with_their_places(window: Window) -> None:
    first, second, *_ = news.entries(window.desk.edition)
    window.desk.findings = [news.finding(first.id, "甲"), news.finding(second.id, "乙", Severity.BLOCK)]
    window.editor.everywhere.click()
    shown = [window.finding_model.index(row).data() for row in range(2)]
    assert shown[0].startswith("第二条的中文标题：")
    assert "乙" in shown[0]
    window.page.tree.go_to(first.id)
    window.editor.here.click()
    assert window.finding_model.rowCount() == 1


def test_one_growing_text_is_shown_at_a_time(window: Window) -> None:
    stories = list(window.desk.stories.values())[-2:]
    for number in range(3):
        for story in stories:
            window.work.told.emit(Writing(story.id, Task.TEXT, "字" * (number + 1)))
    assert stories[0].primary.title in window.editor.hint()
    assert "字字字" in window.editor.hint()
    assert stories[1].primary.title not in window.editor.hint()


def test_a_growing_text_of_an_entry_marks_it(qtbot: QtBot, window: Window) -> None:
    entry = news.entries(window.desk.edition)[3]
    window.work.told.emit(Writing(entry.story, Task.TEXT, "正在"))
    mark = window.page.model.find(entry.id).data(MARK_ROLE)
    assert mark.state == "writing"
