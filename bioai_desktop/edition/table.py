"""Entries that are the rows of a table."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from bioai_desktop.edition.headed import link_fields
from bioai_desktop.edition.inline import Link, cut_off, first_link
from bioai_desktop.edition.lines import BLANKS, Line, split
from bioai_desktop.edition.model import Role
from bioai_desktop.edition.pieces import Field, Piece, trimmed

_MARKS = re.compile(r"\\.|\|")
_DELIMITER = re.compile(r":?-+:?")

Cell = tuple[int, int]


def table(text: str, lines: Sequence[Line]) -> list[Piece]:
    """Read the rows under each header: number, category, title, link; number or category may have no column."""
    pieces: list[Piece] = []
    at = 1
    while at < len(lines):
        if not _is_delimiter(text, lines[at]) or not _is_row(lines[at - 1]):
            at += 1
            continue
        header = cells(text, lines[at - 1])
        at += 1
        while at < len(lines) and _is_row(lines[at]):
            pieces.append(Piece(lines[at].start, lines[at].end, _row(text, cells(text, lines[at]), header)))
            at += 1
    return pieces


def _is_row(line: Line) -> bool:
    return line.plain and line.text.lstrip(" ").startswith("|")


def _is_delimiter(text: str, line: Line) -> bool:
    return _is_row(line) and all(_DELIMITER.fullmatch(text[a:b].strip(BLANKS)) for a, b in cells(text, line))


def cells(text: str, line: Line) -> list[Cell]:
    """Return the ranges between the bars of a row; a last cell without its bar counts where it holds something."""
    bars = [match.start() for match in _MARKS.finditer(text, line.start, line.end) if match[0] == "|"]
    found = [(a + 1, b) for a, b in itertools.pairwise(bars)]
    if bars and text[bars[-1] + 1 : line.end].strip(BLANKS):
        found.append((bars[-1] + 1, line.end))
    return found


def _row(text: str, row: list[Cell], header: list[Cell]) -> list[Field]:
    """Return the fields of a row: by the column of its link, else by the header's last column."""
    column, link = next(((at, found) for at, cell in enumerate(row) if (found := _link(text, cell))), (len(header) - 1, None))
    before = row[:column]
    roles = _roles(text, len(before), header)
    fields = [trimmed(text, *cell, role) for cell, role in zip(before, roles, strict=False)]
    if link:
        own = link_fields(link)
        fields.extend(own if not before else own[1:])
    if column + 1 < len(row):
        fields.append(trimmed(text, *row[column + 1], Role.TEXT))
    return fields


def _roles(text: str, count: int, header: list[Cell]) -> tuple[Role, ...]:
    """Return the roles of the columns before the link; a header without letters (`#`) is the number's."""
    numbered = bool(header) and not any(char.isalnum() for char in text[slice(*header[0])])
    if count == 2:
        return (Role.NUMBER, Role.TITLE) if numbered else (Role.TAG, Role.TITLE)
    return (Role.TITLE,) if count < 2 else (Role.NUMBER, Role.TAG, Role.TITLE)


def _link(text: str, cell: Cell) -> Link | None:
    start, end = cell
    begin = start + len(text[start:end]) - len(text[start:end].lstrip(BLANKS))
    return first_link(text, start, end) or cut_off(text, begin, end)


def header_end(text: str) -> int | None:
    """Return where the first header's delimiter row ends, None where the text holds no table."""
    lines = split(text)
    return next((line.end for above, line in itertools.pairwise(lines) if _is_row(above) and _is_delimiter(text, line)), None)
