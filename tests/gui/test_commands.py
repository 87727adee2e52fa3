"""Shortcuts and the palette."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QTreeWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from bioai_desktop.gui.commands import Command, Palette, install
from bioai_desktop.gui.look import Look
from bioai_desktop.wording import Wording


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    QVBoxLayout(made).addWidget(QLineEdit())
    qtbot.addWidget(made)
    made.resize(600, 400)
    made.show()
    return made


def test_a_letter_acts_where_no_text_is_typed(qtbot: QtBot, window: QWidget, wording: Wording) -> None:
    seen: list[str] = []
    install(window, [Command("undo", ("U",), lambda: seen.append("undo"))], wording, lambda: True)
    field = window.findChild(QLineEdit)
    assert field is not None
    window.activateWindow()
    field.setFocus()
    qtbot.keyClick(field, Qt.Key.Key_U)
    assert (field.text(), seen) == ("u", [])
    field.clearFocus()
    qtbot.keyClick(window, Qt.Key.Key_U)
    assert seen == ["undo"]


def test_nothing_acts_while_the_keys_are_taken(qtbot: QtBot, window: QWidget, wording: Wording) -> None:
    seen: list[str] = []
    actions = install(window, [Command("undo", ("U",), lambda: seen.append("undo"))], wording, lambda: False)
    actions[0].trigger()
    assert seen == []


def test_the_palette_finds_a_command_by_name_and_runs_it(qtbot: QtBot, window: QWidget, wording: Wording, look: Look) -> None:
    seen: list[str] = []
    commands = [Command(name, keys, lambda name=name: seen.append(name)) for name, keys in (("undo", ("U",)), ("redo", ()), ("fetch", ()))]
    palette = Palette(install(window, commands, wording, lambda: True), wording, window)
    qtbot.addWidget(palette)
    palette.open_over(window)
    field, rows = palette.findChild(QLineEdit), palette.findChild(QTreeWidget)
    assert field is not None
    assert rows is not None
    assert [rows.topLevelItem(0).text(column) for column in range(2)] == ["撤销", "U"]
    qtbot.keyClick(palette, Qt.Key.Key_Down)
    assert rows.currentItem().text(0) == "重做"
    field.setText("获取")
    assert [rows.topLevelItem(row).isHidden() for row in range(3)] == [True, True, False]
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert seen == ["fetch"]
    assert not palette.isVisible()


def test_a_name_that_fits_nothing_runs_nothing(qtbot: QtBot, window: QWidget, wording: Wording) -> None:
    seen: list[str] = []
    palette = Palette(install(window, [Command("undo", (), lambda: seen.append("x"))], wording, lambda: True), wording, window)
    qtbot.addWidget(palette)
    palette.open_over(window)
    field = palette.findChild(QLineEdit)
    assert field is not None
    qtbot.keyClicks(field, "nothing like it")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert seen == []
