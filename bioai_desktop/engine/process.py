"""A worker process as its owner holds it: started, spoken to, and told apart from one that has ended."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, BinaryIO, cast

import msgspec

from bioai_desktop.engine.protocol import WORKER_ARGUMENT, FromWorker, Receiver, ToWorker, send

_SOURCES = Path(__file__).resolve().parents[2]
_PATIENCE = 2.0  # seconds that a worker has to end by itself
_LAST_WORDS = 2000  # bytes of a dead worker's stderr that are kept


@dataclass(frozen=True, slots=True)
class Ended:
    """Last message of every worker, made here: its process is gone."""

    detail: str  #: exit status and last words
    closed: bool = False  #: its owner wanted that


class WorkerProcess:
    """One worker; `deliver` is called with its messages on a thread of its own, the last one is `Ended`."""

    def __init__(self, deliver: Callable[[FromWorker | Ended], None]) -> None:
        self._deliver = deliver
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._started = threading.Event()
        # The thread that reads also starts the process: on Linux a child that asks to die with its parent
        # dies with the thread that started it, so that must be one which lives as long as the child.
        self._thread = threading.Thread(target=self._run, name="engine", daemon=True)
        self._thread.start()
        self._started.wait()

    @property
    def pid(self) -> int:
        """The process id, 0 where it could not be started."""
        return self._process.pid if self._process else 0

    def send(self, message: ToWorker) -> None:
        """Tell the worker something; one that is gone has said so."""
        process = self._process
        if process is None:
            return
        with self._lock, contextlib.suppress(OSError, ValueError):
            send(cast("BinaryIO", process.stdin), message)

    def close(self) -> None:
        """End the process, and wait until it has."""
        process = self._process
        self._closed = True
        if process is not None:
            with self._lock, contextlib.suppress(OSError):
                cast("BinaryIO", process.stdin).close()
            try:
                process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
        if self._thread is not threading.current_thread():
            self._thread.join()

    def _run(self) -> None:
        with tempfile.TemporaryFile() as errors:
            try:
                self._process = start("worker", WORKER_ARGUMENT, errors)
            except OSError as error:
                self._deliver(Ended(str(error)))
                return
            finally:
                self._started.set()
            output = cast("BinaryIO", self._process.stdout)
            with output:
                self._read(Receiver(output, FromWorker))
            # Messages that make no sense are the other reason to be here: then it has to go as well.
            self._process.kill()
            status = self._process.wait()
            with self._lock, contextlib.suppress(OSError):
                cast("BinaryIO", self._process.stdin).close()
            self._deliver(Ended(last_words(status, errors), self._closed))

    def _read(self, receiver: Receiver) -> None:
        with contextlib.suppress(OSError, msgspec.MsgspecError):
            while (message := receiver.receive()) is not None:
                self._deliver(cast("FromWorker", message))


def start(module: str, argument: str, errors: IO[bytes]) -> subprocess.Popen[bytes]:
    """Start a module of this package as a process, in a bundle by the argument that stands for it; raises OSError."""
    python = ["-P", "-m", f"{__package__}.{module}"]
    command = [sys.executable, *([argument] if getattr(sys, "frozen", False) else python)]
    path = os.pathsep.join(filter(None, [str(_SOURCES), os.environ.get("PYTHONPATH", "")]))
    # Threads that spin for long while they wait take the machine from the user's other programs, and those that sleep at once lose a third of
    # a single text's speed: so they spin for microseconds. `neighbours` sees to it that no thread shares its core for long.
    environment = {"GOMP_SPINCOUNT": "5000", **os.environ, "PYTHONPATH": path}
    flags = subprocess.CREATE_NO_WINDOW if sys.platform == "win32" else 0
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, env=environment, creationflags=flags)


def last_words(status: int, errors: IO[bytes]) -> str:
    """Return how a process ended, and what it wrote to stderr last."""
    errors.seek(0, os.SEEK_END)
    errors.seek(max(0, errors.tell() - _LAST_WORDS))
    words = errors.read().decode(errors="replace").strip()
    try:
        ending = signal.Signals(-status).name if status < 0 else f"exit status {status}"
    except ValueError:
        ending = f"exit status {status}"
    return f"{ending}\n{words}".strip()
