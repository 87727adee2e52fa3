"""An Edition as blocks of HTML: what an edit does not touch is not rendered again."""

from __future__ import annotations

import html
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bioai_desktop.edition.anchors import Heading, headings
from bioai_desktop.edition.front import get_front
from bioai_desktop.edition.lines import count, split
from bioai_desktop.edition.model import Edition
from bioai_desktop.edition.render import child_source, render
from bioai_desktop.site.preview.markup import Markup, references
from bioai_desktop.site.preview.structure import Part, parts

_FRONT = "front"
_LINKED = 2  # the site gives no id to a heading above this level


@dataclass(frozen=True, slots=True)
class PreviewBlock:
    """A paragraph, heading, list, table or the like, as it will read."""

    id: str  #: of the section or entry that it belongs to, numbered where that has several
    html: str
    holds: tuple[str, ...] = ()  #: ids of the sections and entries that begin in it


class Preview:
    """Renders Editions; of the last one it knows each block by its source, so that the next costs what differs."""

    def __init__(self) -> None:
        self._markup = Markup()
        self._known: dict[tuple[str, tuple[str, ...]], str] = {}

    def blocks(self, edition: Edition, day: date) -> tuple[PreviewBlock, ...]:
        """Return the blocks of a day's page in order; title, date and description of its front matter are the first."""
        page = render(edition)
        body = sum(len(span.text) for span in edition.front)
        first, lines = 1 + count(page[:body]), split(page, body)
        found = {lines[each.line - first].start: each for each in headings(page)}
        places = _Places(edition, body)
        named = references(page)
        before, self._known = self._known if named == self._markup.references else {}, {}
        self._markup.references = named
        made = [PreviewBlock(_FRONT, _front(edition, day))]
        names: Counter[str] = Counter()
        for part in parts(lines):
            key = (page[part.lines[0].start : part.lines[-1].end], _anchors(part, found))
            shown = self._known[key] = before.get(key) or self._markup.html(*key)
            if shown.strip():
                holds, owner = places.within(part.lines[0].start, part.lines[-1].next)
                name = holds[0] if holds else owner
                names[name] += 1
                made.append(PreviewBlock(name if names[name] == 1 else f"{name}-{names[name]}", shown, holds))
        return tuple(made)


def _front(edition: Edition, day: date) -> str:
    """Return what the front matter tells a reader."""
    title, description = get_front(edition, "title"), get_front(edition, "description")
    head = [f"<h1>{html.escape(title)}</h1>"] if title else []
    rest = [get_front(edition, "date")[: len(day.isoformat())] or day.isoformat(), description]
    return "\n".join([*head, *(f'<p class="front">{html.escape(said)}</p>' for said in rest if said)])


class _Places:
    """Where the sections of a page and what stands in them begin."""

    def __init__(self, edition: Edition, body: int) -> None:
        named = [place for place in _places(edition, body) if place[1]]
        self._starts = [at for at, _ in named]
        self._names = [name for _, name in named]

    def within(self, start: int, end: int) -> tuple[tuple[str, ...], str]:
        """Return the ids of what begins in a range of the page, and the id of what was begun before."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        return tuple(self._names[first:last]), self._names[first - 1] if first else _FRONT


def _places(edition: Edition, body: int) -> Iterator[tuple[int, str]]:
    """Yield where each section and each of its children begins on the page, with its id, in page order."""
    at = body
    for section in edition.sections:
        yield at, section.id
        at += sum(len(span.text) for span in section.heading)
        for child in section.children:
            yield at, child.id
            at += len(child_source(child))


def _anchors(part: Part, found: Mapping[int, Heading]) -> tuple[str, ...]:
    """Return the ids of the headings in a part, "" for one that nothing can link to."""
    held = (found[line.start] for line in part.lines if line.start in found)
    return tuple(each.anchor if each.level >= _LINKED else "" for each in held)
