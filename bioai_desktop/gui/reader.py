"""A pane that shows HTML of ours. Nothing here asks the network."""

from __future__ import annotations

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFrame, QTextBrowser, QWidget


class Reader(QTextBrowser):
    """Shows HTML that is ours; links open in the browser, images and other resources are never loaded."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(0)
        self.anchorClicked.connect(self.open)

    def open(self, url: QUrl) -> None:
        """Follow a link that was clicked."""
        open_link(url)

    def loadResource(self, type: int, name: QUrl | str) -> object:  # noqa: A002 - Qt's name
        """Load nothing, whatever a page asks for."""
        return None


def open_link(url: QUrl) -> None:
    """Open a web address in the user's browser, and nothing else."""
    if url.scheme() in {"http", "https"}:
        QDesktopServices.openUrl(url)
