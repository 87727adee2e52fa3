"""What a machine can do with a model at most: the rates of a bare loop that only decodes, against which all else is measured."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bioai_desktop.engine.backend import Backend, Row
from bioai_desktop.engine.prefixes import MOST

PROMPT = 576  #: tokens of the prompt that is measured, and that each text has before it where writing is
_STEPS = 4  # decoded for one reading

Clock = Callable[[], float]  #: seconds


@dataclass(frozen=True, slots=True)
class Rates:
    """Tokens in a second."""

    prefill: float  #: of one prompt alone
    decode: Mapping[int, float]  #: of so many texts together, by their number

    @property
    def best(self) -> float:
        """The most that texts can be written with at any width."""
        return max(self.decode.values(), default=0.0)


@dataclass(frozen=True, slots=True)
class Loop:
    """A bare loop over a backend whose sequences for texts are empty before and after. All raises as `Backend.decode`."""

    backend: Backend
    readings: int = 3  #: of each thing
    clock: Clock = time.perf_counter

    def prefill(self, tokens: int = PROMPT) -> float:
        """Return the rate at which a prompt is read: the best of the readings, since what disturbs only slows."""
        self._clear()
        took = [self._seconds(lambda: self._feed(tokens)) for _ in range(self.readings)]
        self._clear()
        return tokens / min(took)

    def decode(self, widths: Iterable[int], depth: int = PROMPT) -> dict[int, float]:
        """Return the rates at which texts are written after a prompt of `depth` tokens whose cells they share: the middle readings, by width."""
        wanted = [width for width in widths if width <= self.backend.sequences - MOST]
        if not wanted:
            return {}
        self._clear()
        self._feed(depth)
        for sequence in range(MOST + 1, MOST + max(wanted)):
            self.backend.copy(MOST, sequence, depth)
        rates = {width: statistics.median(self._rate(width, depth) for _ in range(self.readings)) for width in wanted}
        self._clear()
        return rates

    def _rate(self, width: int, depth: int) -> float:
        seconds = self._seconds(lambda: self._write(width, depth))
        for sequence in range(MOST, MOST + width):
            self.backend.drop(sequence, depth)
        return _STEPS * width / seconds

    def _write(self, width: int, depth: int) -> None:
        tokens = [_word(sequence) for sequence in range(width)]
        for step in range(_STEPS):
            logits = self.backend.decode([Row(token, depth + step, MOST + at, wanted=True) for at, token in enumerate(tokens)])
            tokens = [int(row.argmax()) for row in logits]

    def _feed(self, tokens: int) -> None:
        self.backend.drop(MOST, 0)
        for start in range(0, tokens, self.backend.rows):
            end = min(tokens, start + self.backend.rows)
            self.backend.decode([Row(_word(at), at, MOST, wanted=at == tokens - 1) for at in range(start, end)])

    def _clear(self) -> None:
        for sequence in range(MOST, self.backend.sequences):
            self.backend.drop(sequence, 0)

    def _seconds(self, work: Callable[[], None]) -> float:
        started = self.clock()
        work()
        return self.clock() - started


def _word(at: int) -> int:
    """Return some token that every vocabulary has."""
    return 100 + at * 7 % 100
