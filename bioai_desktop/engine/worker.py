"""The process that owns the model: reads what is asked on stdin, answers on stdout, ends with its owner."""

from __future__ import annotations

import ctypes
import faulthandler
import os
import queue
import signal
import sys
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO

import psutil

from bioai_desktop.domain import Answer, Device, Piece, Request
from bioai_desktop.engine import devices
from bioai_desktop.engine.backend import DecodingFailed, Interrupted
from bioai_desktop.engine.batch import Batch, Event, Prompt
from bioai_desktop.engine.native import Context, LoadFailed, Log, Model, offer
from bioai_desktop.engine.protocol import Ask, Cancel, Done, Failed, Load, Ready, Receiver, ToWorker, Wrote, send

_PARENT_DEATH_SIGNAL = 1  # prctl's PR_SET_PDEATHSIG
_NICE = 5  # below the window and the browser, above what runs only when nothing else does


def main() -> int:
    """Serve one owner until it goes; returns the exit status."""
    out = _protected_stdout()
    faulthandler.enable()
    _step_back()
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
        self._asks: queue.SimpleQueue[Ask] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._context: Context | None = None
        self._running = 0
        self._cancelled = 0  #: highest number of an `Ask` that was cancelled
        threading.Thread(target=self._listen, name="inbox", daemon=True).start()

    def load(self) -> Load:
        """Wait for the model to load."""
        return self._loads.get()

    def ask(self, context: Context) -> Ask:
        """Wait for what to write next; from then on, a cancel interrupts the context."""
        ask = self._asks.get()
        with self._lock:
            self._context, self._running = context, ask.number
            context.resume()
        return ask

    def is_cancelled(self) -> bool:
        """Tell whether the `Ask` at hand was cancelled."""
        return self._cancelled >= self._running

    def _listen(self) -> None:
        try:
            while (message := self._receiver.receive()) is not None:
                if isinstance(message, Load):
                    self._loads.put(message)
                elif isinstance(message, Ask):
                    self._asks.put(message)
                elif isinstance(message, Cancel):
                    self._cancel(message.number)
        finally:
            # Not sys.exit: the other thread may be deep in native code, and nothing here has to be saved.
            os._exit(0)

    def _cancel(self, number: int) -> None:
        with self._lock:
            self._cancelled = max(self._cancelled, number)
            if self._context is not None and self.is_cancelled():
                self._context.interrupt()


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

    def load(self, order: Load) -> None:
        """Load a model where it is wanted and fits, and say where that is; raises `LoadFailed`."""
        self._log.install()
        path = Path(order.path)
        choice = devices.choose(order.device, offer(), path.stat().st_size if path.is_file() else 0)
        try:
            self._open(path, choice.gpu, order.width)
        except LoadFailed:
            if choice.gpu is None:
                raise
            choice = devices.Choice(None, "gpu-memory")
            self._open(path, None, order.width)
        device = Device.GPU if choice.gpu else Device.CPU
        name = choice.gpu.name if choice.gpu else f"CPU, {devices.threads()} threads"
        send(self._out, Ready(device, name, choice.reason))

    def serve(self) -> None:
        """Write what is asked, one `Ask` after the other."""
        while True:
            ask = self._inbox.ask(self._context)
            try:
                self._write(ask)
            except DecodingFailed as error:
                self._batch.cancel()
                send(self._out, Failed("decode", f"{error.code} {self._log.last}".strip(), ask.number))

    def _open(self, path: Path, gpu: devices.Gpu | None, width: int) -> None:
        self._model = Model(path, gpu, self._log)
        self._context = Context(self._model, width=width, threads=devices.threads())
        self._batch = Batch(self._context, self._model.vocabulary)

    def _write(self, ask: Ask) -> None:
        try:
            self._tell(ask.number, self._batch.add((request, self._prompt(request)) for request in ask.requests))
            while self._batch.busy and not self._inbox.is_cancelled():
                self._tell(ask.number, self._batch.step())
        except Interrupted:
            pass
        self._tell(ask.number, self._batch.cancel())
        tally = self._batch.tally
        send(self._out, Done(ask.number, tally.computed, tally.reused, tally.written, tally.steps, tally.seconds))

    def _prompt(self, request: Request) -> Prompt:
        template = self._model.template
        return Prompt(self._shared(request.system, request.shared), tuple(self._model.tokens(template.own(request))))

    def _shared_tokens(self, system: str, shared: str) -> tuple[int, ...]:
        spans = self._model.template.shared(Request("", system, "", shared))
        return self._model.start(list(self._model.tokens(spans)))

    def _tell(self, number: int, events: Sequence[Event]) -> None:
        if events:
            pieces = [event for event in events if isinstance(event, Piece)]
            answers = [event for event in events if isinstance(event, Answer)]
            send(self._out, Wrote(number, pieces, answers))


def _protected_stdout() -> BinaryIO:
    """Keep the pipe to the owner for messages: what native code prints goes to stderr."""
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return out


def _step_back() -> None:
    """Leave the machine to the user: lower priority, no share in Ctrl-C, and an end when the owner ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "win32":
        psutil.Process().nice(psutil.BELOW_NORMAL_PRIORITY_CLASS)
    else:
        os.nice(_NICE)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PARENT_DEATH_SIGNAL, signal.SIGKILL)


if __name__ == "__main__":
    sys.exit(main())
