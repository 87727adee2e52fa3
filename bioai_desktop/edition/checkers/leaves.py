"""The page as Markdown reads it inline: each heading, paragraph, point and table cell by itself, whatever entry it belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bioai_desktop.edition.lines import Line, heading, is_rule
from bioai_desktop.edition.table import cells

_OPENS = re.compile(r"[ \t]*(?:[-*+](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))")
_QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)+")
_CODE_INDENT = ("    ", "\t")

DELIMITERS = re.compile(r"[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+(?:[ \t]*:?-+:?)?[ \t]*")  #: the row below a table's header


@dataclass(frozen=True, slots=True)
class Leaf:
    """The least text in which markup pairs."""

    text: str
    line: int  #: 1-based line of its beginning

    def line_at(self, place: int) -> int:
        """Return the 1-based line of a place in the text."""
        return self.line + self.text.count("\n", 0, place)


def leaves(body: Mapping[int, Line]) -> Iterator[Leaf]:
    """Yield the leaves of a page, code left out."""
    held: list[str] = []
    first = 0
    quoted = tabular = False
    for number, line in body.items():
        says = bool(not line.fence and line.text.strip()) and not is_rule(line.text)
        quote = _QUOTE.match(line.text) if says and ">" in line.text[:8] else None
        words = line.text[quote.end() :] if quote else line.text
        tabular = says and "|" in line.text and _is_row(line) and (tabular or _is_delimiter(body.get(number + 1)))
        alone = tabular or (says and "#" in words and heading(words) is not None)
        if held and (alone or not says or bool(quote) is not quoted or _OPENS.match(words)):
            yield Leaf("\n".join(held), first)
            held = []
        quoted = bool(quote)
        if alone:
            yield from _alone(number, line, words, tabular=tabular)
        elif says and words.strip() and (held or not line.text.startswith(_CODE_INDENT)):
            first = first if held else number
            held.append(words)
    if held:
        yield Leaf("\n".join(held), first)


def _alone(number: int, line: Line, words: str, *, tabular: bool) -> Iterator[Leaf]:
    """Yield the leaves of a line that goes on in no other."""
    if not tabular:
        yield Leaf(words, number)
    elif not DELIMITERS.fullmatch(line.text):
        yield from (Leaf(line.text[start:end], number) for start, end in cells(line.text, Line(0, len(line.text), 0, line.text)))


def _is_row(line: Line) -> bool:
    return not line.fence and line.text.lstrip(" ").startswith("|")


def _is_delimiter(line: Line | None) -> bool:
    return line is not None and _is_row(line) and DELIMITERS.fullmatch(line.text) is not None
