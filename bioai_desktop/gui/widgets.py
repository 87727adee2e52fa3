"""Small widgets that several panes are made of."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from bioai_desktop.gui import paint
from bioai_desktop.gui.look import Look


def button(words: str, name: str = "", parent: QWidget | None = None, **style: bool) -> QPushButton:
    """Return a push button; `style` are the flags of the style sheet: primary, small, link, chip, step, quiet."""
    made = QPushButton(words, parent)
    made.setObjectName(name)
    made.setAutoDefault(False)
    made.setCursor(Qt.CursorShape.PointingHandCursor)
    for flag, value in style.items():
        made.setProperty(flag, str(value).lower())
    return made


def label(words: str = "", role: str = "", parent: QWidget | None = None) -> QLabel:
    """Return a label; `role` is one of the style sheet: head, second."""
    made = QLabel(words, parent)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    return made


def chip(words: str, style: str = "true") -> QLabel:
    """Return words on a rounded ground; `style` is "true", "accent" or "look"."""
    made = label(words)
    made.setProperty("chip", style)
    # The style sheet's radius is dropped where a line of Latin text makes the chip lower than a Chinese one.
    made.setFixedHeight(22)
    made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet looks at, and have it look again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def head() -> tuple[QFrame, QHBoxLayout]:
    """Return the bar above a pane, 40 px high, and its layout."""
    frame = QFrame()
    frame.setObjectName("paneHead")
    frame.setFixedHeight(41)
    row = QHBoxLayout(frame)
    row.setContentsMargins(16, 0, 12, 1)
    row.setSpacing(8)
    return frame, row


def padded(name: str, widget: QWidget, margins: tuple[int, int, int, int], *, stretch: bool = False) -> QWidget:
    """Return a widget with room around it."""
    holder = QWidget()
    holder.setObjectName(name)
    layout = QVBoxLayout(holder)
    layout.setContentsMargins(*margins)
    layout.addWidget(widget)
    if stretch:
        layout.addStretch()
    return holder


class LengthBar(QWidget):
    """How long a text is against its limits: a tick at the least, full at the most, another colour outside."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._count = self._least = self._most = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_length(self, count: int, least: int, most: int) -> None:
        """Show a length in characters and its limits; a `most` of 0 hides the bar."""
        self._count, self._least, self._most = count, least, most
        self.setVisible(most > 0)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, 14)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        within = self._least <= self._count <= self._most
        # A third is left beyond the limit, so that "too long" has a length too.
        span = max(self._most * 4 / 3, 1)
        rect = QRectF(0, self.height() / 2 - 2, self.width(), 4)
        paint.bar(painter, rect, self._count / span, self._look.colour("track"), self._look.colour("accent" if within else "look"))
        for limit in {self._least, self._most} - {0}:
            painter.fillRect(QRectF(self.width() * limit / span - 0.5, self.height() / 2 - 5, 1.5, 10), self._look.colour("ink3"))
