"""Who says "I": a person, not a numeral or a part of another word."""

from __future__ import annotations

import re

from bioai_desktop.edition.plain import unquoted

#: What "I" follows where it is the Roman one: a phase, a class, an enzyme.
_NUMBERED = (
    *(
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
    ),
    *(
        "domain",
        "mark",
        "photosystem",
        "topoisomerase",
        "volume",
        "chapter",
        "table",
        "annex",
        "tier",
        "cohort",
        "angiotensin",
        "troponin",
        "act",
    ),
)
_I = "".join(rf"(?<!\b{word} )" for word in _NUMBERED) + r"\b(?-i:I)(?=['’](?:m|d|ll|ve)\b|[ ,]+(?-i:[a-z]))"
_ENGLISH = _I + r"|\b(?:my|me|myself|mine)\b(?!-)"
_CHINESE = r"(?<![自忘忠无小])我(?![们国市省院校司方军党])"
_MAYBE = re.compile(r"[我IMm](?:(?<=我)|(?<!\w.)(?:(?<=I)|(?<=[Mm])(?:y|e|ine|yself))\b)")  # one class to begin with is quickly looked for
_SAYS_I = re.compile(f"{_ENGLISH}|{_CHINESE}", re.IGNORECASE)
_PERSON = re.compile(_I, re.IGNORECASE)
_DETAIL = 20  # characters


def is_person(sentence: str) -> bool:
    """Return whether an English "I" of the sentence is a person."""
    return _PERSON.search(sentence) is not None


def says_i(text: str) -> str:
    """Return the words from where somebody speaks of himself who is not quoted, "" where nobody does."""
    said = unquoted(text) if _MAYBE.search(text) else ""
    found = _SAYS_I.search(said)
    return said[found.start() :][:_DETAIL] if found else ""
