"""The engine of this computer: a model in a process of its own, as `domain.Engine`."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from bioai_desktop.domain import Answer, Device, EngineInfo, Piece, Request, Stop
from bioai_desktop.engine.process import Ended, WorkerProcess
from bioai_desktop.engine.protocol import Ask, Cancel, Done, Failed, FromWorker, Load, Ready, Wrote
from bioai_desktop.errors import Cancelled, EngineFailed

WIDTH = 16  #: texts written at the same time; their memory is shared, so a wide batch costs little
_GLANCE = 0.02  # seconds between two looks at a cancel while the model loads


class LocalEngine:
    """A GGUF file served by a worker that starts with the first call, and again with the next one after it died."""

    def __init__(self, path: Path, name: str = "", model_hash: str = "", device: Device = Device.AUTO, width: int = WIDTH) -> None:
        self._order = Load(str(path), device, width)
        self._info = EngineInfo(name or path.name, model_hash, Device.CPU, "")
        self._worker: WorkerProcess | None = None
        self._ready = False
        self._lock = threading.Lock()
        self._loading = threading.Lock()
        self._number = 0  #: of the last `Ask`
        self._streaming = False
        self._cancelled = False
        self.work = Done(0, 0, 0, 0, 0, 0.0)  #: what the last stream took

    def stream(self, requests: Sequence[Request]) -> Generator[Piece | Answer]:
        """Write all texts; see `domain.Engine`. Raises `EngineFailed`, or `Cancelled` where the engine is closed meanwhile."""
        if not requests:
            return
        with self._lock:
            self._number += 1
            number = self._number
            self._streaming, self._cancelled = True, False
        finished = False
        try:
            worker = self._load(lambda: self._cancelled)
            if worker is None:
                yield from (Answer(request.id, "", Stop.CANCELLED) for request in requests)
            else:
                worker.send(Ask(number, list(requests)))
                if self._cancelled:
                    worker.send(Cancel(number))
                yield from self._receive(worker, number)
            finished = True
        finally:
            self._leave(number, finished=finished)

    def cancel(self) -> None:
        """End the running stream soon; nothing where none runs."""
        with self._lock:
            if not self._streaming:
                return
            self._cancelled = True
            worker, number = self._worker, self._number
        if worker is not None:
            worker.send(Cancel(number))

    def info(self) -> EngineInfo:
        """What it runs on; loads the model if need be. Raises `EngineFailed`, or `Cancelled` where the engine is closed meanwhile."""
        self._load(lambda: False)
        return self._info

    def close(self) -> None:
        """End the worker, whatever it does; a later call would start another."""
        with self._lock:
            worker, self._worker, self._ready = self._worker, None, False
        if worker is not None:
            worker.close()

    def _load(self, give_up: Callable[[], bool]) -> WorkerProcess | None:
        """Return a worker with its model loaded; None once `give_up` says so, while it goes on loading for the next call."""
        with self._loading:
            worker = self._worker
            if worker is None:
                worker = WorkerProcess()
                self._worker, self._ready = worker, False
                worker.send(self._order)
            while not self._ready:
                if give_up():
                    return None
                try:
                    message = worker.inbox.get(timeout=_GLANCE)
                except queue.Empty:
                    continue
                self._take_loading(worker, message)
            return worker

    def _take_loading(self, worker: WorkerProcess, message: FromWorker | Ended) -> None:
        match message:
            case Ready(device, device_name, reason):
                self._info = replace(self._info, device=device, device_name=device_name, reason=reason)
                self._ready = True
            case Failed(reason, detail):
                self._forget(worker)
                raise EngineFailed(reason, detail)
            case Ended():
                self._end(worker, message, "start")
            case Wrote() | Done():
                raise AssertionError("a worker does not write before it is ready")

    def _receive(self, worker: WorkerProcess, number: int) -> Iterator[Piece | Answer]:
        while True:
            message = worker.inbox.get()
            match message:
                case Wrote() if message.number == number:
                    yield from message.pieces
                    yield from message.answers
                case Done() if message.number == number:
                    self._measure(message)
                    return
                case Failed() if message.number == number:
                    raise EngineFailed(message.reason, message.detail)
                case Ended():
                    self._end(worker, message, "died")
                case _:
                    pass  # the rest of a stream that its caller left

    def _measure(self, work: Done) -> None:
        self.work = work
        if work.seconds > 0:
            self._info = replace(self._info, tokens_per_second=work.written / work.seconds)

    def _leave(self, number: int, *, finished: bool) -> None:
        with self._lock:
            self._streaming = False
            worker = self._worker
        if worker is not None and not finished:
            worker.send(Cancel(number))

    def _end(self, worker: WorkerProcess, ended: Ended, reason: str) -> None:
        self._forget(worker)
        if ended.closed:
            raise Cancelled
        raise EngineFailed(reason, ended.detail)

    def _forget(self, worker: WorkerProcess) -> None:
        with self._lock:
            if self._worker is worker:
                self._worker, self._ready = None, False
        worker.close()
