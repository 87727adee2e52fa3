"""What a signal of a strange voice is: a pattern with its weight and the kind it speaks for."""

from __future__ import annotations

import re
from dataclasses import dataclass

REFUSAL = "refusal"
REASONING = "reasoning"
PROMPT = "prompt-text"

#: What "I" follows where it is the Roman one: a phase, a class, an enzyme.
_ROMAN = (
    "phase",
    "type",
    "class",
    "stage",
    "grade",
    "complex",
    "factor",
    "collagen",
    "polymerase",
    "part",
    "group",
    "category",
    "level",
    "region",
    "domain",
)

#: "I" as somebody speaks it.
ENGLISH_I = "".join(rf"(?<!{word} )" for word in _ROMAN) + r"(?-i:\bI(?=['’](?:m|d|ll|ve)\b|\s+[a-z]))(?!\s+(?:and|or|to) I)"
CHINESE_I = r"(?<![自忘忠])我(?![们国市省院校司方军])"

STRONG = 2  #: enough by itself
WEAK = 1  #: two of them in a paragraph are enough


@dataclass(frozen=True, slots=True)
class Signal:
    """One form of speech that a page of news does not use."""

    kind: str
    weight: int
    pattern: re.Pattern[str]


def signal(kind: str, weight: int, *parts: str) -> Signal:
    """Return a signal; `parts` are joined, case is ignored, and `^` is the beginning of any line."""
    return Signal(kind, weight, re.compile("".join(parts), re.IGNORECASE | re.MULTILINE))
