"""The real window over a real store in a folder of its own, drawn where nobody looks."""

import gc
import os
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bioai_desktop.domain import Engine, Language, Source
from bioai_desktop.flow import profiles
from bioai_desktop.flow.parts import Makers, Parts
from bioai_desktop.gui.look import Look
from bioai_desktop.gui.window import Window, application
from bioai_desktop.paths import Paths
from bioai_desktop.settings import Settings, Theme
from bioai_desktop.store.store import Store
from bioai_desktop.wording import Wording
from tests.fakes import ScriptedEngine
from tests.gui import news

OpenWindow = Callable[[Parts], Window]


@pytest.fixture(scope="session")
def qapp_cls() -> type[QApplication]:
    return QApplication


@pytest.fixture
def wording() -> Wording:
    return Wording(Language.ZH)


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    application()
    made = Look(Theme.LIGHT)
    yield made
    made.deleteLater()


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine()


@pytest.fixture
def make_parts(tmp_path: Path) -> Iterator[Callable[..., Parts]]:
    """Parts over one folder: made again, they find what was left there."""
    made: list[Parts] = []

    def make(engine: Engine | None = None, sources: tuple[Source, ...] = (), settings: Settings | None = None) -> Parts:
        makers = Makers(
            profile=lambda paths, chosen: profiles.load(paths, chosen.profile),
            sources=lambda: sources,
            store=lambda paths: Store(paths.store),
            engine=lambda *_: engine or ScriptedEngine(),
        )
        made.append(Parts(Paths.of(tmp_path / "data"), settings or Settings(model="tiny"), makers))
        return made[-1]

    yield make
    for parts in made:
        parts.close()


@pytest.fixture
def parts(make_parts: Callable[..., Parts], engine: ScriptedEngine) -> Parts:
    """A newsroom with a day of stories and a page."""
    made = make_parts(engine)
    news.fill(made)
    return made


@pytest.fixture
def open_window(qtbot: QtBot, look: Look) -> Iterator[OpenWindow]:
    windows: list[Window] = []

    def opened(parts: Parts) -> Window:
        window = Window(parts, look)
        windows.append(window)
        window.show()
        window.begin(news.DAY)
        qtbot.waitUntil(window.jobs.idle, timeout=10_000)
        return window

    yield opened
    for window in windows:
        window.close()
        window.deleteLater()
    QApplication.processEvents()
    # Widgets in reference cycles are collected here, on the thread that made them.
    gc.collect()


@pytest.fixture
def window(open_window: OpenWindow, parts: Parts) -> Window:
    return open_window(parts)
