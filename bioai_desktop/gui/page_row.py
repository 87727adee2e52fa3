"""How sections and entries are drawn in the tree: number or tag, title, state; filled and wanted."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from bioai_desktop.edition.model import EntryState, Section
from bioai_desktop.gui import paint
from bioai_desktop.gui.look import SMALL, TEXT, Look, font
from bioai_desktop.gui.page_model import MARK_ROLE, NODE_ROLE, Mark

Index = QModelIndex | QPersistentModelIndex

HEIGHT = 30
_MARGIN = 16
_NUMBERS = 30  #: room for the number before a title
_STATE_COLOUR = {EntryState.EMPTY: "ink2", EntryState.WRITING: "accent", EntryState.LOOK: "look"}


class PageRow(QStyledItemDelegate):
    """Draws a row of the tree, 30 px high."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self._strong = font(TEXT, QFont.Weight.DemiBold)
        self._small = font(SMALL)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(160, HEIGHT)

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        return QLineEdit(parent)

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue] - the stubs lack the option's fields
        editor.setGeometry(rect.adjusted(_MARGIN - 6, 2, -_MARGIN, -2))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        mark = index.data(MARK_ROLE)
        if not isinstance(mark, Mark):
            return
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.fillRect(rect, self._look.colour("chosen" if state & QStyle.StateFlag.State_Selected else "hover"))
        inner = rect.adjusted(_MARGIN, 0, -_MARGIN, 0)
        if isinstance(index.data(NODE_ROLE), Section):
            self._section(painter, inner, str(index.data()), mark)
        else:
            self._entry(painter, inner, str(index.data()), mark)
        painter.restore()

    def _section(self, painter: QPainter, rect: QRect, name: str, mark: Mark) -> None:
        room = QFontMetrics(self._strong).horizontalAdvance(mark.text)
        paint.elided(painter, rect.adjusted(0, 0, -room - 8, 0), name, self._strong, self._look.colour("ink2"))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, mark.text)

    def _entry(self, painter: QPainter, rect: QRect, name: str, mark: Mark) -> None:
        self._state(painter, QPointF(rect.right() - 4, rect.center().y() + 0.5), mark)
        left = rect.left() + _NUMBERS
        if mark.text.isdigit():
            number = QRect(rect.left(), rect.top(), _NUMBERS - 10, rect.height())
            painter.setFont(font())
            painter.setPen(self._look.colour("ink2"))
            painter.drawText(number, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, mark.text)
        elif mark.text:
            colours = (self._look.colour("ink2"), self._look.colour("chip"))
            left += paint.chip(painter, left, rect.center().y() + 1, mark.text, self._small, colours) + 6
        faint = mark.state in {EntryState.EMPTY, None}
        paint.elided(
            painter,
            QRect(left, rect.top(), rect.right() - 16 - left, rect.height()),
            name,
            font(),
            self._look.colour("ink2" if faint else "ink"),
        )

    def _state(self, painter: QPainter, centre: QPointF, mark: Mark) -> None:
        if mark.blocks:
            paint.block_mark(painter, centre, self._look.colour("block"))
        elif mark.state is not None:
            paint.state_mark(painter, centre, mark.state, self._look.colour(_STATE_COLOUR.get(mark.state, "accent")))
