"""What may be written next: a `Constraint` compiled against a vocabulary, asked about one token at a time.

Nothing is masked in advance. The token that would be sampled is checked against the place where the text stands; only when
it is refused are others looked at, and only when all likely ones are refused is the whole set of candidates made.

In Chinese, a run of characters that are not free must be declared words and numbers, each verbatim, with a free character
between two of them. In the other scripts letters are free, and numbers are too unless some are declared.
"""

from __future__ import annotations

import enum
import re
from functools import cached_property, lru_cache
from itertools import chain
from typing import NamedTuple

import numpy as np

from bioai_desktop.domain import Constraint, Script
from bioai_desktop.engine import utf8
from bioai_desktop.engine.scripts import contains, free, overlaps
from bioai_desktop.engine.terms import Node, tree
from bioai_desktop.engine.vocabulary import Tokens, Vocabulary

UNITS = frozenset("%‰℃°")  #: may follow a number directly
JOINERS = frozenset(" ,.，．")  #: between two digits they would make one number of two


class Between(enum.Enum):
    """Where a text stands when it is not inside a declared term."""

    FREE = enum.auto()  #: anything may begin
    LETTER = enum.auto()  #: after a letter that was free: no term may begin inside a word
    JOINED = enum.auto()  #: after a number and a mark that could join it to another: no digit may begin


Spot = Node | Between
_START: tuple[Spot, ...] = (Between.FREE,)


class Place(NamedTuple):
    """How far a text has come."""

    text: str = ""
    pending: bytes = b""  #: of a character that is not complete yet
    spots: tuple[Spot, ...] = _START  #: all readings of the last characters that are still possible
    chars: int = 0  #: blanks not counted

    @property
    def safe(self) -> bool:
        """Whether the text may be cut here: no character and no declared term is open."""
        return not self.pending and any(not isinstance(spot, Node) or spot.whole for spot in self.spots)


