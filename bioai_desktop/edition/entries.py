"""The children of a section, read by its kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bioai_desktop.edition import headed, items
from bioai_desktop.edition.lines import Line, split
from bioai_desktop.edition.model import Entry, Raw, SectionKind
from bioai_desktop.edition.pieces import Piece, children
from bioai_desktop.edition.table import table

_READERS: dict[SectionKind, Callable[[str, Sequence[Line]], list[Piece]]] = {
    SectionKind.DIGEST: items.digest,
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
    """Read what stands under a heading of that kind; the entries have no ids yet. Joined, the children are the text."""
    reader = _READERS.get(kind)
    return children(text, reader(text, split(text)) if reader else ())
