"""What the worker and its owner say to each other: framed msgspec messages over two pipes."""

from __future__ import annotations

import struct
from typing import BinaryIO

import msgspec

from bioai_desktop.domain import Answer, Device, Piece, Request
from bioai_desktop.engine.calibration import Fit

WORKER_ARGUMENT = "--engine-worker"  #: tells a bundled program to be a worker; see `worker.main`

_LENGTH = struct.Struct("<I")


class Load(msgspec.Struct, tag=True, frozen=True):
    """First message to a worker: the model to load."""

    path: str
    device: Device
    fit: Fit | None = None  #: how to serve it; None: as was found best on this machine, which the first start finds out
    kept: str = ""  #: folder for the cells of house prompts and for what was found best, "" for none
    model: str = ""  #: SHA-256 of the file, under which they are kept


class Ask(msgspec.Struct, tag=True, frozen=True):
    """Write these texts; under a number that is in use, beside those that were asked for by it before."""

    number: int
    requests: list[Request]


class Cancel(msgspec.Struct, tag=True, frozen=True):
    """End the texts of an `Ask` soon."""

    number: int


class Pause(msgspec.Struct, tag=True, frozen=True):
    """Let everything rest where it is, or go on."""

    on: bool


class Rate(msgspec.Struct, tag=True, frozen=True):
    """Say how fast a bare loop is, once all texts have ended."""

    number: int
    widths: list[int]
    prompt: int  #: tokens that are read


class LoadShare(msgspec.Struct, tag=True, frozen=True):
    """How far the model is on its way into the memory, or the machine's measure is taken."""

    share: float  #: 0 to 1
    measuring: bool


class Ready(msgspec.Struct, tag=True, frozen=True):
    """The model is loaded."""

    device: Device
    device_name: str
    reason: str
    fit: Fit
    cell_bytes: int  #: memory that all cells take
    cores: int  #: threads that could be used


class Failed(msgspec.Struct, tag=True, frozen=True):
    """The model can't be loaded, or an `Ask` can't be served; `reason` is a key of `EngineFailed`."""

    reason: str
    detail: str
    number: int = 0  #: of the `Ask`, 0: the worker is of no use


class Wrote(msgspec.Struct, tag=True, frozen=True):
    """What one step of the batch brought; pieces come before answers."""

    number: int
    pieces: list[Piece]
    answers: list[Answer]


class Done(msgspec.Struct, tag=True, frozen=True):
    """All texts of an `Ask` have ended."""

    number: int
    computed: int
    reused: int
    written: int
    steps: int
    seconds: float
    native: float  #: of the seconds, those that llama.cpp took
    choosing: float  #: of the seconds, those that choosing tokens took

    def plus(self, later: Done) -> Done:
        """Return both together."""
        sums = (getattr(self, name) + getattr(later, name) for name in self.__struct_fields__[1:])
        return Done(later.number, *sums)


class Rated(msgspec.Struct, tag=True, frozen=True):
    """Tokens in a second that a bare loop reads, and writes by width."""

    number: int
    prefill: float
    decode: dict[int, float]


ToWorker = Load | Ask | Cancel | Pause | Rate
FromWorker = LoadShare | Ready | Failed | Wrote | Done | Rated


def send(stream: BinaryIO, message: ToWorker | FromWorker) -> None:
    """Write one message; raises OSError where nobody reads."""
    data = msgspec.msgpack.encode(message)
    stream.write(_LENGTH.pack(len(data)) + data)
    stream.flush()


class Receiver:
    """Reads messages of the kinds given."""

    def __init__(self, stream: BinaryIO, kinds: object) -> None:
        self._stream = stream
        self._decoder = msgspec.msgpack.Decoder(kinds)

    def receive(self) -> object | None:
        """Wait for a message; None at the end of the stream."""
        head = self._read(_LENGTH.size)
        data = self._read(_LENGTH.unpack(head)[0]) if head is not None else None
        return self._decoder.decode(data) if data is not None else None

    def _read(self, size: int) -> bytes | None:
        parts: list[bytes] = []
        while size:
            part = self._stream.read(size)
            if not part:
                return None
            parts.append(part)
            size -= len(part)
        return b"".join(parts)
