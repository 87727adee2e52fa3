"""What an editor made of earlier drafts, shown to the model beside what it is to write now."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bioai_desktop.domain import Judgement
from bioai_desktop.drafting.assignment import Assignment
from bioai_desktop.drafting.prompts import render
from bioai_desktop.drafting.sentences import choose
from bioai_desktop.edition.profile import Profile

MOST = 2  #: examples beside one text: each is read anew with every text
_CHARS = 160  # of an example's source
_LONGEST = 200  # characters of an example's text: a longer one is no pattern for what has limits
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_LATIN = re.compile(r"[a-z][a-z\d-]{3,}")


def nearest(source: str, judgements: Iterable[Judgement], most: int = MOST) -> list[Judgement]:
    """Return the pairs whose sources have most words in common with a source, the nearest last: that is what a model reads last.

    One that has none in common is no example, nor is one that was made of the same source.
    """
    wanted = words(source)
    rated = [(_likeness(wanted, words(each.source)), each) for each in judgements if _fits(each, source)]
    best = sorted((pair for pair in rated if pair[0] > 0), key=lambda pair: -pair[0])[:most]
    return [each for _, each in reversed(best)]


def shown(assignment: Assignment, pairs: Sequence[Judgement], profile: Profile) -> Assignment:
    """Return an assignment that begins with examples; a Profile without a prompt for them shows none."""
    file = f"examples.{assignment.language}.md"
    if not pairs or file not in profile.prompts:
        return assignment
    told = [{"source": choose(pair.source.partition("\n")[2] or pair.source, _CHARS, 1), "text": pair.after} for pair in pairs]
    request = assignment.request
    prompt = f"{render(profile, file, {'pairs': told})}\n\n{request.prompt}"
    return replace(assignment, request=replace(request, prompt=prompt), shown=tuple(pair.after for pair in pairs))


def words(text: str) -> frozenset[str]:
    """Return what two sources can have in common: Latin words of four letters and more, and pairs of Chinese characters."""
    pairs = (run[at : at + 2] for run in _HAN.findall(text) for at in range(len(run) - 1))
    return frozenset((*_LATIN.findall(text.casefold()), *pairs))


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / (len(one) * len(other)) ** 0.5 if one and other else 0.0


def _fits(judgement: Judgement, source: str) -> bool:
    return bool(judgement.after) and len(judgement.after) <= _LONGEST and judgement.source != source
