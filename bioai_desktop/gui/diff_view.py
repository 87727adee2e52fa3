"""A unified diff to read: what is new and what goes, told by sign and by colour."""

from __future__ import annotations

from PySide6.QtGui import QFont, QSyntaxHighlighter, QTextBlock, QTextCharFormat, QTextCursor, QTextOption
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from bioai_desktop.gui.look import SMALL, Look, font

#: The beginning of a line, and the colours of its words and its ground; the first that fits holds.
_COLOURS = (
    ("+++", "ink", "chip"),
    ("---", "ink", "chip"),
    ("+", "accent", "accent_ground"),
    ("-", "block", "block_ground"),
    ("@@", "ink2", ""),
    ("\\", "ink2", ""),
)


class DiffView(QPlainTextEdit):
    """Shows a difference; long lines are wrapped, since most of them are paragraphs."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("diffView")
        self.setReadOnly(True)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setFont(font(SMALL))
        colours = _Colours(look, self)
        look.changed.connect(colours.rehighlight)

    def show_text(self, text: str) -> None:
        """Show a difference; one that is shown already stays as it is scrolled."""
        if text != self.toPlainText():
            self.setPlainText(text)

    def go_to(self, path: str) -> None:
        """Scroll to the part about a file."""
        block = self._find(f"+++ b/{path}")
        if block is not None:
            cursor = QTextCursor(block.previous())
            self.moveCursor(QTextCursor.MoveOperation.End)
            self.setTextCursor(cursor)  # from below, so that the line stands on top

    def _find(self, line: str) -> QTextBlock | None:
        block = self.document().begin()
        while block.isValid():
            if block.text() == line:
                return block
            block = block.next()
        return None


class _Colours(QSyntaxHighlighter):
    """Sets off lines by their first characters."""

    def __init__(self, look: Look, view: DiffView) -> None:
        super().__init__(view.document())
        self._look = look

    def highlightBlock(self, text: str) -> None:
        kind = next(((ink, ground) for sign, ink, ground in _COLOURS if text.startswith(sign)), None)
        if kind is None:
            return
        ink, ground = kind
        made = QTextCharFormat()
        made.setForeground(self._look.colour(ink))
        if ground:
            made.setBackground(self._look.colour(ground))
        if ground == "chip":
            made.setFontWeight(QFont.Weight.DemiBold)
        self.setFormat(0, len(text), made)
