"""Day, steps, counts."""

from datetime import date

import pytest
from PySide6.QtWidgets import QCalendarWidget, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from bioai_desktop.gui.look import Look
from bioai_desktop.gui.top_bar import DeskStep, TopBar
from bioai_desktop.wording import Wording
from tests.gui import news


@pytest.fixture
def bar(qtbot: QtBot, wording: Wording, look: Look) -> TopBar:
    made = TopBar(wording)
    qtbot.addWidget(made)
    made.show_day(news.DAY)
    made.show()
    return made


def step(bar: TopBar, name: str) -> QPushButton:
    found = bar.findChild(QPushButton, f"step-{name}")
    assert found is not None
    return found


def test_arrows_go_a_day_back_and_forth(qtbot: QtBot, bar: TopBar) -> None:
    for name, day in (("day-beforeButton", date(2026, 2, 4)), ("day-afterButton", date(2026, 2, 6))):
        arrow = bar.findChild(QToolButton, name)
        assert arrow is not None
        with qtbot.waitSignal(bar.day_chosen) as chosen:
            arrow.click()
        assert chosen.args == [day]


def test_a_day_is_picked_from_the_calendar(qtbot: QtBot, bar: TopBar) -> None:
    button = bar.findChild(QToolButton, "dayButton")
    assert button is not None
    calendar = button.menu().findChild(QCalendarWidget)
    assert calendar is not None
    assert calendar.selectedDate().toString("yyyy-MM-dd") == "2026-02-05"
    with qtbot.waitSignal(bar.day_chosen) as chosen:
        calendar.clicked.emit(calendar.selectedDate().addDays(3))
    assert chosen.args == [date(2026, 2, 8)]


def test_steps_say_what_is_left_and_nothing_where_nothing_is(bar: TopBar) -> None:
    bar.show_counts({DeskStep.READ: 312, DeskStep.EDIT: 3})
    assert [step(bar, name).text() for name in DeskStep] == ["阅读  312", "选择", "编辑  3 处待改", "发布"]


@pytest.mark.parametrize(("at", "primary"), [(DeskStep.READ, "false"), (DeskStep.EDIT, "true"), (DeskStep.PUBLISH, "true")])
def test_the_way_out_is_the_primary_button_of_the_last_steps(bar: TopBar, at: DeskStep, primary: str) -> None:
    bar.show_step(at)
    assert step(bar, at).isChecked()
    assert bar.export.property("primary") == primary


def test_a_step_can_be_chosen_at_any_time(qtbot: QtBot, bar: TopBar) -> None:
    with qtbot.waitSignal(bar.step_chosen) as chosen:
        step(bar, "publish").click()
    assert chosen.args == [DeskStep.PUBLISH]
