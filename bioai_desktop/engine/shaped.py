"""A text in a shape, whose words are spelt as a constraint says: both automata at once."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from bioai_desktop.engine.scripts import overlaps
from bioai_desktop.engine.shape import Chars, Literal, Part, Place, Thread, begin, follow, is_words, speaks
from bioai_desktop.engine.spelling import START, Between, Spelling, Spot
from bioai_desktop.engine.vocabulary import Tokens, Vocabulary


class Reading(NamedTuple):
    """One way to read a text: where it stands in its shape, and in the words of it."""

    place: Place
    spot: Spot | None  #: None: at no word

    @property
    def whole(self) -> bool:
        """Whether no term is open."""
        return self.spot is None or self.spot.whole


class Shaped:
    """The automaton of a shape whose words are spelt by another; see `Spelling`."""

    plain = None

    def __init__(self, part: Part, spelling: Spelling, vocabulary: Vocabulary) -> None:
        self.start = tuple(Reading(place, None) for place in begin(part))
        self._spelling = spelling
        self._vocabulary = vocabulary

    def step(self, readings: tuple[Reading, ...], character: str, before: str) -> tuple[Reading, ...]:
        """Return the readings after one more character; `before`: the one before it."""
        following: dict[Reading, None] = {}
        for reading in readings:
            if reading.place is None:
                continue
            spots = self._spell(reading, character, before)
            for place in follow(reading.place, character) if spots else ():
                following.update(dict.fromkeys(Reading(place, spot) for spot in spots))
        return tuple(following)

    def reaches(self, readings: tuple[Reading, ...], low: int, high: int) -> bool:
        """Tell whether some character from `low` to `high` may follow."""
        return any(self._reaches(reading, low, high) for reading in readings)

    def complete(self, readings: tuple[Reading, ...]) -> bool:
        """Tell whether the text may end here."""
        return any(reading.place is None and reading.whole for reading in readings)

    def over(self, readings: tuple[Reading, ...]) -> bool:
        """Tell whether nothing can follow."""
        return all(reading.place is None for reading in readings)

    def speaks(self, readings: tuple[Reading, ...]) -> bool:
        """Tell whether a text may still get words here or later."""
        return any(speaks(reading.place) for reading in readings)

    def openers(self, readings: tuple[Reading, ...]) -> Tokens:
        """Return the tokens worth a look."""
        return np.unique(np.concatenate([self._opener(reading) for reading in readings])).astype(np.int32)

    def _spell(self, reading: Reading, character: str, before: str) -> tuple[Spot | None, ...]:
        if not is_words(reading.place):
            return (None,) if reading.whole else ()
        return (
            self._spelling.step(START, character, "") if reading.spot is None else self._spelling.step((reading.spot,), character, before)
        )

    def _reaches(self, reading: Reading, low: int, high: int) -> bool:
        match reading.place:
            case Thread(Literal(text), at):
                return low <= ord(text[at]) <= high and reading.whole
            case Thread(Chars(ranges, words)):
                spelt = self._spelling.reaches((reading.spot or Between.FREE,), low, high) if words else reading.whole
                return spelt and overlaps(ranges, low, high)
            case _:
                return False

    def _opener(self, reading: Reading) -> Tokens:
        match reading.place:
            case Thread(Literal(text), at):
                texts = [text[at:]]
            case Thread(Chars(words=True)):
                return self._spelling.openers((reading.spot or Between.FREE,))
            case Thread(Chars(ranges)):
                texts = [chr(code) for low, high in ranges for code in range(low, high + 1)]
            case _:
                texts = []
        return np.array([token for text in texts for token in self._vocabulary.prefixes(text)], np.int32)
