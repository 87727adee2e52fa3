"""What of a sentence counts when it is judged whose voice it is: see `docs/decisions/0011-voices-weighed.md`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from bioai_desktop.edition.checkers.words import NEUTRAL, Word, says_i, tokens, words
from bioai_desktop.edition.plain import unquoted

_SENTENCE = re.compile(r"(?<=[。！？；!?\n])|(?<=[.;])\s+")
_NEAR = 4  #: so many listed words behind a word it is paired with
_ENDS = "^", "$"
_I = "i", "i'"
_STEPS = 6  #: steps of what is counted; more is as much

#: Shapes that no list of words has.
_SHAPES = {
    "LENGTH": re.compile(
        r"\d\s*(?:-\s*)?(?:characters?|words?|lines?|sentences?|个?字(?![节母典])|句|行)|[一二三四五六七八九十百两](?:个字|字以内|字(?=[，。、；）)]|$)|句话|行)"
        r"|\b(?:one|two|three|four|five|ten|thirty|forty|hundred)[- ](?:\w+ )?(?:characters?|words?|lines?|sentences?)",
        re.IGNORECASE,
    ),
    "COUNT": re.compile(r"\d (?:\w+ ){0,2}(?:items?|candidates?|stories|entries)\b|[\d一二三四五六七八九十两几]\s*条", re.IGNORECASE),
    "SCORE": re.compile(r"\d(?:\.\d)?\s*/\s*10\b|\d\.\d\s*分|★|⭐"),
    "HOLE": re.compile(
        r"\{\{|\}\}|\{[\w.]+\}|\[[^\]]*(?:\b(?:insert|your|here|tbd|todo|delete)\b|此处|待|填写|插入|占位)[^\]]*\](?!\()"
        r"|【[^】]*(?:此处|在此|填写|插入|占位|待定|待补|删除)[^】]*】|\bx{3}\b|\btodo\b|YYYY",
        re.IGNORECASE,
    ),
    "TAG": re.compile(
        r"</?(?:think|thinking|source|text|input|output|user|system|answer|task|rules?|instructions?|begin|end)\b[^>]*>|<\||\|>|\[/?INST\]"
        r"|^\W*(?:assistant|system|user)(?:\W{0,3}[:：]|final)|^\W*\{\"|<[^<>]*(?:开始|结束)>",
        re.IGNORECASE,
    ),
    "LABEL": re.compile(r"^[\W_]*(?:\w+ ?){1,4}\*{0,2}[:：]"),
    "BRACKETED": re.compile(r"^\s*[（(【\[].*[)）】\]]\s*$"),
    "ASKS": re.compile(r"[?？]\s*$"),
    "BOLD": re.compile(r"^\s*\*\*[^*]+\*\*\s*$"),
    "HEADING": re.compile(r"^\s*#+ "),
}


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph without what it quotes: that is somebody else's voice."""
    return [sentence for sentence in _SENTENCE.split(unquoted(text)) if sentence and not sentence.isspace()]


def features(sentence: str) -> set[str]:
    """Return what counts of a sentence, by name."""
    said = tokens(sentence)
    listed = [word for word in words(said) if said[word.first][:2] not in _I or says_i(sentence)]
    shapes = [name for name, shape in _SHAPES.items() if shape.search(sentence)]
    return {
        *shapes,
        *_of_classes([word for word in listed if word.classes != (NEUTRAL,)], shapes),
        *_of_tokens(said),
        *_of_share(said, listed),
    }


def windows(text: str) -> list[tuple[str, set[str]]]:
    """Return what counts of each sentence of a paragraph and of each with the next, with the sentence that it begins at."""
    said = sentences(text)
    each = [features(sentence) for sentence in said]
    both = [one | {name for name in other if name[0] not in _ENDS} for one, other in pairwise(each)]
    return [*zip(said, each, strict=True), *zip(said, both, strict=False)]


def _of_classes(listed: list[Word], shapes: list[str]) -> Iterator[str]:
    """Yield the classes, which begin the sentence, and which stand near one another."""
    if listed and listed[0].first == 0:
        yield from ("^" + name for name in listed[0].classes)
    for at, word in enumerate(listed):
        yield from word.classes
        for other in listed[at + 1 : at + 1 + _NEAR]:
            yield from _pairs(word.classes, other.classes)
        yield from _pairs(word.classes, shapes)


def _pairs(some: Iterable[str], others: Iterable[str]) -> Iterator[str]:
    for one in some:
        for other in others:
            if one != other:
                yield f"{one}&{other}" if one < other else f"{other}&{one}"


def _of_tokens(said: list[str]) -> Iterator[str]:
    """Yield the tokens, each with the next, and the three at either end."""
    yield from ("1 " + token for token in said)
    yield from ("2 " + one + " " + other for one, other in pairwise(said))
    yield "^ " + " ".join(said[:1])
    yield "^ " + " ".join(said[:2])
    yield "$ " + " ".join(said[-1:])
    yield "$ " + " ".join(said[-2:])


def _of_share(said: list[str], listed: list[Word]) -> Iterator[str]:
    """Yield how long the sentence is and how much of it is listed: what is made of few other words speaks of no subject."""
    covered = sum(word.end - word.first for word in listed)
    known = sum(word.classes != (NEUTRAL,) for word in listed)
    other = 0.0
    within = {at for word in listed for at in range(word.first, word.end)} if covered else set[int]()
    for at, token in enumerate(said):
        if at not in within and token not in (_NUMBER, ":", "："):
            other += 1.0 if token[0].isascii() else 0.5
    yield f"known {min(_STEPS, known // 2)}"
    yield f"other {min(_STEPS, int(other / 2))}"
    yield f"share {int(_STEPS * other / (known + other))}" if known + other else "share -"
    yield f"long {min(_STEPS, int((known + other) / 4))}"


_NUMBER = "0"
