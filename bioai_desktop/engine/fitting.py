"""How fast and how well a model file works on this machine: what is compared of two files. Over any `Backend`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bioai_desktop.engine.backend import Backend, Row
from bioai_desktop.engine.prefixes import MOST

WIDTH = 16  #: texts that are written together


@dataclass(frozen=True, slots=True)
class Speed:
    """Tokens in a second."""

    prefill: float  #: of one prompt
    decode: float  #: of `WIDTH` texts together


@dataclass(frozen=True, slots=True)
class Likelihood:
    """How much a model expects a text: the sum of the logarithms, and of how many tokens."""

    total: float
    tokens: int


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
