"""What publishing would change: the files, the lines, what keeps it, and what git is to do. Never a question."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QHBoxLayout, QHeaderView, QPushButton, QTreeWidget, QTreeWidgetItem, QVBoxLayout, QWidget

from bioai_desktop.gui.diff_view import DiffView
from bioai_desktop.gui.look import Look
from bioai_desktop.gui.widgets import button, label, restyle
from bioai_desktop.wording import Wording

if TYPE_CHECKING:
    from bioai_desktop.checkout.diff import FileDiff

_ROW = 26  # pixels
_MOST_ROWS = 8


class PublishPane(QFrame):
    """The list of files with the difference below it."""

    commit_chosen = Signal(bool)
    push_wanted = Signal()
    site_wanted = Signal()
    findings_wanted = Signal()

    def __init__(self, wording: Wording, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("publishPane")
        self._wording, self._look = wording, look
        self._site = button(wording.text("gui.choose-folder"), "siteButton", small=True)
        self._sum = label(role="second")
        self._state = label()
        self._state.setObjectName("publishState")
        self._state.setWordWrap(True)
        self._show = button(wording.text("gui.show-findings"), "showFindingsButton", small=True)
        self.files = self._make_files()
        self.diff = DiffView(look)
        self.diff.setAccessibleName(wording.text("gui.diff"))
        self.commit = QCheckBox(wording.text("gui.commit"))
        self.commit.setObjectName("commitBox")
        self.push: QPushButton = button(wording.text("gui.push"), "pushButton", small=True)
        self._arrange()
        self._site.clicked.connect(self.site_wanted)
        self._show.clicked.connect(self.findings_wanted)
        self.commit.toggled.connect(self.commit_chosen)
        self.push.clicked.connect(self.push_wanted)
        self._changes: Sequence[FileDiff] = ()
        look.changed.connect(lambda: self.show_changes(self._changes))
        self.show_site("")

    @property
    def words(self) -> str:
        """How it stands, in words."""
        return self._state.text()

    def show_site(self, folder: str) -> None:
        """Say which site the page goes into."""
        name = Path(folder).name
        self._site.setText(self._wording.text("gui.site-name", name=name) if folder else self._wording.text("gui.choose-folder"))
        self._site.setToolTip(folder)
        self._site.setAccessibleName(self._wording.text("gui.site-folder", path=folder) if folder else "")

    def show_state(self, words: str, weight: str = "", *, findings: bool = False) -> None:
        """Say how it stands; `weight` is "" or one of the banner's, `findings` that there are places to go to."""
        self._state.setText(words)
        restyle(self._state, "kind", weight)
        self._show.setVisible(findings)

    def show_git(self, *, versioned: bool, commit: bool) -> None:
        """Offer git where the site has one; `commit` is what the settings say."""
        self.commit.blockSignals(True)
        self.commit.setChecked(commit)
        self.commit.blockSignals(False)
        for widget in (self.commit, self.push):
            widget.setEnabled(versioned)
            widget.setToolTip("" if versioned else self._wording.text("gui.no-git"))

    def show_changes(self, changes: Sequence[FileDiff]) -> None:
        """List the files and show the difference."""
        self._changes = changes
        chosen = self._path(self.files.currentItem())
        self.files.clear()
        for each in changes:
            self._add(each)
        self.files.setFixedHeight(_ROW * min(_MOST_ROWS, len(changes)) + 2)
        self.files.setVisible(bool(changes))
        self._sum.setText(self._counted(changes))
        text = "".join(each.text for each in changes)
        self.diff.show_text(text)
        self.diff.setVisible(bool(text))
        again = next((item for item in self._items() if self._path(item) == chosen), None)
        if again is not None:
            self.files.blockSignals(True)
            self.files.setCurrentItem(again)
            self.files.blockSignals(False)

    def _counted(self, changes: Sequence[FileDiff]) -> str:
        changed = [each for each in changes if each.change.change != "same"]
        if not changed:
            return ""
        added, removed = sum(each.added for each in changed), sum(each.removed for each in changed)
        return self._wording.text("gui.change-sum", count=len(changed), added=added, removed=removed)

    def _add(self, each: FileDiff) -> None:
        same = each.change.change == "same"
        what = self._wording.text(f"gui.change-{each.change.change}")
        counts = [f"{sign}{count}" if count else "" for sign, count in (("+", each.added), ("−", each.removed))]
        item = QTreeWidgetItem(self.files, [what, each.change.path, *counts])
        item.setToolTip(1, each.change.path)
        item.setData(0, Qt.ItemDataRole.UserRole, each.change.path)
        for column in (2, 3):
            item.setTextAlignment(column, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for column, name in ((0, "ink2"), (1, "ink2" if same else "ink"), (2, "accent"), (3, "block")):
            item.setForeground(column, self._look.colour(name))

    def _make_files(self) -> QTreeWidget:
        made = QTreeWidget()
        made.setObjectName("changeList")
        made.setAccessibleName(self._wording.text("gui.changes"))
        made.setHeaderHidden(True)
        made.setRootIsDecorated(False)
        made.setUniformRowHeights(True)
        made.setColumnCount(4)
        made.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = made.header()
        header.setStretchLastSection(False)
        header.setMinimumSectionSize(24)
        for column in range(4):
            mode = QHeaderView.ResizeMode.Stretch if column == 1 else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(column, mode)
        made.currentItemChanged.connect(self._go_to)
        return made

    def _go_to(self, item: QTreeWidgetItem | None) -> None:
        self.diff.go_to(self._path(item))

    def _items(self) -> list[QTreeWidgetItem]:
        return [item for row in range(self.files.topLevelItemCount()) if (item := self.files.topLevelItem(row)) is not None]

    def _path(self, item: QTreeWidgetItem | None) -> str:
        return str(item.data(0, Qt.ItemDataRole.UserRole)) if item is not None else ""

    def _arrange(self) -> None:
        top = QHBoxLayout()
        for widget in (label(self._wording.text("gui.changes"), "head"), self._sum):
            top.addWidget(widget)
        top.addStretch()
        top.addWidget(self._site)
        state = QHBoxLayout()
        state.addWidget(self._state, 1)
        state.addWidget(self._show)
        foot = QHBoxLayout()
        foot.addWidget(self.commit)
        foot.addStretch()
        foot.addWidget(self.push)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(12)
        for row in (top, state):
            row.setSpacing(8)
            column.addLayout(row)
        column.addWidget(self.files)
        column.addWidget(self.diff, 1)
        column.addStretch()
        column.addLayout(foot)
