"""How one story is drawn: title, original title, then rank, evidence and where it ran."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from bioai_desktop.domain import ItemKind, Story
from bioai_desktop.gui import paint, phrases
from bioai_desktop.gui.look import SMALL, Look, font
from bioai_desktop.gui.story_list import STORY_ROLE, TITLE_ROLE
from bioai_desktop.wording import Wording

HEIGHT = 76
_MARGIN = 16
_SENTENCE = re.compile(r"(?<=[.!?。！？])\s*")


class StoryRow(QStyledItemDelegate):
    """Draws a story; 76 px high, whatever it holds."""

    def __init__(self, wording: Wording, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._look = look
        self._title = font(weight=QFont.Weight.DemiBold)
        self._second = font(SMALL)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(240, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        story = index.data(STORY_ROLE)
        if not isinstance(story, Story):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue] - the stubs lack the option's fields
        self._ground(painter, rect, option.state)  # pyright: ignore[reportAttributeAccessIssue]
        # What ran before recedes, words that must be read stay readable.
        ink = self._look.colour("ink2" if story.ran else "ink")
        left, width = rect.left() + _MARGIN, rect.width() - 2 * _MARGIN
        title = str(index.data(TITLE_ROLE))
        paint.elided(painter, QRect(left, rect.top() + 8, width, 20), title or story.primary.title, self._title, ink)
        paint.elided(painter, QRect(left, rect.top() + 28, width, 18), _second_line(story, title), self._second, self._look.colour("ink2"))
        self._facts(painter, QRect(left, rect.top() + 47, width, 20), story)
        painter.restore()

    def _ground(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        selected = bool(state & QStyle.StateFlag.State_Selected)
        hovered = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.fillRect(rect, self._look.colour("chosen" if selected else "hover" if hovered else "pane"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), self._look.colour("line"))
        if selected:
            painter.fillRect(QRect(rect.left(), rect.top(), 3, rect.height() - 1), self._look.colour("accent"))

    def _facts(self, painter: QPainter, rect: QRect, story: Story) -> None:
        """Draw the third line: rank, who, what kind, when, how many sources, where it ran."""
        middle = rect.center().y()
        paint.bar(
            painter, QRectF(rect.left(), middle - 1, 34, 4), story.score / 100, self._look.colour("track"), self._look.colour("accent")
        )
        x = rect.left() + 42
        badge = phrases.ran(self._wording, story.ran[0]) if story.ran else ""
        room = rect.right() - x - (QFontMetrics(self._second).horizontalAdvance(badge) + 20 if badge else 0)
        x += self._line(painter, QRect(x, rect.top(), room, rect.height()), story)
        if badge:
            paint.chip(painter, x + 8, middle + 1, badge, self._second, (self._look.colour("look"), self._look.colour("look_ground")))

    def _line(self, painter: QPainter, rect: QRect, story: Story) -> int:
        """Draw the evidence line, reviewed papers set off; return its width."""
        reviewed = story.primary.kind is ItemKind.ARTICLE
        parts: list[tuple[str, QColor]] = [
            (phrases.venue(story.primary), self._look.colour("ink2")),
            (phrases.kind(self._wording, story.primary), self._look.colour("accent" if reviewed else "ink2")),
            *((part, self._look.colour("ink2")) for part in phrases.evidence(self._wording, story, datetime.now(UTC))),
        ]
        x = rect.left()
        for number, (words, colour) in enumerate(parts):
            text = f" · {words}" if number else words
            if rect.right() - x > 24:
                x += paint.elided(painter, QRect(x, rect.top(), rect.right() - x, rect.height()), text, self._second, colour)
        return x - rect.left()


def _second_line(story: Story, title: str) -> str:
    """Return the original title where another is shown, else how the abstract begins."""
    if title and title != story.primary.title:
        return story.primary.title
    return _SENTENCE.split(story.primary.text.strip()[:400], maxsplit=1)[0].replace("\n", " ") or story.primary.url
