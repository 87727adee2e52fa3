"""How fast and how well a model file works on this machine: raw rates, and the likelihood of given texts. Over any `Backend`."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from bioai_desktop.engine.backend import Backend, Row
from bioai_desktop.engine.prefixes import MOST

WIDTH = 16  #: texts that are written together
_DEPTH = 512  # tokens of the prompt that is read, and that stands before each text
_STEPS = 8  # decoded for one reading
_FIRST_TOKEN, _TOKENS = 100, 400  # some tokens that every vocabulary has

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Rates:
    """Tokens in a second."""

    prefill: float  #: of one prompt
    decode: float  #: of `WIDTH` texts together


@dataclass(frozen=True, slots=True)
class Likelihood:
    """How much a model expects a text: the sum of the logarithms, and of how many tokens."""

    total: float
    tokens: int


def rates(backend: Backend, clock: Clock = time.perf_counter) -> Rates:
    """Measure once, in a few seconds; the sequences for texts are empty afterwards. Raises as `Backend.decode`."""
    _read(backend, 32)  # the first batch touches memory that no later one has to
    began = clock()
    _read(backend, _DEPTH)
    read = clock()
    width = min(WIDTH, backend.sequences - MOST)
    for sequence in range(MOST + 1, MOST + width):
        backend.copy(MOST, sequence, _DEPTH)
    started = clock()
    for step in range(_STEPS):
        backend.decode([Row(_token(step + at), _DEPTH + step, MOST + at, wanted=True) for at in range(width)])
    ended = clock()
    for sequence in range(MOST, MOST + width):
        backend.drop(sequence, 0)
    return Rates(_DEPTH / (read - began), width * _STEPS / (ended - started))


def likelihood(backend: Backend, tokens: Sequence[int]) -> Likelihood:
    """Return how much each token is expected after those before it; what does not fit into one batch is left out."""
    known = list(tokens[: backend.rows])
    if len(known) < 2:
        return Likelihood(0.0, 0)
    backend.drop(MOST, 0)
    logits = backend.decode([Row(token, at, MOST, wanted=True) for at, token in enumerate(known)])
    backend.drop(MOST, 0)
    total = sum(_expected(row, token) for row, token in zip(logits, known[1:], strict=False))
    return Likelihood(total, len(known) - 1)


def _expected(logits: np.ndarray[tuple[int], np.dtype[np.float32]], token: int) -> float:
    """Return the logarithm of a token's probability."""
    highest = logits.max()
    return float(logits[token] - highest - np.log(np.exp(logits - highest).sum(dtype=np.float64)))


def _read(backend: Backend, count: int) -> None:
    backend.drop(MOST, 0)
    for start in range(0, count, backend.rows):
        end = min(count, start + backend.rows)
        backend.decode([Row(_token(at), at, MOST, wanted=at == count - 1) for at in range(start, end)])


def _token(at: int) -> int:
    return _FIRST_TOKEN + at * 7 % _TOKENS
