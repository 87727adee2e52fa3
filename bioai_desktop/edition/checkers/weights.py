"""The weights by which a sentence is judged, as `packaging/train_voices.py` has learned them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from bioai_desktop.paths import resource

#: The voices that a page must not speak with, in the order of the columns of `resources/voices/weights.tsv`.
KINDS = "refusal", "reasoning", "prompt-text", "selection-rules"

_ALWAYS = "always"  # counts of every sentence
_UNIT = 100  # the file has hundredths
_BITS = 32  # of one kind's sum among those that are added up as one number, which is several times faster
_HALF = 1 << (_BITS - 1)
_MASK = (1 << _BITS) - 1
_PLACES = range(0, _BITS * len(KINDS), _BITS)
_RAISED = sum(_HALF << place for place in _PLACES)  # makes each digit positive


def weigh(features: Iterable[str]) -> tuple[float, str]:
    """Return how much speaks for the likeliest kind against a clean sentence, as log odds, with that kind."""
    return judged(total(features))


def total(features: Iterable[str], base: int | None = None) -> int:
    """Return the sum of features' weights, as `judged` reads it, on top of that of others, which are not among them."""
    known = _packed()
    return sum(filter(None, map(known.get, features)), known[_ALWAYS] if base is None else base)


def judged(total: int) -> tuple[float, str]:
    """Return what `weigh` does of a sum."""
    sums = _unpacked(total)
    most = max(sums)
    return most / _UNIT, KINDS[sums.index(most)]


@cache
def _packed() -> Mapping[str, int]:
    """Return each feature's weights for all kinds, in hundredths, as the digits of one number."""
    lines = resource("voices", "weights.tsv").read_text("utf-8").splitlines()
    read = ((name, [int(number) for number in numbers]) for name, *numbers in (line.split("\t") for line in lines))
    return {name: sum(number << (_BITS * place) for place, number in enumerate(numbers)) for name, numbers in read}


def _unpacked(total: int) -> list[int]:
    """Return the digits of a sum, which may be negative."""
    raised = total + _RAISED
    return [(raised >> place & _MASK) - _HALF for place in _PLACES]
