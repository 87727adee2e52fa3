"""Everything that can be asked of the window by key or by name; one table feeds the shortcuts, the palette and the help."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QDialog, QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from bioai_desktop.wording import Wording


@dataclass(frozen=True, slots=True)
class Command:
    """One thing to ask for; its name is the sentence `gui.do-<id>`."""

    id: str
    keys: tuple[str, ...]
    run: Callable[[], None]


def install(window: QWidget, commands: Sequence[Command], wording: Wording, free: Callable[[], bool]) -> list[QAction]:
    """Give the window its shortcuts.

    A text field takes single letters and the platform's editing keys before a shortcut sees them; `free` says that no
    input method is composing, for then even a function key belongs to it.
    """
    actions: list[QAction] = []
    for command in commands:
        action = QAction(wording.text(f"gui.do-{command.id}"), window)
        action.setObjectName(f"do-{command.id}")
        action.setShortcuts([QKeySequence(key) for key in command.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(partial(_run_free, command, free))
        window.addAction(action)
        actions.append(action)
    return actions


def _run_free(command: Command, free: Callable[[], bool]) -> None:
    if free():
        command.run()


class Palette(QDialog):
    """All commands with their keys; typing narrows the list, Enter runs one."""

    def __init__(self, actions: Sequence[QAction], wording: Wording, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("palette")
        self._field = QLineEdit()
        self._field.setPlaceholderText(wording.text("gui.palette"))
        self._list = QTreeWidget()
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setHeaderHidden(True)
        self._list.setRootIsDecorated(False)
        self._list.setColumnCount(2)
        for action in actions:
            if action.isEnabled():
                self._add(action)
        self._list.header().setStretchLastSection(False)
        self._list.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._list.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self._field)
        column.addWidget(self._list)
        self._field.textChanged.connect(self._narrow)
        self._field.returnPressed.connect(self._run)
        self._list.itemClicked.connect(self._run)
        self._narrow("")

    def open_over(self, window: QWidget) -> None:
        """Show it in the upper middle of a window."""
        self.resize(480, min(560, window.height() - 96))
        corner = window.mapToGlobal(window.rect().center())
        self.move(corner.x() - self.width() // 2, window.mapToGlobal(window.rect().topLeft()).y() + 56)
        self.show()
        self._field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        shown = [item for item in self._items() if not item.isHidden()]
        current = self._list.currentItem()
        row = shown.index(current) + step if current in shown else 0
        if 0 <= row < len(shown):
            self._list.setCurrentItem(shown[row])

    def _add(self, action: QAction) -> None:
        keys = "   ".join(key.toString(QKeySequence.SequenceFormat.NativeText) for key in action.shortcuts())
        item = QTreeWidgetItem(self._list, [action.text(), keys])
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setForeground(1, self.palette().placeholderText())
        item.setData(0, Qt.ItemDataRole.UserRole, action)

    def _items(self) -> list[QTreeWidgetItem]:
        return [item for row in range(self._list.topLevelItemCount()) if (item := self._list.topLevelItem(row)) is not None]

    def _narrow(self, words: str) -> None:
        """Show only commands that hold all the words."""
        wanted = words.casefold().split()
        items = self._items()
        for item in items:
            item.setHidden(not all(word in item.text(0).casefold() for word in wanted))
        self._list.setCurrentIndex(QModelIndex())
        if first := next((item for item in items if not item.isHidden()), None):
            self._list.setCurrentItem(first)

    def _run(self) -> None:
        chosen = self._list.selectedItems()
        self.close()
        if chosen:
            action: QAction = chosen[0].data(0, Qt.ItemDataRole.UserRole)
            action.trigger()
