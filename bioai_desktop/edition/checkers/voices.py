"""Voices that a page must not speak with: a model that refuses, thinks aloud or repeats what it was told, and talk of how the page was made.

A sentence is weighed by what it is made of, see `features` and `docs/decisions/0011-voices-weighed.md`; what stands in quotation
marks is somebody else's voice and does not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from math import log
from typing import NamedTuple

from bioai_desktop.domain import Finding
from bioai_desktop.edition.checkers.features import features, heads, inner, sentences
from bioai_desktop.edition.checkers.page import Page
from bioai_desktop.edition.checkers.persons import says_i
from bioai_desktop.edition.checkers.weights import judged, total, weigh
from bioai_desktop.edition.model import Role
from bioai_desktop.edition.plain import plain, without_addresses

#: Log odds from which a voice is heard in a paragraph of one sentence, and what more is asked for e times as many:
#: where there are more sentences, chance has more of them to choose from.
_BAR, _MORE = 1.1, 1.0
_PLAIN = -4.0  #: log odds up to which a sentence is plainly clean: two of them say nothing strange together
_DETAIL = 30  # characters of the sentence


class Voice(NamedTuple):
    """Whose voice a paragraph seems to be."""

    kind: str  #: one of `weights.KINDS`
    detail: str  #: how the sentence begins that gave it away


def check(page: Page) -> Iterator[Finding]:
    """Find paragraphs in a strange voice, one finding for each, and who says "I" in the others."""
    for block in page.blocks:
        if block.code:
            continue
        if found := voice(block.text):
            yield page.at(found.kind, block, found.detail)
        elif block.role in (Role.TEXT, Role.SYNTAX) and (said := says_i(block.words)):
            yield page.at("first-person", block, said)


@lru_cache(maxsize=4096)  # the pages of a site share many lines
def voice(text: str) -> Voice | None:
    """Return whose voice a paragraph of any language seems to be, None where nothing is strange."""
    said = sentences(without_addresses(text))
    if not said:
        return None
    loudest, kind, sentence = max(_heard(said), key=lambda each: each[0])
    return Voice(kind, plain(sentence)[:_DETAIL]) if loudest >= _BAR + _MORE * log(len(said)) else None


def _heard(said: list[str]) -> Iterator[tuple[float, str, str]]:
    """Yield how loud a voice is, which, and where it begins: in each sentence, and in those that mean something together."""
    each = [features(sentence) for sentence in said]
    totals = [total(names) for names in each]
    alone = [judged(every) for every in totals]
    yield from ((*heard, sentence) for heard, sentence in zip(alone, said, strict=True))
    for place, (one, other) in enumerate(pairwise(each)):
        if max(alone[place][0], alone[place + 1][0]) > _PLAIN:
            yield (*judged(total(inner(other) - one, totals[place])), said[place])
    yield from ((*weigh(features(head)), head) for head in heads(said))
