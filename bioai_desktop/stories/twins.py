"""Which stories of a day may be the same, though no identifier and no title says so: proposals for the editor to judge.

In one language by the words of title and beginning that few other stories have; between languages by what is written alike in both: numbers, names in
Latin script, gene symbols, journals. A record that the other one names is the surest sign of all.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import combinations

from bioai_desktop.domain import ItemKind, Likeness, Story
from bioai_desktop.edition.addresses import link_keys
from bioai_desktop.stories.features import words
from bioai_desktop.stories.identity import is_notice, keys
from bioai_desktop.stories.language import language

_READ = 600  # characters of a text: how it begins says what it is about
_APART = timedelta(days=14)  # of dates, from which on a likeness is one of subject
_SHOWN = 5  # words in common that are told
_MOST = 3  # proposals for one story
_MOST_LINKS = 3  # in a text: one with more is a list of many things
_STEM = re.compile(r"(?:ies|es|s|ed|ing|ly)$")
_LEAST_STEM = 6  # letters of a word that an ending is taken off
_MARK = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[-.][A-Za-z0-9]+)*|\d+(?:[.,]\d+)*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_LINK = re.compile(r"(?:https?://|10\.\d{4,9}/)[^\s<>\"，。；）]+")


@dataclass(frozen=True, slots=True)
class _Measure:
    """How two bags of words are found alike; measured on recorded feeds and on bilingual text (decision note 0020)."""

    least: float  #: cosine
    telling: int  #: words in common that few others have
    share: float  #: of all stories, that may have a word which still tells something
    mutual: bool  #: each must be the other's likest


_WITHIN = _Measure(0.18, 3, 0.05, mutual=False)
_BETWEEN = _Measure(0.5, 2, 0.02, mutual=True)
_FEW = 4  # stories that may have a telling word, however few there are in all


def with_likeness(stories: Sequence[Story], apart: Collection[frozenset[str]] = ()) -> list[Story]:
    """Return the stories, each with those that it may be the same as; `apart` are pairs of keys that the editor called different."""
    found: dict[int, dict[int, tuple[float, tuple[str, ...]]]] = defaultdict(dict)
    for (one, other), likeness in _pairs(stories).items():
        if frozenset((named(stories[one]), named(stories[other]))) not in apart:
            found[one][other] = found[other][one] = likeness
    return [replace(story, like=_likeness(stories, found[at])) if at in found else story for at, story in enumerate(stories)]


def named(story: Story) -> str:
    """Return the key by which a judgement on a story is remembered."""
    return keys(story.primary)[0]


def _likeness(stories: Sequence[Story], found: Mapping[int, tuple[float, tuple[str, ...]]]) -> tuple[Likeness, ...]:
    best = sorted(found.items(), key=lambda each: (-each[1][0], each[0]))[:_MOST]
    return tuple(Likeness(stories[at].id, stories[at].primary.title, shared) for at, (_, shared) in best)


def _pairs(stories: Sequence[Story]) -> dict[tuple[int, int], tuple[float, tuple[str, ...]]]:
    """Return how alike those pairs are that may be the same, and by what."""
    languages = [language(f"{story.primary.title}\n{_text(story)}") for story in stories]
    found = dict(_alike(stories, _words, _WITHIN, lambda one, other: languages[one] == languages[other]))
    found |= dict(_alike(stories, _marks, _BETWEEN, lambda one, other: {languages[one], languages[other]} == {"zh", "en"}))
    found |= {pair: (1.0, (shared,)) for pair, shared in _linked(stories)}
    return {pair: likeness for pair, likeness in found.items() if _may_be_one(stories[pair[0]], stories[pair[1]])}


def _alike(
    stories: Sequence[Story], read: Callable[[Story], Mapping[str, str]], measure: _Measure, fits: Callable[[int, int], bool]
) -> Iterator[tuple[tuple[int, int], tuple[float, tuple[str, ...]]]]:
    bags = [read(story) for story in stories]
    held = Counter(word for bag in bags for word in bag)
    weights = {word: math.log((len(bags) + 1) / count) for word, count in held.items()}
    lengths = [math.hypot(*(weights[word] for word in bag)) for bag in bags]
    telling = {word for word, count in held.items() if 1 < count <= max(_FEW, len(bags) * measure.share)}
    alike: dict[tuple[int, int], float] = {}
    for one, other in (pair for pair in _sharing(bags, telling, measure.telling) if fits(*pair)):
        cosine = sum(weights[word] ** 2 for word in bags[one].keys() & bags[other].keys()) / (lengths[one] * lengths[other])
        if cosine >= measure.least:
            alike[one, other] = cosine
    best: dict[int, float] = {}
    for pair, cosine in alike.items():
        best |= {at: max(best.get(at, 0.0), cosine) for at in pair}
    for (one, other), cosine in alike.items():
        if not measure.mutual or cosine == best[one] == best[other]:
            shared = sorted(bags[one].keys() & bags[other].keys() & telling, key=lambda word: (held[word], -len(word), word))
            yield (one, other), (cosine, tuple(bags[one][word] for word in shared[:_SHOWN]))


def _sharing(bags: Sequence[Mapping[str, str]], telling: set[str], least: int) -> Iterator[tuple[int, int]]:
    """Yield the pairs that have enough telling words in common."""
    holders: dict[str, list[int]] = defaultdict(list)
    for at, bag in enumerate(bags):
        for word in bag.keys() & telling:
            holders[word].append(at)
    shared = Counter(pair for members in holders.values() for pair in combinations(members, 2))
    return (pair for pair, count in shared.items() if count >= least)


def _words(story: Story) -> dict[str, str]:
    """Return the words of title and beginning by what they are without their ending."""
    found = words(f"{story.primary.title}\n{_text(story)}")
    return {_STEM.sub("", word) if len(word) >= _LEAST_STEM and word.isascii() else word: word for word in reversed(found)}


def _marks(story: Story) -> dict[str, str]:
    """Return what a translation leaves as it is: numbers but for years, names with capitals or figures in them, the journal."""
    written = _MARK.findall(f"{story.primary.title}\n{_text(story)}\n{story.primary.venue}")
    return {mark.lower().replace(",", ""): mark for mark in reversed(written) if _tells(mark)}


def _tells(mark: str) -> bool:
    if mark[0].isdigit():
        return len(mark) > 1 and not _YEAR.fullmatch(mark)
    return len(mark) > 1 and mark != mark.lower()


def _text(story: Story) -> str:
    return max((item.text for item in story.items), key=len)[:_READ]


def _linked(stories: Sequence[Story]) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield the pairs of which one names the record of the other in its text."""
    homes = {key: at for at, story in enumerate(stories) for item in story.items for key in keys(item)}
    for at, story in enumerate(stories):
        named_there = {key for item in story.items for text in (item.text, item.article) for key in _keys_within(text)}
        if len(named_there) <= _MOST_LINKS:
            for key in named_there & homes.keys():
                if homes[key] != at:
                    yield (min(at, homes[key]), max(at, homes[key])), key.partition(":")[2]


def _keys_within(text: str) -> Iterator[str]:
    for found in _LINK.findall(text):
        link = found.rstrip(".,;:)]")
        yield from link_keys(link if link.startswith("http") else f"https://doi.org/{link}")


def _may_be_one(one: Story, other: Story) -> bool:
    """Say whether nothing speaks against it: two papers are two things, and so are a notice and its paper, two of one source, and what came out weeks apart."""
    first, second = one.primary, other.primary
    if is_notice(first.title) != is_notice(second.title):
        return False
    if first.kind is second.kind and (first.kind is not ItemKind.NEWS or first.source == second.source):
        return False
    return first.published is None or second.published is None or abs(first.published - second.published) <= _APART
