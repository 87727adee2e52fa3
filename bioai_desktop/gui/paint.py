"""Small things that delegates draw: bars, chips, state marks. Every mark differs in shape, not in colour alone."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QPolygonF

from bioai_desktop.edition.model import EntryState


def elided(painter: QPainter, rect: QRect, text: str, font: QFont, colour: QColor) -> int:
    """Draw one line of text, cut with an ellipsis where it is too long; return its width."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.setFont(font)
    painter.setPen(colour)
    painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
    return metrics.horizontalAdvance(shown)


def bar(painter: QPainter, rect: QRectF, share: float, track: QColor, fill: QColor) -> None:
    """Draw a thin bar that is filled to a share of its length."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(track)
    radius = rect.height() / 2
    painter.drawRoundedRect(rect, radius, radius)
    width = rect.width() * max(0.0, min(1.0, share))
    if width > 0:
        painter.setBrush(fill)
        painter.drawRoundedRect(QRectF(rect.topLeft(), rect.bottomRight()).adjusted(0, 0, width - rect.width(), 0), radius, radius)


def chip(painter: QPainter, left: int, middle: int, text: str, font: QFont, colours: tuple[QColor, QColor]) -> int:
    """Draw words on a rounded ground (`colours`: words, ground); return the width it took."""
    metrics = QFontMetrics(font)
    width = metrics.horizontalAdvance(text) + 12
    rect = QRectF(left, middle - 9, width, 18)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colours[1])
    painter.drawRoundedRect(rect, 6, 6)
    painter.setFont(font)
    painter.setPen(colours[0])
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)
    return width


def state_mark(painter: QPainter, centre: QPointF, state: EntryState, colour: QColor) -> None:
    """Draw how far an entry is: ring, open arc, disc, diamond, disc in a ring."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if state is EntryState.EMPTY:
        painter.drawEllipse(centre, 3.2, 3.2)
    elif state is EntryState.WRITING:
        painter.drawArc(QRectF(centre.x() - 3.4, centre.y() - 3.4, 6.8, 6.8), 45 * 16, 270 * 16)
    elif state is EntryState.LOOK:
        painter.setBrush(colour)
        x, y = centre.x(), centre.y()
        painter.drawPolygon(QPolygonF([QPointF(x, y - 3.6), QPointF(x + 3.6, y), QPointF(x, y + 3.6), QPointF(x - 3.6, y)]))
    elif state is EntryState.EDITED:
        painter.drawEllipse(centre, 4.2, 4.2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(centre, 1.9, 1.9)
    else:
        painter.setBrush(colour)
        painter.drawEllipse(centre, 2.8, 2.8)


def block_mark(painter: QPainter, centre: QPointF, colour: QColor) -> None:
    """Draw that an entry keeps the page from leaving: a filled square."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(QRectF(centre.x() - 4, centre.y() - 4, 8, 8), 1.5, 1.5)
