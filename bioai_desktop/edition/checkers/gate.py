"""Many patterns over many short texts: which of them can match at all, told from a few letters.

For each pattern a set of strings is read off its own form, one of which is in every text that it matches. Those
are looked up by their first letter, so that most patterns are never tried on most texts.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

_PARSER: Any = importlib.import_module("re._parser")  # what `re` itself reads patterns with; it has no public name
_LETTERS = 3  # of a string that are looked for first, together with all others that begin so
_MOST_CHOICES = 12  # of a character class: a larger one tells little
_SEQUENCES = {"SUBPATTERN": -1, "ATOMIC_GROUP": 0}  # where their content stands among their arguments
_REPEATS = {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}

Needed = frozenset[str]  #: one of these is in every match; none at all where nothing is known

_NOTHING: Needed = frozenset()


class Gate:
    """Patterns, ready to be asked which of them a text may fit."""

    def __init__(self, patterns: Sequence[re.Pattern[str]]) -> None:
        self._needs = [needed(pattern) for pattern in patterns]
        self._always = sum(1 << at for at, strings in enumerate(self._needs) if not strings)
        begins: dict[str, int] = {}
        for at, strings in enumerate(self._needs):
            for begin in {string[:_LETTERS] for string in strings}:
                begins[begin] = begins.get(begin, 0) | 1 << at
        self._by_letter: dict[str, list[tuple[str, int]]] = {}
        for begin, fitting in begins.items():
            self._by_letter.setdefault(begin[0], []).append((begin, fitting))

    def fitting(self, text: str) -> Iterator[int]:
        """Yield the places of the patterns that may match a text, in their order."""
        folded = text.casefold()
        found = self._always
        for letter in self._by_letter.keys() & set(folded):
            for begin, fitting in self._by_letter[letter]:
                if begin in folded:
                    found |= fitting
        while found:
            at = (found & -found).bit_length() - 1
            found &= found - 1
            if not self._needs[at] or any(string in folded for string in self._needs[at]):
                yield at


def needed(pattern: re.Pattern[str]) -> Needed:
    """Return strings of which each match of a pattern holds at least one, case folded; none where its form does not tell."""
    return _of_sequence(_PARSER.parse(pattern.pattern, pattern.flags))


def _of_sequence(items: Iterable[tuple[Any, Any]]) -> Needed:
    """Return what the best of consecutive parts needs: long strings are seldom there by chance, and few are quickly looked for."""
    found: list[Needed] = []
    run = ""
    for operation, argument in items:
        if str(operation) == "LITERAL":
            run += chr(argument)
            continue
        found += [frozenset({run.casefold()})] if run else []
        run = ""
        found.append(_of_part(str(operation), argument))
    found += [frozenset({run.casefold()})] if run else []
    return max(filter(None, found), key=_worth, default=_NOTHING)


def _worth(strings: Needed) -> tuple[int, int]:
    return min(_LETTERS, *map(len, strings), _LETTERS), -len(strings)


def _of_part(operation: str, argument: Any) -> Needed:  # noqa: ANN401 - the parser's own trees have no types
    if operation in _SEQUENCES:
        return _of_sequence(argument if operation == "ATOMIC_GROUP" else argument[-1])
    if operation in _REPEATS:
        return _of_sequence(argument[2]) if argument[0] else _NOTHING
    if operation == "BRANCH":
        branches = [_of_sequence(branch) for branch in argument[1]]
        return _NOTHING.union(*branches) if all(branches) else _NOTHING
    if operation == "IN" and len(argument) <= _MOST_CHOICES and all(str(kind) == "LITERAL" for kind, _ in argument):
        return frozenset(chr(code).casefold() for _, code in argument)
    return _NOTHING
