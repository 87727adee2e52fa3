"""Widgets in rows that break."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QFrame, QWidget
from pytestqt.qtbot import QtBot

from bioai_desktop.gui.rows import Rows


def test_rows_break_where_the_room_ends(qtbot: QtBot) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    rows = Rows(holder)
    for _ in range(4):
        made = QFrame()
        made.setFixedSize(100, 20)
        rows.addWidget(made)
    assert rows.heightForWidth(424) == 20
    assert rows.heightForWidth(423) == 48
    assert rows.heightForWidth(100) == 104
    rows.setGeometry(QRect(0, 0, 220, 80))
    assert [(item.geometry().x(), item.geometry().y()) for at in range(4) if (item := rows.itemAt(at))] == [
        (0, 0),
        (108, 0),
        (0, 28),
        (108, 28),
    ]
    rows.clear()
    assert rows.count() == 0
    assert rows.heightForWidth(100) == 0
