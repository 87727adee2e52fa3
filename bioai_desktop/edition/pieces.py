"""What the readers of sections hand back: where an entry lies in a text, and which ranges of it are fields."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from bioai_desktop.edition.lines import BLANKS, Line
from bioai_desktop.edition.model import Role, Span


class Field(NamedTuple):
    """A range of the text with its role."""

    start: int
    end: int
    role: Role


class Piece(NamedTuple):
    """An entry: its range in the text, the last end of line excluded, and its fields in order."""

    start: int
    end: int
    fields: Sequence[Field]


def cut(text: str, start: int, end: int, fields: Iterable[Field]) -> tuple[Span, ...]:
    """Cut a range into spans: the fields, and syntax between them. A field may be empty, syntax never is."""
    spans: list[Span] = []
    for field in fields:
        if field.start > start:
            spans.append(Span(text[start : field.start]))
        spans.append(Span(text[field.start : field.end], field.role))
        start = field.end
    if end > start:
        spans.append(Span(text[start:end]))
    return tuple(spans)


def trimmed(text: str, start: int, end: int, role: Role) -> Field:
    """Return the field of a range without the blanks around it; where all is blank, an empty one after the first blank."""
    words = text[start:end].strip(BLANKS)
    if not words:
        at = min(start + 1, end)
        return Field(at, at, role)
    first = text.index(words, start)
    return Field(first, first + len(words), role)


def last_written(lines: Sequence[Line], start: int, end: int) -> int:
    """Return the end of the lines `start` to `end` without blank ones at the end; `start` where all are blank."""
    while end > start and lines[end - 1].blank:
        end -= 1
    return end
