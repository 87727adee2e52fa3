"""How much a text is about what the Profile is about."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from bioai_desktop.edition.keywords import Keyword, keyword
from bioai_desktop.edition.profile import Topics

_FULL = 2.5  # weight of keywords in the title at which a side is fully met
_IN_TEXT = 0.5  # worth of a keyword that stands in the text only
_IN_PASSING = 0.2  # worth of one that a long text holds once
_MOST_IN_TEXT = 1.25  # that all words of a text are worth together: a long list of words is about none of them
_WEAK = 0.3  # up to this weight a word says something in a title only
_LONG = 400  # characters; a shorter text has no room for a second mention
_LEAST = 0.2  # below this share a keyword was mentioned in passing, and the text is about something else


@dataclass(frozen=True, slots=True)
class Match:
    """How far a text is about the topics, and by which words."""

    share: float  #: 0 (not about it: a side is missing) to 1
    words: tuple[str, ...] = ()  #: of each side in turn, the weightiest first
    against: tuple[str, ...] = ()  #: words that speak against it


@dataclass(frozen=True, slots=True)
class _Met:
    share: float
    words: tuple[str, ...]


class Relevance:
    """The keywords of a Profile, ready to be looked for."""

    def __init__(self, topics: Topics) -> None:
        self._sides = [_keywords(side) for side in topics.sides.values()]
        self._alone = _keywords(topics.alone)
        self._against = _keywords(topics.against)

    def of(self, title: str, text: str) -> Match:
        """Return what a title and a text say; a Profile without topics takes everything."""
        if not self._sides and not self._alone:
            return Match(1.0)
        sides = [_met(side, title, text) for side in self._sides]
        together = math.prod(side.share for side in sides) ** (1 / len(sides)) if sides else 0.0
        alone, against = _met(self._alone, title, text), _met(self._against, title, text)
        share = max(together, alone.share) * (1.0 - against.share)
        words = _in_turn(alone, *sides) if alone.share or together else ()
        return Match(share if share >= _LEAST else 0.0, words, against.words)


@lru_cache(maxsize=4)
def relevance(topics: Topics) -> Relevance:
    """Return the keywords of a Profile, made ready once for all pages."""
    return Relevance(topics)


def _in_turn(*sides: _Met) -> tuple[str, ...]:
    rounds = zip_longest(*(side.words for side in sides))
    return tuple(dict.fromkeys(word for each in rounds for word in each if word))


def _keywords(weights: Mapping[str, float]) -> list[tuple[Keyword, float]]:
    """Return keywords, phrases before the words that they are made of."""
    return [(keyword(word), weight) for word, weight in sorted(weights.items(), key=lambda each: (-len(each[0]), each[0]))]


def _met(keywords: Sequence[tuple[Keyword, float]], title: str, text: str) -> _Met:
    """Return how far one side is met, 0 to 1; a word of a phrase that was found ("learning" of "machine learning") does not count again."""
    folded_title, folded_text = title.lower(), text.lower()
    found: dict[str, float] = {}
    in_text = 0.0
    for each, weight in keywords:
        if not (each.needle in folded_title or each.needle in folded_text) or any(each.needle in phrase.lower() for phrase in found):
            continue
        if worth := _worth(each, title, text if weight > _WEAK else ""):
            found[each.written] = weight * worth
            in_text += weight * worth if worth < 1.0 else 0.0
    words = sorted(found, key=lambda word: -found[word])
    points = sum(found.values()) - max(0.0, in_text - _MOST_IN_TEXT)
    return _Met(min(1.0, points / _FULL), tuple(words))


def _worth(word: Keyword, title: str, text: str) -> float:
    if word.pattern.search(title):
        return 1.0
    found = len(word.pattern.findall(text))
    if not found:
        return 0.0
    return _IN_TEXT if found > 1 or len(text) < _LONG else _IN_PASSING
