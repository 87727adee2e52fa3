"""How many cores other programs leave: a thread that shares its core holds up all others at every step of the computation."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

import psutil

_WINDOW = 1.0  # seconds of which the middle counts
_TAKEN, _LEFT = 0.6, 0.3  # cores in use by others from which one more counts as taken, and below which it counts as left again


class Spent(NamedTuple):
    """Seconds since some moment."""

    clock: float
    busy: float  #: of all cores, by all programs
    own: float  #: of all cores, by this program


class Neighbours:
    """What others do, looked at about once a second."""

    def __init__(self, cores: int, spent: Callable[[], Spent] | None = None) -> None:
        self._cores = cores
        self._spent = spent or _read
        self.begin()

    def begin(self) -> None:
        """Forget what was seen: after a rest, what others did meanwhile says nothing of now."""
        self._last = self._spent()
        self.taken = 0  #: cores

    def left(self) -> int:
        """Return how many cores others leave, at least one."""
        now = self._spent()
        elapsed = now.clock - self._last.clock
        if elapsed >= _WINDOW:
            others = (now.busy - self._last.busy - (now.own - self._last.own)) / elapsed
            # Two borders: what lies between them changes nothing, so that it does not go back and forth.
            if not self.taken - 1 + _LEFT <= others < self.taken + _TAKEN:
                self.taken = max(0, int(others + 1 - _TAKEN))
            self._last = now
        return max(1, self._cores - self.taken)


def _read() -> Spent:
    every, own = psutil.cpu_times(), psutil.Process().cpu_times()
    return Spent(
        time.monotonic(), sum(every) - every.idle - getattr(every, "iowait", 0.0) - getattr(every, "guest", 0.0), own.user + own.system
    )
