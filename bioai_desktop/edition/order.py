"""Sections in another order, put in, taken out; the page's end stays as it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bioai_desktop.edition.lines import count, end_of_line, first_line, heading, open_fence, split
from bioai_desktop.edition.model import Edition, Section, SectionKind
from bioai_desktop.edition.parse import heading_spans
from bioai_desktop.edition.render import section_source
from bioai_desktop.edition.slots import reread, split_tail
from bioai_desktop.errors import EditConflict


def moved(edition: Edition, place: int, index: int) -> Edition:
    """Return the page with its section at `place` moved to `index`, counted without it; nothing goes before a preamble."""
    section = edition.sections[place]
    if section.kind is SectionKind.PREAMBLE:
        raise EditConflict(section.id)
    rest = [*edition.sections[:place], *edition.sections[place + 1 :]]
    rest.insert(max(index, _first(rest)), section)
    return _joined(edition, rest)


def removed(edition: Edition, place: int) -> Edition:
    """Return the page without that section; the new last section ends the page as the old one did."""
    rest = [*edition.sections[:place], *edition.sections[place + 1 :]]
    if rest and place == len(rest):
        rest[-1] = _with_tail(rest[-1], _tail(edition.sections[place]))
    return replace(edition, sections=tuple(rest))


def inserted(edition: Edition, index: int, section: Section) -> Edition:
    """Return the page with one more section, parted from its neighbours as the others are."""
    _check(section)
    sections = list(edition.sections)
    usual = _usual_tail(sections, section)
    end = _tail(sections[-1]) if sections else _tail(section)
    index = max(index, _first(sections))
    if sections and index == len(sections):
        sections[-1] = _with_tail(sections[-1], usual)
        sections.append(_with_tail(section, end))
    else:
        sections.insert(index, section if not sections or count(_tail(section)) > 1 else _with_tail(section, usual))
    return sound(replace(edition, sections=tuple(sections)))


def replaced(edition: Edition, place: int, section: Section) -> Edition:
    """Return the page with another section at that place; what parted the old one from the next stays."""
    _check(section)
    sections = list(edition.sections)
    sections[place] = _with_tail(section, _tail(sections[place]))
    return sound(replace(edition, sections=tuple(sections)))


def _first(sections: Sequence[Section]) -> int:
    """Return the first place for a section: after the preamble."""
    return 1 if sections and sections[0].kind is SectionKind.PREAMBLE else 0


def _joined(edition: Edition, sections: list[Section]) -> Edition:
    """Return the page with its sections in another order; old and new last section exchange how they end."""
    old, new = edition.sections[-1], sections[-1]
    if old is not new:
        tails = {id(old): _tail(new), id(new): _tail(old)}
        sections = [_with_tail(section, tails[id(section)]) if id(section) in tails else section for section in sections]
    return sound(replace(edition, sections=tuple(sections)))


def sound(edition: Edition) -> Edition:
    """Return the page; raises `EditConflict` where a section would run into the next one."""
    for section in edition.sections[:-1]:
        source = section_source(section)
        if open_fence(source) or not source.endswith(("\n", "\r")):
            raise EditConflict(section.id)
    return edition


def _check(section: Section) -> None:
    """Raise `EditConflict` unless this is one section, with a heading."""
    source = section_source(section)
    lines = split(source)
    headings = [found for line in lines if not line.fence and (found := heading(line.text)) and found.level <= 2]
    opening = heading(lines[0].text) if lines else None
    if not opening or opening.level != section.level or len(headings) != (1 if opening.level <= 2 else 0):
        raise EditConflict(section.title)


def _tail(section: Section) -> str:
    return split_tail(section_source(section))[1]


def _usual_tail(sections: Sequence[Section], new: Section) -> str:
    """Return what most sections end with, the last one aside; where there are no others, what the new one brings to part it from the next."""
    tails = Counter(_tail(section) for section in sections[:-1] if section.heading)
    own, eol = _tail(new), end_of_line(section_source(new))
    return tails.most_common(1)[0][0] if tails else own if count(own) > 1 else f"{eol}{eol}---{eol}{eol}"


def _with_tail(section: Section, tail: str) -> Section:
    """Return the section with other blank lines and rules at its end; raises `EditConflict` where it changes what is said."""
    text = split_tail(section_source(section))[0] + tail
    rest = first_line(text)[1] if section.heading else text
    return reread(replace(section, heading=heading_spans(text[: len(text) - len(rest)])), rest, section.entries)
