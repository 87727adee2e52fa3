"""Entries that a level-3 heading opens: top and fun entries, forecasts, questions; and the text of a lead."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bioai_desktop.edition.inline import Link, cut_off, first_link, only_images
from bioai_desktop.edition.lines import BLANKS, Heading, Line, heading, is_rule, unbolded
from bioai_desktop.edition.model import Role
from bioai_desktop.edition.pieces import Field, Piece, last_written, trimmed

ENTRY_LEVEL = 3

_NUMBER = re.compile(r"(\d{1,4})(?:[.)．](?:[ \t]+|(?=[\[*]))|、[ \t]*)")
_LABEL = re.compile(r" {0,3}[-*+][ \t]+\*\*[^*]+\*\*[ \t]*[:：]?[ \t]*")
_PERCENT = re.compile(r"(\d+)[ \t]*[%％]")


def linked(text: str, lines: Sequence[Line]) -> list[Piece]:
    """Read `### N. [title](address)` and the text below: number and link may be missing."""
    return [
        Piece(lines[first].start, lines[last - 1].end, [*_title(text, lines[first], linked=True), *body(lines, first + 1, last)])
        for first, last in _blocks(lines)
    ]


def questions(text: str, lines: Sequence[Line]) -> list[Piece]:
    """Read `### question` and the answer below."""
    return [
        Piece(lines[first].start, lines[last - 1].end, [*_title(text, lines[first], linked=False), *body(lines, first + 1, last)])
        for first, last in _blocks(lines)
    ]


def forecasts(text: str, lines: Sequence[Line]) -> list[Piece]:
    """Read `### title` and labelled points below: the first is the window, a percentage the probability, the last the text."""
    pieces: list[Piece] = []
    for first, last in _blocks(lines):
        points = _points(text, lines, first + 1, last) or body(lines, first + 1, last)
        pieces.append(Piece(lines[first].start, lines[last - 1].end, [*_title(text, lines[first], linked=False), *points]))
    return pieces


def lead(_text: str, lines: Sequence[Line]) -> list[Piece]:
    """Read the first block of text, up to a rule or heading, as one entry."""
    first = next((at for at, line in enumerate(lines) if not line.blank), len(lines))
    last = _end(lines, first)
    fields = body(lines, first, last)
    return [Piece(lines[first].start, lines[last - 1].end, fields)] if fields else []


def _blocks(lines: Sequence[Line]) -> list[tuple[int, int]]:
    """Return where each headed entry begins and ends, blank lines at its end excluded."""
    firsts = [at for at, line in enumerate(lines) if _opens(line)]
    return [(first, _end(lines, first + 1)) for first in firsts]


def _opens(line: Line) -> bool:
    """Return whether the line is a heading that opens an entry."""
    return (found := _heading(line)) is not None and found.level == ENTRY_LEVEL


def _heading(line: Line) -> Heading | None:
    return None if line.fence or "#" not in line.text else heading(line.text)


def _end(lines: Sequence[Line], first: int) -> int:
    """Return where the block that begins at `first` ends: before a rule, or a heading of level 3 or above."""
    last = first
    while last < len(lines) and not _closes(lines[last]):
        last += 1
    return last_written(lines, first, last)


def _closes(line: Line) -> bool:
    if line.fence:
        return False
    found = _heading(line)
    return (found is not None and found.level <= ENTRY_LEVEL) or is_rule(line.text)


def body(lines: Sequence[Line], first: int, last: int) -> list[Field]:
    """Return the text fields of a block: one for each run of lines between lines that only show images."""
    fields: list[Field] = []
    at = first
    while at < last:
        stop = at
        while stop < last and (lines[stop].fence or not only_images(lines[stop].text)):
            stop += 1
        end = last_written(lines, at, stop)
        begin = next((n for n in range(at, end) if not lines[n].blank), end)
        if begin < end:
            top, bottom = lines[begin], lines[end - 1]
            indent = len(top.text) - len(top.text.lstrip(BLANKS))
            fields.append(Field(top.start + indent, bottom.start + len(bottom.text.rstrip(BLANKS)), Role.TEXT))
        at = stop + 1
    return fields


def _title(text: str, line: Line, *, linked: bool) -> list[Field]:
    """Return the fields of a heading: number, title, and link where headings hold one."""
    found = heading(line.text)
    if not found:
        return []
    start, end = unbolded(text, line.start + found.start, line.start + found.end)
    number = _NUMBER.match(text, start, end)
    fields = [Field(start, start + len(number[1]), Role.NUMBER)] if number else []
    start = number.end() if number else start
    link = (first_link(text, start, end) or cut_off(text, start, end)) if linked else None
    if link:
        return [*fields, *link_fields(link)]
    start, end = unbolded(text, start, end)
    return [*fields, Field(start, end, Role.TITLE)]


def link_fields(link: Link) -> list[Field]:
    """Return the title and link fields of a link; a link that broke off before its address has no link field."""
    title = Field(*link.title, Role.TITLE)
    missing = link.address[0] == link.title[1]
    return [title] if missing else [title, Field(*link.address, Role.LINK)]


def _points(text: str, lines: Sequence[Line], first: int, last: int) -> list[Field]:
    """Return the fields of a forecast's labelled points."""
    values = labelled(text, lines, first, last)
    share = next((at for at, value in enumerate(values) if _PERCENT.fullmatch(text, value.start, value.end)), None)
    fields: list[Field] = []
    rest = [value for at, value in enumerate(values) if at != share]
    for at, value in enumerate(values):
        if at == share:
            digits = _PERCENT.match(text, value.start)
            fields.append(Field(value.start, digits.end(1) if digits else value.end, Role.PROBABILITY))
        elif value is rest[-1] and (len(rest) > 1 or share is None or share < at):
            fields.append(value)
        elif value is rest[0]:
            fields.append(Field(value.start, value.end, Role.WINDOW))
    return fields


def labelled(text: str, lines: Sequence[Line], first: int, last: int) -> list[Field]:
    """Return the values of `- **label**：value` points, as text fields."""
    values: list[Field] = []
    for line in lines[first:last]:
        match = None if line.fence else _LABEL.match(text, line.start, line.end)
        if match:
            values.append(_value(text, match.end(), line.end))
    return values


def _value(text: str, start: int, end: int) -> Field:
    """Return the text field of a value that begins at `start`, blanks after it excluded."""
    return trimmed(text, start, end, Role.TEXT) if text[start:end].strip(BLANKS) else Field(start, start, Role.TEXT)
