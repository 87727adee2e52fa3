"""Texts mended without the model: a sentence that breaks a rule is left out, a text that is too long ends where a sentence or clause does."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from bioai_desktop.domain import Finding, Severity
from bioai_desktop.edition.plain import han_share, length
from bioai_desktop.edition.profile import Limits

#: Findings about words that one sentence holds; without it the rest may be fine.
OF_A_SENTENCE = frozenset(
    (
        "number-unsupported",
        "name-unsupported",
        "unit-differs",
        "link-unsupported",
        "claim-stronger",
        "house-wording",
        "repetition",
        "text-unfinished",
        "latin-words",
        "prompt-text",
        "told-as-human",
    )
)
_SENTENCE = re.compile(r"[^。！？]*[。！？]+[”）]?|[^。！？]+$")
_SENTENCE_EN = re.compile(r".*?[.!?]+[\"”)]?(?:\s+(?=[A-Z\d])|$)|.+$", re.DOTALL)
_CLAUSE = re.compile(r"[，；：]|——")
_CLAUSE_EN = re.compile(r"[,;:](?=\s)")
_MOST_LEFT_OUT = 2
_HEAD = 12  # characters before the colon of a title, at the most, that name what it is about


def sentences(text: str) -> list[str]:
    """Return the sentences of a text in either language; joined, they are the text."""
    return [match.group() for match in (_SENTENCE if han_share(text) else _SENTENCE_EN).finditer(text)]


def cut(text: str, limits: Limits) -> str:
    """Return a text that is too long up to the last sentence that fits, else up to the last clause; unchanged where neither is long enough."""
    if not limits.max_chars or length(text) <= limits.max_chars:
        return text
    kept = ""
    for sentence in sentences(text):
        if length(kept + sentence) > limits.max_chars:
            break
        kept += sentence
    if kept and length(kept) >= limits.min_chars:
        return kept.rstrip()
    chinese = bool(han_share(text))
    heads = [text[: mark.start()] for mark in (_CLAUSE if chinese else _CLAUSE_EN).finditer(text)]
    stop = ("。" if chinese else ".") if re.search(r"[。.]$", text) else ""
    fitting = [head for head in heads if limits.min_chars <= length(head) + len(stop) <= limits.max_chars]
    return f"{fitting[-1]}{stop}" if fitting else text


def named(text: str, name: str, limits: Limits) -> str:
    """Return a title led by a name that it lacks, in the place of what stands before its colon: "深度化学：…" as "deepchem：…".

    Unchanged where that would be too long.
    """
    colon = "：" if han_share(text) else ": "
    head, mark, rest = text.partition(colon)
    said = f"{name}{colon}{rest if mark and length(head) <= _HEAD else text}"
    return said if not limits.max_chars or length(said) <= limits.max_chars else text


def without(text: str, findings: Sequence[Finding], limits: Limits, judged: Callable[[str], Sequence[Finding]]) -> str:
    """Return a text without the sentences whose words break a rule, where what is left is long enough and breaks none; else unchanged.

    `judged` says what is wrong with a text.
    """
    wrong = [finding for finding in findings if finding.severity is not Severity.HINT]
    if not wrong or any(finding.kind not in OF_A_SENTENCE for finding in wrong):
        return text
    for rest in _rests(text, {finding.detail for finding in wrong if finding.detail}):
        if length(rest) >= limits.min_chars and all(finding.severity is Severity.HINT for finding in judged(rest)):
            return rest
    return text


def _rests(text: str, words: set[str]) -> Iterator[str]:
    """Yield what is left without one sentence, then without two, of those that hold the words."""
    said = sentences(text)
    guilty = [at for at, sentence in enumerate(said) if any(word in sentence or sentence.rstrip().endswith(word) for word in words)]
    for count in range(1, min(_MOST_LEFT_OUT, len(guilty), len(said) - 1) + 1):
        for gone in combinations(guilty, count):
            yield "".join(sentence for at, sentence in enumerate(said) if at not in gone).strip()
