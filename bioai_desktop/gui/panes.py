"""The left and the middle pane: stories with their filters, the page with its language and its two actions."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from bioai_desktop.domain import Language
from bioai_desktop.gui.look import Look
from bioai_desktop.gui.page_model import PageModel
from bioai_desktop.gui.page_row import PageRow
from bioai_desktop.gui.page_tree import PageTree
from bioai_desktop.gui.past import PastList
from bioai_desktop.gui.story_list import Filter, StoryList, StoryModel
from bioai_desktop.gui.story_row import StoryRow
from bioai_desktop.gui.widgets import button, head, label
from bioai_desktop.wording import Wording


class StoriesPane(QFrame):
    """What came in."""

    def __init__(self, wording: Wording, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("storiesPane")
        self._wording = wording
        self.model = StoryModel(wording, self)
        self.list = StoryList(look)
        self.list.setAccessibleName(wording.text("gui.stories"))
        self.list.setModel(self.model)
        self.list.setItemDelegate(StoryRow(wording, look, self.list))
        self.fetch = button(wording.text("gui.fetch"), "fetchButton", small=True)
        self._filters: dict[Filter, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.past = PastList(wording)
        column.addWidget(self._head())
        column.addWidget(self.list)
        column.addWidget(self.past)
        self.setMinimumWidth(340)

    def show_counts(self) -> None:
        """Say how many stories each filter lists."""
        for wanted, count in self.model.counts().items():
            self._filters[wanted].setText(self._wording.text(f"gui.filter-{wanted}", count=count))

    def choose(self, wanted: Filter) -> None:
        """List only some of the stories."""
        self._filters[wanted].setChecked(True)
        self.model.choose(wanted)

    def _head(self) -> QWidget:
        frame, row = head()
        row.addWidget(label(self._wording.text("gui.stories"), "head"))
        group = QButtonGroup(self)
        for wanted in Filter:
            made = button("", f"filter-{wanted}", chip=True)
            made.setCheckable(True)
            made.clicked.connect(lambda _=False, chosen=wanted: self.model.choose(chosen))
            group.addButton(made)
            row.addWidget(made)
            self._filters[wanted] = made
        self._filters[Filter.ALL].setChecked(True)
        row.addStretch()
        row.addWidget(self.fetch)
        self.show_counts()
        return frame


class PagePane(QFrame):
    """What is on the page."""

    language_chosen = Signal(object)  #: a Language

    def __init__(self, wording: Wording, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pagePane")
        self._wording = wording
        self.model = PageModel(wording, self)
        self.tree = PageTree(self.model, look)
        self.tree.setAccessibleName(wording.text("gui.page"))
        self.tree.setItemDelegate(PageRow(look, self.tree))
        self.draft = button(wording.text("gui.draft"), "draftButton")
        self.translate = button(wording.text("gui.translate-to-en"), "translateButton")
        self._languages: dict[Language, QPushButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._head())
        column.addWidget(self.tree)
        column.addLayout(self._foot())
        self.setMinimumWidth(250)

    def show_language(self, language: Language, known: Collection[Language]) -> None:
        """Say in which of the site's languages the page is, and into which it would be translated."""
        self._languages[language].setChecked(True)
        for each, made in self._languages.items():
            made.setVisible(each in known)
        self.translate.setVisible(len(known) > 1)
        other = Language.EN if language is Language.ZH else Language.ZH
        self.translate.setText(self._wording.text(f"gui.translate-to-{other}"))

    def show_draft(self, counts: Mapping[str, int], *, written: bool) -> None:
        """Say what the draft button would do: write the page, write what is empty, or write all anew."""
        empty = counts.get("empty", 0)
        key = "gui.draft-rest" if written and empty else "gui.draft-again" if written else "gui.draft"
        self.draft.setText(self._wording.text(key, count=empty))

    def _head(self) -> QWidget:
        frame, row = head()
        row.addWidget(label(self._wording.text("gui.page"), "head"))
        row.addStretch()
        group = QButtonGroup(self)
        for language in Language:
            made = button(self._wording.text(f"gui.language-{language}"), f"language-{language}", chip=True)
            made.setCheckable(True)
            made.clicked.connect(lambda _=False, chosen=language: self.language_chosen.emit(chosen))
            group.addButton(made)
            row.addWidget(made)
            self._languages[language] = made
        self._languages[Language.ZH].setChecked(True)
        return frame

    def _foot(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(12, 8, 12, 8)
        row.setSpacing(8)
        row.addWidget(self.draft, 1)
        row.addWidget(self.translate, 1)
        return row
