"""The engine of this computer: a model in a process of its own, as `domain.Engine`."""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from bioai_desktop.domain import Answer, Device, EngineInfo, Loading, Piece, Request, Step, nothing_more
from bioai_desktop.engine import declared
from bioai_desktop.engine.calibration import Fit
from bioai_desktop.engine.process import Ended, WorkerProcess
from bioai_desktop.engine.protocol import Ask, Cancel, Done, Failed, FromWorker, Load, LoadShare, Pause, Rate, Rated, Ready, Wrote
from bioai_desktop.engine.rates import PROMPT, Rates
from bioai_desktop.errors import Cancelled, EngineFailed

IDLE = 900.0  #: seconds without a text after which the model leaves the memory
_GLANCE = 0.05  # seconds between two looks at whoever may want to stop
_RECENT = 60.0  # seconds for which the death of a worker counts
_PAUSE = 0.25  # seconds

_NOTHING = Done(0, 0, 0, 0, 0, 0.0, 0.0, 0.0)

_Answering = Wrote | Done | Failed | Rated | Ended
_Message = FromWorker | Ended


@dataclass(frozen=True, slots=True)
class Served:
    """A loaded model."""

    fit: Fit
    cell_bytes: int  #: memory that the cells take
    cores: int  #: threads that could be used
    pid: int  #: of the worker


@dataclass(frozen=True, slots=True)
class Serving:
    """How a model is to be served."""

    fit: Fit | None = None  #: None: as was found best on this machine
    kept: Path | None = None  #: where the cells of house prompts, and what was found best, are kept from one start to the next
    idle: float = IDLE  #: seconds without a text after which the model leaves the memory, 0: it stays
    pause: float = _PAUSE  #: seconds before the start after a death; twice as long after each further one


class _Life:
    """One worker, from its start to its end."""

    def __init__(self, order: Load, deliver: Callable[[_Life, _Message], None]) -> None:
        self.ready = threading.Event()  #: loaded, or of no use
        self.served: Served | None = None  #: once it is loaded
        self.loading = Loading(Step.LOAD, 0.0)
        self.failure: EngineFailed | None = None
        self.ended: Ended | None = None
        self.streams: dict[int, queue.SimpleQueue[_Answering]] = {}  #: by number of the `Ask`
        self.worker = WorkerProcess(lambda message: deliver(self, message))
        self.worker.send(order)


@dataclass(slots=True)
class _Stream:
    """The texts of one call."""

    more: Callable[[], Sequence[Request]]
    beat: Callable[[], None]
    waiting: dict[str, Request] = field(default_factory=dict[str, Request])  #: those without an Answer, by id
    begun: set[str] = field(default_factory=set[str])  #: ids of those of which something was shown
    work: Done = _NOTHING

    def take(self, requests: Sequence[Request]) -> list[Request]:
        """Have these written too; raises `ConstraintInvalid`."""
        for request in requests:
            declared.shape(request.constraint)
        self.waiting |= {request.id: request for request in requests}
        self.begun -= {request.id for request in requests}
        return list(requests)


