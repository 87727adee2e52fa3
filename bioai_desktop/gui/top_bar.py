"""The bar at the top: which day, the four steps with what is left in each, search, preview, the way out."""

from __future__ import annotations

import enum
from datetime import date

from PySide6.QtCore import QDate, QLocale, Qt, Signal
from PySide6.QtGui import QTextCharFormat
from PySide6.QtWidgets import (
    QButtonGroup,
    QCalendarWidget,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QPushButton,
    QToolButton,
    QWidget,
    QWidgetAction,
)

from bioai_desktop.gui import phrases
from bioai_desktop.gui.look import icon
from bioai_desktop.gui.widgets import button, restyle
from bioai_desktop.wording import Wording


class DeskStep(enum.StrEnum):
    """What the editor is at; any of them at any time."""

    READ = "read"
    CHOOSE = "choose"
    EDIT = "edit"
    PUBLISH = "publish"


class TopBar(QFrame):
    """48 px: the day on the left, the steps beside it, what leads out on the right."""

    day_chosen = Signal(object)  #: a date
    step_chosen = Signal(object)  #: a DeskStep
    searched = Signal(str)

    def __init__(self, wording: Wording, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("topBar")
        self.setFixedHeight(48)
        self._wording = wording
        self._day = date.today()  # noqa: DTZ011 - shown until the store has said which day to open
        self._day_button, self._calendar = self._make_calendar()
        self._steps: dict[DeskStep, QPushButton] = {}
        self.search = self._make_search()
        self.preview = button(wording.text("gui.preview"), "previewButton", quiet=True)
        self.preview.setCheckable(True)
        self.export = button(wording.text("gui.export"), "exportButton", primary=True)
        self._arrange()
        self.show_day(self._day)

    def show_day(self, day: date) -> None:
        """Say which day is on the desk."""
        self._day = day
        self._day_button.setText(phrases.day_line(self._wording, day))
        self._calendar.setSelectedDate(QDate(day.year, day.month, day.day))

    def show_counts(self, counts: dict[DeskStep, int]) -> None:
        """Say what is left in each step."""
        for step, made in self._steps.items():
            count = counts.get(step, 0)
            made.setText(self._wording.text(f"gui.step-{step}-left" if count else f"gui.step-{step}", count=count))

    def show_step(self, step: DeskStep) -> None:
        """Mark a step as the one at hand."""
        self._steps[step].setChecked(True)
        restyle(self.export, "primary", str(step in {DeskStep.EDIT, DeskStep.PUBLISH}).lower())

    def _make_calendar(self) -> tuple[QToolButton, QCalendarWidget]:
        calendar = QCalendarWidget()
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setLocale(QLocale(str(self._wording.language)))
        # No red weekends: colour is kept for what is to be looked at.
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            calendar.setWeekdayTextFormat(day, QTextCharFormat())
        menu = QMenu(self)
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        shown = QToolButton()
        shown.setObjectName("dayButton")
        shown.setToolTip(self._wording.text("gui.day-tip"))
        shown.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        shown.setMenu(menu)
        calendar.clicked.connect(menu.close)
        calendar.clicked.connect(self._picked)
        return shown, calendar

    def _picked(self, day: QDate) -> None:
        self.day_chosen.emit(date(day.year(), day.month(), day.day()))

    def _make_search(self) -> QLineEdit:
        field = QLineEdit()
        field.setObjectName("searchField")
        field.setPlaceholderText(self._wording.text("gui.search"))
        field.setAccessibleName(self._wording.text("gui.search"))
        field.setClearButtonEnabled(True)
        field.addAction(icon("search"), QLineEdit.ActionPosition.LeadingPosition)
        field.setMinimumWidth(120)
        field.setMaximumWidth(250)
        field.textChanged.connect(self.searched)
        return field

    def _make_steps(self) -> QWidget:
        ground = QFrame()
        ground.setObjectName("steps")
        ground.setFixedHeight(32)
        row = QHBoxLayout(ground)
        row.setContentsMargins(3, 3, 3, 3)
        row.setSpacing(2)
        group = QButtonGroup(self)
        for step in DeskStep:
            made = button(self._wording.text(f"gui.step-{step}"), f"step-{step}", step=True)
            made.setCheckable(True)
            made.clicked.connect(lambda _=False, chosen=step: self.step_chosen.emit(chosen))
            group.addButton(made)
            row.addWidget(made)
            self._steps[step] = made
        return ground

    def _turn(self, name: str, days: int) -> QToolButton:
        made = QToolButton()
        made.setObjectName(f"{name}Button")
        made.setIcon(icon("chevron-left" if days < 0 else "chevron-right"))
        made.setAccessibleName(self._wording.text(f"gui.{name}"))
        made.setToolTip(self._wording.text(f"gui.{name}"))
        made.clicked.connect(lambda: self.day_chosen.emit(date.fromordinal(self._day.toordinal() + days)))
        return made

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 16, 1)
        row.setSpacing(4)
        for widget in (self._turn("day-before", -1), self._day_button, self._turn("day-after", 1)):
            row.addWidget(widget)
        row.addSpacing(8)
        row.addWidget(self._make_steps())
        row.addStretch(1)
        row.addWidget(self.search, 2)
        row.addSpacing(8)
        row.addWidget(self.preview)
        row.addSpacing(4)
        row.addWidget(self.export)