class Rules:
    """A compiled `Constraint`."""

    def __init__(self, constraint: Constraint, vocabulary: Vocabulary) -> None:
        self.constraint = constraint
        self.vocabulary = vocabulary
        self._confined = constraint.script is Script.CHINESE or bool(constraint.numbers)
        self._free = free(constraint.script, digits=not constraint.numbers, line_breaks=not constraint.one_line)
        self._is_free = lru_cache(4096)(self._look_up)
        words = [word for word in constraint.words if constraint.script is not Script.LATIN or all(map(self._may_stand, word))]
        self._root = tree(words, constraint.numbers) if self._confined else Node()
        self._usable = vocabulary.usable(self._free)
        forbidden = [words for words in constraint.forbidden if words]
        self._forbidden = re.compile("|".join(map(re.escape, forbidden))) if forbidden else None
        self._reach = max(map(len, forbidden), default=1) - 1
        #: Between terms, whole free characters leave a text between terms: they need no look at each.
        self._fast = constraint.script is Script.CHINESE or not self._confined

    def take(self, place: Place, token: int) -> tuple[Place, bool] | None:
        """Return where the text stands after a token and whether that ends it; None where the token is refused."""
        if token in self.vocabulary.ends:
            return (place, True) if self.may_end(place) else None
        piece = self.vocabulary.pieces[token]
        if self._fast and place.spots == _START and not place.pending and self._usable.whole[token]:
            return self._append(place, piece.decode())
        if self.constraint.one_line and (at := piece.find(b"\n")) >= 0:
            ended = self.advance(place, piece[:at].rstrip()) if at else place
            return (ended, True) if ended is not None and ended.text and self.may_end(ended) else None
        following = self.advance(place, piece) if piece else None
        return (following, False) if following is not None else None

    def may_end(self, place: Place) -> bool:
        """Tell whether the text may end where it stands."""
        return place.safe and place.chars >= self.constraint.min_chars

    def advance(self, place: Place, data: bytes) -> Place | None:
        """Return where the text stands after some more bytes of it; None where they are refused."""
        parts = utf8.split(place.pending + data)
        if parts is None:
            return None
        added, rest = parts
        text, spots = place.text, place.spots
        for character in added:
            spots = self._step(spots, character, text[-1:])
            if not spots:
                return None
            text += character
        if rest and not self._can_become(spots, rest):
            return None
        chars = place.chars + sum(not character.isspace() for character in added)
        if self._too_long(chars + bool(rest)) or self._is_forbidden(text, len(added)):
            return None
        return Place(text, rest, spots, chars)

    def candidates(self, place: Place) -> Tokens:
        """Return every token worth a look at this place, in no order; each has still to be asked about."""
        if place.pending:
            return self.vocabulary.continuations
        found = [self._openers] if place.safe else []
        inside = [spot for spot in place.spots if isinstance(spot, Node)]
        if inside:
            rests = chain.from_iterable(node.rests() for node in inside)
            found.append(np.array([token for rest in rests for token in self.vocabulary.prefixes(rest)], np.int32))
        return np.concatenate(found)

    @cached_property
    def _openers(self) -> Tokens:
        """What may follow where no term is open."""
        terms = list(self._root.rests())
        texts = [*terms, *(" " + term for term in terms), *(UNITS if self._confined else ())]
        starters = {token for text in texts for token in self.vocabulary.prefixes(text)}
        return np.union1d(self._usable.tokens, np.array(sorted(starters), np.int32)).astype(np.int32)

    def _append(self, place: Place, added: str) -> tuple[Place, bool] | None:
        text, chars = place.text + added, place.chars + len(added)
        refused = self._too_long(chars) or self._is_forbidden(text, len(added))
        return None if refused else (Place(text, b"", _START, chars), False)

    def _step(self, spots: tuple[Spot, ...], character: str, before: str) -> tuple[Spot, ...]:
        if character.isspace() and (not before or (before == character == " " and self.constraint.script is Script.CHINESE)):
            return ()
        following: list[Spot] = []
        is_free = self._is_free(character)
        for spot in spots:
            for found in self._from_term(spot, character, is_free) if isinstance(spot, Node) else self._from_gap(spot, character, is_free):
                if found is not None and found not in following:
                    following.append(found)
        return tuple(following)

    def _from_term(self, node: Node, character: str, is_free: bool) -> tuple[Spot | None, ...]:  # noqa: FBT001
        child = node.children.get(character)
        if not node.whole:
            return (child,)
        if node.number and (character in UNITS or (is_free and character in JOINERS)):
            return (child, Between.JOINED)
        return (child, self._after(character) if is_free else None)

    def _from_gap(self, gap: Between, character: str, is_free: bool) -> tuple[Spot | None, ...]:  # noqa: FBT001
        begun = self._root.children.get(character)
        if gap is Between.LETTER or (gap is Between.JOINED and character.isdigit()):
            begun = None
        if not is_free:
            return (begun,)
        stays = gap is Between.JOINED and character == " "
        return (begun, gap if stays else self._after(character))

    def _after(self, character: str) -> Between:
        inside_word = self._confined and character < "\u2e80" and character.isalnum()
        return Between.LETTER if inside_word else Between.FREE

    def _can_become(self, spots: tuple[Spot, ...], partial: bytes) -> bool:
        reached = utf8.reach(partial)
        if reached is None:
            return False
        low, high = reached
        gap = any(not isinstance(spot, Node) or spot.whole for spot in spots)
        if gap and overlaps(self._free, low, high):
            return True
        nodes = [spot if isinstance(spot, Node) else self._root for spot in spots]
        return any(self._step(spots, character, "x") for node in nodes for character in node.children if low <= ord(character) <= high)

    def _too_long(self, chars: int) -> bool:
        return 0 < self.constraint.max_chars < chars

    def _is_forbidden(self, text: str, added: int) -> bool:
        return self._forbidden is not None and self._forbidden.search(text, max(0, len(text) - added - self._reach)) is not None

    def _look_up(self, character: str) -> bool:
        return contains(self._free, ord(character))

    def _may_stand(self, character: str) -> bool:
        return character.isdigit() or self._is_free(character)
