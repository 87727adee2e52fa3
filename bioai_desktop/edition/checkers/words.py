"""The words that tell who speaks and of what: tokens of a sentence, and the classes that its words belong to.

A class (`resources/voices/words.*.toml`) holds the words that do the same job where a text is made: words for its parts, for
writing, for not being able, for choosing. What a sentence is about is then seen from which classes meet in it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from bioai_desktop.edition.plain import HAN
from bioai_desktop.paths import resource

#: Words that say nothing about who speaks; they are known, and that is all.
NEUTRAL = "neutral"

_TOKEN = re.compile(rf"[{HAN}]|[a-z]+(?:['-][a-z]+)*|[0-9]+(?:[.,][0-9]+)*|[:：]")
_I = re.compile(r"I(?=['’](?:m|d|ll|ve)\b|\s+[a-z])")
_NUMBER = "0"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the list as it stands in a sentence."""

    first: int  #: index of its first token
    end: int  #: index behind its last token
    classes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    classes: Mapping[str, tuple[str, ...]]  #: by the word's tokens, joined by blanks
    sizes: Mapping[str, tuple[int, ...]]  #: by first token: how many tokens the words that begin with it have, most first


def tokens(sentence: str) -> list[str]:
    """Return the Han characters and the words of a sentence in lower case; all numbers are one token."""
    found = _TOKEN.findall(sentence.lower().replace("’", "'"))
    return [_NUMBER if token[0].isdigit() else token for token in found]


def says_i(text: str) -> bool:
    """Return whether an English "I" of the text is a person, not a numeral."""
    return bool(_I.search(text))


def words(found: list[str]) -> Iterator[Word]:
    """Yield the listed words among tokens, the longest at each place, none within another."""
    known = _words()
    at = 0
    while at < len(found):
        for size in known.sizes.get(found[at], ()):
            classes = known.classes.get(" ".join(found[at : at + size]))
            if classes and at + size <= len(found):
                yield Word(at, at + size, classes)
                at += size
                break
        else:
            at += 1


@cache
def _words() -> _Words:
    classes: dict[str, list[str]] = {}
    for language in ("zh", "en"):
        listed: dict[str, list[str]] = tomllib.loads(resource("voices", f"words.{language}.toml").read_text("utf-8"))
        for name, members in listed.items():
            for form in (form for word in members for form in forms(word)):
                key = " ".join(tokens(form))
                if name not in classes.setdefault(key, []):
                    classes[key].append(name)
    sizes: dict[str, set[int]] = {}
    for key in classes:
        parts = key.split(" ")
        sizes.setdefault(parts[0], set()).add(len(parts))
    return _Words(
        {key: tuple(names) for key, names in classes.items()},
        {first: tuple(sorted(counts, reverse=True)) for first, counts in sizes.items()},
    )


def forms(word: str) -> set[str]:
    """Return a word with what English grammar makes of it, some of which is no word and does no harm."""
    if not re.fullmatch(r"[a-z]{4,}", word):
        return {word}
    stem = word.removesuffix("e")
    made = {word, word + "s", word + "es", word + "ed", word + "d", word + "ing", stem + "ing"}
    if word.endswith("y"):
        made |= {word[:-1] + "ies", word[:-1] + "ied"}
    if word[-1] in "ptgn":
        made |= {word + word[-1] + "ed", word + word[-1] + "ing"}
    return made | {re.sub(r"is(e|es|ed|ing)$", r"iz\1", form) for form in made}
