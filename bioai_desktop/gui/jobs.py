"""Work off the GUI thread: named lanes, progress, stop. The only module of the window that knows threads."""

from __future__ import annotations

import enum
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from bioai_desktop.domain import Step
from bioai_desktop.errors import AppError, Cancelled

T = TypeVar("T")

_BEAT = 60  # milliseconds between two looks at what running work reports: smooth to the eye, cheap at any token rate


class Lane(enum.StrEnum):
    """Where work waits for its turn: one thread each, first come, first served."""

    STORE = "store"  #: changes to the user's work; never cancelled, always finished before the window closes
    READ = "read"  #: looking things up and rendering; only the newest of a kind is answered
    NETWORK = "network"
    DOWNLOAD = "download"  #: apart from the network's: a model takes minutes, and feeds need not wait for it
    ENGINE = "engine"
    NIGHT = "night"  #: the engine too, while nothing else needs it
    UPKEEP = "upkeep"  #: what nobody waits for
    BUILD = "build"  #: another program that works for us, while reading goes on


@dataclass(frozen=True, slots=True)
class Progress:
    """How far work is: `done` of `total` units of a step."""

    step: Step
    done: int
    total: int
    note: str = ""

    @property
    def share(self) -> float:
        """Return how much is done, 0 to 1; 0 where the total is not known."""
        return min(self.done / self.total, 1.0) if self.total > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Kind:
    """What sort of work it is: of two of one name on the read lane only the newer is answered."""

    name: str = ""
    label: str = ""  #: what the job list calls it; "" keeps it out of sight
    watched: Callable[[object], None] | None = None  #: hears what visible work tells on the way


_PLAIN = Kind()


class Running:
    """One piece of work: a `domain.Job` for the work itself, and what the job list shows of it."""

    def __init__(self, kind: Kind, lane: Lane) -> None:
        self.kind = kind
        self.lane = lane
        self.progress: Progress | None = None
        self.late = False  #: its answer is no longer wanted
        self._stop = threading.Event()
        self._lock = threading.Lock()
        self._told: dict[object, object] = {}
        self._mark: tuple[float, int] | None = None  # when the step began, and with how much done

    def step(self, step: Step, done: int, total: int, note: str = "") -> None:
        """Report progress from the work's thread; raises `Cancelled` once the user pressed stop."""
        self.check()
        before = self.progress
        if before is None or before.step is not step or done < before.done:
            self._mark = (time.monotonic(), done)
        self.progress = Progress(step, done, total, note)

    def tell(self, key: object, value: object) -> None:
        """Pass something to the window while the work goes on; of two values under one key the newer stays."""
        self.check()
        with self._lock:
            self._told[key] = value

    def check(self) -> None:
        """Raise `Cancelled` once the user pressed stop."""
        if self._stop.is_set():
            raise Cancelled

    def take(self) -> list[object]:
        """Return what was told since the last call."""
        with self._lock:
            told, self._told = list(self._told.values()), {}
        return told

    def cancel(self) -> None:
        """Ask the work to end at its next step."""
        self._stop.set()

    @property
    def stopping(self) -> bool:
        """Whether stop was pressed."""
        return self._stop.is_set()

    def seconds_left(self) -> float | None:
        """Return the time left at the pace so far, None while there is no pace yet."""
        now, mark = self.progress, self._mark
        if now is None or mark is None or now.total <= 0 or now.done <= mark[1]:
            return None
        pace = (time.monotonic() - mark[0]) / (now.done - mark[1])
        return max(0.0, pace * (now.total - now.done))


@dataclass(frozen=True, slots=True)
class _Answers:
    """Who hears of the end of a piece of work."""

    done: Callable[[Any], None] | None
    failed: Callable[[AppError], None] | None


class Jobs(QObject):
    """Starts work on lanes and answers on the GUI thread."""

    changed = Signal()  #: some visible work began, moved or ended
    _ended = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lanes = {lane: ThreadPoolExecutor(1, thread_name_prefix=lane.value) for lane in Lane}
        self._answers: dict[Running, _Answers] = {}
        self._futures: dict[Running, Future[Any]] = {}
        self._closed = False
        self._beat = QTimer(self, interval=_BEAT)
        self._beat.timeout.connect(self._look)
        # Queued, since work that is done at once would else be answered before its start returns.
        self._ended.connect(self._answer, Qt.ConnectionType.QueuedConnection)

    def start(
        self,
        work: Callable[[Running], T],
        lane: Lane,
        done: Callable[[T], None] | None = None,
        failed: Callable[[AppError], None] | None = None,
        kind: Kind = _PLAIN,
    ) -> Running:
        """Run `work` on a lane, and answer with `done` or `failed`."""
        running = Running(kind, lane)
        if self._closed:
            return running
        for other in self._answers:
            other.late = other.late or bool(kind.name and other.kind.name == kind.name and lane is Lane.READ)
        self._answers[running] = _Answers(done, failed)
        future = self._futures[running] = self._lanes[lane].submit(_unless_late, running, work)
        future.add_done_callback(lambda ended: self._ended.emit(running, ended))
        if kind.label:
            self._beat.start()
            self.changed.emit()
        return running

    def visible(self) -> list[Running]:
        """Return the work that the job list shows, oldest first."""
        return [running for running in self._answers if running.kind.label]

    def busy(self, kind: str) -> bool:
        """Whether work of that kind waits or runs."""
        return any(running.kind.name == kind and not running.late for running in self._answers)

    def on(self, lane: Lane) -> bool:
        """Whether work waits or runs on a lane; may be asked from any thread."""
        return any(running.lane is lane for running in tuple(self._answers))

    def idle(self) -> bool:
        """Whether nothing waits or runs."""
        return not self._answers

    def cancel(self, kind: str) -> None:
        """Ask all work of a kind to end."""
        for running in self._answers:
            if running.kind.name == kind:
                running.cancel()

    def finish(self, lane: Lane) -> list[AppError]:
        """Wait for all that is on a lane, and return what went wrong in it; the answers still come."""
        futures = [future for running, future in self._futures.items() if running.lane is lane]
        wait(futures)
        return [error for future in futures if isinstance(error := future.exception(), AppError)]

    def close(self) -> None:
        """Stop what can be stopped, finish what keeps the user's work, wait for both; later answers are dropped."""
        self._closed = True
        self._beat.stop()
        for running in self._answers:
            if running.lane is not Lane.STORE:
                running.cancel()
        for lane, pool in self._lanes.items():
            pool.shutdown(wait=True, cancel_futures=lane is not Lane.STORE)

    def _look(self) -> None:
        """Pass on what running work told since the last beat."""
        for running in self.visible():
            for value in running.take():
                if running.kind.watched:
                    running.kind.watched(value)
        self.changed.emit()

    def _answer(self, running: Running, ended: Future[object]) -> None:
        """Hear of the end of some work; an exception that is no `AppError` is a bug and goes to `sys.excepthook`."""
        answers = self._answers.pop(running)
        del self._futures[running]
        if not self.visible():
            self._beat.stop()
        if running.kind.label:
            self.changed.emit()
        if self._closed or running.late or ended.cancelled():
            return
        error = ended.exception()
        if error is None:
            if answers.done:
                answers.done(ended.result())
        elif isinstance(error, AppError):
            if answers.failed:
                answers.failed(error)
        else:
            raise error


def _unless_late(running: Running, work: Callable[[Running], T]) -> T:
    """Do the work, unless a newer piece of its kind or the stop button made it pointless while it waited."""
    if running.late:
        raise Cancelled
    running.check()
    return work(running)
