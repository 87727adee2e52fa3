"""Text that is no entry, in the window: it has a row, is read and written like any other, moves, and can be put back."""

import pytest
from pytestqt.qtbot import QtBot

from bioai_desktop.domain import Language
from bioai_desktop.edition.model import Raw, SectionKind
from bioai_desktop.edition.raw_edits import InsertRaw
from bioai_desktop.edition.render import render
from bioai_desktop.flow import edit
from bioai_desktop.flow.parts import Parts
from bioai_desktop.gui.page_model import MARK_ROLE
from bioai_desktop.gui.window import Window
from tests.gui import news

TEXT = "> 本栏由读者推荐，**欢迎来信**"


@pytest.fixture
def window(open_window, parts: Parts) -> Window:
    top = news.stored(parts).section(SectionKind.TOP)
    assert top is not None
    edit.apply(parts, news.DAY, Language.ZH, InsertRaw(top.id, 0, TEXT))
    return open_window(parts)


def raw(parts: Parts) -> Raw | None:
    """Return the block as the store has it, wherever it stands."""
    blocks = (child for section in news.stored(parts).sections for child in section.blocks)
    return next((child for child in blocks if isinstance(child, Raw)), None)


def turned_to(window: Window, parts: Parts) -> str:
    block = raw(parts)
    assert block is not None
    window.page.tree.go_to(block.id)
    window.page.tree.setFocus()
    return block.id


def test_a_block_has_a_row_that_says_what_it_is(window: Window, parts: Parts) -> None:
    index = window.page.model.find(turned_to(window, parts))
    assert index.data() == "本栏由读者推荐，欢迎来信"
    assert index.data(MARK_ROLE).text == "提示"
    assert index.data(MARK_ROLE).state is None


def test_it_is_written_in_the_window(window: Window, parts: Parts, qtbot: QtBot) -> None:
    turned_to(window, parts)
    assert window.editor.text.toPlainText() == TEXT
    assert not window.editor.title.isVisibleTo(window.editor)
    window.editor.text.setPlainText("> 另一句话")
    window.editor.settle()
    qtbot.waitUntil(window.jobs.idle)
    assert "\n> 另一句话\n" in render(news.stored(parts))


def test_emptied_it_goes_and_undo_brings_it_back(window: Window, parts: Parts, qtbot: QtBot) -> None:
    turned_to(window, parts)
    window.editor.text.setPlainText("")
    window.editor.settle()
    qtbot.waitUntil(window.jobs.idle)
    assert raw(parts) is None
    window.gestures.undo()
    qtbot.waitUntil(window.jobs.idle)
    assert TEXT in render(news.stored(parts))


def test_it_moves_among_the_entries(window: Window, parts: Parts, qtbot: QtBot) -> None:
    place = turned_to(window, parts)
    window.gestures.move(1)
    qtbot.waitUntil(window.jobs.idle)
    top = news.stored(parts).section(SectionKind.TOP)
    assert top is not None
    assert [child.id for child in top.blocks].index(place) == 1
    assert len(top.entries) == len(news.titles(window.desk))


def test_what_was_dropped_is_put_back_after_other_edits(window: Window, parts: Parts, qtbot: QtBot) -> None:
    place = turned_to(window, parts)
    window.gestures.drop()
    qtbot.waitUntil(window.jobs.idle)
    assert raw(parts) is None
    notes = news.entries(window.desk.edition, SectionKind.NOTES)
    window.page.tree.go_to(notes[0].id)
    window.gestures.move(1)
    qtbot.waitUntil(window.jobs.idle)
    window.banner.action.click()
    qtbot.waitUntil(window.jobs.idle)
    block = raw(parts)
    assert block is not None
    assert block.id == place
    assert news.entries(news.stored(parts), SectionKind.NOTES)[1].id == notes[0].id


def test_an_entry_is_split_at_the_cursor_and_merged_again(window: Window, parts: Parts, qtbot: QtBot) -> None:
    first = news.entries(window.desk.edition)[0]
    words = render(news.stored(parts))
    window.page.tree.go_to(first.id)
    window.page.tree.setFocus()
    cursor = window.editor.text.textCursor()
    cursor.setPosition(12)
    window.editor.text.setTextCursor(cursor)
    count = len(news.titles(window.desk))
    window.gestures.split()
    qtbot.waitUntil(window.jobs.idle)
    assert len(news.titles(window.desk)) == count + 1
    window.page.tree.go_to(first.id)
    window.gestures.merge()
    qtbot.waitUntil(window.jobs.idle)
    assert "".join(render(news.stored(parts)).split()) == "".join(words.split())


def test_a_section_begins_at_the_entry_at_hand(window: Window, parts: Parts, qtbot: QtBot) -> None:
    window.page.tree.go_to(news.entries(window.desk.edition)[2].id)
    window.page.tree.setFocus()
    window.gestures.section_here()
    qtbot.waitUntil(window.jobs.idle)
    assert "## **新栏目**" in render(news.stored(parts))
    assert len(news.titles(window.desk)) == 2
