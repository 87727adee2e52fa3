"""The page as a whole after an edit: what a parse of it would be, with every id it had."""

from __future__ import annotations

from dataclasses import replace

from bioai_desktop.edition.front import read_front
from bioai_desktop.edition.model import Edition, Entry, Raw, Section, SectionKind
from bioai_desktop.edition.parse import parse
from bioai_desktop.edition.places import with_ids, with_section
from bioai_desktop.edition.profile import Profile
from bioai_desktop.edition.render import child_source, render, section_source
from bioai_desktop.edition.slots import reread
from bioai_desktop.errors import EditConflict


def replaced(edition: Edition, section: Section) -> Edition:
    """Return the page with the section of that id changed; raises `EditConflict` as `sealed` does."""
    return sealed(edition, with_section(edition, section))


def sealed(edition: Edition, new: Edition) -> Edition:
    """Return the new page, its raw blocks named, and blank lines that a preamble now begins with as part of the front.

    Raises `EditConflict` where an added rule would close a front matter that was never closed.
    """
    first = new.sections[0] if new.sections else None
    if first is None or first.kind is not SectionKind.PREAMBLE:
        return with_ids(new)
    held = sum(len(span.text) for span in edition.front)
    text = render(new)
    front, body = read_front(text)
    if body == held:
        return with_ids(new)
    if body < held or text[held:body].strip():
        raise EditConflict("front matter")
    rest = section_source(first)[body - held :]
    preamble = (reread(first, rest, first.entries),) if rest else ()
    return with_ids(replace(new, front=front, sections=(*preamble, *new.sections[1:])))


def settled(edition: Edition, profile: Profile) -> Edition:
    """Return the page as a parse of its text reads it; what stands where it stood keeps its id, story and state.

    The rule for words that read as structure: a heading that is given the words of another kind of section opens a section
    of that kind, and what stands below is read anew as that kind's. The text stays, byte for byte.
    """
    read = parse(render(edition), profile)
    if read == edition:
        return edition
    known = _by_place(edition)
    sections: list[Section] = []
    at = sum(len(span.text) for span in read.front)
    for section in read.sections:
        held = known.get((at, Section))
        start = at + sum(len(span.text) for span in section.heading)
        sections.append(replace(section, id=held.id if held else "", children=_children(section, start, known)))
        at += len(section_source(section))
    return _named(replace(read, sections=tuple(sections)))


_Node = Section | Entry | Raw
_Known = dict[tuple[int, type[_Node]], _Node]


def _by_place(edition: Edition) -> _Known:
    """Return every node by the place of its first character and its type."""
    known: _Known = {}
    at = sum(len(span.text) for span in edition.front)
    for section in edition.sections:
        known[at, Section] = section
        at += sum(len(span.text) for span in section.heading)
        for child in section.children:
            known[at, type(child)] = child
            at += len(child_source(child))
    return known


def _children(section: Section, at: int, known: _Known) -> tuple[Entry | Raw, ...]:
    """Return the section's children with what is known of those that stood there before; the others have no id yet."""
    found: list[Entry | Raw] = []
    for child in section.children:
        held = known.get((at, type(child)))
        if isinstance(child, Entry):
            entry = held if isinstance(held, Entry) else Entry(())
            found.append(replace(entry, spans=child.spans))
        else:
            found.append(replace(child, id=held.id if isinstance(held, Raw) and child.says else ""))
        at += len(child_source(child))
    return tuple(found)


def _named(edition: Edition) -> Edition:
    """Return the page with an id for everything that has none."""
    taken = {section.id for section in edition.sections}
    number = 1 + max((int(name[1:]) for name in taken if name[1:].isdecimal()), default=0)
    sections: list[Section] = []
    for section in edition.sections:
        sections.append(section if section.id else replace(section, id=f"s{number}"))
        number += not section.id
    return with_ids(replace(edition, sections=tuple(sections)))
