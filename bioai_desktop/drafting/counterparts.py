"""Sentences of a Chinese text that have no counterpart in their English source, told by the share of their words that have one.

A word that is looked for is a number, a name, an organism, a term of the house's glossary, or one of the plain words of
`resources/counterparts.tsv`. It is weak evidence: a hint for an editor, never a reason to refuse a text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from bioai_desktop.domain import Finding, Severity
from bioai_desktop.drafting.spans import tie
from bioai_desktop.paths import resource

_SENTENCE = re.compile(r"[^。！？]+[。！？]?")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LEAST_HAN = 8  # a shorter sentence says too little to be judged
_LEAST_SHARE = 0.5  # of a sentence's words with a counterpart; chosen on the first half of the labelled sentences
_LEAST_WORDS = 2
#: What the house says of every record of that kind.
_OF_THE_RECORD = re.compile(r"预印|同行评审|评议")


@dataclass(frozen=True, slots=True)
class Measured:
    """One sentence of a text, and how many of its words have a counterpart."""

    text: str
    found: int
    missing: int

    @property
    def share(self) -> float:
        """Of its words, 1.0 where it has none that could be looked for."""
        return self.found / (self.found + self.missing) if self.found + self.missing else 1.0

    @property
    def is_loose(self) -> bool:
        """Whether it seems to rest on nothing."""
        return self.found + self.missing >= _LEAST_WORDS and self.share < _LEAST_SHARE


def loose_sentences(text: str, source: str, table: Mapping[str, str]) -> list[Finding]:
    """Return the sentences of a Chinese text that seem to have no counterpart in the source, as hints."""
    return [Finding("sentence-loose", Severity.HINT, detail=each.text) for each in measure(text, source, table) if each.is_loose]


def measure(text: str, source: str, table: Mapping[str, str]) -> list[Measured]:
    """Measure the sentences of a Chinese text against an English source; `table` has the house's terms, theirs to ours."""
    if _HAN.search(source):
        return []  # of one language: its words are compared as they are, by other checks
    sentences = (match.group().strip() for match in _SENTENCE.finditer(text))
    return [
        _measured(each, source, table) for each in sentences if len(_HAN.findall(each)) >= _LEAST_HAN and not _OF_THE_RECORD.search(each)
    ]


def _measured(sentence: str, source: str, table: Mapping[str, str]) -> Measured:
    tied = tie(sentence, source, (), table)
    spans = [(each.start, each.end) for each in tied.support]
    missing = len(tied.loose)
    found = len(spans)
    for start, end, originals in _words(sentence, table):
        if any(start < other_end and other_start < end for other_start, other_end in spans):
            continue
        spans.append((start, end))
        if re.search(rf"(?<![A-Za-z])(?:{originals})", source, re.IGNORECASE):
            found += 1
        else:
            missing += 1
    return Measured(sentence, found, missing)


def _words(sentence: str, table: Mapping[str, str]) -> list[tuple[int, int, str]]:
    """Return the words that can be looked for, the longest first where some overlap."""
    pattern, originals = _looked_for(tuple(table.items()))
    return [(match.start(), match.end(), originals[match.group()]) for match in pattern.finditer(sentence)]


@lru_cache(4)
def _looked_for(rows: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str], Mapping[str, str]]:
    originals = dict(plain_words())
    terms: dict[str, list[str]] = {}
    for theirs, ours in rows:
        if len(ours) > 1 and _HAN.search(ours):
            terms.setdefault(ours, []).append(re.escape(theirs))
    for ours, theirs in terms.items():
        originals[ours] = "|".join([*theirs, *([originals[ours]] if ours in originals else [])])
    ordered = sorted(originals, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, ordered))), originals


@cache
def plain_words() -> Mapping[str, str]:
    """Return the plain words with the beginnings of their counterparts, as a regular expression each."""
    lines = resource("counterparts.tsv").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {row[0]: row[1] for row in rows}
