"""Small widgets."""

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from bioai_desktop.gui.look import Look
from bioai_desktop.gui.widgets import LengthBar, button, chip, padded, restyle


@pytest.mark.parametrize(("count", "name"), [(79, "look"), (80, "accent"), (150, "accent"), (151, "look")])
def test_a_length_outside_its_limits_has_another_colour(qtbot: QtBot, look: Look, count: int, name: str) -> None:
    bar = LengthBar(look)
    qtbot.addWidget(bar)
    bar.resize(200, 14)
    bar.show_length(count, 80, 150)
    assert bar.grab().toImage().pixelColor(20, 7) == look.colour(name)


def test_a_text_without_limits_has_no_bar(qtbot: QtBot, look: Look) -> None:
    bar = LengthBar(look)
    qtbot.addWidget(bar)
    bar.show_length(10, 0, 0)
    assert not bar.isVisible()


def test_flags_reach_the_style_sheet(qtbot: QtBot) -> None:
    made = button("x", "draftButton", primary=True, small=False)
    qtbot.addWidget(made)
    assert (made.objectName(), made.property("primary"), made.property("small")) == ("draftButton", "true", "false")
    restyle(made, "primary", "false")
    assert made.property("primary") == "false"


def test_chips_are_alike_in_height(qtbot: QtBot, look: Look) -> None:
    one, other = chip("Nature"), chip("同行评议")
    for each in (one, other):
        qtbot.addWidget(each)
        each.show()
    assert one.height() == other.height() == 22


def test_room_is_left_around_a_widget(qtbot: QtBot) -> None:
    inner = QWidget()
    holder = padded("column", inner, (1, 2, 3, 4))
    qtbot.addWidget(holder)
    holder.resize(100, 100)
    holder.show()
    assert (inner.x(), inner.y(), inner.width(), inner.height()) == (1, 2, 96, 94)
