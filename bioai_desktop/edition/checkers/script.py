"""What is no Markdown: HTML that runs, HTML at all, Hugo's shortcodes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bioai_desktop.domain import Finding
from bioai_desktop.edition.checkers.page import Page, PageKind

_RUNS = re.compile(
    r"<\s*/?\s*(?:script|iframe|object|embed|applet|form|base|meta|link|svg|math|style|template)\b"
    r"|<[a-zA-Z][^<>]*\son\w+\s*=|<[a-zA-Z][^<>]*\s(?:href|src|action|formaction|xlink:href)\s*=\s*[\"']?\s*(?:javascript|vbscript|data)\s*:",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"\s*(?:javascript|vbscript|data|file)\s*:", re.IGNORECASE)
_SHORTCODE = re.compile(r"\{\{\s*[<%]")  # Hugo runs these even within code
_ATTRIBUTE = r"""\s+[a-zA-Z_:][\w.:-]*(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?"""
#: A tag as CommonMark reads one, or a comment, but for the mark at which Hugo ends a summary.
_HTML = re.compile(rf"(?<!\\)<(?:/[a-zA-Z][a-zA-Z0-9-]*\s*|[a-zA-Z][a-zA-Z0-9-]*(?:{_ATTRIBUTE})*\s*/?)>|<!--(?!\s*more\s*-->)")
_DETAIL = 60  # characters of it that are shown


def check(page: Page) -> Iterator[Finding]:
    """Find what would run, and what is HTML without need; a page about the site may use the site's shortcodes and HTML."""
    plain = page.context.kind is not PageKind.OTHER
    for number, line in page.body.items() if plain else ():
        if "{{" in line.text and (found := _SHORTCODE.search(line.text)):
            yield page.on("script", number, line.text[found.start() :][:_DETAIL])
    for number, line in page.prose.items():
        if not ("<" in line or number in page.links):
            continue
        yield from (finding for finding in _line(page, number, line) if plain or finding.kind != "html")


def _line(page: Page, number: int, line: str) -> Iterator[Finding]:
    runs = _RUNS.search(line) if "<" in line else None
    address = next((line[slice(*link.address)] for link in page.links.get(number, ()) if _SCHEME.match(line, link.address[0])), None)
    if runs:
        yield page.on("script", number, line[runs.start() :][:_DETAIL])
    elif address is not None:
        yield page.on("script", number, address[:_DETAIL])
    elif "<" in line and (html := _HTML.search(line)):
        yield page.on("html", number, html[0][:_DETAIL])
