"""The work under way, in the status line: what, how far, how long still, and a way to stop it."""

from __future__ import annotations

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
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from bioai_desktop.domain import Step
from bioai_desktop.gui import paint, phrases
from bioai_desktop.gui.jobs import Jobs, Running
from bioai_desktop.gui.look import SMALL, Look, font
from bioai_desktop.wording import Wording

Index = QModelIndex | QPersistentModelIndex

JOB_ROLE = Qt.ItemDataRole.UserRole + 1
_BAR = 120
_GAP = 8


class JobModel(QAbstractListModel):
    """The visible work as rows."""

    def __init__(self, jobs: Jobs, wording: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs, self._wording = jobs, wording
        self._rows: list[Running] = []
        jobs.changed.connect(self._refresh)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own signature
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        running = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._said(running)
        if role == Qt.ItemDataRole.ToolTipRole:
            return running.progress.note if running.progress else ""
        return running if role == JOB_ROLE else None

    def how_far(self, running: Running) -> str:
        """Say how far work is, in the unit of its step."""
        now = running.progress
        if running.stopping:
            return self._wording.text("gui.stopping")
        if now is None:
            return self._wording.text("gui.waiting")
        if now.total <= 0:
            return self._wording.step(now.step)
        if now.step in {Step.LOAD, Step.MEASURE}:  # not what was asked for, but what comes before it
            return f"{self._wording.step(now.step)} {now.share:.0%}"
        if now.step in {Step.DOWNLOAD, Step.VERIFY} and now.total > 1000:
            return f"{now.share:.0%}"
        return f"{now.done}/{now.total}"

    def left(self, running: Running) -> str:
        """Say how long work still takes."""
        return "" if running.stopping else phrases.time_left(self._wording, running.seconds_left())

    def _said(self, running: Running) -> str:
        return " ".join(part for part in (running.kind.label, self.how_far(running), self.left(running)) if part)

    def _refresh(self) -> None:
        rows = self._jobs.visible()
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))


class JobRow(QStyledItemDelegate):
    """Draws one piece of work: words, bar, time, and "stop"."""

    def __init__(self, wording: Wording, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = wording.text("gui.stop")
        self._look = look

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(sum(width + _GAP for width in self._widths(index)) + 8, 26)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model, running = index.model(), index.data(JOB_ROLE)
        if not isinstance(model, JobModel) or not isinstance(running, Running):
            return
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue] - the stubs lack the option's fields
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        second, small = self._look.colour("ink2"), font(SMALL)
        x = rect.left()
        words, bar, left, stop = self._widths(index)
        paint.elided(painter, QRect(x, rect.top(), words + 2, rect.height()), self._words(index), small, second)
        x += words + _GAP
        share = running.progress.share if running.progress else 0.0
        paint.bar(painter, QRectF(x, rect.center().y() - 1, bar, 4), share, self._look.colour("track"), self._look.colour("accent"))
        x += bar + _GAP
        paint.elided(painter, QRect(x, rect.top(), left + 2, rect.height()), model.left(running), small, second)
        link = font(SMALL)
        link.setUnderline(True)
        paint.elided(painter, QRect(x + left + _GAP, rect.top(), stop + 2, rect.height()), self._stop, link, self._look.colour("ink"))
        painter.restore()

    def editorEvent(self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index) -> bool:
        running = index.data(JOB_ROLE)
        if isinstance(running, Running) and isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
            rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
            if event.position().x() > rect.left() + sum(width + _GAP for width in self._widths(index)[:3]) - _GAP // 2:
                running.cancel()
                return True
        return super().editorEvent(event, model, option, index)

    def _words(self, index: Index) -> str:
        model, running = index.model(), index.data(JOB_ROLE)
        return f"{running.kind.label} {model.how_far(running)}" if isinstance(model, JobModel) and isinstance(running, Running) else ""

    def _widths(self, index: Index) -> tuple[int, int, int, int]:
        """Return how much room words, bar, time and stop take."""
        model, running = index.model(), index.data(JOB_ROLE)
        measure = QFontMetrics(font(SMALL)).horizontalAdvance
        left = model.left(running) if isinstance(model, JobModel) and isinstance(running, Running) else ""
        # Figures change while one looks: their room is that of the widest, so that nothing jumps.
        return measure(self._words(index)), _BAR, measure(left), measure(self._stop)


class JobList(QListView):
    """The rows side by side; Space stops the current one."""

    def __init__(self, model: JobModel, wording: Wording, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("jobList")
        self.setAccessibleName(wording.text("gui.jobs"))
        self.setModel(model)
        self.setItemDelegate(JobRow(wording, look, self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setSpacing(0)
        self.setFixedHeight(28)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        model.dataChanged.connect(self._measure)
        model.modelReset.connect(self._measure)
        self._measure()

    def sizeHint(self) -> QSize:
        return QSize(self._width(), 28)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self._width(), 320), 28)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        running = self.currentIndex().data(JOB_ROLE)
        if event.key() == Qt.Key.Key_Space and isinstance(running, Running):
            running.cancel()
        else:
            super().keyPressEvent(event)

    def _width(self) -> int:
        option = QStyleOptionViewItem()
        model = self.model()
        return sum(self.itemDelegate().sizeHint(option, model.index(row, 0)).width() + 8 for row in range(model.rowCount()))

    def _measure(self) -> None:
        self.setVisible(self.model().rowCount() > 0)
        self.updateGeometry()
        self.scheduleDelayedItemsLayout()
