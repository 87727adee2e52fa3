"""A text field whose words reach the store by themselves, and whose undo hands over to the page's versions."""

from __future__ import annotations

import math
from collections.abc import Sequence

from PySide6.QtCore import QMimeData, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QInputMethodEvent,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
)
from PySide6.QtWidgets import QTextEdit, QWidget

#: After this long without a key the words are saved, in milliseconds.
PAUSE = 600


class Field(QTextEdit):
    """Plain text that grows with its content.

    The field remembers which texts it had saved since it was loaded. When the editor's own undo brings one of them
    back, the page's versions are walked back as far instead of adding one, so that both histories stay in step.
    """

    settled = Signal(str, int)  #: the text to save, or how many versions to walk back to have it
    undo_beyond = Signal()  #: undo was pressed with nothing left to undo here
    redo_beyond = Signal()
    left = Signal()  #: Escape was pressed

    def __init__(self, line_height: int, parent: QWidget | None = None, *, one_line: bool = False) -> None:
        super().__init__(parent)
        self._line_height = line_height
        self._one_line = one_line
        self._composing = False
        self._saved: list[str] = [""]
        self._found: list[QTextEdit.ExtraSelection] = []
        self._grounded: list[QTextEdit.ExtraSelection] = []
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.settle)
        self.textChanged.connect(self._typed)
        self.load("")

    @property
    def composing(self) -> bool:
        """Whether an input method is composing here."""
        return self._composing

    @property
    def words(self) -> str:
        """The text as it stands here; `toPlainText` would make common blanks of those at which no line may break."""
        return self.document().toRawText().replace("\u2029", "\n")

    @property
    def pending(self) -> bool:
        """Whether there are words that were not handed on yet."""
        return self.words != self._saved[-1]

    def load(self, text: str) -> None:
        """Show another text; its own undo begins here."""
        self._pause.stop()
        self.blockSignals(True)
        self.document().setUndoRedoEnabled(False)
        self.setPlainText(text)
        self._saved = [self.words]  # should Qt hold a character otherwise, that is no edit of anybody's
        self._space_lines()
        self.document().setUndoRedoEnabled(True)
        self.blockSignals(False)
        self._grow(self.document().size())

    def set_line_height(self, pixels: int) -> None:
        """Space the lines of what is loaded from now on."""
        self._line_height = pixels

    def follow(self, text: str) -> None:
        """Show what the page holds now, unless the editor is just typing something newer."""
        if not self.pending and not self._composing and text != self.words:
            self.load(text)

    def show_live(self, text: str) -> None:
        """Show words as the model writes them; they are not the editor's and are not saved from here."""
        if not self.pending and not self._composing:
            self.load(text)

    def anchor(self) -> None:
        """Forget what was saved and what can be undone here, since the page changed by other ways."""
        if not self.pending:
            self._saved = [self.words]
            self.document().clearUndoRedoStacks()

    def settle(self) -> None:
        """Hand on what was typed."""
        self._pause.stop()
        text = self.words
        if not self.pending:
            return
        if text in self._saved:
            back = len(self._saved) - 1 - self._saved.index(text)
            del self._saved[-back:]
            self.settled.emit(text, back)
        else:
            self._saved.append(text)
            self.settled.emit(text, 0)

    def underline(self, words: list[tuple[str, QColor]]) -> None:
        """Set off the words that findings are about with a wavy line."""
        wave = QTextCharFormat.UnderlineStyle.WaveUnderline
        places = [(self.document().find(word, 0, QTextDocument.FindFlag.FindCaseSensitively), colour) for word, colour in words if word]
        self._found = [_mark(cursor, wave, colour) for cursor, colour in places if not cursor.isNull()]
        self._draw_marks()

    def set_off(self, places: Sequence[QTextCursor], colour: QColor) -> None:
        """Set off the words that rest on a source with a dotted line, but for those that a finding is about."""
        self._grounded = [_mark(cursor, QTextCharFormat.UnderlineStyle.DotLine, colour) for cursor in places]
        self._draw_marks()

    # ---------------------------------------------------------------- what Qt asks

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.settle()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._composing:
            super().keyPressEvent(event)
        elif event.matches(QKeySequence.StandardKey.Undo) and not self.document().isUndoAvailable():
            self.settle()
            self.undo_beyond.emit()
        elif event.matches(QKeySequence.StandardKey.Redo) and not self.document().isRedoAvailable():
            self.redo_beyond.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif self._one_line and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.focusNextChild()
        else:
            super().keyPressEvent(event)

    def insertFromMimeData(self, source: QMimeData) -> None:
        if self._one_line:
            flat = QMimeData()
            flat.setText(" ".join(source.text().split()))
            super().insertFromMimeData(flat)
        else:
            super().insertFromMimeData(source)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._grow(self.document().size())

    def _typed(self) -> None:
        if self.pending:
            self._pause.start()

    def _draw_marks(self) -> None:
        # Qt would draw both lines where two marks meet.
        quiet = [mark for mark in self._grounded if not any(_meet(mark, found) for found in self._found)]
        self.setExtraSelections([*quiet, *self._found])

    def _grow(self, size: QSizeF) -> None:
        self.setFixedHeight(max(math.ceil(size.height()), self._line_height) + 2)

    def _space_lines(self) -> None:
        """Give every line its height; new paragraphs inherit it."""
        spaced = QTextBlockFormat()
        spaced.setLineHeight(self._line_height, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = self.textCursor()
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.setBlockFormat(spaced)


def _mark(cursor: QTextCursor, style: QTextCharFormat.UnderlineStyle, colour: QColor) -> QTextEdit.ExtraSelection:
    selection = QTextEdit.ExtraSelection()
    shape = QTextCharFormat()
    shape.setUnderlineStyle(style)
    shape.setUnderlineColor(colour)
    selection.cursor, selection.format = cursor, shape  # pyright: ignore[reportAttributeAccessIssue] - missing in the stubs
    return selection


def _meet(one: QTextEdit.ExtraSelection, other: QTextEdit.ExtraSelection) -> bool:
    ours, theirs = one.cursor, other.cursor  # pyright: ignore[reportAttributeAccessIssue] - missing in the stubs
    return ours.selectionStart() < theirs.selectionEnd() and theirs.selectionStart() < ours.selectionEnd()
