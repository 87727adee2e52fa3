"""How the desk looks: colour tokens, palette, fonts, the style sheet; light, dark or as the system has it."""

from __future__ import annotations

import string
import sys
import tomllib
from collections.abc import Mapping
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from bioai_desktop.paths import resource
from bioai_desktop.settings import Theme

Scheme = Literal["light", "dark"]

#: The interface's size, and the small one for evidence lines, in pixels.
TEXT, SMALL = 13, 12

_FAMILIES: Mapping[str, tuple[str, ...]] = {
    "darwin": (".AppleSystemUIFont", "PingFang SC"),
    "win32": ("Segoe UI", "Microsoft YaHei UI", "Microsoft YaHei"),
    "linux": ("Inter", "Noto Sans", "Noto Sans CJK SC", "Source Han Sans SC", "WenQuanYi Micro Hei"),
}
_EMOJI = ("Apple Color Emoji", "Segoe UI Emoji", "Noto Color Emoji")


class _AtTemplate(string.Template):
    """A template whose placeholders begin with @, since a style sheet has no other use for it."""

    delimiter = "@"


def font(pixels: int = TEXT, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
    """Return the interface font in a size, with a declared chain for Chinese."""
    made = QFont()
    made.setFamilies([*_FAMILIES.get(sys.platform, _FAMILIES["linux"]), *_EMOJI])
    made.setPixelSize(pixels)
    made.setWeight(weight)
    made.setStyleStrategy(QFont.StyleStrategy.PreferAntialias)
    return made


def icon(name: str) -> QIcon:
    """Return a shipped icon."""
    return QIcon(str(resource("icons", f"{name}.svg")))


def tokens(scheme: Scheme) -> dict[str, str]:
    """Return the colours by role."""
    return tomllib.loads(resource("styles", "tokens.toml").read_text("utf-8"))[scheme]


def style_sheet(colours: Mapping[str, str]) -> str:
    """Return the style sheet with its colours filled in; raises KeyError on a role that has none."""
    text = resource("styles", "desk.qss").read_text("utf-8")
    return _AtTemplate(text).substitute(colours, icons=resource("icons").as_posix())


def page_sheet(colours: Mapping[str, str]) -> str:
    """Return the style sheet of the preview with its colours filled in."""
    return _AtTemplate(resource("styles", "page.css").read_text("utf-8")).substitute(colours)


def palette(colours: Mapping[str, str]) -> QPalette:
    """Return the palette for what a style sheet does not reach."""
    made = QPalette()
    roles = {
        QPalette.ColorRole.Window: "window",
        QPalette.ColorRole.Base: "pane",
        QPalette.ColorRole.AlternateBase: "hover",
        QPalette.ColorRole.Button: "pane",
        QPalette.ColorRole.ToolTipBase: "pane",
        QPalette.ColorRole.WindowText: "ink",
        QPalette.ColorRole.Text: "ink",
        QPalette.ColorRole.ButtonText: "ink",
        QPalette.ColorRole.ToolTipText: "ink",
        QPalette.ColorRole.PlaceholderText: "ink2",
        QPalette.ColorRole.Highlight: "support",
        QPalette.ColorRole.HighlightedText: "ink",
        QPalette.ColorRole.Link: "accent",
        QPalette.ColorRole.LinkVisited: "accent",
    }
    for role, name in roles.items():
        made.setColor(role, QColor(colours[name]))
    return made


class Look(QObject):
    """The colours in force; follows the system where the user left it to it."""

    changed = Signal()

    def __init__(self, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.scheme: Scheme = "light"
        self._colours: dict[str, QColor] = {}
        hints = QGuiApplication.styleHints()
        hints.colorSchemeChanged.connect(self._apply)
        self._apply()

    def choose(self, theme: Theme) -> None:
        """Use another theme from now on."""
        self._theme = theme
        self._apply()

    def colour(self, name: str) -> QColor:
        """Return the colour of a role."""
        return self._colours[name]

    def _apply(self) -> None:
        named = tokens(self._wanted())
        self.scheme = self._wanted()
        self._colours = {name: QColor(value) for name, value in named.items()}
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.setFont(font())
            app.setPalette(palette(named))
            app.setStyleSheet(style_sheet(named))
        self.changed.emit()

    def _wanted(self) -> Scheme:
        if self._theme is Theme.SYSTEM:
            return "dark" if QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark else "light"
        return "dark" if self._theme is Theme.DARK else "light"
