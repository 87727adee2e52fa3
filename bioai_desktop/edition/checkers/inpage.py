"""Links into the page itself: each must hit an id that Hugo makes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from urllib.parse import unquote

from bioai_desktop.domain import Finding
from bioai_desktop.edition.anchors import Heading, headings_in, targets_in
from bioai_desktop.edition.checkers.page import Page
from bioai_desktop.edition.inline import Link
from bioai_desktop.edition.model import SectionKind
from bioai_desktop.edition.parse import kind_of, words
from bioai_desktop.edition.plain import plain

_HREF = re.compile(r"""\bhref\s*=\s*["']?(#[^\s"'>]*)""", re.IGNORECASE)
_REFERENCE = re.compile(r" {0,3}\[([^\]]+)\]:[ \t]*<?(#[^\s>]*)")
_ALWAYS = {"#", "#top"}  # the beginning of any page


def check(page: Page) -> Iterator[Finding]:
    """Find links into the page that hit nothing."""
    inside = [(number, *found) for number, line in page.prose.items() if "#" in line for found in _inside(line, page.links.get(number, ()))]
    wanted = [(number, said, address) for number, said, address in inside if address not in _ALWAYS]
    if not wanted:
        return
    lines = {number: line.text for number, line in page.body.items() if not line.fence}
    seen = headings_in(lines)
    known = targets_in(lines, seen)
    dead = [link for link in wanted if unquote(link[2][1:]) not in known]
    named = _by_words(seen) if dead else {}
    for number, said, address in dead:
        yield page.on("anchor-dead", number, address, _right(page, said, address, named))


def _inside(line: str, links: Sequence[Link]) -> Iterator[tuple[str, str]]:
    """Yield words and address of the links in a line that lead into the page."""
    for link in links:
        if line.startswith("#", link.address[0]) and not link.image:
            yield line[slice(*link.title)], line[slice(*link.address)]
    yield from (("", found[1]) for found in _HREF.finditer(line))
    if found := _REFERENCE.match(line):
        yield found[1], found[2]


def _by_words(seen: Sequence[Heading]) -> dict[str, list[Heading]]:
    """Return the headings that a link can hit by what they say."""
    named: dict[str, list[Heading]] = {}
    for heading in seen:
        if heading.level > 1:
            named.setdefault(words(plain(heading.text)), []).append(heading)
    return named


def _right(page: Page, said: str, address: str, named: Mapping[str, Sequence[Heading]]) -> str | None:
    """Return the address that a link means: the only heading that says what it or its words say, or the only section of that kind."""
    for meant in filter(None, (words(unquote(address)), words(plain(said)))):
        if found := named.get(meant):
            return f"#{found[0].anchor}" if len(found) == 1 else None
    kinds = {kind_of(text, page.context.profile) for text in (said, unquote(address))} - {SectionKind.TEXT}
    sections = [section for section in page.edition.sections if section.kind in kinds]
    if len(kinds) != 1 or len(sections) != 1:
        return None
    line = page.lines[sections[0].id]
    headings = named.get(words(plain(sections[0].title)), ())
    return next((f"#{heading.anchor}" for heading in headings if heading.line == line), None)
