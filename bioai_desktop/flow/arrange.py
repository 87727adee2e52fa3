"""Edit a page by places as a person names them: `top/4` is the fourth top entry, `top` its section; ids do as well.

A raw block has an id only; moved to `top/1`, it stands first among all that stands in that section.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bioai_desktop.domain import Language
from bioai_desktop.edition.edits import MoveEntry, MoveSection, SetField, SetState, SetTitle
from bioai_desktop.edition.model import Edition, Entry, EntryState, Raw, Role, Section
from bioai_desktop.edition.raw_edits import MoveRaw, SetRaw
from bioai_desktop.edition.rules import name_of
from bioai_desktop.errors import EditConflict
from bioai_desktop.flow.edit import apply, existing
from bioai_desktop.flow.parts import Parts


def move(parts: Parts, day: date, language: Language, place: str, to: str) -> Edition:
    """Move an entry to a place among entries (`notes/1`), or a section to a number on the page (`3`); both count from 1."""
    with parts.editing:
        edition = existing(parts, day, language)
        moved = _section(parts, edition, place)
        if moved is not None:
            return apply(parts, day, language, MoveSection(moved.id, _number(to) - 1))
        section, number = _split(parts, edition, to)
        if _is_raw(edition, place):
            return apply(parts, day, language, MoveRaw(place, section.id, number - 1))
        return apply(parts, day, language, MoveEntry(_entry(parts, edition, place).id, section.id, number - 1))


def write(parts: Parts, day: date, language: Language, place: str, role: Role, text: str) -> Edition:
    """Write a field of an entry, which is the editor's own from then on, the text of a raw block, or the title of a section."""
    with parts.editing:
        edition = existing(parts, day, language)
        section = _section(parts, edition, place)
        if section is not None and role is Role.TITLE:
            return apply(parts, day, language, SetTitle(section.id, text))
        if role is Role.TEXT and _is_raw(edition, place):
            return apply(parts, day, language, SetRaw(place, text))
        entry = _entry(parts, edition, place)
        return apply(parts, day, language, SetField(entry.id, role, text), SetState(entry.id, EntryState.EDITED))


def accept(parts: Parts, day: date, language: Language, places: Sequence[str]) -> Edition:
    """Say that entries are fine as they are; one without text is not."""
    with parts.editing:
        edition = existing(parts, day, language)
        entries = [_entry(parts, edition, place) for place in places]
        empty = next((place for place, entry in zip(places, entries, strict=True) if entry.state is EntryState.EMPTY), None)
        if empty is not None:
            raise EditConflict(empty)
        return apply(parts, day, language, *(SetState(entry.id, EntryState.FINE) for entry in entries))


def _is_raw(edition: Edition, place: str) -> bool:
    return any(isinstance(child, Raw) and child.id == place for section in edition.sections for child in section.blocks)


def _section(parts: Parts, edition: Edition, place: str) -> Section | None:
    """Return a section by its id, by the site's name for it, or by its kind."""
    named = (
        next((section for section in edition.sections if section.id == place), None),
        next((section for section in edition.sections if name_of(section, parts.profile) == place), None),
        next((section for section in edition.sections if section.kind == place), None),
    )
    return next((section for section in named if section is not None), None)


def _entry(parts: Parts, edition: Edition, place: str) -> Entry:
    """Return an entry by its id or by its place; raises `EditConflict`."""
    found = next((entry for _, entry in edition.entries() if entry.id == place), None)
    if found is not None:
        return found
    section, number = _split(parts, edition, place)
    if number > len(section.entries):
        raise EditConflict(place)
    return section.entries[number - 1]


def _split(parts: Parts, edition: Edition, place: str) -> tuple[Section, int]:
    """Return section and number of a place such as `top/4`; raises `EditConflict`."""
    name, _, number = place.partition("/")
    section = _section(parts, edition, name)
    if section is None:
        raise EditConflict(place)
    return section, _number(number, place)


def _number(text: str, place: str = "") -> int:
    """Return a number from 1 on; raises `EditConflict`."""
    if not (text.isascii() and text.isdecimal() and int(text) > 0):
        raise EditConflict(place or text)
    return int(text)
