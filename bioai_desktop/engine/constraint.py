"""What may be written next: a `Constraint` compiled against a vocabulary, asked about one token at a time.

Nothing is masked in advance. The token that would be sampled is checked against the place where the text stands; only when
it is refused are others looked at, and only when all likely ones are refused is the whole set of candidates made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple, Protocol

import numpy as np

from bioai_desktop.domain import Constraint
from bioai_desktop.engine import declared, utf8
from bioai_desktop.engine.grammar import Grammar
from bioai_desktop.engine.shaped import Reading, Shaped
from bioai_desktop.engine.spelling import START, Spelling, Spot
from bioai_desktop.engine.vocabulary import Tokens, Vocabulary


class Place(NamedTuple):
    """How far a text has come."""

    text: str = ""
    pending: bytes = b""  #: of a character that is not complete yet
    spots: tuple[Spot | Reading, ...] = START  #: all readings of the last characters that are still possible
    chars: int = 0  #: blanks not counted
    held: bytes = b""  #: not part of the text yet: it may be the beginning of a stop string
    grammar: Grammar | None = None

    @property
    def safe(self) -> bool:
        """Whether the text may be cut here: no character, no declared term and no stop string is open."""
        return not self.pending and not self.held and any(spot.whole for spot in self.spots)


class _Automaton(Protocol):
    """What `Spelling` and `Shaped` have in common; each has states of its own."""

    @property
    def start(self) -> tuple[Any, ...]: ...
    @property
    def plain(self) -> bytes | None: ...
    def step(self, spots: Any, character: str, before: str, /) -> tuple[Any, ...]: ...  # noqa: ANN401
    def over(self, spots: Any, /) -> bool: ...  # noqa: ANN401
    def speaks(self, spots: Any, /) -> bool: ...  # noqa: ANN401
    def reaches(self, spots: Any, low: int, high: int, /) -> bool: ...  # noqa: ANN401
    def complete(self, spots: Any, /) -> bool: ...  # noqa: ANN401
    def openers(self, spots: Any, /) -> Tokens: ...  # noqa: ANN401


class Rules:
    """A compiled `Constraint`; raises `ConstraintInvalid`. `grammar` is the beginning of the one that it declares."""

    def __init__(self, constraint: Constraint, vocabulary: Vocabulary, grammar: Grammar | None = None) -> None:
        self.constraint = declared.effective(constraint)
        self.vocabulary = vocabulary
        shape = declared.shape(constraint)
        spelling = Spelling(self.constraint, vocabulary)
        self._automaton: _Automaton = Shaped(shape, spelling, vocabulary) if shape is not None else spelling
        self.start = Place(spots=self._automaton.start, grammar=grammar)
        self.whole = shape is not None or grammar is not None  #: a text is as it is or worth nothing: none of it is cut off
        forbidden = [words for words in self.constraint.forbidden if words]
        self._forbidden = re.compile("|".join(map(re.escape, forbidden))) if forbidden else None
        self._reach = max(map(len, forbidden), default=1) - 1
        self._stops = [stop.encode() for stop in self.constraint.stops if stop]
        stops = [b"\n", *self._stops] if self.constraint.one_line else self._stops
        self._stop = re.compile(b"|".join(map(re.escape, stops))) if stops else None
        self._plain = None if self._stops or grammar is not None else self._automaton.plain

    def take(self, place: Place, token: int) -> tuple[Place, bool] | None:
        """Return where the text stands after a token and whether that ends it; None where the token is refused."""
        if token in self.vocabulary.ends:
            settled = self.settle(place)
            return (settled, True) if settled is not None and self.may_end(settled) else None
        piece = self.vocabulary.pieces[token]
        if self._plain is not None and place.spots == START and not place.pending and self._plain[token]:
            return self._append(place, piece.decode())
        return self._look_closely(place, token, piece) if piece else None

    def may_end(self, place: Place) -> bool:
        """Tell whether the text may end where it stands."""
        if not place.safe or place.chars < self.constraint.min_chars or self.missing(place.text):
            return False
        return self._automaton.complete(place.spots) and (place.grammar is None or self._grammar_ends(place.grammar))

    def missing(self, text: str) -> list[str]:
        """Return what is required and not there."""
        return [words for words in self.constraint.required if words not in text]

    def is_over(self, place: Place) -> bool:
        """Tell whether the text has to end: nothing can follow."""
        if not self.whole or not self.may_end(place):
            return False
        if place.grammar is None:
            return self._automaton.over(place.spots)
        singles = self.vocabulary.singles
        return len(singles) == 256 and not place.grammar.allows(singles).any()

    def settle(self, place: Place) -> Place | None:
        """Return a place with what is held counted to its text; None where it can't be part of it."""
        return self.advance(place, place.held) if place.held else place

    def advance(self, place: Place, data: bytes) -> Place | None:
        """Return where the text stands after some more bytes of it, what is held forgotten; None where they are refused."""
        parts = utf8.split(place.pending + data)
        if parts is None:
            return None
        added, rest = parts
        text, spots = place.text, place.spots
        for character in added:
            spots = self._automaton.step(spots, character, text[-1:])
            if not spots:
                return None
            text += character
        if rest and not ((reached := utf8.reach(rest)) and self._automaton.reaches(spots, *reached)):
            return None
        chars = place.chars + sum(not character.isspace() for character in added)
        if self._too_long(chars + bool(rest)) or self._is_forbidden(text, len(added)):
            return None
        return Place(text, rest, spots, chars, b"", place.grammar)

    def candidates(self, place: Place) -> Iterator[Tokens]:
        """Yield the tokens worth a look at this place, in no order; each has still to be asked about.

        Where a text must have some shape, a second set follows that is small and holds a way on if there is any.
        """
        found = self.vocabulary.continuations if place.pending else self._automaton.openers(place.spots)
        if self._stops:
            found = np.concatenate([found, self._stopping(place.held), self.vocabulary.continuations])
        if place.grammar is not None:
            found = self._possible(found, place.grammar)
        yield found
        if self.whole:
            yield np.concatenate([np.array(sorted(self.vocabulary.ends), np.int32), self.vocabulary.singles])

    def closes(self, place: Place, token: int) -> bool:
        """Tell whether a token, allowed or not, would end the text, or its last part that has words."""
        if token in self.vocabulary.ends or (self._stop is not None and self._stop.search(place.held + self.vocabulary.pieces[token])):
            return True
        taken = self.take(place, token) if self._automaton.speaks(place.spots) else None
        return taken is not None and not self._automaton.speaks(taken[0].spots)

    def _look_closely(self, place: Place, token: int, piece: bytes) -> tuple[Place, bool] | None:
        data = place.held + piece
        if self._stop is not None and (found := self._stop.search(data)):
            ended = self.advance(place, data[: found.start()].rstrip())
            return (ended, True) if ended is not None and ended.text and self.may_end(ended) else None
        held = self._begun(data) if self._stops else 0
        following = self.advance(place, data[: len(data) - held])
        if following is None:
            return None
        if held:
            following = following._replace(held=data[-held:])
        if place.grammar is not None:
            if not place.grammar.allows(np.array([token], np.int32))[0]:
                return None
            following = following._replace(grammar=place.grammar.after(token))
        return following, False

    def _begun(self, data: bytes) -> int:
        """Return how many of the last bytes may be the beginning of a stop string."""
        return max((size for stop in self._stops for size in range(1, len(stop)) if data.endswith(stop[:size])), default=0)

    def _stopping(self, held: bytes) -> Tokens:
        """Return the tokens that begin a stop string or go on with one."""
        rests = [*self._stops, *(stop[len(held) :] for stop in self._stops if held and stop.startswith(held))]
        return np.array([token for rest in rests for token in self.vocabulary.prefixes(rest)], np.int32)

    def _grammar_ends(self, grammar: Grammar) -> bool:
        return bool(grammar.allows(np.array(sorted(self.vocabulary.ends), np.int32)).any())

    def _possible(self, tokens: Tokens, grammar: Grammar) -> Tokens:
        """Return the tokens whose first byte the grammar allows."""
        first, singles = self.vocabulary.first, self.vocabulary.singles
        allowed = np.ones(257, np.bool_)
        allowed[first[singles]] = grammar.allows(singles)
        return tokens[allowed[first[tokens]]]

    def _append(self, place: Place, added: str) -> tuple[Place, bool] | None:
        text, chars = place.text + added, place.chars + len(added)
        refused = self._too_long(chars) or self._is_forbidden(text, len(added))
        return None if refused else (Place(text, b"", START, chars), False)

    def _too_long(self, chars: int) -> bool:
        return 0 < self.constraint.max_chars < chars

    def _is_forbidden(self, text: str, added: int) -> bool:
        return self._forbidden is not None and self._forbidden.search(text, max(0, len(text) - added - self._reach)) is not None
