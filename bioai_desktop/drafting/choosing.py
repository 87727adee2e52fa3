"""One of several drafts of the same text: the one with the mildest findings, and of those the one that is nearest to all the others."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from bioai_desktop.domain import Draft, Finding, Severity
from bioai_desktop.drafting.assignment import Assignment
from bioai_desktop.drafting.chrf import chrf

_WARM = 0.5  # temperature of what is asked again in the same way: warm enough to differ, cool enough to be right most of the time
_OTHER_SEED = 7919  # so far apart are the seeds of two candidates, further than those of a text's attempts


def several(ways: Sequence[Assignment], count: int) -> list[Assignment]:
    """Return so many assignments for one text: each way of asking as it is, then the same with other seeds, drawn at a temperature."""
    return [_turn(ways[number % len(ways)], number // len(ways)) for number in range(count)]


def _turn(way: Assignment, turn: int) -> Assignment:
    if not turn:
        return way
    request = way.request
    return replace(way, request=replace(request, temperature=max(request.temperature, _WARM), seed=request.seed + turn * _OTHER_SEED))


def chosen(drafts: Sequence[Draft], faults: Callable[[Draft], Sequence[Finding]]) -> Draft:
    """Return the best of one or more drafts; `faults` are what counts against one. Of equals, the first."""
    weights = [_weight(faults(draft)) for draft in drafts]
    mildest = [draft for draft, weight in zip(drafts, weights, strict=True) if weight == min(weights)]
    if len(mildest) == 1:
        return mildest[0]
    # Each text votes for those it resembles: what most of them say is seldom wrong, while mistakes differ.
    votes = [draft.text for draft in drafts if draft.text]
    return max(mildest, key=lambda draft: agreement(draft.text, votes))


def agreement(text: str, others: Sequence[str]) -> float:
    """Return how near a text comes to others, as the sum of its chrF against each."""
    return sum(chrf([text], [other]) for other in others)


def _weight(findings: Sequence[Finding]) -> tuple[int, int]:
    severities = [finding.severity for finding in findings]
    return severities.count(Severity.BLOCK), severities.count(Severity.LOOK)
