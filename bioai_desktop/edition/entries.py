"""The children of a section, read by its kind."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence

from bioai_desktop.edition import headed, items
from bioai_desktop.edition.lines import Line, split
from bioai_desktop.edition.model import Entry, Raw, SectionKind
from bioai_desktop.edition.pieces import Piece, cut
from bioai_desktop.edition.raws import between
from bioai_desktop.edition.table import table

_READERS: dict[SectionKind, Callable[[str, Sequence[Line]], list[Piece]]] = {
    SectionKind.DIGEST: items.digest,
    SectionKind.NAVIGATION: items.notes,
    SectionKind.LEAD: headed.lead,
    SectionKind.KEYWORDS: items.keywords,
    SectionKind.CITABLE: items.citable,
    SectionKind.TOP: headed.linked,
    SectionKind.FUN: headed.linked,
    SectionKind.NOTES: items.notes,
    SectionKind.TABLE: table,
    SectionKind.FORECASTS: headed.forecasts,
    SectionKind.FAQ: headed.questions,
}


def read_children(kind: SectionKind, text: str) -> tuple[Entry | Raw, ...]:
    """Read what stands under a heading of that kind; nothing has an id yet. Joined, the children are the text."""
    lines = split(text)
    reader = _READERS.get(kind)
    return tuple(_children(kind, text, lines, reader(text, lines) if reader else ()))


def _children(kind: SectionKind, text: str, lines: Sequence[Line], pieces: Sequence[Piece]) -> Iterator[Entry | Raw]:
    """Yield the entries and what stands between them."""
    at = 0
    for piece in pieces:
        yield from _between(kind, text, lines, at, piece.start)
        yield Entry(cut(text, piece.start, piece.end, piece.fields))
        at = piece.end
    yield from _between(kind, text, lines, at, len(text))


def _between(kind: SectionKind, text: str, lines: Sequence[Line], start: int, end: int) -> Iterator[Raw]:
    if start == end:
        return
    if text[start:end].isspace():
        yield Raw(text[start:end])
        return
    first = bisect_right(lines, start, key=_next)
    last = bisect_left(lines, end, key=_start)
    yield from between(kind, text, lines[first:last], start, end)


def _start(line: Line) -> int:
    return line.start


def _next(line: Line) -> int:
    return line.next
