"""What is no Markdown: HTML that runs, HTML at all, Hugo's shortcodes, a code fence that nothing closes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bioai_desktop.domain import Finding
from bioai_desktop.edition.checkers.page import Page
from bioai_desktop.edition.front import read_front
from bioai_desktop.edition.inline import links
from bioai_desktop.edition.lines import Fence, count, open_fence, split

_RUNS = re.compile(
    r"<\s*/?\s*(?:script|iframe|object|embed|applet|form|base|meta|link|svg|math|style|template)\b"
    r"|<[a-zA-Z][^<>]*\son\w+\s*=|<[a-zA-Z][^<>]*\s(?:href|src|action|formaction|xlink:href)\s*=\s*[\"']?\s*(?:javascript|vbscript|data)\s*:",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"\s*(?:javascript|vbscript|data|file)\s*:", re.IGNORECASE)
_SHORTCODE = re.compile(r"\{\{\s*[<%]")  # Hugo runs these even within code
_HTML = re.compile(r"</?[a-zA-Z][a-zA-Z0-9-]*(?:\s[^<>]*)?/?>|<!--")
_DETAIL = 60  # characters of it that are shown


def check(page: Page) -> Iterator[Finding]:
    """Find what would run, and what is HTML without need."""
    body = read_front(page.text)[1]
    first = 1 + count(page.text[:body])
    lines = split(page.text, body)
    for number, line in enumerate(lines, first):
        if found := _SHORTCODE.search(line.text):
            yield page.finding("script", number, page.entry_at(number), line.text[found.start() :][:_DETAIL])
    for number, line in page.prose.items():
        yield from _line(page, number, line)
    if open_fence(page.text[body:]):
        opened = max((number for number, line in enumerate(lines, first) if line.fence is Fence.OPEN), default=first)
        yield page.finding("fence-open", opened)


def _line(page: Page, number: int, line: str) -> Iterator[Finding]:
    runs = _RUNS.search(line)
    address = next((line[slice(*link.address)] for link in links(line) if _SCHEME.match(line, link.address[0])), None)
    if runs:
        yield page.finding("script", number, page.entry_at(number), line[runs.start() :][:_DETAIL])
    elif address is not None:
        yield page.finding("script", number, page.entry_at(number), address[:_DETAIL])
    elif html := _HTML.search(line):
        yield page.finding("html", number, page.entry_at(number), html[0][:_DETAIL])
