"""The line at the bottom: work under way, model and device, what can be undone, when it was saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QMenu, QToolButton, QWidget

from bioai_desktop.domain import Device, EngineInfo
from bioai_desktop.gui.job_list import JobList, JobModel
from bioai_desktop.gui.jobs import Jobs
from bioai_desktop.gui.look import Look
from bioai_desktop.gui.widgets import label
from bioai_desktop.settings import SERVER, Settings
from bioai_desktop.wording import Wording

if TYPE_CHECKING:
    from bioai_desktop.engine.shelf import ModelStatus


class StatusStrip(QFrame):
    """30 px that never lie: "saved" stands there once the store has answered."""

    model_chosen = Signal(str)
    device_chosen = Signal(object)  #: a Device
    undo_wanted = Signal()
    take_back_wanted = Signal()

    def __init__(self, wording: Wording, look: Look, jobs: Jobs, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusStrip")
        self.setFixedHeight(31)
        self._wording = wording
        self.jobs = JobList(JobModel(jobs, wording, self), wording, look)
        self.model = self._box("modelBox")
        self.device = self._box("deviceBox")
        self.speed = label()
        self.away = label()
        self.away.setObjectName("awayLabel")
        self.saved = label()
        self.saved.setObjectName("savedLabel")
        self.published = label()
        self.published.setObjectName("publishedLabel")
        self.take_back = self._tool("gui.take-back", "takeBackButton")
        self.take_back.setToolTip(wording.text("gui.take-back-tip"))
        self.take_back.clicked.connect(self.take_back_wanted)
        self.undo = self._tool("gui.undo", "undoButton")
        self.undo.clicked.connect(self.undo_wanted)
        self.menu = QMenu(self)
        self._settings = self._tool("gui.settings", "settingsButton")
        self._settings.setMenu(self.menu)
        self._settings.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._arrange()
        self._list_devices()
        self.model.activated.connect(self._choose_model)
        self.device.activated.connect(self._choose_device)
        self.show_undo(on=False)
        self.show_published("")

    def show_settings(self, settings: Settings) -> None:
        """Show which model and device are chosen, and plainly where texts go, if they go anywhere."""
        self.away.setText(self._wording.text("text.leaves", hosts=", ".join(settings.hosts)) if settings.hosts else "")
        self.away.setVisible(bool(settings.hosts))
        self.device.setVisible(not settings.hosts)  # another machine decides that itself
        if self.model.findData(settings.model) < 0:
            self.model.addItem(settings.model, settings.model)
        self.model.setCurrentIndex(self.model.findData(settings.model))
        self.device.setCurrentIndex(self.device.findData(settings.device))

    def show_models(self, models: Sequence[ModelStatus], settings: Settings) -> None:
        """List the models; those that are not on this computer say so."""
        self.model.clear()
        for status in models:
            self.model.addItem(self._titled(status), status.name)
            row = self.model.count() - 1
            self.model.setItemData(row, status.name, Qt.ItemDataRole.ToolTipRole)
        self.show_settings(settings)

    def show_engine(self, info: EngineInfo) -> None:
        """Show what the engine runs on and how fast, and why not on a graphics card."""
        self.speed.setText(self._wording.text("gui.speed", rate=round(info.tokens_per_second)) if info.tokens_per_second else "")
        why = self._wording.text(f"gui.cpu-because-{info.reason}") if info.reason else ""
        if info.hosts:
            self.away.setToolTip(f"{info.model}\n{info.device_name}")
            return
        row = self.device.findData(Device.AUTO)
        self.device.setItemText(row, self._wording.text("gui.device-auto-on", device=info.device.upper()))
        self.device.setToolTip("\n".join(part for part in (info.device_name, why) if part))

    def show_saved(self, when: datetime | None) -> None:
        """Say when the last change reached the store; None while one is on its way."""
        self.saved.setText(self._wording.text("gui.saved", time=f"{when:%H:%M:%S}") if when else self._wording.text("gui.unsaved"))

    def show_undo(self, *, on: bool) -> None:
        """Say whether there is a version to go back to."""
        self.undo.setEnabled(on)

    def show_published(self, words: str) -> None:
        """Say when the day was published, with the way back; "" where it is not."""
        self.published.setText(words)
        for widget in (self.published, self.take_back):
            widget.setVisible(bool(words))

    def _titled(self, status: ModelStatus) -> str:
        if status.name == SERVER:
            return self._wording.text("gui.model-server", title=status.title)
        if status.usable:
            return status.title
        return self._wording.text("gui.model-absent", title=status.title, size=self._wording.size(status.bytes))

    def _choose_model(self, row: int) -> None:
        self.model_chosen.emit(self.model.itemData(row))

    def _choose_device(self, row: int) -> None:
        self.device_chosen.emit(self.device.itemData(row))

    def _box(self, name: str) -> QComboBox:
        box = QComboBox()
        box.setObjectName(name)
        box.setAccessibleName(self._wording.text(f"gui.{name}"))
        box.setToolTip(self._wording.text(f"gui.{name}"))
        box.view().setMinimumWidth(320)

        # As wide as what is chosen, not as the longest of the list.
        def fit(words: str) -> None:
            box.setFixedWidth(box.fontMetrics().horizontalAdvance(words) + 32)

        box.currentTextChanged.connect(fit)
        return box

    def _tool(self, key: str, name: str) -> QToolButton:
        made = QToolButton()
        made.setObjectName(name)
        made.setText(self._wording.text(key))
        return made

    def _list_devices(self) -> None:
        for device in Device:
            self.device.addItem(self._wording.text(f"gui.device-{device}"), device)
            self.device.setItemData(self.device.count() - 1, self._wording.text(f"gui.device-{device}-tip"), Qt.ItemDataRole.ToolTipRole)

    def _arrange(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 1, 12, 0)
        row.setSpacing(8)
        for widget in (self.jobs, self.model, self.device, self.away, self.speed):
            row.addWidget(widget)
        row.addStretch()
        for widget in (self.published, self.take_back, self.saved, self.undo, self._settings):
            row.addWidget(widget)
