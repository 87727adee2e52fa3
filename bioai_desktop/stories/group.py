"""Items that are about the same thing, put together."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import combinations

from rapidfuzz import fuzz, process

from bioai_desktop.domain import Item, ItemKind
from bioai_desktop.stories.identity import is_notice, keys, plain_title, related, scheme_of

ALIKE = 95.0  # rapidfuzz ratio, percent, from which two titles are one
_LONGER = 1.106  # how much longer the other title may be at that ratio: 2 / (1 + 1.106) < 0.95
_TELLING = 24  # letters a title needs to say what it is about; a Han character counts as three

#: What makes two nearly equal titles different: numbers, letters that stand alone ("type B", but not the s of a genitive), Roman numerals, Greek letters.
_MARKS = re.compile(r"\d+|(?<![a-z0-9])(?:[b-rt-z]|[ivx]{2,4})(?![a-z0-9])|[α-ω]")
_HAN = re.compile(r"[\u3400-\u9fff]")
_LATEST = datetime.max.replace(tzinfo=UTC)
_RANKS = {ItemKind.ARTICLE: 0, ItemKind.PREPRINT: 1, ItemKind.REPOSITORY: 2, ItemKind.NEWS: 3}


def group(items: Iterable[Item], same: Iterable[frozenset[str]] = ()) -> list[tuple[Item, ...]]:
    """Return the items by what they are about, the primary record of each group first; any order of items gives the same.

    Two items belong together that share a key, or that have the same title and nothing that speaks against it, or whose keys are a pair that the
    editor called the `same`.
    """
    pool = sorted(items, key=_order)
    sets = _Sets(len(pool))
    for pair in (*_sharing_a_key(pool), *_called_the_same(pool, same)):
        sets.join(*pair)
    for one, other in _sharing_a_title(pool):
        if _may_be_one(pool[one], pool[other]):
            sets.join(one, other)
    return [tuple(pool[index] for index in members) for members in sets.members()]


class _Sets:
    """Disjoint sets of the numbers below `size`; each is known by its smallest member."""

    def __init__(self, size: int) -> None:
        self._parents = list(range(size))

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self._root(one), self._root(other)))
        self._parents[second] = first

    def members(self) -> list[list[int]]:
        found: dict[int, list[int]] = defaultdict(list)
        for number in range(len(self._parents)):
            found[self._root(number)].append(number)
        return list(found.values())

    def _root(self, number: int) -> int:
        while self._parents[number] != number:
            self._parents[number] = self._parents[self._parents[number]]
            number = self._parents[number]
        return number


def _order(item: Item) -> tuple[int, bool, bool, datetime, str]:
    """Sort the record that a page should link to first: paper before post, with text, with a DOI, the earliest."""
    return (_RANKS[item.kind], not item.text, "doi" not in item.identifiers, item.published or _LATEST, item.id)


def _sharing_a_key(pool: Sequence[Item]) -> Iterator[tuple[int, int]]:
    first: dict[str, int] = {}
    for index, item in enumerate(pool):
        for key in (*keys(item), *related(item)):
            yield first.setdefault(key, index), index


def _called_the_same(pool: Sequence[Item], same: Iterable[frozenset[str]]) -> Iterator[tuple[int, int]]:
    first = {key: index for index, item in reversed(list(enumerate(pool))) for key in keys(item)}
    for one, other in (tuple(pair) for pair in same if len(pair) == 2):
        if one in first and other in first:
            yield first[one], first[other]


def _sharing_a_title(pool: Sequence[Item]) -> Iterator[tuple[int, int]]:
    titles: dict[str, list[int]] = defaultdict(list)
    for index, item in enumerate(pool):
        title = plain_title(item.title)
        if len(title) + 2 * len(_HAN.findall(title)) >= _TELLING:
            titles[title].append(index)
    for members in titles.values():
        yield from combinations(members, 2)
    for one, other in _alike(titles):
        for left in titles[one]:
            for right in titles[other]:
                yield left, right


def _alike(titles: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of different titles that are nearly equal and have the same marks in the same order."""
    by_marks: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for title in sorted(titles, key=lambda title: (len(title), title)):
        by_marks[tuple(_MARKS.findall(title))].append(title)
    for block in by_marks.values():
        end = 0
        for start, title in enumerate(block):
            while end < len(block) and len(block[end]) <= len(title) * _LONGER:
                end += 1
            for match, _, _ in process.extract(title, block[start + 1 : end], scorer=fuzz.ratio, score_cutoff=ALIKE, limit=None):
                yield title, match


def _may_be_one(one: Item, other: Item) -> bool:
    """Say whether nothing speaks against two items with the same title being one.

    A notice is not the paper that it is about. A preprint and its article have identifiers of their own. Else two identifiers of one kind are two things, and one
    source names its columns alike week by week.
    """
    if is_notice(one.title) != is_notice(other.title):
        return False
    if {one.kind, other.kind} == {ItemKind.PREPRINT, ItemKind.ARTICLE}:
        return True
    if one.source == other.source:
        return False
    mine, theirs = _identifiers(one), _identifiers(other)
    return all(mine[scheme] & theirs[scheme] for scheme in mine.keys() & theirs.keys())


def _identifiers(item: Item) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key in keys(item):
        if scheme_of(key) not in {"url", "item"}:
            found[scheme_of(key)].add(key)
    return found
