"""The stories of a day: a list model that holds them all and a view that draws only what is seen."""

from __future__ import annotations

import enum
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QListView, QWidget

from bioai_desktop.domain import Story
from bioai_desktop.gui import phrases
from bioai_desktop.gui.look import Look, font
from bioai_desktop.wording import Wording

Index = QModelIndex | QPersistentModelIndex

#: Where a row's `Story` is had from the model, and the title that was written for it, on the page or for it ("" where none was).
STORY_ROLE = Qt.ItemDataRole.UserRole + 1
TITLE_ROLE = Qt.ItemDataRole.UserRole + 2
STORY_MIME = "application/x-bioai-story"


class Filter(enum.StrEnum):
    """Which stories are listed."""

    ALL = "all"
    CHOSEN = "chosen"  #: those on the page
    RAN = "ran"  #: those that ran before


class StoryModel(QAbstractListModel):
    """The stories of the day as rows."""

    def __init__(self, wording: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._all: tuple[Story, ...] = ()
        self._rows: tuple[Story, ...] = ()
        self._placed: Mapping[str, str] = {}
        self._told: Mapping[str, str] = {}
        self._filter = Filter.ALL
        self._readers: dict[int, Callable[[Story], object]] = {
            Qt.ItemDataRole.DisplayRole: lambda story: self._title(story) or story.primary.title,
            Qt.ItemDataRole.ToolTipRole: self._why,
            Qt.ItemDataRole.AccessibleDescriptionRole: self._said,
            STORY_ROLE: lambda story: story,
            TITLE_ROLE: self._title,
        }

    def show(self, stories: Sequence[Story]) -> None:
        """List these stories instead."""
        self.beginResetModel()
        self._all = tuple(stories)
        self._rows = self._filtered()
        self.endResetModel()

    def place(self, placed: Mapping[str, str]) -> None:
        """Say which stories are on the page, with their titles there."""
        if placed == self._placed:
            return
        self._placed = dict(placed)
        rows = self._filtered()
        if rows != self._rows:
            self.beginResetModel()
            self._rows = rows
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def tell(self, told: Mapping[str, str]) -> None:
        """Say which stories have a title that was written for them; the one on the page goes before it."""
        if told != self._told:
            self._told = dict(told)
            if self._rows:
                self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))

    def choose(self, wanted: Filter) -> None:
        """List only some of the stories."""
        if wanted is self._filter:
            return
        self.beginResetModel()
        self._filter = wanted
        self._rows = self._filtered()
        self.endResetModel()

    def counts(self) -> dict[Filter, int]:
        """Return how many stories each filter lists."""
        chosen = sum(story.id in self._placed for story in self._all)
        return {Filter.ALL: len(self._all), Filter.CHOSEN: chosen, Filter.RAN: sum(bool(story.ran) for story in self._all)}

    def story(self, index: Index) -> Story | None:
        """Return the story of a row."""
        return self._rows[index.row()] if index.isValid() and index.row() < len(self._rows) else None

    def find(self, story: str) -> QModelIndex:
        """Return the row of a story id, an invalid one where it is not listed."""
        return next((self.index(row) for row, each in enumerate(self._rows) if each.id == story), QModelIndex())

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own signature
        story, read = self.story(index), self._readers.get(role)
        return read(story) if story is not None and read is not None else None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemNeverHasChildren

    def mimeTypes(self) -> list[str]:
        return [STORY_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        story = self.story(indexes[0]) if indexes else None
        if story is not None:
            data.setData(STORY_MIME, story.id.encode())
            data.setText(f"{story.primary.title}\n{story.primary.url}")
        return data

    def _title(self, story: Story) -> str:
        return self._placed.get(story.id) or self._told.get(story.id, "")

    def _filtered(self) -> tuple[Story, ...]:
        if self._filter is Filter.CHOSEN:
            return tuple(story for story in self._all if story.id in self._placed)
        if self._filter is Filter.RAN:
            return tuple(story for story in self._all if story.ran)
        return self._all

    def _said(self, story: Story) -> str:
        return " · ".join([phrases.venue(story.primary), *(phrases.ran(self._wording, each) for each in story.ran[:1])])

    def _why(self, story: Story) -> str:
        """Return the parts of a story's rank, and when it ran, one to a line."""
        lines = [self._wording.text("gui.rank", score=round(story.score))]
        lines += [f"{reason.value:+.0f}  {self._wording.reason(reason)}" for reason in story.reasons]
        return "\n".join([*lines, *(phrases.ran(self._wording, each) for each in story.ran)])


class StoryList(QListView):
    """The list itself: fixed row height, drag to the page, files dropped on it are imported."""

    files_dropped = Signal(list)  #: of Path

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.hint = ""  #: said where there is no row
        self.setObjectName("itemList")
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.CopyAction)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setAccepted(bool(_files(event.mimeData())))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        event.setAccepted(bool(_files(event.mimeData())))

    def dropEvent(self, event: QDropEvent) -> None:
        if files := _files(event.mimeData()):
            event.acceptProposedAction()
            self.files_dropped.emit(files)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        paint_hint(self, self._look, self.hint)


def paint_hint(view: QAbstractItemView, look: Look, hint: str) -> None:
    """Write into an empty view what to do."""
    if hint and not view.model().rowCount():
        painter = QPainter(view.viewport())
        painter.setFont(font())
        painter.setPen(look.colour("ink2"))
        room = view.viewport().rect().adjusted(16, 64, -16, -16)
        painter.drawText(room, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap, hint)


def _files(data: QMimeData) -> list[Path]:
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
