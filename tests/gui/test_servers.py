"""Another machine, named and chosen in the window, and told in its bottom line for as long as it writes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QInputDialog
from pytest_httpserver import HTTPServer
from pytestqt.qtbot import QtBot

from bioai_desktop.app import build
from bioai_desktop.domain import Language
from bioai_desktop.flow.parts import Parts
from bioai_desktop.gui.window import Window
from bioai_desktop.settings import SERVER
from tests.engine.chat_server import ChatServer

OpenWindow = Callable[[Parts], Window]


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with HTTPServer(threaded=True) as http:
        yield ChatServer(http)


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    made = build(tmp_path / "data")
    made.use(replace(made.settings, language=Language.ZH))
    yield made
    made.close()


def _name(window: Window, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, addresses: str) -> None:
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: (addresses, True))
    next(action for action in window.actions() if action.objectName() == "do-servers").trigger()
    qtbot.waitUntil(window.jobs.idle, timeout=20_000)


def test_named_chosen_and_forgotten(
    qtbot: QtBot, open_window: OpenWindow, parts: Parts, server: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(parts)
    strip = window.status
    _name(window, monkeypatch, qtbot, server.url)
    assert strip.model.itemText(strip.model.findData(SERVER)) == f"另一台机器：{server.host}"
    assert (strip.away.isVisible(), strip.device.isVisible()) == (False, True)
    assert f"发往 {server.host}" in window.banner.words
    window.banner.action.click()
    qtbot.waitUntil(window.jobs.idle, timeout=20_000)
    assert not window.banner.isVisible()
    assert parts.settings.model == SERVER
    assert strip.away.text() == f"文字会离开这台电脑，发往 {server.host}。"
    assert (strip.away.isVisible(), strip.device.isVisible()) == (True, False)
    strip.show_engine(parts.engine().info())
    assert "OpenAI API" in strip.away.toolTip()
    strip.model.setCurrentIndex(strip.model.findData("starter"))
    strip.model.activated.emit(strip.model.currentIndex())
    qtbot.waitUntil(window.jobs.idle, timeout=20_000)
    assert (parts.settings.model, strip.away.isVisible(), strip.device.isVisible()) == ("starter", False, True)
    strip.model.setCurrentIndex(strip.model.findData(SERVER))
    strip.model.activated.emit(strip.model.currentIndex())
    qtbot.waitUntil(window.jobs.idle, timeout=20_000)
    _name(window, monkeypatch, qtbot, f"{server.url} {server.url}v1")
    assert "已登记" in window.banner.words
    assert strip.away.text() == f"文字会离开这台电脑，发往 {server.host}。"
    _name(window, monkeypatch, qtbot, "")
    assert parts.settings.servers == ""
    assert (strip.away.isVisible(), strip.device.isVisible()) == (False, True)
    assert strip.model.findData(SERVER) < 0


def test_a_server_that_does_not_answer_is_told_and_not_kept(
    qtbot: QtBot, open_window: OpenWindow, parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(parts)
    _name(window, monkeypatch, qtbot, "http://127.0.0.1:9")
    assert "127.0.0.1:9 写不了" in window.banner.words
    assert parts.settings.servers == ""


def test_it_is_told_from_the_first_moment(open_window: OpenWindow, parts: Parts) -> None:
    parts.use(replace(parts.settings, model=SERVER, servers="http://gpu-box:8080"))
    window = open_window(parts)
    assert window.status.away.isVisible()
    assert "gpu-box:8080" in window.status.away.text()
