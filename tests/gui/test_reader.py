"""HTML of ours: nothing is loaded, and only web addresses are opened."""

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from pytestqt.qtbot import QtBot

from bioai_desktop.gui.reader import Reader, open_link


def test_nothing_is_ever_loaded(qtbot: QtBot) -> None:
    reader = Reader("preview")
    qtbot.addWidget(reader)
    for address in ("https://example.org/x.png", "file:///etc/passwd", "qrc:/x"):
        assert reader.loadResource(2, QUrl(address)) is None


@pytest.mark.parametrize(("address", "opened"), [("https://example.org/", True), ("file:///etc/passwd", False), ("javascript:x", False)])
def test_only_web_addresses_are_opened(monkeypatch: pytest.MonkeyPatch, address: str, opened: bool) -> None:
    seen: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", seen.append)
    open_link(QUrl(address))
    assert bool(seen) is opened
