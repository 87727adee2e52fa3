"""The words that tell who speaks and of what: tokens of a sentence, and the classes that its words belong to.

A class (`resources/voices/words.*.toml`) holds the words that do the same job where a text is made: words for its parts, for
writing, for not being able, for choosing. What a sentence is about is then seen from which classes meet in it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
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


class _Lists(NamedTuple):
    classes: Mapping[str, tuple[str, ...]]  #: by the word's tokens, joined by blanks
    sizes: Mapping[str, tuple[int, ...]]  #: by first token: how many tokens the words that begin with it have, most first


def tokens(sentence: str) -> list[str]:
    """Return the Han characters, the words in lower case, the figures and the colons of a sentence."""
    return _TOKEN.findall(_FIGURE.sub(NUMBER, sentence.lower().replace("’", "'")))


def words(said: Sequence[str]) -> Iterator[Word]:
    """Yield the listed words among tokens, the longest at each place, none within another."""
    classes, sizes = _lists()
    at, end = 0, len(said)
    while at < end:
        for size in sizes.get(said[at], ()):
            found = classes.get(said[at] if size == 1 else " ".join(said[at : at + size]))
            if found:
                yield Word(at, at + size, found)
                at += size
                break
        else:
            at += 1


@cache
def _lists() -> _Lists:
    classes: dict[str, list[str]] = {}
    for language in _LANGUAGES:
        listed: dict[str, list[str]] = tomllib.loads(resource("voices", f"words.{language}.toml").read_text("utf-8"))
        for name, members in listed.items():
            for form in (form for word in members for form in forms(word)):
                of_word = classes.setdefault(" ".join(tokens(form)), [])
                if name not in of_word:
                    of_word.append(name)
    sizes: dict[str, set[int]] = {}
    for key in classes:
        parts = key.split(" ")
        sizes.setdefault(parts[0], set()).add(len(parts))
    return _Lists(
        {key: tuple(names) for key, names in classes.items()},
        {first: tuple(sorted(counts, reverse=True)) for first, counts in sizes.items()},
    )


def forms(word: str) -> set[str]:
    """Return a word with what English grammar makes of it, some of which is no word and does no harm."""
    if not re.fullmatch(r"[a-z]{4,}", word):
        return {word}
    made = {word, word + "s", word + "es", word + "ed", word + "d", word + "ing", word.removesuffix("e") + "ing"}
    if word.endswith("y"):
        made |= {word[:-1] + "ies", word[:-1] + "ied"}
    if word[-1] in "ptgn":
        made |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    return made | {re.sub(r"is(e|es|ed|ing)$", r"iz\1", form) for form in made}
