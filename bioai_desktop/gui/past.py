"""What a search finds on the pages of all days: a list under the stories, there only while it holds something."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from bioai_desktop.edition.model import Edition
from bioai_desktop.gui import calls
from bioai_desktop.gui.jobs import Kind, Lane
from bioai_desktop.gui.widgets import label
from bioai_desktop.wording import Wording

if TYPE_CHECKING:
    from bioai_desktop.flow.search import Found
    from bioai_desktop.gui.window import Window

_HEIGHT = 220  # most of the pane is the day's
_TITLE = 60  # characters of a piece without a title that name it


class PastList(QFrame):
    """The pieces of pages that were found, newest first."""

    chosen = Signal(object)  #: the Found

    def __init__(self, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self.head: QLabel = label("", "head")
        self.head.setContentsMargins(16, 10, 16, 6)
        self.list = QListWidget()
        self.list.setObjectName("pastList")
        self.list.setAccessibleName(wording.text("gui.past"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setUniformItemSizes(True)
        self.list.itemActivated.connect(self._choose)
        self.list.itemClicked.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self.list)
        self.setMaximumHeight(_HEIGHT)
        self.hide()

    def show_found(self, found: Sequence[Found]) -> None:
        """List these instead; nothing hides the list."""
        self.list.clear()
        self.head.setText(self._wording.text("gui.past-found", count=len(found)))
        for each in found:
            hit = each.hit
            row = QListWidgetItem(f"{hit.day:%Y-%m-%d}  {hit.title or each.snippet[:_TITLE]}")
            row.setToolTip("\n".join(part for part in (hit.section, hit.title, each.snippet) if part))
            row.setData(Qt.ItemDataRole.UserRole, each)
            self.list.addItem(row)
        self.setVisible(bool(found))

    def _choose(self, row: QListWidgetItem) -> None:
        self.chosen.emit(row.data(Qt.ItemDataRole.UserRole))


class Past(QObject):
    """Looks for what is typed into the search field on all pages, and goes to what is chosen."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._wanted: Found | None = None
        window.desk.searched.connect(self._look)
        window.stories.past.chosen.connect(self._go)
        window.desk.page_changed.connect(self._arrived)

    def _look(self, query: str) -> None:
        desk = self._window.desk
        work = partial(calls.on_pages, desk.parts, query)
        desk.jobs.start(lambda _: work(), Lane.READ, self._window.stories.past.show_found, desk.failed.emit, kind=Kind("past"))

    def _go(self, found: Found) -> None:
        self._window.editor.settle()
        self._window.desk.go(found.hit.day, found.hit.language)
        self._wanted = found

    def _arrived(self) -> None:
        edition, wanted = self._window.desk.edition, self._wanted
        if edition is not None and wanted is not None:
            self._wanted = None
            if entry := entry_at(edition, wanted.hit.place):
                self._window.page.tree.go_to(entry)


def entry_at(edition: Edition, place: str) -> str:
    """Return the id of the entry at a place as "top/4", "" where none stands there."""
    kind, _, number = place.partition("/")
    found = [entry.id for section in edition.sections if section.kind == kind for entry in section.entries[int(number or 0) - 1 :][:1]]
    return found[0] if number and found else ""
