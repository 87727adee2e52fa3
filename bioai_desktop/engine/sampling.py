"""The order in which tokens are tried: likeliest first, or drawn at a temperature from the likeliest."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from bioai_desktop.engine.vocabulary import Tokens

Logits = NDArray[np.float32]

_LIKELY = 40  # tokens drawn from at a temperature, and looked at before all candidates are
_WINDOW = 16.0  # what is less likely than the likeliest by this, in the logits' unit, is never drawn
_LAST_RESORT = 512  # candidates looked at before the text is given up


class Sampler:
    """One text's source of chance: the same seed and logits give the same order."""

    def __init__(self, temperature: float, seed: int) -> None:
        self._temperature = temperature
        self._random = np.random.default_rng(seed & 0xFFFFFFFFFFFFFFFF)

    @property
    def greedy(self) -> bool:
        """Whether the likeliest token always comes first."""
        return self._temperature <= 0.0

    def likely(self, logits: Logits) -> Iterator[int]:
        """Yield the likeliest tokens of the vocabulary in the order to try them."""
        if self.greedy:
            yield int(logits.argmax())
        near = _near(logits, _WINDOW * max(1.0, self._temperature))
        yield from self._ordered(logits, near[_best(logits[near], _LIKELY)])

    def among(self, logits: Logits, candidates: Tokens) -> Iterator[int]:
        """Yield the likeliest of some tokens in the order to try them, then a bounded number of the rest."""
        best = candidates[_best(logits[candidates], _LAST_RESORT)]
        yield from self._ordered(logits, best[:_LIKELY])
        yield from map(int, best[_LIKELY:])

    def _ordered(self, logits: Logits, tokens: Tokens) -> Iterator[int]:
        if self.greedy:
            return map(int, tokens)
        # Adding Gumbel noise and sorting draws without replacement: a refused token's share goes to the others.
        scores = logits[tokens] / self._temperature + self._random.gumbel(size=len(tokens))
        return map(int, tokens[np.argsort(-scores, kind="stable")])


def _best(logits: Logits, count: int) -> Tokens:
    """Return up to `count` of the largest, largest first; of equal ones the lowest token comes first."""
    order = np.argsort(-logits, kind="stable") if len(logits) <= count else np.argpartition(-logits, count)[:count]
    if len(logits) > count:
        order = np.sort(order)
        order = order[np.argsort(-logits[order], kind="stable")]
    return order.astype(np.int32)


def _near(logits: Logits, distance: float) -> Tokens:
    """Return the tokens that are at most so much less likely than the likeliest: much quicker than a partition."""
    return np.flatnonzero(logits >= logits.max() - distance).astype(np.int32)
