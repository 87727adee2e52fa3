"""Tokens, style sheet, palette, and following the system."""

import re

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from bioai_desktop.gui.look import Look, Scheme, font, icon, palette, style_sheet, tokens
from bioai_desktop.paths import resource
from bioai_desktop.settings import Theme


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG 2."""

    def light(name: str) -> float:
        parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in QColor(name).getRgbF()[:3]]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    low, high = sorted((light(one), light(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_that_must_be_read_can_be(scheme: Scheme) -> None:
    colours = tokens(scheme)
    grounds = {"ink": ("window", "pane", "chosen", "hover"), "ink2": ("pane", "window", "chosen", "chip"), "on_accent": ("accent",)}
    grounds |= {"look": ("look_ground", "pane"), "block": ("block_ground", "pane"), "accent": ("accent_ground", "pane")}
    for words, under in grounds.items():
        for ground in under:
            assert contrast(colours[words], colours[ground]) >= 4.5, (words, ground)


def test_both_schemes_name_the_same_roles() -> None:
    assert tokens("light").keys() == tokens("dark").keys()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_style_sheet_has_no_placeholder_left(scheme: Scheme) -> None:
    sheet = style_sheet(tokens(scheme))
    assert "@" not in sheet
    for path in re.findall(r'url\("([^"]+)"\)', sheet):
        assert resource("icons").joinpath(path.rsplit("/", 1)[1]).is_file()


def test_a_role_without_a_colour_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        style_sheet({"window": "#fff"})


def test_the_palette_takes_the_tokens() -> None:
    assert palette(tokens("dark")).color(QPalette.ColorRole.Window) == QColor(tokens("dark")["window"])


def test_every_icon_draws(qapp: QApplication) -> None:
    for file in resource("icons").glob("*.svg"):
        image = icon(file.stem).pixmap(16, 16).toImage()
        assert any(image.pixelColor(x, y).alpha() for x in range(16) for y in range(16)), file.name


def test_the_theme_can_be_chosen(qapp: QApplication) -> None:
    look = Look(Theme.DARK)
    seen: list[str] = []
    look.changed.connect(lambda: seen.append(look.colour("window").name()))
    look.choose(Theme.LIGHT)
    assert seen == [tokens("light")["window"]]
    assert look.scheme == "light"
    look.deleteLater()


def test_the_font_names_a_chain_for_chinese() -> None:
    assert len(font().families()) > 2
    assert font(19).pixelSize() == 19
