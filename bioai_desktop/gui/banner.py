"""One line under the top bar: what happened or what is missing, in words, with what to do about it."""

from __future__ import annotations

import enum
from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QSizePolicy, QToolButton, QWidget

from bioai_desktop.gui.look import icon
from bioai_desktop.gui.widgets import button, label, restyle
from bioai_desktop.wording import Wording


class Weight(enum.StrEnum):
    """How much a message matters."""

    NOTE = "note"
    LOOK = "look"
    BLOCK = "block"


class Banner(QFrame):
    """Shows one message at a time; the newest stays until it is closed or its matter is settled."""

    def __init__(self, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("banner")
        self.topic = ""
        self._words = label()
        self._words.setObjectName("bannerText")
        self._words.setWordWrap(True)
        self._words.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._act: Callable[[], None] | None = None
        self.action: QPushButton = button("", "bannerAction", small=True)
        self.action.clicked.connect(self._do)
        close = QToolButton()
        close.setIcon(icon("close"))
        close.setAccessibleName(wording.text("gui.close"))
        close.clicked.connect(self.hide)
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 8, 12, 8)
        row.setSpacing(12)
        for widget in (self._words, self.action, close):
            row.addWidget(widget)
        self.hide()

    def say(
        self, words: str, weight: Weight = Weight.NOTE, *, topic: str = "", action: str = "", act: Callable[[], None] | None = None
    ) -> None:
        """Show a message; `topic` names its matter, so that it can be taken back."""
        self.topic, self._act = topic, act
        self._words.setText(words)
        self.action.setText(action)
        self.action.setVisible(bool(action and act))
        restyle(self, "kind", weight)
        restyle(self._words, "kind", weight)
        self.show()

    def settle(self, topic: str) -> None:
        """Take back the message about a matter."""
        if self.topic == topic:
            self.hide()

    @property
    def words(self) -> str:
        """What it says."""
        return self._words.text()

    def _do(self) -> None:
        self.hide()
        if self._act is not None:
            self._act()
