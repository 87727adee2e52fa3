"""The process that owns the model: reads what is asked on stdin, answers on stdout, ends with its owner."""

from __future__ import annotations

import faulthandler
import os
import queue
import sys
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from bioai_desktop.domain import Answer, Device, Piece, Priority, Request
from bioai_desktop.engine import devices
from bioai_desktop.engine.backend import DecodingFailed, Interrupted
from bioai_desktop.engine.batch import Batch, Event, Prompt, Tally
from bioai_desktop.engine.calibration import CellType, Fit, FitBook, calibrate, plain
from bioai_desktop.engine.child import protected_stdout, step_back
from bioai_desktop.engine.grammar import GrammarInvalid
from bioai_desktop.engine.kept import Kept
from bioai_desktop.engine.native import Context, LoadFailed, Log, Model, affordable, build, offer
from bioai_desktop.engine.neighbours import Neighbours
from bioai_desktop.engine.protocol import (
    Ask,
    Cancel,
    Done,
    Failed,
    Load,
    LoadShare,
    Pause,
    Rate,
    Rated,
    Ready,
    Receiver,
    ToWorker,
    Wrote,
    send,
)
from bioai_desktop.engine.rates import Loop
from bioai_desktop.engine.shortening import shortened


def main() -> int:
    """Serve one owner until it goes; returns the exit status."""
    out = protected_stdout()
    faulthandler.enable()
    step_back()
    inbox = _Inbox(sys.stdin.buffer)
    worker = _Worker(out, inbox)
    try:
        worker.load(inbox.load())
    except LoadFailed as error:
        send(out, Failed(error.reason, error.detail))
        return 1
    worker.serve()
    return 0


class _Inbox:
    """What the owner says, read beside the work: its end ends the process, however busy."""

    def __init__(self, stream: BinaryIO) -> None:
        self._receiver = Receiver(stream, ToWorker)
        self._loads: queue.SimpleQueue[Load] = queue.SimpleQueue()
        self._messages: queue.SimpleQueue[Ask | Cancel | Pause | Rate] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._context: Context | None = None
        threading.Thread(target=self._listen, name="inbox", daemon=True).start()

    def load(self) -> Load:
        """Wait for the model to load."""
        return self._loads.get()

    def serve(self, context: Context) -> None:
        """From now on, a cancel interrupts the context."""
        with self._lock:
            self._context = context

    def next(self, *, wait: bool) -> Ask | Cancel | Pause | Rate | None:
        """Return what the owner says next; None where that is nothing yet and nobody waits for it."""
        try:
            return self._messages.get(block=wait)
        except queue.Empty:
            return None

    def _listen(self) -> None:
        try:
            while (message := self._receiver.receive()) is not None:
                if isinstance(message, Load):
                    self._loads.put(message)
                elif isinstance(message, Ask | Cancel | Pause | Rate):
                    self._messages.put(message)
                    if _is_pressing(message):
                        self._interrupt()
        finally:
            # Not sys.exit: the other thread may be deep in native code, and nothing here has to be saved.
            os._exit(0)

    def _interrupt(self) -> None:
        with self._lock:
            if self._context is not None:
                self._context.interrupt()


def _is_pressing(message: Ask | Cancel | Pause | Rate) -> bool:
    """Tell whether a message is worth giving up the step that is being computed."""
    if isinstance(message, Ask):
        return any(request.priority is Priority.INTERACTIVE for request in message.requests)
    return not isinstance(message, Rate)


@dataclass(slots=True)
class _Open:
    """An `Ask` with texts that have not ended."""

    left: set[str]  #: ids of its requests
    before: Tally
    left_out: dict[str, int] = field(default_factory=dict[str, int])  #: characters of prompts, by request


