"""How a model is served on this machine: found out once by trying, then kept."""

from __future__ import annotations

import contextlib
import enum
import os
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Protocol

import msgspec

from bioai_desktop.engine.backend import Backend
from bioai_desktop.engine.rates import Clock, Loop

WIDTH = 24  #: texts written at the same time where nothing was measured
_WIDTHS = (8, 16, 24, 32)
_MICRO_BATCHES = (128, 256, 512)
_ABOUT = 0.95  # of the best rate counts as good as the best
_CLEARLY = 1.1  # times as fast, and fewer threads than there are cores are taken
_DISTURBED = 0.10  # by which a rate taken twice may differ: other programs were busy
_PROMPT = 192  # tokens read to compare numbers of threads
_CELLS_FOR_ONE = 320  # cells that one text of a wide batch should have


class CellType(enum.StrEnum):
    """The type of the numbers in a model's memory of its text."""

    F16 = "f16"
    Q8_0 = "q8_0"  #: half the memory


class Fit(msgspec.Struct, frozen=True):
    """How a model is served."""

    threads: int  #: for writing
    prefill_threads: int  #: for reading prompts
    width: int = WIDTH  #: texts written at the same time, beside those that somebody waits for
    micro_batch: int = 256  #: tokens computed at once: more takes more memory
    cells: CellType = CellType.F16
    rate: float = 0.0  #: tokens that so many texts together got in a second when that was tried; 0.0 where it was not


class Trial(Backend, Protocol):
    """A backend whose threads can be changed."""

    def use(self, threads: int, prefill_threads: int) -> None:
        """Compute with so many threads from now on."""
        ...


Open = Callable[[Fit], AbstractContextManager[Trial]]


def plain(threads: int) -> Fit:
    """Return what is used where nothing was measured."""
    return Fit(threads, threads)


@dataclass(frozen=True, slots=True)
class Calibrated:
    """What was found, and whether it is to be kept: not where other programs were busy meanwhile."""

    fit: Fit
    sure: bool


def calibrate(
    cores: int, affordable: Callable[[CellType], int], opened: Open, told: Callable[[float], None], clock: Clock = time.perf_counter
) -> Calibrated:
    """Find out how a model is best served.

    `cores`: those to be used at most. `affordable`: how many memory cells of a type there is room for. `opened`: makes a backend.
    `told` hears how much of the work is done, 0 to 1. Takes as long as about 3,000 tokens of prompt. Raises as `Backend.decode`.
    """
    fit = plain(cores)
    if affordable(CellType.F16) < fit.width * _CELLS_FOR_ONE:
        fit = msgspec.structs.replace(fit, cells=CellType.Q8_0)
    with opened(fit) as trial:
        loop = Loop(trial, 1, clock)
        loop.prefill(_PROMPT // 4)  # the first one pays for what is only done once
        before = loop.prefill(_PROMPT)
        told(0.1)
        fit = _threads(fit, trial, loop, cores)
        told(0.3)
        trial.use(fit.threads, fit.prefill_threads)
        room = max(_WIDTHS[0], trial.cells // _CELLS_FOR_ONE)
        found = loop.decode((width for width in _WIDTHS if width <= room), _PROMPT)
        after = loop.prefill(_PROMPT)
        width = max(_good(found))
        fit = msgspec.structs.replace(fit, width=width, rate=found[width])
        told(0.5)
    reading: dict[int, float] = {}
    for number, size in enumerate(_MICRO_BATCHES, 1):
        with opened(msgspec.structs.replace(fit, micro_batch=size)) as trial:
            reading[size] = Loop(trial, 1, clock).prefill()
        told(0.5 + 0.5 * number / len(_MICRO_BATCHES))
    sure = abs(before - after) <= _DISTURBED * max(before, after) or fit.prefill_threads != cores
    return Calibrated(msgspec.structs.replace(fit, micro_batch=min(_good(reading))), sure)


def _threads(fit: Fit, trial: Trial, loop: Loop, cores: int) -> Fit:
    candidates = sorted({cores, max(1, cores - 1), max(1, cores // 2)})
    if len(candidates) == 1:
        return fit
    reading: dict[int, float] = {}
    writing: dict[int, float] = {}
    for threads in candidates:
        trial.use(threads, threads)
        reading[threads] = loop.prefill(_PROMPT)
        writing[threads] = loop.decode(_WIDTHS[:1], _PROMPT)[_WIDTHS[0]]
    return msgspec.structs.replace(fit, threads=_worth(writing, cores), prefill_threads=_worth(reading, cores))


def _worth(found: Mapping[int, float], cores: int) -> int:
    best = max(found, key=found.__getitem__)
    return best if found[best] > _CLEARLY * found[cores] else cores


def _good(found: Mapping[int, float]) -> list[int]:
    best = max(found.values())
    return [choice for choice, rate in found.items() if rate >= best * _ABOUT]


class FitBook:
    """What was found best, one small file for each machine, model and build; `maker` names the three."""

    def __init__(self, folder: Path, maker: str) -> None:
        self._file = folder / f"{blake2b(maker.encode(), digest_size=16).hexdigest()}.fit"

    def get(self) -> Fit | None:
        """Return what was found, None where nothing is written that makes sense."""
        with contextlib.suppress(OSError, msgspec.MsgspecError):
            return msgspec.json.decode(self._file.read_bytes(), type=Fit)
        return None

    def put(self, fit: Fit) -> None:
        """Keep what was found; a disk that takes nothing costs the time of finding it again."""
        partial = self._file.with_suffix(f".{os.getpid()}")
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            try:
                partial.write_bytes(msgspec.json.encode(fit))
                partial.replace(self._file)
            finally:
                partial.unlink(missing_ok=True)
