"""The store's care while the window stands: a copy each day, what a crash left, the way back from damage."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from bioai_desktop.errors import StoreDamaged
from bioai_desktop.gui import calls
from bioai_desktop.gui.banner import Weight
from bioai_desktop.gui.jobs import Kind, Lane, Running
from bioai_desktop.gui.work import Notice

if TYPE_CHECKING:
    from bioai_desktop.flow.backup import Restored
    from bioai_desktop.gui.window import Window

#: Topic of what is said of the store.
STORE = "store"
#: After the day is on the desk it rests so long, then it is looked every hour whether a new day began; milliseconds.
_FIRST, _AGAIN = 4000, 3_600_000


class Keeping(QObject):
    """Does what is due once a day where it is in nobody's way, and offers the last copy where the store is damaged."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._desk, self._work, self._wording = window.desk, window.work, window.wording
        self.damaged = False  #: whether the store can't be read: nothing else matters then
        self._due = QTimer(self, singleShot=True)
        self._due.timeout.connect(self.keep_up)
        self._desk.recovered.connect(self._recovered)
        self._desk.opened.connect(self._begin)

    def keep_up(self) -> None:
        """Copy and tidy the store, unless that was done today."""
        self._due.start(_AGAIN)
        if not self._desk.jobs.busy("upkeep"):
            self._desk.jobs.start(self._keep_up, Lane.UPKEEP, None, self._desk.failed.emit, kind=Kind("upkeep"))

    def offer(self, damaged: StoreDamaged) -> None:
        """Say what is wrong with the store, with a button that puts the last copy in its place."""
        self.damaged = True
        words, action = self._wording.error(damaged), self._wording.text("store.restore", date=damaged.backup)
        self._work.said.emit(Notice(words, Weight.BLOCK, STORE, action, self._restore))

    def _begin(self) -> None:
        if not self._due.isActive():
            self._due.start(_FIRST)

    def _keep_up(self, job: Running) -> None:
        calls.keep_up(self._desk.parts, job)

    def _restore(self) -> None:
        self._work.run("restore", Lane.STORE, lambda _: calls.restore(self._desk.parts), self._restored)

    def _restored(self, done: Restored) -> None:
        self.damaged = False
        lines = [self._wording.text("store.restored", date=done.backup.day.isoformat())]
        lines += [self._wording.text("store.set-aside", path=done.aside)] if done.aside else []
        self._work.said.emit(Notice("\n".join(lines), topic=STORE))
        self._desk.open()

    def _recovered(self) -> None:
        self._work.said.emit(Notice(self._wording.text("store.recovered"), topic=STORE))
