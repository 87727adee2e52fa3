"""How much a text is about what the Profile is about."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bioai_desktop.edition.profile import Topics

_FULL = 2.0  # weight of keywords in the title at which a side is fully met
_IN_TEXT = 0.5  # worth of a keyword that stands in the text only
_LEAST = 0.2  # below this share a keyword was mentioned in passing, and the text is about something else
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Keyword:
    needle: str  #: in small letters; looked for first, for that is quick
    pattern: re.Pattern[str]
    weight: float

    def found_in(self, text: str, folded: str) -> bool:
        return self.needle in folded and self.pattern.search(text) is not None


class Relevance:
    """The keywords of a Profile, ready to be looked for."""

    def __init__(self, topics: Topics) -> None:
        self._sides = [_keywords(side) for side in topics.sides.values()]
        self._alone = _keywords(topics.alone)

    def of(self, title: str, text: str) -> float:
        """Return 0 (not about it: a side is missing) to 1; a Profile without topics takes everything."""
        if not self._sides and not self._alone:
            return 1.0
        sides = [_met(side, title, text) for side in self._sides]
        together = math.prod(sides) ** (1 / len(sides)) if sides else 0.0
        share = max(together, _met(self._alone, title, text))
        return share if share >= _LEAST else 0.0


def _keywords(weights: Mapping[str, float]) -> list[_Keyword]:
    return [_keyword(word, weight) for word, weight in weights.items()]


def _keyword(word: str, weight: float) -> _Keyword:
    stem = word.removesuffix("*")
    body = re.escape(stem)
    if not _HAN.search(stem):
        # Not `\b`: a Han character next to a Latin word is a letter too, and yet a boundary.
        body = rf"(?<![A-Za-z0-9]){body}" + ("" if word.endswith("*") else r"(?:e?s)?(?![A-Za-z0-9])")
    return _Keyword(stem.lower(), re.compile(body, re.IGNORECASE if stem == stem.lower() else 0), weight)


def _met(keywords: Iterable[_Keyword], title: str, text: str) -> float:
    """Return how far one side is met, 0 to 1."""
    folded_title, folded_text = title.lower(), text.lower()
    total = 0.0
    for keyword in keywords:
        if keyword.found_in(title, folded_title):
            total += keyword.weight
        elif keyword.found_in(text, folded_text):
            total += keyword.weight * _IN_TEXT
    return min(1.0, total / _FULL)
