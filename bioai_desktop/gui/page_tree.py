"""The tree of the page: rows are moved with the mouse or the keyboard, and a line shows where they will stand."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QMimeData, QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QTreeView, QWidget

from bioai_desktop.edition.model import Edition, Entry, Raw, Section
from bioai_desktop.edition.profile import Profile
from bioai_desktop.gui.look import Look
from bioai_desktop.gui.page_model import ENTRY_MIME, SECTION_MIME, Index, PageModel
from bioai_desktop.gui.story_list import STORY_MIME, paint_hint

_INDENT = 46  #: where titles begin, so that the insertion line does too


@dataclass(frozen=True, slots=True)
class Gap:
    """A place between two rows: what a drop there would pass to the model, and where the line is drawn."""

    row: int
    parent: QModelIndex
    y: int
    indent: int


class PageTree(QTreeView):
    """Sections of the page, with their entries and raw blocks."""

    opened = Signal(str)  #: id of the entry or raw block that became current, "" for a section
    edit_started = Signal()  #: the current entry or raw block is to be edited

    def __init__(self, model: PageModel, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._page = model
        self._look = look
        self._gap: Gap | None = None
        self.hint = ""
        self.setObjectName("editionTree")
        self.setModel(model)
        self.setHeaderHidden(True)
        self.setIndentation(0)
        self.setRootIsDecorated(False)
        self.setUniformRowHeights(True)
        self.setExpandsOnDoubleClick(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setDropIndicatorShown(False)
        self.setDragEnabled(True)

    def show_page(self, edition: Edition | None, profile: Profile | None) -> None:
        """Show another state of the page; what is current and where it is scrolled to stay."""
        current, scrolled = self.current_id(), self.verticalScrollBar().value()
        self._page.show(edition, profile)
        self.expandAll()
        if current:
            self.go_to(current, announce=False)
        self.verticalScrollBar().setValue(scrolled)

    def current_node(self) -> Section | Entry | Raw | None:
        """Return what the current row stands for."""
        return self._page.node(self.currentIndex())

    def current_id(self) -> str:
        """Return the id of the current row, "" where there is none."""
        node = self.current_node()
        return node.id if node else ""

    def go_to(self, node: str, *, announce: bool = True) -> None:
        """Make a row current by its id."""
        index = self._page.find(node)
        if index.isValid():
            self.selectionModel().blockSignals(not announce)
            self.setCurrentIndex(index)
            self.selectionModel().blockSignals(False)
            self.scrollTo(index)
            self.viewport().update()

    def step_entry(self, by: int) -> None:
        """Go to the next or the previous entry, over section headings."""
        index = self.currentIndex()
        while True:
            index = (self.indexBelow(index) if by > 0 else self.indexAbove(index)) if index.isValid() else self._page.index(0, 0)
            if not index.isValid() or isinstance(self._page.node(index), Entry | Raw):
                break
        if index.isValid():
            self.setCurrentIndex(index)

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        node = self._page.node(current)
        self.opened.emit(node.id if isinstance(node, Entry | Raw) else "")

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        super().mouseDoubleClickEvent(event)
        if isinstance(self._page.node(self.indexAt(event.position().toPoint())), Entry | Raw):
            self.edit_started.emit()

    # ---------------------------------------------------------------- drag and drop

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(any(event.mimeData().hasFormat(kind) for kind in self._page.mimeTypes()))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)  # scrolls at the edges
        self._gap = self.gap(event.mimeData(), event.position().toPoint())
        event.setAccepted(self._gap is not None)
        self.viewport().update()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        super().dragLeaveEvent(event)
        self._gap = None
        self.viewport().update()

    def dropEvent(self, event: QDropEvent) -> None:
        gap = self.gap(event.mimeData(), event.position().toPoint())
        self._gap = None
        self.viewport().update()
        self.setState(QAbstractItemView.State.NoState)
        if gap is not None:
            event.acceptProposedAction()
            self._page.dropMimeData(event.mimeData(), event.dropAction(), gap.row, 0, gap.parent)

    def gap(self, data: QMimeData, at: QPoint) -> Gap | None:
        """Return the gap nearest to a point where something dragged may go, None where it may not."""
        if data.hasFormat(SECTION_MIME):
            return self._section_gap(at)
        if data.hasFormat(ENTRY_MIME) or data.hasFormat(STORY_MIME):
            return self._entry_gap(at)
        return None

    def _section_gap(self, at: QPoint) -> Gap:
        index = self.indexAt(at)
        section = index.parent() if index.parent().isValid() else index
        root = QModelIndex()
        if not section.isValid():
            return Gap(self._page.rowCount(), root, self._bottom(self._page.rowCount() - 1), 16)
        top = self.visualRect(section).top()
        if at.y() < (top + self._bottom(section.row())) // 2:
            return Gap(section.row(), root, top, 16)
        return Gap(section.row() + 1, root, self._bottom(section.row()), 16)

    def _entry_gap(self, at: QPoint) -> Gap | None:
        index = self.indexAt(at)
        if not index.isValid():
            last = self._page.index(self._page.rowCount() - 1, 0)
            return Gap(self._page.rowCount(last), last, self._bottom(last.row()), _INDENT) if last.isValid() else None
        rect = self.visualRect(index)
        if not index.parent().isValid():
            return Gap(0, index, rect.bottom(), _INDENT)
        below = at.y() > rect.center().y()
        return Gap(index.row() + int(below), index.parent(), rect.bottom() if below else rect.top(), _INDENT)

    def _bottom(self, row: int) -> int:
        """Return where a section ends in the view."""
        section = self._page.index(row, 0)
        count = self._page.rowCount(section)
        return self.visualRect(self._page.index(count - 1, 0, section) if count else section).bottom()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_hint(self, self._look, self.hint)
        if self._gap is not None:
            painter = QPainter(self.viewport())
            line = QRect(self._gap.indent, self._gap.y - 1, self.viewport().width() - self._gap.indent - 16, 2)
            painter.fillRect(line, self._look.colour("accent"))

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Draw no branches: the rows' own margins show what belongs together."""