class _Worker:
    """The model and its batch."""

    _model: Model
    _context: Context
    _batch: Batch
    _fit: Fit
    _threads: tuple[int, int]  #: in use, for writing and for prompts

    def __init__(self, out: BinaryIO, inbox: _Inbox) -> None:
        self._out = out
        self._inbox = inbox
        self._log = Log()
        self._shared = lru_cache(32)(self._shared_tokens)
        self._open_asks: dict[int, _Open] = {}
        self._rates: list[Rate] = []  # asked for, and not taken yet
        self._neighbours = Neighbours(devices.threads())
        self._paused = False
        self._told = (0, False)  # how much was loaded when that was last said

    def load(self, order: Load) -> None:
        """Load a model where it is wanted and fits, and say where that is; raises `LoadFailed`."""
        self._log.install()
        path = Path(order.path)
        choice = devices.choose(order.device, offer(), path.stat().st_size if path.is_file() else 0)
        try:
            fit = self._open(order, choice.gpu)
        except LoadFailed:
            if choice.gpu is None:
                raise
            choice = devices.Choice(None, "gpu-memory")
            fit = self._open(order, None)
        device = Device.GPU if choice.gpu else Device.CPU
        name = choice.gpu.name if choice.gpu else f"CPU, {fit.threads} threads"
        self._fit, self._threads = fit, (fit.threads, fit.prefill_threads)
        self._inbox.serve(self._context)
        cells = self._context.cells * self._model.cell_bytes(fit.cells)
        send(self._out, Ready(device, name, choice.reason, fit, cells, devices.threads()))

    def serve(self) -> None:
        """Write what is asked, for ever."""
        while True:
            self._hear()
            try:
                if self._batch.busy:
                    self._make_way()
                    self._tell(self._batch.step())
                else:
                    self._rate(self._rates[0])
            except Interrupted:
                pass  # what it was for is heard next
            except DecodingFailed as error:
                self._fail(f"{error.code} {self._log.last}".strip())

    def _make_way(self) -> None:
        """Compute with as many threads as other programs leave cores."""
        left = self._neighbours.left()
        self._use(min(self._fit.threads, left), min(self._fit.prefill_threads, left))

    def _use(self, threads: int, prefill_threads: int) -> None:
        if (threads, prefill_threads) != self._threads:
            self._threads = (threads, prefill_threads)
            self._context.use(threads, prefill_threads)

    def _hear(self) -> None:
        """Do what the owner said; returns once there is something to write."""
        while True:
            message = self._inbox.next(wait=self._paused or not (self._batch.busy or self._rates))
            match message:
                case None:
                    break
                case Ask():
                    self._begin(message)
                case Cancel(number):
                    self._tell(self._batch.cancel(lambda request, number=number: _number(request.id)[0] == number))
                case Pause(on):
                    self._paused = on
                case Rate():
                    self._rates.append(message)
        self._context.resume()

    def _open(self, order: Load, gpu: devices.Gpu | None) -> Fit:
        self._model = Model(Path(order.path), gpu, self._log, lambda share: self._loading(share, measuring=False))
        fit = order.fit or plain(devices.threads())
        kept = None
        if order.kept and order.model:
            maker = f"{order.model} {build()} {gpu.name if gpu else ''} {devices.threads()}"
            fit = order.fit or self._fitting(FitBook(Path(order.kept), maker))
            kept = Kept(Path(order.kept), f"{maker} {fit.cells}")
        self._context = Context(self._model, fit)
        self._batch = Batch(self._context, self._model.vocabulary, kept)
        return fit

    def _fitting(self, book: FitBook) -> Fit:
        """Return how the model is best served here; the first time, that is found out by trying."""
        found = book.get()
        if found is None:
            done = calibrate(devices.threads(), self._affordable, self._trial, lambda share: self._loading(share, measuring=True))
            found = done.fit
            if done.sure:
                book.put(found)
        return found

    def _affordable(self, cells: CellType) -> int:
        return affordable(self._model.cell_bytes(cells))

    @contextmanager
    def _trial(self, fit: Fit) -> Generator[Context]:
        context = Context(self._model, fit)
        try:
            yield context
        finally:
            context.close()

    def _loading(self, share: float, *, measuring: bool) -> None:
        percent = (int(share * 100), measuring)
        if percent != self._told:
            self._told = percent
            send(self._out, LoadShare(share, measuring))

    def _rate(self, rate: Rate) -> None:
        self._use(self._fit.threads, self._fit.prefill_threads)
        loop = Loop(self._context)
        send(self._out, Rated(rate.number, loop.prefill(rate.prompt), loop.decode(rate.widths)))
        self._rates.remove(rate)

    def _begin(self, ask: Ask) -> None:
        if not self._batch.busy:
            self._neighbours.begin()
        before = self._batch.tally.copy() if self._batch.busy else Tally()
        self._open_asks.setdefault(ask.number, _Open(set(), before)).left.update(request.id for request in ask.requests)
        asked = [(replace(request, id=f"{ask.number} {request.id}"), self._fitted(ask.number, request)) for request in ask.requests]
        try:
            events = self._batch.add(asked)
        except GrammarInvalid as error:
            self._batch.cancel(lambda request: _number(request.id)[0] == ask.number)
            del self._open_asks[ask.number]
            send(self._out, Failed("grammar", str(error), ask.number))
            return
        self._tell(events)
        self._end(ask.number)

    def _fail(self, detail: str) -> None:
        """Give up all that is open: native code refused a batch."""
        self._batch.cancel()
        for number in (*self._open_asks, *(rate.number for rate in self._rates)):
            send(self._out, Failed("decode", detail, number))
        self._open_asks.clear()
        self._rates.clear()

    def _prompt(self, request: Request) -> Prompt:
        template = self._model.template
        return Prompt(self._shared(request.system, request.shared), tuple(self._model.tokens(template.own(request))))

    def _fitted(self, number: int, request: Request) -> Prompt:
        """Return a request's prompt, without the last sentences of its spare part where it would be too long."""
        prompt = self._prompt(request)
        if self._batch.fits(request, len(prompt)):
            return prompt

        def fits(text: str) -> bool:
            return self._batch.fits(request, len(self._prompt(replace(request, prompt=text))))

        text = shortened(request.prompt, request.spare, fits)
        if text is None:
            return prompt
        self._open_asks[number].left_out[request.id] = len(request.prompt) - len(text)
        return self._prompt(replace(request, prompt=text))

    def _shared_tokens(self, system: str, shared: str) -> tuple[int, ...]:
        spans = self._model.template.shared(Request("", system, "", shared))
        return self._model.start(list(self._model.tokens(spans)))

    def _tell(self, events: Sequence[Event]) -> None:
        """Send what came of a step to those who asked for it."""
        told: dict[int, tuple[list[Piece], list[Answer]]] = {}
        for event in events:
            number, name = _number(event.request)
            pieces, answers = told.setdefault(number, ([], []))
            if isinstance(event, Piece):
                pieces.append(replace(event, request=name))
            else:
                answers.append(replace(event, request=name, left_out=self._open_asks[number].left_out.get(name, 0)))
        for number, (pieces, answers) in told.items():
            send(self._out, Wrote(number, pieces, answers))
            self._open_asks[number].left -= {answer.request for answer in answers}
            self._end(number)

    def _end(self, number: int) -> None:
        ask = self._open_asks.get(number)
        if ask is not None and not ask.left:
            del self._open_asks[number]
            tally = self._batch.tally.since(ask.before)
            send(self._out, Done(number, **asdict(tally)))


def _number(name: str) -> tuple[int, str]:
    """Return which `Ask` a text in the batch belongs to, and what that calls it."""
    number, _, rest = name.partition(" ")
    return int(number), rest


if __name__ == "__main__":
    sys.exit(main())
