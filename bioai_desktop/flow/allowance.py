"""The time that writing may take."""

from __future__ import annotations

import time
from collections.abc import Callable


class Allowance:
    """So many seconds from now on, any number where `seconds` is 0."""

    def __init__(self, seconds: float = 0.0, clock: Callable[[], float] | None = None) -> None:
        self._clock = clock or time.monotonic
        self._end = self._clock() + seconds if seconds > 0 else float("inf")

    @property
    def limited(self) -> bool:
        """Whether there is an end."""
        return self._end != float("inf")

    @property
    def left(self) -> float:
        """The seconds left, infinitely many where there is no end."""
        return max(0.0, self._end - self._clock())

    @property
    def over(self) -> bool:
        """Whether the time is up."""
        return self.left <= 0
