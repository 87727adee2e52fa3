"""Lines of terms, one form for the shipped ones, the house's and the editor's own: "English | other form = 中文 | 也可以  # remark".

A leading "?" marks words that depend on context: they are known, and never put into a source. A line without "=" is a word
that stays in Latin script as it is written. Which side is Chinese shows by its characters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from bioai_desktop.edition.plain import HAN

_HAN = re.compile(f"[{HAN}]")
_REMARK = re.compile(r"\s{2,}#\s*(.*)$")
_FORMS = re.compile(r"\s*\|\s*")
_OPEN = "?"


@dataclass(frozen=True, slots=True)
class Term:
    """What something is called in both languages; the first form of each is what is written, the others are accepted."""

    english: tuple[str, ...]
    chinese: tuple[str, ...] = ()  #: () for a word that stays as it is
    firm: bool = True  #: it means that in every context, and may be put into a source
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Lines:
    """What was read: the terms with the places of their lines, counted from 0, and the lines that are none."""

    terms: tuple[tuple[int, Term], ...]
    strange: tuple[int, ...]


@lru_cache(16)
def read(text: str) -> Lines:
    """Return the terms of a text; empty lines, and those that begin with "#", are passed over."""
    terms: list[tuple[int, Term]] = []
    strange: list[int] = []
    for at, line in enumerate(text.splitlines()):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        term = parse(line)
        if term is None:
            strange.append(at)
        else:
            terms.append((at, term))
    return Lines(tuple(terms), tuple(strange))


def parse(line: str) -> Term | None:
    """Return the term of a line, None where it is none: a side is empty, or both are of one script."""
    remark = _REMARK.search(line)
    words = (line[: remark.start()] if remark else line).strip()
    firm = not words.startswith(_OPEN)
    left, sign, right = words.removeprefix(_OPEN).partition("=")
    sides = [tuple(form for form in _FORMS.split(side.strip()) if form) for side in (left, right)]
    if not sign:
        return Term(sides[0], firm=firm, remark=remark[1] if remark else "") if sides[0] and not _HAN.search(left) else None
    english, chinese = sides if not _HAN.search(left) else reversed(sides)
    if not english or not chinese or _HAN.search("".join(english)):
        return None
    if not _HAN.search("".join(chinese)):
        return Term(english, firm=firm) if english == chinese else None
    return Term(english, chinese, firm, remark[1] if remark else "")


def render(term: Term) -> str:
    """Return the line of a term."""
    words = " | ".join(term.english) + (f" = {' | '.join(term.chinese)}" if term.chinese else "")
    return ("" if term.firm else f"{_OPEN} ") + words + (f"  # {term.remark}" if term.remark else "")
