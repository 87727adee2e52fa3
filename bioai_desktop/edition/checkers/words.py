"""The words that tell who speaks and of what: tokens of a sentence, and the classes that its words belong to.

A class (`resources/voices/words.*.toml`) holds the words that do the same job where a text is made: words for its parts, for
writing, for not being able, for choosing. What a sentence is about is then seen from which classes meet in it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from bioai_desktop.edition.plain import HAN
from bioai_desktop.paths import resource

NEUTRAL = "neutral"  #: the class of words that say nothing about who speaks: they are known, and that is all
NUMBER = "0"  #: the token of every figure
MARKS = (":", "：")  #: tokens that are no words

_FIGURE = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_TOKEN = re.compile(rf"[{HAN}]|[a-z]+(?:['-][a-z]+)*|0|[:：]")
_LANGUAGES = ("zh", "en")


class Word(NamedTuple):
    """A word of the lists as it stands in a sentence."""

    first: int  #: index of its first token
    end: int  #: index behind its last token
    classes: tuple[str, ...]


@dataclass(slots=True)
class _Node:
    """A place in the tree of listed words: what may follow there, and the classes of the word that ends there."""

    after: dict[str, _Node] = field(default_factory=dict)
    classes: tuple[str, ...] = ()


def tokens(sentence: str) -> list[str]:
    """Return the Han characters, the words in lower case, the figures and the colons of a sentence."""
    return _TOKEN.findall(_FIGURE.sub(NUMBER, sentence.lower().replace("’", "'")))


def words(said: Sequence[str]) -> tuple[list[Word], list[str]]:
    """Return the listed words among tokens, the longest at each place, none within another; and the tokens that are in none."""
    tree = _tree().after
    listed: list[Word] = []
    others: list[str] = []
    at, last = 0, len(said)
    while at < last:
        node, place, end, classes = tree.get(said[at]), at, at, ()
        while node is not None:
            place += 1
            if node.classes:
                end, classes = place, node.classes
            node = node.after.get(said[place]) if place < last else None
        if classes:
            listed.append(Word(at, end, classes))
            at = end
        else:
            others.append(said[at])
            at += 1
    return listed, others


@cache
def _tree() -> _Node:
    tree = _Node()
    for language in _LANGUAGES:
        listed: dict[str, list[str]] = tomllib.loads(resource("voices", f"words.{language}.toml").read_text("utf-8"))
        for name, members in listed.items():
            for form in (form for word in members for form in forms(word)):
                node = tree
                for token in tokens(form):
                    node = node.after.setdefault(token, _Node())
                if name not in node.classes:
                    node.classes = (*node.classes, name)
    return tree


def forms(word: str) -> set[str]:
    """Return a word with what English grammar makes of it, some of which is no word and does no harm."""
    if not re.fullmatch(r"[a-z]{4,}", word):
        return {word, word + "s"} if re.fullmatch(r"[a-z' -]+ [a-z]{4,}", word) else {word}
    made = {word, word + "s", word + "es", word + "ed", word + "d", word + "ing", word.removesuffix("e") + "ing"}
    if word.endswith("y"):
        made |= {word[:-1] + "ies", word[:-1] + "ied"}
    if word[-1] in "ptgn":
        made |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    return made | {re.sub(r"is(e|es|ed|ing)$", r"iz\1", form) for form in made}
