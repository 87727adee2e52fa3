"""The process that owns the model: reads what is asked on stdin, answers on stdout, ends with its owner."""

from __future__ import annotations

import faulthandler
import os
import queue
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

from bioai_desktop.domain import Answer, Device, Piece, Priority, Request
from bioai_desktop.engine import devices
from bioai_desktop.engine.backend import DecodingFailed, Interrupted
from bioai_desktop.engine.batch import SEATS, Batch, Event, Prompt, Tally
from bioai_desktop.engine.child import protected_stdout, step_back
from bioai_desktop.engine.kept import Kept
from bioai_desktop.engine.native import Context, LoadFailed, Log, Model, build, offer
from bioai_desktop.engine.protocol import Ask, Cancel, Done, Failed, Load, Pause, Ready, Receiver, ToWorker, Wrote, send


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
        self._messages: queue.SimpleQueue[Ask | Cancel | Pause] = queue.SimpleQueue()
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

    def next(self, *, wait: bool) -> Ask | Cancel | Pause | None:
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
                elif isinstance(message, Ask | Cancel | Pause):
                    self._messages.put(message)
                    if not isinstance(message, Ask) or any(request.priority is Priority.INTERACTIVE for request in message.requests):
                        self._interrupt()
        finally:
            # Not sys.exit: the other thread may be deep in native code, and nothing here has to be saved.
            os._exit(0)

    def _interrupt(self) -> None:
        with self._lock:
            if self._context is not None:
                self._context.interrupt()


@dataclass(slots=True)
class _Open:
    """An `Ask` with texts that have not ended."""

    left: set[str]  #: ids of its requests
    before: Tally


class _Worker:
    """The model and its batch."""

    _model: Model
    _context: Context
    _batch: Batch

    def __init__(self, out: BinaryIO, inbox: _Inbox) -> None:
        self._out = out
        self._inbox = inbox
        self._log = Log()
        self._shared = lru_cache(32)(self._shared_tokens)
        self._open_asks: dict[int, _Open] = {}
        self._paused = False

    def load(self, order: Load) -> None:
        """Load a model where it is wanted and fits, and say where that is; raises `LoadFailed`."""
        self._log.install()
        path = Path(order.path)
        choice = devices.choose(order.device, offer(), path.stat().st_size if path.is_file() else 0)
        try:
            self._open(order, choice.gpu)
        except LoadFailed:
            if choice.gpu is None:
                raise
            choice = devices.Choice(None, "gpu-memory")
            self._open(order, None)
        device = Device.GPU if choice.gpu else Device.CPU
        name = choice.gpu.name if choice.gpu else f"CPU, {devices.threads()} threads"
        self._inbox.serve(self._context)
        send(self._out, Ready(device, name, choice.reason))

    def serve(self) -> None:
        """Write what is asked, for ever."""
        while True:
            self._hear()
            try:
                self._tell(self._batch.step())
            except Interrupted:
                pass  # what it was for is heard next
            except DecodingFailed as error:
                self._fail(f"{error.code} {self._log.last}".strip())

    def _hear(self) -> None:
        """Do what the owner said; returns once there is something to write."""
        while True:
            message = self._inbox.next(wait=self._paused or not self._batch.busy)
            match message:
                case None:
                    break
                case Ask():
                    self._begin(message)
                case Cancel(number):
                    self._tell(self._batch.cancel(lambda request, number=number: _number(request.id)[0] == number))
                case Pause(on):
                    self._paused = on
        self._context.resume()

    def _open(self, order: Load, gpu: devices.Gpu | None) -> None:
        self._model = Model(Path(order.path), gpu, self._log)
        self._context = Context(self._model, width=order.width + SEATS, threads=devices.threads())
        kept = Kept(Path(order.kept), f"{order.model} {build()} {bool(gpu)}") if order.kept and order.model else None
        self._batch = Batch(self._context, self._model.vocabulary, kept)

    def _begin(self, ask: Ask) -> None:
        asked = [(replace(request, id=f"{ask.number} {request.id}"), self._prompt(request)) for request in ask.requests]
        before = self._batch.tally.copy() if self._batch.busy else Tally()
        self._open_asks[ask.number] = _Open({request.id for request in ask.requests}, before)
        self._tell(self._batch.add(asked))
        self._end(ask.number)

    def _fail(self, detail: str) -> None:
        """Give up all that is open: native code refused a batch."""
        self._batch.cancel()
        for number in self._open_asks:
            send(self._out, Failed("decode", detail, number))
        self._open_asks.clear()

    def _prompt(self, request: Request) -> Prompt:
        template = self._model.template
        return Prompt(self._shared(request.system, request.shared), tuple(self._model.tokens(template.own(request))))

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
                answers.append(replace(event, request=name))
        for number, (pieces, answers) in told.items():
            send(self._out, Wrote(number, pieces, answers))
            self._open_asks[number].left -= {answer.request for answer in answers}
            self._end(number)

    def _end(self, number: int) -> None:
        ask = self._open_asks.get(number)
        if ask is not None and not ask.left:
            del self._open_asks[number]
            tally = self._batch.tally.since(ask.before)
            send(self._out, Done(number, tally.computed, tally.reused, tally.written, tally.steps, tally.seconds))


def _number(name: str) -> tuple[int, str]:
    """Return which `Ask` a text in the batch belongs to, and what that calls it."""
    number, _, rest = name.partition(" ")
    return int(number), rest


if __name__ == "__main__":
    sys.exit(main())
