"""English words as terms are found by them: plural, spelling of either side of the Atlantic and hyphens do not count, case of acronyms does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[A-Za-z0-9À-ÖØ-öø-ÿ\u0370-\u03ff]+(?:['’][A-Za-z]+)?\+?")
_EXACT = re.compile(r".+[A-Z]|\d.*[A-Z]|^[A-Z]$|[\u0370-\u03ff]")  # a capital letter where a sentence's beginning puts none
_ABBREVIATION = re.compile(r"(?!.* )(?:.*[A-Z]{2}|.*[a-z][A-Z]|.*[A-Z]\d)")
_SENTENCE_END = re.compile(r"(?:^|[.!?:;•\n(\"“])\s*$")
_LINKS = frozenset(("of", "for", "and", "in", "the", "on"))  # small words within a name
_BLANK = re.compile(r"[ \u00a0\n]|[-\u2010\u2011\u2013]")
#: Spellings that mean one word; both sides are compared in the second one.
_SPELLINGS = tuple(
    (re.compile(one), other)
    for one, other in (
        (r"(?<=[a-z])our(?=s?$|al|ed|ing|less|able|ful|ite)", "or"),
        (r"^ageing", "aging"),
        (r"(?<=[a-z])aem", "em"),
        (r"^haem", "hem"),
        (r"^oedema", "edema"),
        (r"^oe(?=s[ot])", "e"),
        (r"^paedi", "pedi"),
        (r"^foet", "fet"),
        (r"^faec", "fec"),
        (r"^gynaec", "gynec"),
        (r"rrhoea", "rrhea"),
        (r"noea$", "nea"),
        (r"aesth", "esth"),
        (r"isation", "ization"),
        (r"is(?=(?:e|es|ed|er|ing)$)", "iz"),
        (r"ys(?=(?:e|es|ed|ing)$)", "yz"),
        (r"ll(?=(?:ed|ing|er)$)", "l"),
        (r"(?<=[ent])re$", "er"),
        (r"(?<=fib|lit|tit)re(?=s?$)", "er"),
        (r"ogramme", "ogram"),
        (r"sulph", "sulf"),
        (r"ogue$", "og"),
    )
)


class Word(NamedTuple):
    """A word of a text: as it stands, and as it is compared."""

    text: str
    plain: str
    start: int
    end: int


def words(text: str) -> list[Word]:
    """Return the Latin words of a text."""
    return [Word(match.group(), plain(match.group()), match.start(), match.end()) for match in _WORD.finditer(text)]


@lru_cache(1 << 14)
def plain(word: str) -> str:
    """Return a word as it is compared."""
    word = word.replace("’", "'").casefold()
    if word.isascii():
        for spelling, other in _SPELLINGS:
            word = spelling.sub(other, word)
    return word


@lru_cache(1 << 14)
def singulars(word: str) -> tuple[str, ...]:
    """Return what a word, as it is compared, may be the plural of, itself first."""
    found = [word]
    if word.endswith("mice"):
        found.append(word.removesuffix("mice") + "mouse")
    if word.endswith("men"):
        found.append(word.removesuffix("men") + "man")
    if len(word) > 2 and word.endswith("s") and not word.endswith("ss"):
        found.append(word[:-1])
        if word.endswith("ies"):
            found.append(word[:-3] + "y")
        if word.endswith(("ses", "xes", "zes", "ches", "shes")):
            found += [word[:-2], word[:-2] + "is"]
    return tuple(found)


def plural(form: str) -> str:
    """Return a form in the plural, as regular nouns have it."""
    if re.search(r"[^aeiou]y$", form):
        return f"{form[:-1]}ies"
    return f"{form}es" if re.search(r"(?:s|x|z|ch|sh)$", form) else f"{form}s"


def exact(word: str) -> bool:
    """Tell whether a word of a term is found only as it is written: "AIDS", "mRNA", the "T" of "T cell"."""
    return bool(_EXACT.match(word))


def abbreviation(form: str) -> bool:
    """Tell whether a form is letters that stand for words: it stays as it is where a text has it."""
    return bool(_ABBREVIATION.match(form))


def joined(gap: str, wanted: str) -> bool:
    """Tell whether what stands between two words is what a term has there: a blank does for a hyphen."""
    return gap == wanted or (len(gap) == len(wanted) == 1 and bool(_BLANK.match(gap)) and bool(_BLANK.match(wanted)))


def of_a_name(text: str, held: Sequence[Word], start: int, end: int) -> bool:
    """Tell whether words of a text, from one to before another, are part of a name: "King Hussein Cancer Center", "College of Radiology"."""
    if not all(word.text[0].isupper() for word in held[start:end]) or _SENTENCE_END.search(
        text[max(0, held[start].start - 3) : held[start].start]
    ):
        return False
    if end < len(held) and _beside(text, held[end - 1], held[end]) and held[end].text[0].isupper():
        return True
    before = start - 1
    while before >= 0 and held[before].text in _LINKS and _beside(text, held[before], held[before + 1]):
        before -= 1
    return before >= 0 and _beside(text, held[before], held[before + 1]) and held[before].text[0].isupper()


def _beside(text: str, one: Word, other: Word) -> bool:
    return text[one.end : other.start] in (" ", "-", "\n")


def in_title_case(held: Sequence[Word]) -> bool:
    """Tell whether most long words of a text begin with a capital letter, so that these say nothing."""
    long = [word.text[0].isupper() for word in held if len(word.text) > 3]
    return 2 * sum(long) >= len(long)
