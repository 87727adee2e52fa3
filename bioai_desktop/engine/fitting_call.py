"""What is asked of a process that measures or transcodes a model file: one order, its progress, one answer."""

from __future__ import annotations

import contextlib
import queue
import subprocess
import tempfile
import threading
from collections.abc import Callable, Generator, Iterator
from typing import IO, BinaryIO, TypeVar, cast

import msgspec

from bioai_desktop.domain import Device
from bioai_desktop.engine import process
from bioai_desktop.errors import EngineFailed

FITTING_ARGUMENT = "--engine-fitting"  #: tells a bundled program to be such a process
_GLANCE = 0.05  # seconds between two looks at whoever may want to stop


class Transcode(msgspec.Struct, tag=True, frozen=True):
    """Write a file anew, with the type of each quantised tensor by its name."""

    path: str
    target: str
    types: dict[str, str]


class Rate(msgspec.Struct, tag=True, frozen=True):
    """Measure how fast a file works."""

    path: str
    device: Device


class Expect(msgspec.Struct, tag=True, frozen=True):
    """Measure how much a model expects texts."""

    path: str
    device: Device
    texts: list[str]


class Progress(msgspec.Struct, tag=True, frozen=True):
    """So many of so many texts are done."""

    done: int
    total: int


class Transcoded(msgspec.Struct, tag=True, frozen=True):
    """The file is written, and is what was planned."""


class Rated(msgspec.Struct, tag=True, frozen=True):
    """Tokens in a second, where the model computed, and by which build of llama.cpp."""

    prefill: float
    decode: float
    device: Device  #: CPU or GPU
    device_name: str
    build: str


class Expected(msgspec.Struct, tag=True, frozen=True):
    """The sum of the logarithms of all tokens' probabilities, and how many tokens these were."""

    total: float
    tokens: int


class Refused(msgspec.Struct, tag=True, frozen=True):
    """It can't be done; `reason` is a key of `EngineFailed`."""

    reason: str
    detail: str


Order = Transcode | Rate | Expect
Answer = Transcoded | Rated | Expected
Reply = Progress | Answer | Refused
Beat = Callable[[Progress | None], None]  #: called several times a second; what it raises ends the process and goes up

_A = TypeVar("_A", Transcoded, Rated, Expected)
_Inbox = queue.SimpleQueue[Reply | None]


def ask(order: Order, answer: type[_A], beat: Beat) -> _A:
    """Have a process of its own do one thing, and return its answer; raises `EngineFailed`, and what `beat` raises."""
    with tempfile.TemporaryFile() as errors, _running(errors) as running:
        _send(running, order)
        for reply in _replies(running, beat):
            match reply:
                case Progress():
                    beat(reply)
                case Refused(reason, detail):
                    raise EngineFailed(reason, detail)
                case _ if isinstance(reply, answer):
                    return reply
                case _:
                    break
        running.kill()
        raise EngineFailed("died", process.last_words(running.wait(), errors))


@contextlib.contextmanager
def _running(errors: IO[bytes]) -> Generator[subprocess.Popen[bytes]]:
    """Start the process; it is gone afterwards, whatever happened."""
    try:
        running = process.start("fitting_process", FITTING_ARGUMENT, errors)
    except OSError as error:
        raise EngineFailed("start", str(error)) from error
    try:
        yield running
    finally:
        running.kill()
        running.wait()
        with contextlib.suppress(OSError):
            cast("BinaryIO", running.stdin).close()


def _send(running: subprocess.Popen[bytes], order: Order) -> None:
    """Tell the process what to do; one that is gone says so by its end. The pipe stays open: its end means that nobody waits."""
    pipe = cast("BinaryIO", running.stdin)
    with contextlib.suppress(OSError):
        pipe.write(msgspec.json.encode(order) + b"\n")
        pipe.flush()


def _replies(running: subprocess.Popen[bytes], beat: Beat) -> Iterator[Reply]:
    inbox: _Inbox = queue.SimpleQueue()
    reader = threading.Thread(target=_read, args=(cast("BinaryIO", running.stdout), inbox), name="fitting", daemon=True)
    reader.start()
    while True:
        try:
            reply = inbox.get(timeout=_GLANCE)
        except queue.Empty:
            beat(None)
            continue
        if reply is None:
            return
        yield reply


def _read(pipe: BinaryIO, inbox: _Inbox) -> None:
    decoder = msgspec.json.Decoder(Reply)
    with pipe, contextlib.suppress(OSError, msgspec.MsgspecError):
        for line in pipe:
            inbox.put(decoder.decode(line))
    inbox.put(None)
