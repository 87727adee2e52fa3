"""Voices that a page must not speak with: a model that refuses, thinks aloud or repeats what it was told, and talk of how the page was made.

A sentence is weighed by what it is made of, see `features` and `docs/decisions/0011-voices-weighed.md`; what stands in quotation
marks is somebody else's voice and does not count.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from bioai_desktop.domain import Finding
from bioai_desktop.edition.checkers.features import windows
from bioai_desktop.edition.checkers.page import Page
from bioai_desktop.edition.checkers.weights import weigh
from bioai_desktop.edition.plain import plain, without_addresses

_BAR = 1.3  #: log odds from which a voice is heard: see the decision
_DETAIL = 30  # characters of the sentence


class Voice(NamedTuple):
    """Whose voice a paragraph seems to be."""

    kind: str  #: one of `weights.KINDS`
    detail: str  #: how the sentence begins that gave it away


def check(page: Page) -> Iterator[Finding]:
    """Find paragraphs in a strange voice, one finding for each."""
    for block in page.blocks:
        if found := voice(block.text):
            yield page.at(found.kind, block, found.detail)


@lru_cache(maxsize=4096)  # the pages of a site share many lines
def voice(text: str) -> Voice | None:
    """Return whose voice a paragraph of any language seems to be, None where nothing is strange."""
    heard = [(*weigh(names), sentence) for sentence, names in windows(without_addresses(text))]
    if not heard:
        return None
    loudest, kind, sentence = max(heard, key=lambda each: each[0])
    return Voice(kind, plain(sentence)[:_DETAIL]) if loudest >= _BAR else None
