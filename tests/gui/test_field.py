"""Typing, pausing, undoing: two histories that stay in step."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QColor, QGuiApplication, QInputMethodEvent
from pytestqt.qtbot import QtBot

from bioai_desktop.gui import field as field_module
from bioai_desktop.gui.field import Field

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def field(qtbot: QtBot) -> Field:
    made = Field(30)
    qtbot.addWidget(made)
    made.resize(300, 60)
    made.show()
    made.load("原来的话")
    made.moveCursor(made.textCursor().MoveOperation.End)
    return made


def settlements(field: Field) -> list[tuple[str, int]]:
    seen: list[tuple[str, int]] = []
    field.settled.connect(lambda text, back: seen.append((text, back)))
    return seen


def test_words_are_handed_on_after_a_pause(qtbot: QtBot, field: Field) -> None:
    seen = settlements(field)
    qtbot.keyClicks(field, "ab")
    assert field.pending
    assert seen == []
    qtbot.waitUntil(lambda: bool(seen), timeout=field_module.PAUSE * 4)
    assert seen == [("原来的话ab", 0)]
    assert not field.pending


def test_leaving_the_field_hands_on_at_once(qtbot: QtBot, field: Field) -> None:
    seen = settlements(field)
    field.setFocus()
    qtbot.keyClicks(field, "a")
    field.clearFocus()
    assert seen == [("原来的话a", 0)]


def test_undo_back_to_a_saved_text_walks_versions_back(qtbot: QtBot, field: Field) -> None:
    seen = settlements(field)
    for letter in "ab":
        qtbot.keyClicks(field, letter)
        field.settle()
    while field.document().isUndoAvailable():
        qtbot.keyClick(field, Qt.Key.Key_Z, CONTROL)
    field.settle()
    assert field.toPlainText() == "原来的话"
    assert seen[-1] == ("原来的话", 2)


def test_undo_with_nothing_left_is_the_pages_business(qtbot: QtBot, field: Field) -> None:
    with qtbot.waitSignal(field.undo_beyond):
        qtbot.keyClick(field, Qt.Key.Key_Z, CONTROL)
    qtbot.keyClicks(field, "a")
    with qtbot.assertNotEmitted(field.undo_beyond):
        qtbot.keyClick(field, Qt.Key.Key_Z, CONTROL)


def test_redo_with_nothing_left_is_the_pages_business(qtbot: QtBot, field: Field) -> None:
    with qtbot.waitSignal(field.redo_beyond):
        qtbot.keyClick(field, Qt.Key.Key_Z, CONTROL | Qt.KeyboardModifier.ShiftModifier)


def test_the_store_does_not_overwrite_what_is_being_typed(qtbot: QtBot, field: Field) -> None:
    qtbot.keyClicks(field, "a")
    field.follow("something older")
    assert field.toPlainText() == "原来的话a"
    field.settle()
    field.follow("something newer")
    assert field.toPlainText() == "something newer"


def test_a_composition_is_left_alone(field: Field) -> None:
    seen = settlements(field)
    QGuiApplication.sendEvent(field, QInputMethodEvent("zhong", []))
    assert field.composing
    field.follow("another text")
    field.settle()
    assert seen == []
    done = QInputMethodEvent("", [])
    done.setCommitString("中")
    QGuiApplication.sendEvent(field, done)
    assert field.toPlainText() == "原来的话中"
    assert not field.composing


def test_a_title_stays_on_one_line(qtbot: QtBot) -> None:
    field = Field(28, one_line=True)
    qtbot.addWidget(field)
    field.show()
    data = QMimeData()
    data.setText("two\n lines")
    field.insertFromMimeData(data)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.toPlainText() == "two lines"


def test_the_field_grows_with_its_text(field: Field) -> None:
    low = field.height()
    field.load("很长的一段话" * 40)
    assert field.height() >= 5 * low
    assert abs(field.height() % 30 - 2) <= 1


def test_live_words_are_not_the_editors(field: Field) -> None:
    seen = settlements(field)
    field.show_live("模型写的")
    field.settle()
    assert field.toPlainText() == "模型写的"
    assert seen == []


def test_words_that_findings_are_about_are_underlined(field: Field) -> None:
    field.underline([("来的", QColor("red")), ("absent", QColor("red")), ("", QColor("red"))])
    assert [mark.cursor.selectedText() for mark in field.extraSelections()] == ["来的"]


def test_escape_leaves(qtbot: QtBot, field: Field) -> None:
    with qtbot.waitSignal(field.left):
        qtbot.keyClick(field, Qt.Key.Key_Escape)


def test_a_quiet_line_gives_way_to_that_of_a_finding(field: Field) -> None:
    places = [field.document().find(words) for words in ("原", "来", "话")]
    field.set_off(places, QColor("grey"))
    field.underline([("来的", QColor("red"))])
    assert [mark.cursor.selectedText() for mark in field.extraSelections()] == ["原", "话", "来的"]
    field.underline([])
    assert [mark.cursor.selectedText() for mark in field.extraSelections()] == ["原", "来", "话"]


@pytest.mark.parametrize("text", ["10\u00a0mg，12\u202f%", "上\u2028下", "a\u00a0b\n\nc\td", "😀\u00a0好"])
def test_no_character_changes_by_being_shown(qtbot: QtBot, field: Field, text: str) -> None:
    field.load(text)
    seen = settlements(field)
    field.settle()
    assert (field.words, field.pending, seen) == (text, False, [])
    field.moveCursor(field.textCursor().MoveOperation.End)
    qtbot.keyClicks(field, "z")
    field.settle()
    assert seen == [(f"{text}z", 0)]
