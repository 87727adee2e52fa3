"""A plain, slow check of finished texts against their constraint: spans instead of an automaton."""

from __future__ import annotations

import re

from bioai_desktop.domain import Constraint, Script

_HAN_AND_MARKS = re.compile(
    "[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
    " \u00b7—‘’“”…、。〃〈〉《》「」『』【】〔〕〖〗！％（），：；？～\n]"
)
_EASTERN = re.compile(
    "[\u1100-\u11ff\u3000-\u318f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97f\uac00-\ud7ff\uf900-\ufaff"
    "\uff01-\uffdc\U0001aff0-\U0001b16f\U00020000-\U000323af]"
)
_DIGIT = re.compile("[0-9０-９]")


def satisfies(constraint: Constraint, text: str, *, ended: bool) -> bool:
    """Tell whether a text is one that this constraint allows; `ended`: by itself, so that its least length counts too."""
    chars = sum(not character.isspace() for character in text)
    if constraint.max_chars and chars > constraint.max_chars:
        return False
    if ended and chars < constraint.min_chars:
        return False
    if constraint.one_line and "\n" in text:
        return False
    if any(words in text for words in constraint.forbidden):
        return False
    if text != text.strip():
        return False
    return _written(constraint, text)


def _written(constraint: Constraint, text: str) -> bool:
    if constraint.script is Script.CHINESE:
        return "  " not in text and _made_of_terms(constraint, text)
    if constraint.script is Script.LATIN and _EASTERN.search(text):
        return False
    return not constraint.numbers or _numbers_declared(constraint, text)


def _made_of_terms(constraint: Constraint, text: str) -> bool:
    """Every way to lay declared terms over a text is tried: `reached` holds (position, after a number and joiners only)."""
    reached = {(0, False)}
    waiting = [(0, False)]
    while waiting:
        at, joined = waiting.pop()
        following: set[tuple[int, bool]] = set()
        if at == len(text):
            return True
        if _HAN_AND_MARKS.match(text[at]):
            following.add((at + 1, joined and text[at] == " "))
        for terms, is_number in ((constraint.words, False), (constraint.numbers, True)):
            for term in terms:
                if not text.startswith(term, at) or (joined and term[0].isdigit()):
                    continue
                following |= _after_term(text, at + len(term), is_number=is_number)
        waiting += following - reached
        reached |= following
    return False


def _after_term(text: str, end: int, *, is_number: bool) -> set[tuple[int, bool]]:
    if end == len(text):
        return {(end, False)}
    mark = text[end]
    if is_number and (mark in "%‰℃°" or mark in " ，"):
        return {(end + 1, True)}
    return {(end + 1, False)} if _HAN_AND_MARKS.match(mark) else set()


def _numbers_declared(constraint: Constraint, text: str) -> bool:
    """Every digit lies in a declared number or word."""
    covered: set[int] = set()
    for term in (*constraint.numbers, *constraint.words):
        for match in re.finditer(f"(?={re.escape(term)})", text):
            covered |= set(range(match.start(), match.start() + len(term)))
    return all(match.start() in covered for match in _DIGIT.finditer(text))
