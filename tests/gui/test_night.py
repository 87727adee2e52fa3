"""All stories written about from the window: what is there is shown, and the editor's own wishes go first."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from bioai_desktop import settings as user_settings
from bioai_desktop.domain import SilentJob
from bioai_desktop.flow.night import write_all
from bioai_desktop.flow.parts import Parts
from bioai_desktop.gui.jobs import Lane
from bioai_desktop.gui.window import Window
from tests.fakes import ScriptedEngine
from tests.gui import news

OpenWindow = Callable[[Parts], Window]


def do(window: Window, name: str) -> None:
    next(action for action in window.actions() if action.objectName() == f"do-{name}").trigger()


def shown(window: Window) -> list[str]:
    """Return the titles in the list."""
    model = window.stories.model
    return [model.index(row).data() for row in range(model.rowCount())]


def test_what_was_written_overnight_stands_in_the_list_and_beside_the_source(
    qtbot: QtBot, open_window: OpenWindow, parts: Parts, engine: ScriptedEngine
) -> None:
    report = write_all(parts, news.DAY, SilentJob())
    window = open_window(parts)
    qtbot.waitUntil(window.jobs.idle)
    titles = {told.story.id: told.title.text for told in report.stories if told.title}
    placed = [story for story in window.desk.stories if story not in window.stories.model._placed]
    assert placed
    rows = dict(zip(window.desk.stories, shown(window), strict=True))
    assert all(rows[story] == titles[story] for story in placed)
    window.stories.list.setCurrentIndex(window.stories.model.find(placed[0]))
    source = window.side.source.toPlainText()
    assert titles[placed[0]] in source
    assert window.desk.told[placed[0]].text in source
    assert window.desk.stories[placed[0]].primary.title in source


def test_all_stories_are_written_about_by_a_command(qtbot: QtBot, window: Window, engine: ScriptedEngine) -> None:
    before = shown(window)
    do(window, "draft-all")
    qtbot.waitUntil(lambda: all(told.text for told in window.desk.told.values()) and bool(window.desk.told), timeout=10_000)
    qtbot.waitUntil(window.jobs.idle)
    assert shown(window) != before
    assert "12" in window.banner.words


def test_it_rests_while_the_editor_drafts(qtbot: QtBot, window: Window, engine: ScriptedEngine) -> None:
    engine.gate = threading.Event()
    do(window, "draft-all")
    qtbot.waitUntil(lambda: len(engine.asked) == 1)
    do(window, "draft")  # the entry that is still to be written
    qtbot.waitUntil(lambda: len(engine.asked) == 2)
    assert window.jobs.on(Lane.NIGHT)
    engine.gate.set()
    qtbot.waitUntil(window.jobs.idle, timeout=10_000)
    asked = [request.prompt for request in engine.asked]
    assert asked[0] in asked[2:]  # what was broken off was asked for again, once the editor had what he wanted
    assert asked[0] not in asked[1:3]


def test_closing_the_window_keeps_what_was_written(qtbot: QtBot, open_window: OpenWindow, parts: Parts, engine: ScriptedEngine) -> None:
    window = open_window(parts)
    do(window, "draft-all")
    qtbot.waitUntil(lambda: len(engine.asked) > 5)
    window.close()
    assert write_all(parts, news.DAY, SilentJob()).ready > 0


def test_time_for_a_draft_is_set(qtbot: QtBot, window: Window, parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QInputDialog, "getInt", lambda *_, **__: (90, True))
    do(window, "budget")
    qtbot.waitUntil(window.jobs.idle)
    assert parts.settings.budget == 90
    assert user_settings.load(Path(parts.paths.settings)).budget == 90
