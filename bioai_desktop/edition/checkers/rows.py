"""Tables: rows that break off, that lack a cell, or that have one more than their header."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from bioai_desktop.domain import Finding
from bioai_desktop.edition.checkers.leaves import DELIMITERS
from bioai_desktop.edition.checkers.page import Page
from bioai_desktop.edition.lines import BLANKS, Line
from bioai_desktop.edition.table import cells

_MOST_BLANK = 0.5  # share of a column's cells; where more are blank, it is a column that may be left out


def check(page: Page) -> Iterator[Finding]:
    """Find rows that do not fit their header."""
    last = max((number for number, line in page.body.items() if not line.blank), default=0)
    for header, rows in _tables(page.body):
        wanted, ends = len(_cells(header)), _ends(header)
        seldom = _seldom_blank([_cells(line) for _, line in rows], wanted)
        for number, line in rows:
            found = _cells(line)
            if (ends and not _ends(line)) or (len(found) < wanted and number == last):
                yield page.on("row-truncated", number, line.text.strip())
            elif len(found) > wanted:
                yield page.on("cell-extra", number, line.text.strip())
            elif len(found) < wanted or any(not found[column] for column in seldom):
                yield page.on("cell-missing", number, line.text.strip())


def _tables(body: Mapping[int, Line]) -> Iterator[tuple[Line, list[tuple[int, Line]]]]:
    """Yield the header of each table with the rows below it and their numbers."""
    header: Line | None = None
    rows: list[tuple[int, Line]] = []
    before: Line | None = None
    for number, line in body.items():
        if line.fence or not line.text.lstrip(" ").startswith("|"):
            if header and rows:
                yield header, rows
            header, before = None, None
            continue
        if header is None:
            header, rows = (before, []) if before and DELIMITERS.fullmatch(line.text) else (None, [])
        else:
            rows.append((number, line))
        before = line
    if header and rows:
        yield header, rows


def _cells(line: Line) -> list[str]:
    text = line.text
    return [text[start:end].strip(BLANKS) for start, end in cells(text, Line(0, len(text), 0, text))]


def _ends(line: Line) -> bool:
    text = line.text.rstrip(BLANKS)
    return text.endswith("|") and not text.endswith("\\|")


def _seldom_blank(rows: Sequence[Sequence[str]], wanted: int) -> list[int]:
    """Return the columns in which most of the whole rows say something."""
    whole = [row for row in rows if len(row) >= wanted]
    return [column for column in range(wanted) if sum(not row[column] for row in whole) <= _MOST_BLANK * len(whole)]
