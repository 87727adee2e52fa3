"""Two forms of a page that come from one: what either side changed is kept; where both changed the same, ours stays and theirs is named.

Sections are matched by kind and title, entries by link, title or place, front matter by its keys. What one side left alone
is taken from the other as it stands, byte for byte. Numbers do not count: they follow the order that comes out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bioai_desktop.edition import matching
from bioai_desktop.edition.conflict import Conflict, What
from bioai_desktop.edition.front import parts, read_front
from bioai_desktop.edition.identity import carried
from bioai_desktop.edition.model import Edition, Section, Span
from bioai_desktop.edition.render import render, section_source
from bioai_desktop.edition.threeway import decided, named, woven
from bioai_desktop.edition.weaving import mixed


@dataclass(frozen=True, slots=True)
class Merged:
    """A page with the changes of both sides, and what they disagree about."""

    edition: Edition
    conflicts: tuple[Conflict, ...] = ()


class _Torn(Exception):
    """Both sides have put the sections in another order, each in its own."""


def merge(base: Edition, ours: Edition, theirs: Edition) -> Merged:
    """Return ours with what theirs changed since `base`; ids, stories and states stay ours."""
    before, here, there = render(base), render(ours), render(theirs)
    if there in (here, before):
        return Merged(ours)
    if here == before:
        return Merged(carried(theirs, ours))
    conflicts: list[Conflict] = []
    try:
        front = _front(_front_text(base), _front_text(ours), _front_text(theirs), conflicts)
        sections = _sections(base.sections, ours.sections, theirs.sections, conflicts)
    except _Torn:
        return Merged(ours, (Conflict(What.PAGE, there, here),))
    return Merged(carried(Edition(front, sections), ours), tuple(conflicts))


def _front_text(edition: Edition) -> str:
    return "".join(span.text for span in edition.front)


def _sections(
    base: Sequence[Section], ours: Sequence[Section], theirs: Sequence[Section], conflicts: list[Conflict]
) -> tuple[Section, ...]:
    before, here, there = named(base, ours, theirs, matching.sections)
    places = list(there)

    def one(name: str) -> Section | None:
        b, o, t = before.get(name), here.get(name), there.get(name)
        agreed, stays = decided(b, o, t, lambda one, other: section_source(one) == section_source(other))
        if agreed:
            return stays
        if b and o and t and (made := mixed(b, o, t)):
            conflicts.extend(made.conflicts)
            return made.section
        reads, was = section_source(t) if t else "", section_source(o) if o else ""
        conflicts.append(Conflict(What.SECTION, reads, was, o.id if o else "", index=places.index(name) if t else 0))
        return o

    sections, torn = woven(before, here, there, one)
    if torn:
        raise _Torn
    return tuple(sections.values())


def _front(base: str, ours: str, theirs: str, conflicts: list[Conflict]) -> tuple[Span, ...]:
    """Return the front matter with the keys that either side changed."""
    before, here, there = parts(base), parts(ours), parts(theirs)
    if before is None or here is None or there is None:
        return _front_at_once(base, ours, theirs, conflicts)

    def one(name: str) -> str | None:
        agreed, stays = decided(before.get(name), here.get(name), there.get(name), lambda one, other: one == other)
        if not agreed:
            conflicts.append(Conflict(What.FRONT, there.get(name, ""), here.get(name, ""), name))
        return stays

    lines, _ = woven(before, here, there, one)
    text = "".join(lines.values())
    spans, body = read_front(text)
    return spans if body == len(text) else _front_at_once(base, ours, theirs, conflicts)


def _front_at_once(base: str, ours: str, theirs: str, conflicts: list[Conflict]) -> tuple[Span, ...]:
    """Return a front matter that can't be taken apart: that of the side that changed it, ours where both did."""
    agreed, stays = decided(base, ours, theirs, lambda one, other: one == other)
    if not agreed:
        conflicts.append(Conflict(What.FRONT, theirs, ours))
    return read_front(stays or "")[0]
