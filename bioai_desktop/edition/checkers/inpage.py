"""Links into the page itself: each must hit an id that Hugo makes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from bioai_desktop.domain import Finding
from bioai_desktop.edition.anchors import headings, targets
from bioai_desktop.edition.checkers.page import Page
from bioai_desktop.edition.inline import links
from bioai_desktop.edition.model import SectionKind
from bioai_desktop.edition.parse import kind_of

_HREF = re.compile(r"""\bhref\s*=\s*["']?(#[^\s"'>]*)""", re.IGNORECASE)
_REFERENCE = re.compile(r" {0,3}\[([^\]]+)\]:[ \t]*<?(#[^\s>]*)")
_ALWAYS = {"#", "#top"}  # the beginning of any page


def check(page: Page) -> Iterator[Finding]:
    """Find links into the page that hit nothing."""
    known = targets(page.text)
    for number, line in page.prose.items():
        for said, address in _inside(line):
            if address not in _ALWAYS and unquote(address[1:]) not in known:
                yield page.finding("anchor-dead", number, page.entry_at(number), address, _right(page, said))


def _inside(line: str) -> Iterator[tuple[str, str]]:
    """Yield words and address of the links in a line that lead into the page."""
    for link in links(line):
        if line.startswith("#", link.address[0]) and not link.image:
            yield line[slice(*link.title)], line[slice(*link.address)]
    yield from (("", found[1]) for found in _HREF.finditer(line))
    if found := _REFERENCE.match(line):
        yield found[1], found[2]


def _right(page: Page, said: str) -> str | None:
    """Return the address that the link's words mean: the only section of the kind that they name."""
    kind = kind_of(said, page.context.profile)
    found = [page.lines[section.id] for section in page.edition.sections if section.kind is kind]
    if kind is SectionKind.TEXT or len(found) != 1:
        return None
    return next((f"#{heading.anchor}" for heading in headings(page.text) if heading.line == found[0] and heading.level > 1), None)
