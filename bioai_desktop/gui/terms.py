"""A term changed everywhere on the page: the window asks what it is called there, then what it is to be called."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QInputDialog, QTextEdit

from bioai_desktop.drafting.term_lines import render
from bioai_desktop.gui.work import Notice

if TYPE_CHECKING:
    from bioai_desktop.flow.retell import Retold
    from bioai_desktop.gui.window import Window


class Terms(QObject):
    """Asks for both words and says what came of it."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window, self._desk, self._wording = window, window.desk, window.wording

    def change(self) -> None:
        """Change a term, the marked words unless others are given."""
        window, title = self._window, self._wording.text("gui.do-change-term")
        field = QApplication.focusWidget()
        marked = field.textCursor().selectedText() if isinstance(field, QTextEdit) else ""
        window.editor.settle()
        old, wanted = QInputDialog.getText(window, title, self._wording.text("gui.term-old"), text=marked)
        if not wanted or not old.strip():
            return
        new, wanted = QInputDialog.getText(window, title, self._wording.text("gui.term-new", old=old.strip()), text=old.strip())
        if wanted:
            self._desk.retell(old, new, lambda done: self._changed(new.strip(), done))

    def _changed(self, new: str, done: Retold) -> None:
        lines = [self._wording.text("gui.term-changed", count=len(done.places), new=new)]
        lines += [self._wording.text("glossary.learned", term=render(term)) for term in done.learned]
        self._window.work.said.emit(Notice("\n".join(lines), topic="term"))
