"""What a page holds, as plain values: its front matter, its sections with their entries, and the line of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from bioai_desktop.edition.amend import plain_ends
from bioai_desktop.edition.front import typed_values
from bioai_desktop.edition.lines import count
from bioai_desktop.edition.model import Edition, Entry, Raw, Role, Section
from bioai_desktop.edition.render import child_source

_MOST_DIGITS = 9  # a longer one numbers nothing
BETWEEN_TEXTS = "\n\n"  # texts of an entry that an image parts


class Place(NamedTuple):
    """Where a section's heading, an entry or a raw block stands in the rendered page."""

    section: Section
    node: Section | Entry | Raw
    first: int  #: 1-based line
    last: int  #: the line in which it ends, which is the first of what follows where its end of line is its own


def outline(edition: Edition) -> dict[str, Any]:
    """Return the document of `page --json`: `front_matter` and `sections` with their `entries` and raw `blocks`."""
    lines = lines_of(edition)
    return {
        "front_matter": typed_values(edition),
        "sections": [
            {
                "title": section.title,
                "kind": str(section.kind),
                "level": section.level,
                "line": lines[section.id],
                "entries": [_entry(entry, lines[entry.id]) for entry in section.entries],
                "blocks": [_raw(child, lines[child.id]) for child in section.blocks if isinstance(child, Raw)],
            }
            for section in edition.sections
        ],
    }


def _entry(entry: Entry, line: int) -> dict[str, Any]:
    number = entry.get(Role.NUMBER)
    document = {
        "number": int(number) if number.isdecimal() and len(number) <= _MOST_DIGITS else None,
        "title": entry.get(Role.TITLE),
        "link": entry.get(Role.LINK),
        "text": text_of(entry),
        "line": line,
    }
    optional = {str(role): entry.get(role) for role in (Role.TAG, Role.WINDOW, Role.PROBABILITY)}
    return {**document, **{name: value for name, value in optional.items() if value}}


def _raw(raw: Raw, line: int) -> dict[str, Any]:
    return {"kind": str(raw.kind), "text": raw.text, "line": line}


def text_of(entry: Entry) -> str:
    """Return all text of an entry, whatever ends of line the page has."""
    return plain_ends(BETWEEN_TEXTS.join([span.text for span in entry.spans if span.role is Role.TEXT]))


def lines_of(edition: Edition) -> dict[str, int]:
    """Return the 1-based line in the rendered page of every section, entry and raw block, by id."""
    return {place.node.id: place.first for place in places(edition) if place.node.id}


def places(edition: Edition) -> Iterator[Place]:
    """Yield each section, then all that it holds, in page order."""
    line = 1 + sum(count(span.text) for span in edition.front)
    for section in edition.sections:
        below = line + sum(count(span.text) for span in section.heading)
        yield Place(section, section, line, below)
        line = below
        for child in section.children:
            below = line + count(child_source(child))
            yield Place(section, child, line, below)
            line = below
