"""What of a sentence counts when it is judged whose voice it is: see `docs/decisions/0011-voices-weighed.md`.

Features are names; the table of weights has the same. They are

- `class`, `^class`: a class of listed words, and that the sentence begins with one; `one&other`: two of them near each other;
- `SHAPE`: what no list of words has;
- `1 token`, `2 token token`, `^ …`, `$ …`: the tokens, each with the next, and the first and the last;
- `known n`, `other n`, `share n`, `long n`: how many listed words and how many others; `subject`: so many others that this says all.
"""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from bioai_desktop.edition.checkers.persons import is_person
from bioai_desktop.edition.checkers.words import MARKS, NEUTRAL, NUMBER, tokens, words
from bioai_desktop.edition.plain import unquoted

_SENTENCE = re.compile(r"(?<=[。！？；!?\n])|(?<=[.;])\s+")
_HEAD = re.compile(r"[^:：]{3,40}[:：](?=\s*\S)")
_NEAR = 4  #: so many listed words behind a word it is paired with
_MOST = 6  #: of what is counted; more is as much
_SUBJECT = 8.0  #: words of no list, from which on a sentence speaks of a subject, and nothing else of it counts
_EDGES = "^", "$"
_I = re.compile(r"i(?:'|$)")

#: What all shapes need one of.
_MARKED = re.compile(r"[{}\[\]【】<>|*#★⭐/?？()（）:：]|xxx|(?i:todo|yyyy)")
#: What some of them need one of, so that not all patterns are tried.
_NEEDED = {"LABEL": ":：", "BRACKETED": "(（【[", "ASKS": "?？", "BOLD": "*", "HEADING": "#"}
_SHAPES = {
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
    "LABEL": re.compile(r"^[\W_]*\w+(?: \w+){0,3} ?\*{0,2}[:：]"),
    "BRACKETED": re.compile(r"^\s*[（(【\[].*[)）】\]]\s*$"),
    "ASKS": re.compile(r"[?？]\s*$"),
    "BOLD": re.compile(r"^\s*\*\*[^*]+\*\*\s*$"),
    "HEADING": re.compile(r"^\s*#+ "),
}


def sentences(text: str) -> list[str]:
    """Return the sentences of a paragraph without what it quotes: that is somebody else's voice."""
    return [sentence for sentence in _SENTENCE.split(unquoted(text)) if sentence and not sentence.isspace()]


def windows(said: list[str]) -> list[tuple[str, set[str]]]:
    """Return what counts of each sentence, of each with the next, and of what leads up to a colon, beside where it begins."""
    each = [features(sentence) for sentence in said]
    both = [one | inner(other) for one, other in pairwise(each)]
    return [*zip(said, each, strict=True), *zip(said, both, strict=False), *((head, features(head)) for head in heads(said))]


def heads(said: list[str]) -> list[str]:
    """Return what leads up to a colon: "Here is the summary:"."""
    return [head[0] for sentence in said if (head := _HEAD.match(sentence))]


def inner(counted: set[str]) -> set[str]:
    """Return what counts of a sentence that is read as one with that before it: all but its edges."""
    return {name for name in counted if name[0] not in _EDGES}


def features(sentence: str) -> set[str]:
    """Return what counts of a sentence."""
    said = tokens(sentence)
    listed, others = words(said)
    other = _count(others)
    if other >= _SUBJECT:
        return {"subject"}
    listed = [word for word in listed if not _I.match(said[word.first]) or is_person(sentence)]
    telling = [word for word in listed if word.classes != (NEUTRAL,)]
    found = _of_tokens(said)
    found.update(_of_share(len(telling), other))
    shapes = _shapes(sentence)
    found.update(shapes)
    if telling and telling[0].first == 0:
        found.update(["^" + name for name in telling[0].classes])
    for at, word in enumerate(telling, 1):
        found.update(word.classes, _pairs(word.classes, shapes), *[_pairs(word.classes, near.classes) for near in telling[at : at + _NEAR]])
    return found


def _shapes(sentence: str) -> tuple[str, ...]:
    if not _MARKED.search(sentence):
        return ()
    return tuple(
        name
        for name, shape in _SHAPES.items()
        if (name not in _NEEDED or any(mark in sentence for mark in _NEEDED[name])) and shape.search(sentence)
    )


@lru_cache(maxsize=16384)  # the classes of a word are few, and so are those that meet
def _pairs(names: tuple[str, ...], others: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{min(name, other)}&{max(name, other)}" for name in names for other in others if other != name)


def _of_tokens(said: list[str]) -> set[str]:
    found = {f"1 {token}" for token in said}
    found.update([f"2 {one} {other}" for one, other in pairwise(said)])
    found.update(("^ " + " ".join(said[:1]), "^ " + " ".join(said[:2]), "$ " + " ".join(said[-1:]), "$ " + " ".join(said[-2:])))
    return found


def _count(tokens: list[str]) -> float:
    """Return how many words tokens make, figures and marks aside; a Chinese one has about two characters."""
    narrow, wide = MARKS
    latin = sum(map(str.isascii, tokens))
    return latin - tokens.count(NUMBER) - tokens.count(narrow) + 0.5 * (len(tokens) - latin - tokens.count(wide))


def _of_share(known: int, other: float) -> tuple[str, ...]:
    """Return how much of a sentence is listed: what has few other words speaks of no subject of its own."""
    share = int(_MOST * other / (known + other)) if known + other else "-"
    return f"known {min(_MOST, known // 2)}", f"other {int(other / 2)}", f"share {share}", f"long {min(_MOST, int((known + other) / 4))}"
