"""Check a page before it leaves: what must be mended, and what is worth a look."""

from __future__ import annotations

from bioai_desktop.domain import Finding
from bioai_desktop.edition.checkers import (
    addresses,
    fences,
    forecasts,
    front,
    inpage,
    journals,
    labels,
    markup,
    rows,
    script,
    sources,
    structure,
    style,
    texts,
    voices,
)
from bioai_desktop.edition.checkers.page import CheckContext, PageKind, page_of
from bioai_desktop.edition.model import Edition

__all__ = ["CheckContext", "PageKind", "check"]

_CHECKERS = (
    *(front, labels, structure, sources, rows, inpage, addresses, journals, forecasts),
    *(texts, voices, style, markup, script, fences),
)


def check(edition: Edition, context: CheckContext) -> list[Finding]:
    """Return what is wrong with a page, in page order; severities are the profile's."""
    page = page_of(edition, context)
    if left := fences.left_in_code(page):
        return [left]  # all else follows from it
    found = [finding for checker in _CHECKERS for finding in checker.check(page)]
    return sorted(found, key=lambda finding: finding.line)
