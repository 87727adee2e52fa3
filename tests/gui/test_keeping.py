"""The store's care in the real window: a copy without a word, what a crash left, the way back from damage."""

from collections.abc import Callable
from datetime import datetime

from pytestqt.qtbot import QtBot

from bioai_desktop.flow import backup
from bioai_desktop.flow.parts import Parts
from bioai_desktop.gui.window import Window
from bioai_desktop.wording import Wording
from tests.gui import news
from tests.store.broken import crash, ruin

OpenWindow = Callable[[Parts], Window]


def settled(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(window.jobs.idle, timeout=20_000)


def test_each_day_a_copy_is_made_without_a_word(qtbot: QtBot, parts: Parts, open_window: OpenWindow) -> None:
    window = open_window(parts)
    settled(qtbot, window)
    before = window.banner.words
    for _ in range(2):
        window.keeping.keep_up()
        assert window.jobs.visible() == []
        settled(qtbot, window)
    assert [each.day for each in backup.listed(parts)] == [datetime.now().astimezone().date()]
    assert window.banner.words == before


def test_after_a_crash_it_is_said_that_all_is_there(qtbot: QtBot, parts: Parts, open_window: OpenWindow, wording: Wording) -> None:
    window = open_window(parts)
    said: list[str] = []
    window.work.said.connect(lambda notice: said.append(notice.words))
    parts.release_store()
    crash(parts.paths.store)
    window.begin(news.DAY)
    settled(qtbot, window)
    assert wording.text("store.recovered") in said
    assert window.stories.list.model().rowCount() > 0


def test_a_damaged_store_is_put_back_by_a_button_and_kept(qtbot: QtBot, parts: Parts, open_window: OpenWindow, wording: Wording) -> None:
    made = parts.store.back_up(news.DAY, lambda *_: None)
    parts.close()
    ruined = ruin(parts.paths.store)
    window = open_window(parts)
    settled(qtbot, window)
    assert wording.text("reason.StoreDamaged.backup", backup=made.day.isoformat()) in window.banner.words
    assert window.banner.action.text() == wording.text("store.restore", date=made.day.isoformat())
    window.banner.action.click()
    settled(qtbot, window)
    assert window.stories.list.model().rowCount() > 0
    aside = next(parts.paths.data.glob("*set-aside*.sqlite3"))
    assert aside.read_bytes() == ruined
    assert str(aside) in window.banner.words
