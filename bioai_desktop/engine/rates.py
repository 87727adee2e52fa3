"""What a machine can do with a model at most: the rates of a bare loop that only decodes, against which all else is measured."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from bioai_desktop.engine.backend import Backend, Row
from bioai_desktop.engine.prefixes import MOST

PROMPT = 576  #: tokens of the prompt that is measured, and that each text has before it where decoding is
_STEPS = 4  # decoded for one reading
_READINGS = 3  # of which the middle one counts


@dataclass(frozen=True, slots=True)
class Rates:
    """Tokens in a second."""

    prefill: float  #: of one prompt alone
    decode: Mapping[int, float]  #: of so many texts together, by their number

    @property
    def best(self) -> float:
        """The most that texts can be written with at any width."""
        return max(self.decode.values(), default=0.0)


def prefill(backend: Backend, tokens: int = PROMPT, readings: int = 2) -> float:
    """Return the rate at which a prompt is read; the best of some readings, since what disturbs only slows. Raises as `Backend.decode`."""
    _clear(backend)
    fed = [_seconds(lambda: _feed(backend, MOST, tokens)) for _ in range(readings)]
    _clear(backend)
    return tokens / min(fed)


def decode(backend: Backend, widths: Iterable[int], depth: int = PROMPT) -> Mapping[int, float]:
    """Return the rates at which texts are written after a prompt of `depth` tokens, by width; raises as `Backend.decode`.

    The texts share the cells of the prompt. All sequences but those of the prefixes have to be empty.
    """
    _clear(backend)
    wanted = [width for width in widths if width <= backend.sequences - MOST]
    _feed(backend, MOST, depth)
    for sequence in range(MOST + 1, MOST + max(wanted, default=0)):
        backend.copy(MOST, sequence, depth)
    rates = {width: _rate(backend, width, depth) for width in wanted}
    _clear(backend)
    return rates


def _clear(backend: Backend) -> None:
    for sequence in range(MOST, backend.sequences):
        backend.drop(sequence, 0)


def _rate(backend: Backend, width: int, depth: int) -> float:
    readings: list[float] = []
    for _ in range(_READINGS):
        readings.append(_STEPS * width / _seconds(lambda: _write(backend, width, depth)))
        for sequence in range(MOST, MOST + width):
            backend.drop(sequence, depth)
    return statistics.median(readings)


def _write(backend: Backend, width: int, depth: int) -> None:
    tokens = [_word(sequence) for sequence in range(width)]
    for step in range(_STEPS):
        logits = backend.decode([Row(token, depth + step, MOST + at, wanted=True) for at, token in enumerate(tokens)])
        tokens = [int(row.argmax()) for row in logits]


def _feed(backend: Backend, sequence: int, tokens: int) -> None:
    backend.drop(sequence, 0)
    for start in range(0, tokens, backend.rows):
        end = min(tokens, start + backend.rows)
        backend.decode([Row(_word(at), at, sequence, wanted=at == tokens - 1) for at in range(start, end)])


def _word(at: int) -> int:
    """Return some token that every vocabulary has."""
    return 100 + at * 7 % 800


def _seconds(work: Callable[[], None]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started
