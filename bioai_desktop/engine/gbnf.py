"""A `Constraint` as a grammar that a server can sample by: GBNF, which llama.cpp reads and vLLM takes as well.

It says what `constraint.Rules` says of characters, words and numbers. Lengths and forbidden strings no grammar holds well; they,
as all else, are checked here when the text comes. Each place of a text is a rule that names what may follow and which rule is next.
"""

from __future__ import annotations

from collections.abc import Iterator

from bioai_desktop.domain import Constraint, Script
from bioai_desktop.engine.scripts import Ranges, contains, free, without
from bioai_desktop.engine.spelling import JOINERS, UNITS

#: Letters that make words with blanks between them: Latin, Greek, Cyrillic.
_LETTERS: Ranges = ((0x41, 0x5A), (0x61, 0x7A), (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x24F), (0x370, 0x52F))
_ESCAPED = {'"': '\\"', "\\": "\\\\", "\n": "\\n"}
_BLANK = ("blank", "after-blank")
_SIGN = ("sign", "any")
_LETTER = ("letter", "in-word")


def grammar(constraint: Constraint, told: str = "") -> str:
    """Return the grammar of what may follow `told`, "" where anything may."""
    confined = constraint.script is Script.CHINESE or bool(constraint.numbers)
    if not confined and constraint.script is Script.ANY:
        return ""
    return "\n".join(_Places(constraint, confined=confined).rules(told)) + "\n"


class _Places:
    """The rules of one grammar: classes of characters, terms, and places."""

    def __init__(self, constraint: Constraint, *, confined: bool) -> None:
        self._free = free(constraint.script, digits=not constraint.numbers, line_breaks=not constraint.one_line)
        letters = without(_LETTERS, without(_LETTERS, self._free)) if confined else ()
        blanks = _single(" ")
        signs = without(without(self._free, letters), blanks)
        joining = tuple(
            code for mark in sorted({*JOINERS, *UNITS} - {" "}) for code in _single(mark) if mark in UNITS or self._is_free(mark)
        )
        classes = {"letter": letters, "blank": blanks, "sign": signs, "joiner": joining, "other": without(signs, joining)}
        # Where letters are free, only words that hold something else have to be named.
        words = {word.strip() for word in constraint.words if not all(map(self._is_free, word))} if confined else set[str]()
        numbers = {number.strip() for number in constraint.numbers}
        terms = {"word": words, "plain": {word for word in words if not word[:1].isdigit()}, "number": numbers}
        self._parts = {
            **{name: _class(ranges) for name, ranges in classes.items() if ranges},
            **{name: " | ".join(map(_literal, sorted(held - {""}))) for name, held in terms.items() if held - {""}},
        }
        self._end = '"" | "\\n"' if constraint.one_line else '""'

    def rules(self, told: str) -> Iterator[str]:
        """Yield all rules; the first says where a text begins, or goes on after `told`."""
        begun = "after-blank" if told.endswith(" ") else "any" if told and self._is_free(told[-1]) else "after-word"
        yield f"root ::= {begun if told else 'begin'}"
        yield from (f"{name} ::= {part}" for name, part in self._parts.items())
        terms, plain = (("word", "after-word"), ("number", "after-number")), ("plain", "after-word")
        yield self._place("begin", *terms, _LETTER, _SIGN, may_end=False)
        yield self._place("any", *terms, _LETTER, _SIGN, _BLANK)
        yield self._place("after-blank", *terms, _LETTER, _SIGN)
        yield self._place("in-word", _LETTER, _SIGN, _BLANK)
        yield self._place("after-word", _LETTER, _SIGN, _BLANK)
        # A mark that could make one number of two is followed by no digit.
        yield self._place("after-number", ("joiner", "joined"), _LETTER, ("other", "any"), ("blank", "joined-blank"))
        yield self._place("joined", plain, _LETTER, _SIGN, ("blank", "joined-blank"))
        yield self._place("joined-blank", plain, _LETTER, _SIGN)

    def _place(self, name: str, *ways: tuple[str, str], may_end: bool = True) -> str:
        following = [f"{part} {then}" for part, then in ways if part in self._parts]
        return f"{name} ::= {' | '.join([*following, self._end] if may_end else following)}"

    def _is_free(self, character: str) -> bool:
        return contains(self._free, ord(character))


def _single(character: str) -> Ranges:
    return ((ord(character), ord(character)),)


def _class(ranges: Ranges) -> str:
    return "[" + "".join(_code(low) if low == high else f"{_code(low)}-{_code(high)}" for low, high in ranges) + "]"


def _code(code: int) -> str:
    return f"\\u{code:04X}" if code <= 0xFFFF else f"\\U{code:08X}"


def _literal(text: str) -> str:
    return '"' + "".join(_ESCAPED.get(character, character) for character in text) + '"'
