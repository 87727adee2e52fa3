"""The page as the checks see it: its paragraphs with their places, beside what it is checked against."""

from __future__ import annotations

import enum
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bioai_desktop.domain import Finding, Language, Ran, Severity
from bioai_desktop.edition.checkers.kinds import SEVERITIES
from bioai_desktop.edition.inline import Link, links
from bioai_desktop.edition.journals import Journal
from bioai_desktop.edition.lines import Fence, Line, count, is_rule, split
from bioai_desktop.edition.model import Edition, Raw, Role, Section, SectionKind
from bioai_desktop.edition.outline import Place, places
from bioai_desktop.edition.plain import plain
from bioai_desktop.edition.profile import Profile, SectionRule
from bioai_desktop.edition.render import render
from bioai_desktop.edition.rules import rule_of

_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
_OPENS = re.compile(r"[ \t]*(?:[-*+][ \t]|\d{1,3}[.)][ \t]|\||#{1,6}[ \t]|>)")
_WORDS = (Role.TITLE, Role.TEXT, Role.TAG, Role.WINDOW)


class PageKind(enum.StrEnum):
    """Which of a site's pages it is: what a day's page must have, others need not."""

    DAY = "day"  #: the page of one date
    BODY = "body"  #: the same without front matter, as other programs read it
    HOME = "home"  #: shows what the newest day's page shows
    OTHER = "other"  #: a month's index, a page about the site


@dataclass(frozen=True, slots=True)
class CheckContext:
    """What a page is checked against."""

    profile: Profile
    language: Language
    date: date | None  #: the page's day, None where it has none
    published: Mapping[str, tuple[Ran, ...]]  #: by link
    sources: Mapping[str, str]  #: source text by Story.id; may be empty
    kind: PageKind = PageKind.DAY
    title: str = ""  #: what the profile calls the page in its front matter, "" where that is not known
    journals: tuple[Journal, ...] = ()
    twin: frozenset[str] = frozenset()  #: what the page leads to of which this is the translation


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, or a line of a list or table: the least that is read as a whole."""

    text: str  #: as written
    words: str  #: as a reader sees it
    line: int  #: 1-based line of the rendered page
    kind: SectionKind
    role: Role  #: SYNTAX where it belongs to no field of an entry
    entry: str = ""  #: id of its entry or raw block
    code: bool = False  #: within a code fence that holds no entries


@dataclass(frozen=True, slots=True)
class Page:
    """An edition with its text and its paragraphs."""

    edition: Edition
    context: CheckContext
    text: str
    blocks: tuple[Block, ...]
    lines: Mapping[str, int]  #: 1-based line of every section and entry, by id
    rules: Mapping[str, SectionRule | None]  #: of the profile, by the section's id
    places: Sequence[tuple[int, int, str]]  #: first line, last line and id of every entry and raw block, in page order
    body: Mapping[int, Line]  #: the lines below the front matter, by 1-based number
    prose: Mapping[int, str]  #: those outside code fences, code spans blanked
    links: Mapping[int, Sequence[Link]]  #: the links in each line of the prose that has some

    def finding(self, kind: str, line: int, entry: str = "", detail: str = "", fix: str | None = None) -> Finding:
        """Return a finding of that kind, its severity as the profile has it."""
        severity: Severity = self.context.profile.severities.get(kind, SEVERITIES[kind])
        return Finding(kind, severity, line, entry, detail, fix)

    def at(self, kind: str, block: Block, detail: str = "", fix: str | None = None) -> Finding:
        """Return a finding about a block."""
        return self.finding(kind, block.line, block.entry, detail, fix)

    def on(self, kind: str, line: int, detail: str = "", fix: str | None = None) -> Finding:
        """Return a finding about a line, and the entry that stands there."""
        return self.finding(kind, line, self.entry_at(line), detail, fix)

    def entry_at(self, line: int) -> str:
        """Return the id of the entry or raw block that stands on a line, "" where none does."""
        at = bisect_right(self.places, line, key=lambda place: place[0]) - 1
        return self.places[at][2] if at >= 0 and line <= self.places[at][1] else ""


def page_of(edition: Edition, context: CheckContext) -> Page:
    """Return the page as the checks see it."""
    text, placed = render(edition), list(places(edition))
    start = sum(len(span.text) for span in edition.front)
    body = dict(enumerate(split(text, start), 1 + count(text[:start])))
    prose = {number: without_code(line.text) for number, line in body.items() if not line.fence}
    linked = {number: found for number, line in prose.items() if "](" in line and (found := links(line))}
    lines = {place.node.id: place.first for place in placed if place.node.id}
    held = tuple((place.first, place.last, place.node.id) for place in placed if place.node is not place.section and place.node.id)
    rules = {section.id: rule_of(section, context.profile) for section in edition.sections}
    return Page(edition, context, text, tuple(blocks(placed)), lines, rules, held, body, prose, linked)


def blocks(placed: Iterable[Place]) -> Iterator[Block]:
    """Yield the paragraphs of these places in page order."""
    for place in placed:
        yield from _blocks(place)


def _blocks(place: Place) -> Iterator[Block]:
    line, kind, node = place.first, place.section.kind, place.node
    if isinstance(node, Section):
        if node.heading:
            yield from _paragraphs(node.title, line, kind, Role.TITLE)
    elif isinstance(node, Raw):
        if not node.text.isspace():
            yield from _paragraphs(node.text, line, kind, Role.SYNTAX, node.id)
    else:
        for span in node.spans:
            if any(map(str.isalnum, span.text)) if span.role is Role.SYNTAX else span.role in _WORDS:
                yield from _paragraphs(span.text, line, kind, span.role, node.id)
            line += count(span.text)


def _paragraphs(text: str, line: int, kind: SectionKind, role: Role, entry: str = "") -> Iterator[Block]:
    """Cut a text at blank lines, list items, rows and headings; lines that follow one another are read together."""
    if "\n" not in text and "\r" not in text and text.lstrip(" ")[:1] not in ("`", "~"):
        if text.strip() and not is_rule(text):
            yield from _block(text, line, kind, role, entry, code=False)
        return
    held: list[str] = []
    first = line
    code = False
    for number, each in enumerate(split(text), line):
        apart = each.blank or is_rule(each.text) or bool(_OPENS.match(each.text)) or bool(each.fence) != code or each.fence is Fence.OPEN
        if apart and held:
            yield from _block("\n".join(held), first, kind, role, entry, code=code)
            held = []
        if not held:
            first, code = number, bool(each.fence)
        if not (each.blank or each.fence in (Fence.OPEN, Fence.CLOSE) or is_rule(each.text)):
            held.append(each.text)
    if held:
        yield from _block("\n".join(held), first, kind, role, entry, code=code)


def without_code(text: str) -> str:
    """Blank what stands in code spans, so that places in the text stay."""
    if "`" not in text:
        return text
    return _CODE.sub(lambda found: " " * len(found[0]), text)


def _block(text: str, line: int, kind: SectionKind, role: Role, entry: str, *, code: bool) -> Iterator[Block]:
    words = plain(text)
    if role is not Role.SYNTAX or any(map(str.isalnum, words)):
        yield Block(text, words, line, kind, role, entry, code)
