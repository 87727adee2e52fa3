"""What the checks found: a list in words, with the fix beside it where one is certain."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QListView, QSizePolicy, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from bioai_desktop.domain import Finding, Severity
from bioai_desktop.gui.look import SMALL, Look, font
from bioai_desktop.wording import Wording

Index = QModelIndex | QPersistentModelIndex

FINDING_ROLE = Qt.ItemDataRole.UserRole + 1
_PAD = 12
_GAP = 8  #: below each card
_BUTTON, _BETWEEN = 26, 6  #: height of a button, and what parts two
_COLOURS = {Severity.BLOCK: ("block", "block_ground"), Severity.LOOK: ("look", "look_ground"), Severity.HINT: ("ink2", "chip")}


class FindingModel(QAbstractListModel):
    """Findings as sentences."""

    def __init__(self, wording: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._rows: tuple[tuple[Finding, str], ...] = ()

    def show(self, findings: Sequence[tuple[Finding, str]]) -> None:
        """List these findings, each with the name of its place ("" where that is plain)."""
        if tuple(findings) != self._rows:
            self.beginResetModel()
            self._rows = tuple(findings)
            self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own signature
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        finding, place = self._rows[index.row()]
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            sentence = self._wording.finding(finding)
            return self._wording.text("gui.finding-at", place=place, sentence=sentence) if place else sentence
        if role == FINDING_ROLE:
            return finding
        if role == Qt.ItemDataRole.AccessibleDescriptionRole:
            return self._wording.text(f"gui.severity-{finding.severity}")
        return None


class FindingRow(QStyledItemDelegate):
    """Draws a finding as a card with its fix as a button."""

    fix_wanted = Signal(object)
    decided = Signal(object, bool)  #: about a conflict: whether what is on disk is taken

    def __init__(self, wording: Wording, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        view = self.parent()
        width = view.viewport().width() if isinstance(view, QListView) else 320
        return QSize(width, self._height(width, index) + _GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        finding: Finding = index.data(FINDING_ROLE)
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue] - the stubs lack the option's fields
        card = rect.adjusted(0, 0, 0, -_GAP)
        words, ground = (self._look.colour(name) for name in _COLOURS[finding.severity])
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)  # pyright: ignore[reportAttributeAccessIssue]
        painter.setPen(words if selected else Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(card).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.setPen(words)
        painter.setFont(font())
        painter.drawText(self._room(card, finding), Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, str(index.data()))
        for label, place in self._buttons(card, finding).items():
            self._button(painter, place, label)
        painter.restore()

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        finding: Finding = index.data(FINDING_ROLE)
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
            buttons = self._buttons(rect.adjusted(0, 0, 0, -_GAP), finding).values()
            for at, place in enumerate(buttons):
                if place.contains(event.position().toPoint()):
                    self.decided.emit(finding, not at) if finding.conflict else self.fix_wanted.emit(finding)
                    return True
        return super().editorEvent(event, model, option, index)

    def _labels(self, finding: Finding) -> tuple[str, ...]:
        """Return what can be done about a finding at once: its fix, or one of two forms to stay."""
        if finding.conflict:
            return (self._wording.text("gui.take-disk"), self._wording.text("gui.keep-here"))
        if finding.fix is None:
            return ()
        words = finding.fix if len(finding.fix) <= 14 else finding.fix[:13] + "…"
        return (self._wording.text("gui.fix-to", fix=words) if words else self._wording.text("gui.fix-drop"),)

    def _height(self, width: int, index: Index) -> int:
        finding: Finding = index.data(FINDING_ROLE)
        room = self._room(QRect(0, 0, width, 0), finding)
        flags = Qt.TextFlag.TextWordWrap
        wrapped = QFontMetrics(font()).boundingRect(QRect(0, 0, room.width(), 4000), flags, str(index.data()))
        count = len(self._labels(finding))
        return max(wrapped.height() + 2 * _PAD, 44, _BUTTON * count + _BETWEEN * (count - 1) + 2 * _PAD)

    def _room(self, card: QRect, finding: Finding) -> QRect:
        taken = max((place.width() + _PAD for place in self._buttons(card, finding).values()), default=0)
        return card.adjusted(_PAD, 0, -_PAD - taken, 0)

    def _buttons(self, card: QRect, finding: Finding) -> dict[str, QRect]:
        """Return where the buttons of a card are, one below the other, by their labels."""
        labels = self._labels(finding)
        width = max((QFontMetrics(font(SMALL)).horizontalAdvance(label) + 20 for label in labels), default=0)
        top = card.center().y() - (_BUTTON * len(labels) + _BETWEEN * (len(labels) - 1)) // 2
        left = card.right() - _PAD - width
        return {label: QRect(left, top + at * (_BUTTON + _BETWEEN), width, _BUTTON) for at, label in enumerate(labels)}

    def _button(self, painter: QPainter, rect: QRect, label: str) -> None:
        painter.setPen(self._look.colour("line"))
        painter.setBrush(self._look.colour("pane"))
        painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.setFont(font(SMALL, QFont.Weight.Medium))
        painter.setPen(self._look.colour("ink"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, label)


class FindingList(QListView):
    """The list, as high as what it holds: the column around it scrolls."""

    fix_wanted = Signal(object)  #: a Finding whose fix is to be applied
    decided = Signal(object, bool)  #: a Finding about a conflict, and whether what is on disk is taken
    place_wanted = Signal(str)  #: the Entry.id that a finding is about

    def __init__(self, model: FindingModel, wording: Wording, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("findingList")
        self.setModel(model)
        row = FindingRow(wording, look, self)
        row.fix_wanted.connect(self.fix_wanted)
        row.decided.connect(self.decided)
        self.setItemDelegate(row)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.clicked.connect(self._go)
        model.modelReset.connect(self._fit)
        self._fit()

    def next_finding(self) -> None:
        """Make the next finding current."""
        count = self.model().rowCount()
        if count:
            # A list that merely got the keys has a current row, but nothing selected.
            row = self.currentIndex().row() + 1 if self.selectionModel().hasSelection() else 0
            self.setCurrentIndex(self.model().index(row % count, 0))
            self.setFocus()
            self.place_wanted.emit(self.currentIndex().data(FINDING_ROLE).entry)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        finding = self.currentIndex().data(FINDING_ROLE)
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and isinstance(finding, Finding):
            (self.fix_wanted.emit(finding) if finding.fix is not None else self.place_wanted.emit(finding.entry))
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()
        self._fit()

    def _go(self, index: QModelIndex) -> None:
        finding: Finding = index.data(FINDING_ROLE)
        self.place_wanted.emit(finding.entry)

    def _fit(self) -> None:
        model = self.model()
        option = QStyleOptionViewItem()
        delegate = self.itemDelegate()
        heights = [delegate.sizeHint(option, model.index(row, 0)).height() for row in range(model.rowCount())]
        self.setFixedHeight(sum(heights) + 2 if heights else 0)
        self.setVisible(bool(heights))
