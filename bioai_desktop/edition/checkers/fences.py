"""Code fences: one that nothing closes, and a page that somebody left within one."""

from __future__ import annotations

from collections.abc import Iterator

from bioai_desktop.domain import Finding
from bioai_desktop.edition.checkers.page import Page
from bioai_desktop.edition.lines import Fence
from bioai_desktop.edition.wrapping import unwrapped

_SHOWN = 40  # characters of the line at which it begins


def left_in_code(page: Page) -> Finding | None:
    """Find a page that shows as code from its beginning to its end."""
    wrapped = unwrapped(page.text)
    return page.finding("page-as-code", wrapped.line, detail=wrapped.opening.strip()[:_SHOWN], fix="") if wrapped else None


def check(page: Page) -> Iterator[Finding]:
    """Find a page that shows as code from a fence on."""
    last = page.body[max(page.body)] if page.body else None
    if last is not None and last.fence in (Fence.OPEN, Fence.INSIDE):
        opened = max(number for number, line in page.body.items() if line.fence is Fence.OPEN)
        yield page.on("fence-open", opened, page.body[opened].text.strip())
