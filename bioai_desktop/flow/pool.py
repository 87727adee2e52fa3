"""Work for other processes: batches that any number of them can share, some that stay for more, and what may never end and so gets one of its own."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import CancelledError, Future, ProcessPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import TypeVar, TypeVarTuple, Unpack

A = TypeVarTuple("A")
B = TypeVar("B")
R = TypeVar("R")

#: What it comes to where a computer starts no further processes, or where they are ended.
LOST = (BrokenProcessPool, CancelledError, OSError, ImportError)
_BEAT = 0.1  # seconds


def processors() -> int:
    """Return how many processors this process may use."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else os.cpu_count() or 1


def spread(work: Callable[[B], R], batches: Sequence[B], done: Callable[[B], None]) -> list[R]:
    """Return what `work`, a function of some module, makes of each batch; `done` hears of each as it is over, and may raise to stop.

    Where a computer starts no further processes, or ends them, the rest is done here.
    """
    results: dict[int, R] = {}
    workers = min(processors(), len(batches))
    if workers > 1:
        try:
            with _pool(workers) as pool:
                places = {pool.submit(work, batch): at for at, batch in enumerate(batches)}
                _gather(places, batches, results, done)
        except LOST:
            pass  # what is missing below is done below
    for at, batch in enumerate(batches):
        if at not in results:
            results[at] = work(batch)
            done(batch)
    return [results[at] for at in range(len(batches))]


@contextmanager
def _pool(workers: int) -> Generator[ProcessPoolExecutor]:
    """Start processes that know nothing of this one, as every system and a bundle can; what waits is dropped at the end."""
    pool = ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), _start)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


class Crew:
    """Processes that stay for further work, each started when there is some for it; they end with `close`, and with this process, however it ends."""

    def __init__(self, workers: int) -> None:
        context = multiprocessing.get_context("spawn")
        self._theirs, self._ours = context.Pipe(duplex=False)
        self._pool = ProcessPoolExecutor(workers, context, _stay, (self._theirs.recv,))

    def submit(self, work: Callable[[Unpack[A]], R], *given: *A) -> Future[R]:
        """Have `work`, a function of some module, done; raises one of `LOST`, now or as its result, where no process does it."""
        return self._pool.submit(work, *given)

    def close(self) -> None:
        """Let them go at once, whatever they are at."""
        self._ours.close()
        self._pool.shutdown(cancel_futures=True)
        self._theirs.close()


def alone(work: Callable[[B], R], given: B, seconds: float, beat: Callable[[], None]) -> R | None:
    """Return what `work`, a function of some module, makes of `given` in a process of its own; None where that fails, or is not done in time.

    `beat` is called several times a second, and may raise to stop.
    """
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(work, given, there), daemon=True)
    process.start()
    there.close()
    try:
        end = time.monotonic() + seconds
        while not here.poll(_BEAT):
            beat()
            if time.monotonic() > end:
                return None
        return here.recv()
    except EOFError:  # it ended without a word
        return None
    finally:
        process.kill()
        process.join()
        process.close()
        here.close()


def _answer(work: Callable[[B], R], given: B, there: Connection) -> None:
    _start()
    there.send(work(given))


def _start() -> None:
    """Leave the terminal's interrupt to the process that started this one."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _stay(listen: Callable[[], object]) -> None:
    """Be there until the other end is closed: nothing is ever said there, and no system keeps it open for a process that is gone."""
    _start()
    threading.Thread(target=_leave, args=(listen,), daemon=True).start()


def _leave(listen: Callable[[], object]) -> None:
    with suppress(EOFError, OSError):
        listen()
    os._exit(0)


def _gather(places: dict[Future[R], int], batches: Sequence[B], results: dict[int, R], done: Callable[[B], None]) -> None:
    for future in as_completed(places):
        at = places[future]
        results[at] = future.result()
        done(batches[at])
