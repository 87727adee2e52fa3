"""What the search field finds on the pages of other days."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bioai_desktop.domain import Language
from bioai_desktop.edition.edits import SetField
from bioai_desktop.edition.model import Role, SectionKind
from bioai_desktop.flow.parts import Parts
from bioai_desktop.gui.calls import on_pages
from bioai_desktop.gui.past import entry_at
from bioai_desktop.gui.window import Window
from tests.edition.pages import EDITION, section
from tests.gui import news

EARLIER = news.DAY - timedelta(days=3)


def settled(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(lambda: not window._search_pause.isActive() and window.jobs.idle(), timeout=20_000)


def test_pages_of_other_days_are_found_and_opened_at_the_place(qtbot: QtBot, parts: Parts, window: Window) -> None:
    entry = section(SectionKind.TOP).entries[1]
    parts.store.editions.save(EARLIER, Language.ZH, SetField(entry.id, Role.TITLE, "鲸鱼唱歌").apply(EDITION), "import")
    past = window.stories.past
    assert past.isHidden()
    window.top.search.setText("鲸鱼")
    settled(qtbot, window)
    assert not past.isHidden()
    [row] = past.list.findItems("", Qt.MatchFlag.MatchContains)
    assert row.text() == "2026-02-02  鲸鱼唱歌"
    past.list.itemActivated.emit(row)
    settled(qtbot, window)
    assert window.desk.day == EARLIER
    assert window.editor.title.toPlainText() == "鲸鱼唱歌"
    window.top.search.clear()
    settled(qtbot, window)
    assert past.isHidden()


def test_filters_and_half_typed_words(parts: Parts) -> None:
    parts.store.editions.save(EARLIER, Language.ZH, EDITION, "import")
    assert [each.hit.day for each in on_pages(parts, "Yea after:2026-02-01")] == []
    assert {each.hit.day for each in on_pages(parts, "after:2026-02-01 酵")} == {EARLIER}
    assert {each.hit.day for each in on_pages(parts, "酵母 after:2026-02-01 before:2026-02-03")} == {EARLIER}
    assert on_pages(parts, "enzymes kind:item") == []
    assert on_pages(parts, "") == []


@pytest.mark.parametrize("typed", ["鲸鱼", "kind:", "kind:x", "after:2026-0", '"'])
def test_where_nothing_is_found_nothing_is_shown(qtbot: QtBot, window: Window, typed: str) -> None:
    window.top.search.setText(typed)
    settled(qtbot, window)
    assert window.stories.past.isHidden()
    assert window.banner.words == "" or typed not in window.banner.words


def test_a_place_that_is_none() -> None:
    assert entry_at(EDITION, "top/2") == section(SectionKind.TOP).entries[1].id
    assert [entry_at(EDITION, place) for place in ("top", "top/99", "nosuch/1")] == ["", "", ""]
