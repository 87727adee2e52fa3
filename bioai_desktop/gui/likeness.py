"""Says of a story that another one may be the same, and asks."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from bioai_desktop.domain import Likeness, Story
from bioai_desktop.gui.widgets import button, label
from bioai_desktop.wording import Wording


class LikenessBar(QFrame):
    """The likest story, with the two answers; not there where nothing is proposed."""

    judged = Signal(object, bool)  #: a Likeness, and whether the two are one

    def __init__(self, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("likenessBar")
        self._wording = wording
        self._like: Likeness | None = None
        self._words = label(role="second")
        self._words.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 10, 0)
        column.setSpacing(6)
        column.addWidget(self._words)
        row = QHBoxLayout()
        for name, same in (("same", True), ("apart", False)):
            made = button(wording.text(f"gui.like-{name}"), f"{name}Button", small=True)
            made.clicked.connect(lambda _=False, same=same: self.judge(same=same))
            row.addWidget(made)
        row.addStretch()
        column.addLayout(row)
        self.hide()

    def show_story(self, story: Story | None) -> None:
        """Ask about a story's likest one, if there is any."""
        self._like = story.like[0] if story is not None and story.like else None
        if self._like is not None:
            words = self._wording.text("text.may-be-same", title=self._like.title, words=", ".join(self._like.words))
            self._words.setText(words)
        self.setVisible(self._like is not None)

    def judge(self, *, same: bool) -> None:
        """Answer; where nothing is asked, nothing happens."""
        if self._like is not None:
            self.judged.emit(self._like, same)
