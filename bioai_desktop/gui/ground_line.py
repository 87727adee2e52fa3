"""The line under a text that tells where its words stand in the source: those at the cursor, or under the mouse."""

from __future__ import annotations

import html
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPointF, Qt
from PySide6.QtGui import QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from bioai_desktop.gui.field import Field
from bioai_desktop.gui.look import Look
from bioai_desktop.gui.rests import Rests
from bioai_desktop.wording import Wording

if TYPE_CHECKING:
    from bioai_desktop.flow.grounds import Ground

_HEIGHT = 36  # two lines of the small size, whether or not there is anything to tell
_REACH, _LEAST, _STEP = 120, 12, 6  # characters on either side of the words: at most, at least, and how they are tried
_NOWHERE = -1


class GroundLine(QLabel):
    """Sets off the words of a field that rest on a source, and quotes that for one of them at a time."""

    def __init__(self, field: Field, wording: Wording, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("groundLine")
        self.setProperty("role", "second")
        self.setAccessibleName(wording.text("gui.ground-name"))
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setWordWrap(True)
        self.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT)
        self._field, self._wording, self._look = field, wording, look
        self._rests = Rests(field.document())
        self._marked: list[tuple[int, int]] = []
        self._pointed = _NOWHERE  # where the mouse is
        self._used = False  # whether the cursor was put somewhere since the entry came
        self._ground: Ground | None = None
        field.viewport().setMouseTracking(True)
        field.viewport().installEventFilter(self)
        field.document().contentsChanged.connect(self._edited)
        field.cursorPositionChanged.connect(self._moved)
        look.changed.connect(self._redraw)

    @property
    def ground(self) -> Ground | None:
        """What is told now."""
        return self._ground

    def show_grounds(self, text: str, grounds: Sequence[Ground]) -> None:
        """Take what the words of a text rest on, unless the field holds another one by now."""
        if text == self._field.words:
            self._rests.hold(text, grounds)
            self._edited()

    def clear_grounds(self) -> None:
        """Forget the text: another comes."""
        self._pointed, self._used = _NOWHERE, False
        self._rests.hold("", ())
        self._edited()

    # ---------------------------------------------------------------- what happens in the field

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and event.type() is QEvent.Type.MouseMove:
            self._point(self._field.document().documentLayout().hitTest(event.position() + self._scrolled(), Qt.HitTestAccuracy.ExactHit))
        elif event.type() is QEvent.Type.Leave:
            self._point(_NOWHERE)
        return super().eventFilter(watched, event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _scrolled(self) -> QPointF:
        return QPointF(self._field.horizontalScrollBar().value(), self._field.verticalScrollBar().value())

    def _point(self, position: int) -> None:
        self._pointed = position
        self._follow()

    def _moved(self) -> None:
        self._used = True
        self._follow()

    def _edited(self) -> None:
        """Set off the words that still stand."""
        places = self._rests.places()
        marked = [(place.selectionStart(), place.selectionEnd()) for place in places]
        if marked != self._marked:
            self._marked = marked
            self._field.set_off(places, self._look.colour("ink2"))
        self._follow()

    def _follow(self) -> None:
        """Tell of the words under the mouse, else of those at the cursor."""
        pointed = self._rests.at(self._pointed) if self._pointed != _NOWHERE else None
        ground = pointed or (self._rests.at(self._field.textCursor().position()) if self._used else None)
        if ground is not self._ground:
            self._ground = ground
            told = self._told(ground) if ground else ""
            self.setToolTip(html.escape(told))
            self.setAccessibleDescription(told)
            self._fit()

    # ---------------------------------------------------------------- showing

    def _redraw(self) -> None:
        self._field.set_off(self._rests.places(), self._look.colour("ink2"))
        self._fit()

    def _told(self, ground: Ground) -> str:
        place = f"{ground.before}{ground.source}{ground.after}"
        return self._wording.text("gui.ground-told", words=ground.words, place=place)

    def _fit(self) -> None:
        """Quote as much of the sentence around the words as there is room for."""
        if self._ground is None:
            self.setText("")
            return
        for reach in range(_REACH, _LEAST - 1, -_STEP):
            self.setText(self._quoted(self._ground, reach))
            if self.heightForWidth(self.width()) <= _HEIGHT:
                return

    def _quoted(self, ground: Ground, reach: int) -> str:
        ink, under = self._look.colour("ink").name(), self._look.colour("support").name()
        words = f"<span style='color: {ink}; background-color: {under}'>{html.escape(ground.source)}</span>"
        place = f"{html.escape(tail(ground.before, reach))}{words}{html.escape(head(ground.after, reach))}"
        return self._wording.text("gui.ground", place=place)


def tail(text: str, most: int) -> str:
    """Return the end of a text, from a word on, with a sign that something is left out."""
    if len(text) <= most:
        return text
    cut = text[len(text) - most :]
    return f"…{cut.partition(' ')[2] or cut}"


def head(text: str, most: int) -> str:
    """Return the beginning of a text, up to a word, with a sign that something is left out."""
    if len(text) <= most:
        return text
    cut = text[:most]
    return f"{cut.rpartition(' ')[0] or cut}…"
