"""Which characters may follow one another: a script, with the words and numbers that were declared for it.

In Chinese, a run of characters that are not free must be declared words and numbers, each verbatim, with a free character
between two of them. In the other scripts letters are free, and numbers are too unless some are declared.
"""

from __future__ import annotations

import enum
from functools import cached_property, lru_cache
from itertools import chain

import numpy as np

from bioai_desktop.domain import Constraint, Script
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

    @property
    def whole(self) -> bool:
        """Whether no term is open: always."""
        return True


Spot = Node | Between
START: tuple[Spot, ...] = (Between.FREE,)


class Spelling:
    """An automaton over characters; its states are all readings of the last characters that are still possible."""

    start: tuple[Spot, ...] = START

    def __init__(self, constraint: Constraint, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._chinese = constraint.script is Script.CHINESE
        self._confined = self._chinese or bool(constraint.numbers)
        self._free = free(constraint.script, digits=not constraint.numbers, line_breaks=not constraint.one_line)
        self._is_free = lru_cache(4096)(self._look_up)
        words = [word for word in constraint.words if constraint.script is not Script.LATIN or all(map(self._may_stand, word))]
        known = {*words, *constraint.numbers} if self._confined else set[str]()
        required = [word for word in constraint.required if word not in known and not self._all_free([word])]
        self._root = tree([*words, *required], constraint.numbers) if self._confined else tree(required, ())
        usable = vocabulary.usable(self._free)
        self._free_tokens = usable.tokens
        mixed = any(map(self._is_free, self._root.children)) and not self._all_free(words + required)
        #: Whether whole free characters leave a text between terms, and so need no look at each.
        self.plain = usable.whole if not mixed and (self._chinese or not self._confined) else None

    def step(self, spots: tuple[Spot, ...], character: str, before: str) -> tuple[Spot, ...]:
        """Return the readings after one more character; `before`: the one before it, "" at the beginning."""
        if character.isspace() and (not before or (before == character == " " and self._chinese)):
            return ()
        following: list[Spot] = []
        is_free = self._is_free(character)
        for spot in spots:
            for found in self._from_term(spot, character, is_free) if isinstance(spot, Node) else self._from_gap(spot, character, is_free):
                if found is not None and found not in following:
                    following.append(found)
        return tuple(following)

    def reaches(self, spots: tuple[Spot, ...], low: int, high: int) -> bool:
        """Tell whether some character from `low` to `high` may follow."""
        if any(spot.whole for spot in spots) and overlaps(self._free, low, high):
            return True
        nodes = [spot if isinstance(spot, Node) else self._root for spot in spots]
        return any(self.step(spots, character, "x") for node in nodes for character in node.children if low <= ord(character) <= high)

    def complete(self, spots: tuple[Spot, ...]) -> bool:
        """Tell whether the text may end here."""
        return any(spot.whole for spot in spots)

    def over(self, spots: tuple[Spot, ...]) -> bool:  # noqa: ARG002 - of a text in a shape, it is the end of that
        """Tell whether nothing can follow: never."""
        return False

    def speaks(self, spots: tuple[Spot, ...]) -> bool:  # noqa: ARG002
        """Tell whether words may still come: always."""
        return True

    def openers(self, spots: tuple[Spot, ...]) -> Tokens:
        """Return the tokens worth a look."""
        found = [self._openers] if self.complete(spots) else []
        rests = chain.from_iterable(spot.rests() for spot in spots if isinstance(spot, Node))
        found.append(np.array([token for rest in rests for token in self._vocabulary.prefixes(rest)], np.int32))
        return np.concatenate(found)

    @cached_property
    def _openers(self) -> Tokens:
        """What may follow where no term is open."""
        terms = list(self._root.rests())
        texts = [*terms, *(" " + term for term in terms), *(UNITS if self._confined else ())]
        starters = {token for text in texts for token in self._vocabulary.prefixes(text)}
        return np.union1d(self._free_tokens, np.array(sorted(starters), np.int32)).astype(np.int32)

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

    def _all_free(self, words: list[str]) -> bool:
        return all(map(self._is_free, chain.from_iterable(words)))

    def _look_up(self, character: str) -> bool:
        return contains(self._free, ord(character))

    def _may_stand(self, character: str) -> bool:
        return character.isdigit() or self._is_free(character)