class LocalEngine:
    """A GGUF file served by a worker that starts with the first call, and again with the next one after it died or was idle."""

    def __init__(
        self, path: Path, name: str = "", model_hash: str = "", device: Device = Device.AUTO, serving: Serving | None = None
    ) -> None:
        serving = serving or Serving()
        self._idle, self._pause = serving.idle, serving.pause
        self._order = Load(str(path), device, serving.fit, str(serving.kept or ""), model_hash)
        self._info = EngineInfo(name or path.name, model_hash, Device.CPU, "")
        self._known = False  #: whether `_info` says what it runs on: it stays so when the model rests
        self._timer: threading.Timer | None = None
        self._lock = threading.RLock()
        self._life: _Life | None = None
        self._number = 0  #: of the last `Ask`
        self._deaths: list[float] = []  #: when workers died
        self._paused = False
        self.work = _NOTHING  #: what the last stream took

    def stream(
        self,
        requests: Sequence[Request],
        beat: Callable[[], None] = lambda: None,
        more: Callable[[], Sequence[Request]] = nothing_more,
    ) -> Generator[Piece | Answer]:
        """Write all texts; see `domain.Engine`.

        Raises `ConstraintInvalid` before anything is written that has the fault, `EngineFailed`, or `Cancelled` where the engine is
        closed meanwhile.
        """
        stream = _Stream(more, beat)
        stream.take(requests)
        if not stream.waiting:
            return
        died = yield from self._attempt(stream)
        if died is not None and not died.closed:
            self._recover(beat)
            died = yield from self._attempt(stream)
        if died is not None:
            raise Cancelled if died.closed else EngineFailed("died", died.detail)

    def info(self, beat: Callable[[], None] = lambda: None) -> EngineInfo:
        """What it runs on; loads the model if that is not known yet. Raises `EngineFailed`, or `Cancelled` where the engine is closed meanwhile."""
        if not self._known:
            self._loaded(beat)
        return self._info

    @property
    def loading(self) -> Loading | None:
        """What it does before it can write, None where it is ready or nothing was asked of it."""
        life = self._life
        return life.loading if life is not None and not life.ready.is_set() else None

    def rates(self, widths: Sequence[int], beat: Callable[[], None] = lambda: None, prompt: int = PROMPT) -> Rates:
        """Measure what a bare loop reaches on the model as it is loaded, a prompt being so long; waits until all texts have ended.

        Raises as `stream`.
        """
        life = self._loaded(beat)
        number, inbox = self._enter(life)
        finished = False
        try:
            life.worker.send(Rate(number, list(widths), prompt))
            message = next(self._messages(inbox, beat))
            finished = True
        finally:
            self._leave(life, number, finished=finished)
        match message:
            case Rated(_, prefill, decode):
                return Rates(prefill, decode)
            case Failed(reason, detail):
                raise EngineFailed(reason, detail)
            case _:
                raise EngineFailed("died", message.detail if isinstance(message, Ended) else "")

    @property
    def served(self) -> Served | None:
        """How the model is served by the worker of now, None where there is none."""
        life = self._life
        return life.served if life is not None else None

    def pause(self, *, on: bool) -> None:
        """Let all texts rest where they are, or go on."""
        with self._lock:
            self._paused = on
            if self._life is not None:
                self._life.worker.send(Pause(on))

    def close(self) -> None:
        """End the worker, whatever it does; a later call would start another."""
        with self._lock:
            life, self._life = self._life, None
            self._stay()
        if life is not None:
            life.worker.close()

    # ------------------------------------------------------------ one stream

    def _attempt(self, stream: _Stream) -> Generator[Piece | Answer, None, Ended | None]:
        """Ask for what is waiting; returns how the worker ended where it did so before all was written.

        What was shown of a text before is not shown again: such a text comes as a whole, in its Answer.
        """
        life = self._loaded(stream.beat)
        told = frozenset(stream.begun)
        number, inbox = self._enter(life)
        finished = False
        try:
            life.worker.send(Ask(number, list(stream.waiting.values())))
            for message in self._messages(inbox, stream.beat):
                finished = isinstance(message, Failed | Ended)
                match message:
                    case Wrote(_, pieces, answers):
                        stream.begun.update(piece.request for piece in pieces)
                        yield from (piece for piece in pieces if piece.request not in told)
                        for answer in answers:
                            del stream.waiting[answer.request]
                            yield answer
                            if added := stream.take(stream.more()):
                                life.worker.send(Ask(number, added))
                    case Failed(reason, detail):
                        raise EngineFailed(reason, detail)
                    case Ended():
                        return message
                    case Done():
                        stream.work = stream.work.plus(message)
                        self._measure(stream.work)
                        if not stream.waiting:  # else the worker had not heard yet of what was added
                            finished = True
                            return None
                    case Rated():
                        pass  # never the answer to an `Ask`
        finally:
            self._leave(life, number, finished=finished)
        return None

    def _enter(self, life: _Life) -> tuple[int, queue.SimpleQueue[_Answering]]:
        inbox: queue.SimpleQueue[_Answering] = queue.SimpleQueue()
        with self._lock:
            self._number += 1
            life.streams[self._number] = inbox
            self._stay()
            if life.ended is not None:
                inbox.put(life.ended)
            return self._number, inbox

    @staticmethod
    def _messages(inbox: queue.SimpleQueue[_Answering], beat: Callable[[], None]) -> Iterator[_Answering]:
        while True:
            try:
                yield inbox.get(timeout=_GLANCE)
            except queue.Empty:
                beat()

    def _leave(self, life: _Life, number: int, *, finished: bool) -> None:
        with self._lock:
            del life.streams[number]
            if not life.streams and self._life is life:
                self._rest()
        if not finished:
            life.worker.send(Cancel(number))

    def _measure(self, work: Done) -> None:
        self.work = work
        if work.seconds > 0:
            self._info = replace(self._info, tokens_per_second=work.written / work.seconds)

    # ------------------------------------------------------------ the worker

    def _loaded(self, beat: Callable[[], None]) -> _Life:
        """Return a worker with its model loaded; `beat` may raise meanwhile, while it goes on loading for the next call."""
        with self._lock:
            life = self._life
            if life is None:
                life = self._life = _Life(self._order, self._deliver)
                if self._paused:
                    life.worker.send(Pause(on=True))
        while not life.ready.wait(_GLANCE):
            beat()
        if life.failure is not None:
            raise life.failure
        if life.ended is not None and life.served is None:
            raise Cancelled if life.ended.closed else EngineFailed("start", life.ended.detail)
        return life

    def _deliver(self, life: _Life, message: _Message) -> None:
        """Hand a message to whom it is for; on the thread of that worker."""
        with self._lock:
            match message:
                case LoadShare(share, measuring):
                    life.loading = Loading(Step.MEASURE if measuring else Step.LOAD, share)
                case Ready(device, device_name, reason, fit, cell_bytes, cores):
                    self._info = replace(self._info, device=device, device_name=device_name, reason=reason, calibrated=fit.rate)
                    self._known = True
                    life.served = Served(fit, cell_bytes, cores, life.worker.pid)
                    life.ready.set()
                case Failed(reason, detail, 0):
                    life.failure = EngineFailed(reason, detail)
                    self._forget(life)
                case Ended():
                    life.ended = message
                    self._forget(life)
                    if not message.closed:
                        self._deaths.append(time.monotonic())
                    for inbox in life.streams.values():
                        inbox.put(message)
                case Wrote() | Done() | Failed() | Rated():
                    if (inbox := life.streams.get(message.number)) is not None:  # else the rest of a stream that its caller left
                        inbox.put(message)

    def _forget(self, life: _Life) -> None:
        if self._life is life:
            self._life = None
        life.ready.set()

    def _recover(self, beat: Callable[[], None]) -> None:
        """Wait a little before the next start, and longer the more workers died lately."""
        with self._lock:
            now = time.monotonic()
            self._deaths = [at for at in self._deaths if now - at < _RECENT]
            until = now + min(_RECENT, self._pause * 2 ** len(self._deaths))
        while time.monotonic() < until:
            time.sleep(_GLANCE)
            beat()

    def _stay(self) -> None:
        """Stop the clock of `_rest`."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _rest(self) -> None:
        """Wind the clock that lets an idle model leave the memory."""
        self._stay()
        if self._idle:
            self._timer = threading.Timer(self._idle, self._unload)
            self._timer.daemon = True
            self._timer.start()

    def _unload(self) -> None:
        with self._lock:
            life = self._life if self._life and not self._life.streams else None
            if life is not None:
                self._life = None
        if life is not None:
            life.worker.close()
