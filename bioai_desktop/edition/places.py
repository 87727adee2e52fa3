"""Where things are on a page: sections and entries by id, and ids for new ones."""

from __future__ import annotations

from dataclasses import replace

from bioai_desktop.edition.model import Edition, Entry, Raw, Section
from bioai_desktop.errors import EditConflict


def section_at(edition: Edition, place: str) -> Section:
    """Return a section by its id; raises `EditConflict`."""
    found = next((section for section in edition.sections if section.id == place), None)
    if found is None:
        raise EditConflict(place)
    return found


def place_of(edition: Edition, section: str) -> int:
    """Return where a section stands, by its id: two sections may say the same. Raises `EditConflict`."""
    found = next((place for place, held in enumerate(edition.sections) if held.id == section), None)
    if found is None:
        raise EditConflict(section)
    return found


def entry_at(edition: Edition, place: str) -> tuple[Section, int]:
    """Return the section of an entry, and its place among the entries there; raises `EditConflict`."""
    for section in edition.sections:
        for index, entry in enumerate(section.entries):
            if entry.id == place:
                return section, index
    raise EditConflict(place)


def check_index(place: str, index: int, most: int) -> None:
    """Raise `EditConflict` unless the index lies between 0 and `most`."""
    if not 0 <= index <= most:
        raise EditConflict(f"{place} {index}")


def with_section(edition: Edition, section: Section) -> Edition:
    """Return the page with the section of that id changed."""
    return replace(edition, sections=tuple(section if other.id == section.id else other for other in edition.sections))


def with_new_ids(edition: Edition, section: Section) -> Section:
    """Return a section for the page whose id and children's ids the page does not have yet."""
    taken = _taken(edition)
    children = tuple(_named(child, taken) for child in section.children)
    return replace(section, id=_free({other.id for other in edition.sections}, section.id, "s"), children=children)


def with_ids(edition: Edition) -> Edition:
    """Return the page with an id for every entry, and every raw block that says something, that has none yet."""
    if not any(_nameless(child) for section in edition.sections for child in section.children):
        return edition
    taken = _taken(edition)
    sections = tuple(
        replace(section, children=tuple(_named(child, taken) if _nameless(child) else child for child in section.children))
        for section in edition.sections
    )
    return replace(edition, sections=sections)


def _nameless(child: Entry | Raw) -> bool:
    return not child.id and (isinstance(child, Entry) or child.says)


def _taken(edition: Edition) -> set[str]:
    """Return the ids of all entries and raw blocks."""
    return {child.id for section in edition.sections for child in section.children}


def _named(child: Entry | Raw, taken: set[str]) -> Entry | Raw:
    """Return a child with an id that is not taken, which then is; a gap needs none."""
    if isinstance(child, Raw) and not child.says:
        return child
    name = _free(taken, child.id, "e" if isinstance(child, Entry) else "b")
    taken.add(name)
    return replace(child, id=name)


def with_new_id(edition: Edition, entry: Entry) -> Entry:
    """Return an entry for the page with an id that the page does not have yet."""
    return replace(entry, id=_free(_taken(edition), entry.id, "e"))


def raw_at(edition: Edition, place: str) -> tuple[Section, int]:
    """Return the section of a raw block, and its place among all children there; raises `EditConflict`."""
    for section in edition.sections:
        for index, child in enumerate(section.children):
            if isinstance(child, Raw) and child.says and child.id == place:
                return section, index
    raise EditConflict(place)


def _free(taken: set[str], wished: str, letter: str) -> str:
    """Return the wished id where it is free, else the first number above all that are taken."""
    if wished and wished not in taken:
        return wished
    numbers = [int(name[1:]) for name in taken if name[:1] == letter and name[1:].isdecimal()]
    return f"{letter}{max(numbers, default=0) + 1}"
