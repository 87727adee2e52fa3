"""Markdown parted into prose, which a model may rewrite, and all that must survive as it is: the parts joined are the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bioai_desktop.edition.inline import links
from bioai_desktop.edition.lines import split as split_lines

_FRONT = re.compile(r"\ufeff?---\r?\n.*?^---[ \t]*$", re.DOTALL | re.MULTILINE)
_FRONT_VALUE = re.compile(r"^(?P<key>(?:title|linkTitle|description):[ \t]*[\"']?)(?P<value>[^\"'\r\n]+)", re.MULTILINE)
_TABLE_RULE = re.compile(r"^[\s|:-]+$")
#: Marks at the beginning of a line: quotes, list items, headings.
_LINE_MARKS = re.compile(r"^[ \t]*(?:(?:>[ \t]?)|(?:[-*+][ \t]+)|(?:\d{1,3}[.)][ \t]+)|(?:#{1,6}[ \t]+))*(?:\d{1,3}[.)][ \t]+)?")
#: Marks and addresses inside a line; emphasis only where it wraps, so that "5 * 3" and "snake_case" stay prose.
_INLINE = re.compile(
    r"`+[^`]*`+|`+|<!--.*?-->|\{\{.*?\}\}|\{[#.:][^{}]*\}|\$\$.*?\$\$|\[\^[^\]\s]+\]|\]\([^)]*\)?|<https?://[^>]*>|</?[A-Za-z][^>]*>|https?://[^\s<>()\uff08\uff09\u3002\uff0c]+|\*{1,3}(?=\S)|(?<=\S)\*{1,3}|~~|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)|(?<!\\)\||&\w+;"
)
_DEFINED = re.compile(r"^ {0,3}\[[^\]]+\]:\s")  # the address of a link that is named elsewhere
_LETTERS = re.compile(r"[A-Za-z\u00c0-\u024f\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Part:
    """Some consecutive text."""

    text: str
    prose: bool
    value: bool = False  #: prose that is a value of front matter, where quotes and colons mean something


def parts(text: str) -> tuple[Part, ...]:
    """Return the text in parts; code, addresses, marks, keys of front matter and ends of line are no prose."""
    return tuple(_merged(_pieces(text)))


def _pieces(text: str) -> Iterator[Part]:
    front = _FRONT.match(text)
    start = 0
    if front:
        yield from _front(front.group())
        start = front.end()
    for line in split_lines(text, start):
        if line.fence or _TABLE_RULE.match(line.text) or _DEFINED.match(line.text):
            yield Part(line.text, prose=False)
        else:
            yield from _line(line.text)
        yield Part(text[line.end : line.next], prose=False)


def _front(text: str) -> Iterator[Part]:
    at = 0
    for match in _FRONT_VALUE.finditer(text):
        yield Part(text[at : match.start("value")], prose=False)
        yield Part(match["value"], prose=True, value=True)
        at = match.end()
    yield Part(text[at:], prose=False)


def _line(text: str) -> Iterator[Part]:
    marks = _LINE_MARKS.match(text)
    at = marks.end() if marks else 0
    yield Part(text[:at], prose=False)
    for start, end in _protected(text, at):
        yield Part(text[at:start], prose=True)
        yield Part(text[start:end], prose=False)
        at = end
    yield Part(text[at:], prose=True)


def _protected(text: str, start: int) -> list[tuple[int, int]]:
    """Return the ranges of a line that must survive, in order and without overlap: link brackets and addresses, then the other marks."""
    ranges: list[tuple[int, int]] = []
    for link in links(text, start):
        ranges += [(link.start, link.title[0]), (link.title[1], link.end)]
    taken = sorted(ranges)
    ranges += [match.span() for match in _INLINE.finditer(text, start) if not any(a < match.end() and match.start() < b for a, b in taken)]
    return sorted(ranges)


def _merged(pieces: Iterator[Part]) -> Iterator[Part]:
    """Join neighbours of one kind; blanks around prose, and prose without letters, are kept out of the model's hands."""
    kept = ""
    for piece in pieces:
        if not piece.prose or not _LETTERS.search(piece.text):
            kept += piece.text
            continue
        words = piece.text.strip()
        lead, _, tail = piece.text.partition(words)
        if kept + lead:
            yield Part(kept + lead, prose=False)
        yield Part(words, prose=True, value=piece.value)
        kept = tail
    if kept:
        yield Part(kept, prose=False)
