"""Voices that a page must not speak with: a model that refuses, thinks aloud, or repeats what it was told.

A paragraph is judged by signals of form; what stands in quotation marks is somebody else's voice and does not count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from bioai_desktop.domain import Finding
from bioai_desktop.edition.checkers.craft import SIGNALS as CRAFT
from bioai_desktop.edition.checkers.gate import Gate
from bioai_desktop.edition.checkers.page import Page
from bioai_desktop.edition.checkers.pairs import PAIRS
from bioai_desktop.edition.checkers.signals import CHINESE_I, ENGLISH_I, PROMPT, REASONING, REFUSAL, STRONG, Signal
from bioai_desktop.edition.checkers.signals_en import SIGNALS as ENGLISH
from bioai_desktop.edition.checkers.signals_zh import SIGNALS as CHINESE
from bioai_desktop.edition.model import Role
from bioai_desktop.edition.plain import unquoted

_SIGNALS = (*ENGLISH, *CHINESE, *PAIRS, *CRAFT)
_FIRST_PERSON = re.compile(f"{ENGLISH_I}|{CHINESE_I}", re.IGNORECASE)
_DETAIL = 20  # characters from there on
_ORDER = (REFUSAL, REASONING, PROMPT)  # the worst first


class Voice(NamedTuple):
    """Whose voice a paragraph seems to be."""

    kind: str  #: "refusal", "reasoning" or "prompt-text"
    detail: str  #: the words that gave it away


def check(page: Page) -> Iterator[Finding]:
    """Find paragraphs in a strange voice, one finding for each."""
    for block in page.blocks:
        found = voice(block.text) or (voice(block.words) if block.words != block.text else None)
        if found:
            yield page.at(found.kind, block, found.detail)
        elif block.role in (Role.TEXT, Role.SYNTAX) and not block.code and (said := _FIRST_PERSON.search(unquoted(block.words))):
            yield page.at("first-person", block, block.words[said.start() :][:_DETAIL])


@lru_cache(maxsize=4096)  # a site says many things on each of its pages, and so does a page each time that it is checked
def voice(text: str) -> Voice | None:
    """Return whose voice a paragraph of any language seems to be, None where nothing is strange."""
    said = unquoted(text)
    likely = [_SIGNALS[at] for at in _gate().fitting(said)]
    heard = [(signal, match[0].strip()) for signal in likely if (match := signal.pattern.search(said))]
    if sum(signal.weight for signal, _ in heard) < STRONG:
        return None
    signal, words = min(heard, key=_rank)
    return Voice(signal.kind, words)


@cache
def _gate() -> Gate:
    return Gate([signal.pattern for signal in _SIGNALS])


def _rank(heard: tuple[Signal, str]) -> int:
    return _ORDER.index(heard[0].kind)
