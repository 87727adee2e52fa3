"""Voices that a page must not speak with: a model that refuses, thinks aloud or repeats what it was told, and talk of how the page was made.

A sentence is weighed by what it is made of, see `features` and `docs/decisions/0011-voices-weighed.md`; what stands in quotation
marks is somebody else's voice and does not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import log
from typing import NamedTuple

from bioai_desktop.domain import Finding
from bioai_desktop.edition.checkers.features import windows
from bioai_desktop.edition.checkers.page import Page
from bioai_desktop.edition.checkers.persons import says_i
from bioai_desktop.edition.checkers.weights import weigh
from bioai_desktop.edition.model import Role
from bioai_desktop.edition.plain import plain, without_addresses

#: Log odds from which a voice is heard in a paragraph of one sentence, and what more is asked for e times as many:
#: where there are more sentences, chance has more of them to choose from.
_BAR, _MORE = 1.5, 1.0
_DETAIL = 30  # characters of the sentence


class Voice(NamedTuple):
    """Whose voice a paragraph seems to be."""

    kind: str  #: one of `weights.KINDS`
    detail: str  #: how the sentence begins that gave it away


def check(page: Page) -> Iterator[Finding]:
    """Find paragraphs in a strange voice, one finding for each, and who says "I" in the others."""
    for block in page.blocks:
        if found := voice(block.text):
            yield page.at(found.kind, block, found.detail)
        elif block.role in (Role.TEXT, Role.SYNTAX) and not block.code and (said := says_i(block.words)):
            yield page.at("first-person", block, said)


@lru_cache(maxsize=4096)  # the pages of a site share many lines
def voice(text: str) -> Voice | None:
    """Return whose voice a paragraph of any language seems to be, None where nothing is strange."""
    heard = [(*weigh(names), sentence) for sentence, names in windows(without_addresses(text))]
    if not heard:
        return None
    loudest, kind, sentence = max(heard, key=lambda each: each[0])
    bar = _BAR + _MORE * log((len(heard) + 1) // 2)  # of the windows, half begin a pair
    return Voice(kind, plain(sentence)[:_DETAIL]) if loudest >= bar else None
