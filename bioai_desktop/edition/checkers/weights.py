"""The weights by which a sentence is judged, as `packaging/train_voices.py` has learned them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from bioai_desktop.paths import resource

#: The voices that a page must not speak with, in the order of the columns of `resources/voices/weights.tsv`.
KINDS = "refusal", "reasoning", "prompt-text", "selection-rules"

_ALWAYS = "always"  # counts of every sentence
_UNIT = 100  # the file has hundredths


@cache
def weights() -> Mapping[str, tuple[int, ...]]:
    """Return how much each of a sentence's features speaks for each kind, in hundredths."""
    lines = resource("voices", "weights.tsv").read_text("utf-8").splitlines()
    return {name: tuple(map(int, numbers)) for name, *numbers in (line.split("\t") for line in lines)}


def weigh(features: Iterable[str]) -> tuple[float, str]:
    """Return how much speaks for the likeliest kind against a clean sentence, as log odds, with that kind."""
    known = weights()
    found = [known[_ALWAYS], *(known[name] for name in features if name in known)]
    sums = [sum(column) / _UNIT for column in zip(*found, strict=True)]
    best = max(range(len(KINDS)), key=sums.__getitem__)
    return sums[best], KINDS[best]
