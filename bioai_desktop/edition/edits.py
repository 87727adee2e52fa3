"""What an editor does to entries, sections and front matter, as values. Each changes the spans that it names and leaves every other byte.

`apply` raises `EditConflict` where the page does not have the place, or cannot hold what is put there; `patch.undoable`
gives what takes it back. An edit knows no Profile: see `whole.settled` for a heading that is given the words of another
kind of section.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from bioai_desktop.edition import order, slots
from bioai_desktop.edition.amend import amended
from bioai_desktop.edition.front import with_value
from bioai_desktop.edition.lines import count, end_of_line
from bioai_desktop.edition.model import Edition, Entry, EntryState, Role, Section, SectionKind, Span
from bioai_desktop.edition.outline import BETWEEN_TEXTS, text_of
from bioai_desktop.edition.parse import heading_spans
from bioai_desktop.edition.places import check_index, entry_at, place_of, section_at, with_new_id, with_new_ids, with_section
from bioai_desktop.edition.render import render
from bioai_desktop.edition.shape import LINKED, STORIES, extended, reshaped, written
from bioai_desktop.edition.spelling import BLOCK_KINDS, spellings, titles
from bioai_desktop.edition.whole import replaced, sealed
from bioai_desktop.errors import EditConflict

_FIELDS = set(Role) - {Role.SYNTAX, Role.KEY, Role.VALUE}


@dataclass(frozen=True, slots=True)
class SetField:
    """Write a field of an entry, or add it where the entry's form has a place for it; see `spelling` for how a text is written.

    An empty text takes a text, title or category away; the only text of a keyword, digest line or lead cannot be taken.
    """

    entry: str
    role: Role
    text: str

    def apply(self, edition: Edition) -> Edition:
        """Return the page with the field written."""
        section, index = entry_at(edition, self.entry)
        if self.role not in _FIELDS:
            raise EditConflict(f"{self.entry} {self.role}")
        entry = section.entries[index]
        held = text_of(entry) if self.role is Role.TEXT else entry.get(self.role)
        if held == self.text:
            return edition
        eol = end_of_line(render(edition))
        changed = _amended(section, index, self.text, eol) if self.role is Role.TEXT else None
        for text in () if changed else spellings(self.text, self.role, section.kind, eol):
            changed = changed or _written(section, index, self.role, text, eol)
        if changed is None:
            raise EditConflict(f"{self.entry} {self.role}")
        return replaced(edition, changed)


@dataclass(frozen=True, slots=True)
class SetState:
    """Say how far an entry is; the page's text stays."""

    entry: str
    state: EntryState

    def apply(self, edition: Edition) -> Edition:
        """Return the page with the entry in that state."""
        section, _ = entry_at(edition, self.entry)
        children = tuple(
            replace(child, state=self.state) if isinstance(child, Entry) and child.id == self.entry else child for child in section.children
        )
        return replaced(edition, replace(section, children=children))


@dataclass(frozen=True, slots=True)
class MoveEntry:
    """Move an entry to `index` among the entries of a section, counted without it; what stands between entries stays.

    Into a section of another kind it goes in that kind's form, where both are lists of stories (top, fun, notes, table):
    an image, and a text that a table has no column for, stay behind.
    """

    entry: str
    section: str
    index: int

    def apply(self, edition: Edition) -> Edition:
        """Return the page with the entry in its new place."""
        source, place = entry_at(edition, self.entry)
        target = section_at(edition, self.section)
        entry = source.entries[place]
        if source.id != target.id:
            check_index(target.id, self.index, len(target.entries))
            edition = replaced(edition, slots.removed(source, place))
            return _inserted(edition, target, self.index, entry, source.kind)
        rest = [other for other in source.entries if other is not entry]
        check_index(source.id, self.index, len(rest))
        if self.index == place:
            return edition
        if slots.interchangeable(source):
            with suppress(EditConflict):  # rows of two tables, points below two headings do not fit each other's places
                return replaced(edition, slots.reordered(source, [*rest[: self.index], entry, *rest[self.index :]]))
        return _inserted(edition, slots.removed(source, place), self.index, entry, source.kind)


@dataclass(frozen=True, slots=True)
class RemoveEntry:
    """Take an entry off the page, with the separator it had."""

    entry: str

    def apply(self, edition: Edition) -> Edition:
        """Return the page without the entry."""
        section, index = entry_at(edition, self.entry)
        return replaced(edition, slots.removed(section, index))


@dataclass(frozen=True, slots=True)
class InsertEntry:
    """Put a new entry, in the form of its section's kind, at `index` among the entries; it gets an id that the page has not."""

    section: str
    index: int
    entry: Entry
    separator: str = ""  #: what parts it from its neighbours where the section does not show it, "" for what is usual in its kind

    def apply(self, edition: Edition) -> Edition:
        """Return the page with the entry."""
        section = section_at(edition, self.section)
        check_index(section.id, self.index, len(section.entries))
        return _inserted(edition, section, self.index, with_new_id(edition, self.entry), section.kind, self.separator)


@dataclass(frozen=True, slots=True)
class MoveSection:
    """Move a section to `index` among all sections, counted without it; a preamble stays first."""

    section: str
    index: int

    def apply(self, edition: Edition) -> Edition:
        """Return the page with the section in its new place."""
        place = place_of(edition, self.section)
        check_index(self.section, self.index, len(edition.sections) - 1)
        return edition if self.index == place else sealed(edition, order.moved(edition, place, self.index))


@dataclass(frozen=True, slots=True)
class RemoveSection:
    """Take a section off the page, with all its entries."""

    section: str

    def apply(self, edition: Edition) -> Edition:
        """Return the page without the section."""
        return sealed(edition, order.removed(edition, place_of(edition, self.section)))


@dataclass(frozen=True, slots=True)
class InsertSection:
    """Put a new section at `index` among all sections; it and its entries get ids that the page has not."""

    index: int
    section: Section

    def apply(self, edition: Edition) -> Edition:
        """Return the page with the section."""
        check_index(self.section.title, self.index, len(edition.sections))
        return sealed(edition, order.inserted(edition, self.index, with_new_ids(edition, self.section)))


@dataclass(frozen=True, slots=True)
class ReplaceSection:
    """Put a new section in the place of another, whose id it gets; its entries get ids that the page has not."""

    section: str
    new: Section

    def apply(self, edition: Edition) -> Edition:
        """Return the page with the new section."""
        held = section_at(edition, self.section)
        rest = with_section(edition, replace(held, children=()))
        new = replace(with_new_ids(rest, self.new), id=held.id)
        return sealed(edition, order.replaced(edition, place_of(edition, held.id), new))


@dataclass(frozen=True, slots=True)
class SetTitle:
    """Write the words of a section's heading."""

    section: str
    text: str

    def apply(self, edition: Edition) -> Edition:
        """Return the page with the heading."""
        return replaced(edition, retitled(section_at(edition, self.section), self.text))


@dataclass(frozen=True, slots=True)
class SetFront:
    """Write a simple value of the front matter, or add the key as its last line."""

    key: str
    value: str

    def apply(self, edition: Edition) -> Edition:
        """Return the page with the value."""
        return replace(edition, front=with_value(edition, self.key, self.value))


def retitled(section: Section, text: str) -> Section:
    """Return the section with other words in its heading; raises `EditConflict` where it has none, or they read otherwise."""
    for title in titles(text):
        spans = tuple(Span(title, span.role) if span.role is Role.TITLE else span for span in section.heading)
        if title and spans and heading_spans("".join(span.text for span in spans)) == spans:
            return replace(section, heading=spans)
    raise EditConflict(section.id)


def _amended(section: Section, index: int, text: str, eol: str) -> Section | None:
    """Return the section with the least change in the text of an entry, None where the page would read it otherwise."""
    entry = section.entries[index]
    held = [span.text for span in entry.spans if span.role is Role.TEXT]
    broken = section.kind not in BLOCK_KINDS and count(text) > count(BETWEEN_TEXTS.join(held))  # one line takes no more
    texts = amended(held, text, BETWEEN_TEXTS, eol) if text and held and not broken else None
    if texts is None:
        return None
    left = iter(texts)
    spans = tuple(Span(next(left), Role.TEXT) if span.role is Role.TEXT else span for span in entry.spans)
    return _read_back(section, index, replace(entry, spans=spans))


def _written(section: Section, index: int, role: Role, text: str, eol: str) -> Section | None:
    """Return the section with a field written, None where the page would read it otherwise."""
    entry = section.entries[index]
    present = any(span.role is role for span in entry.spans)
    if not present and not text:
        return section
    changed = written(entry, role, text) if present else extended(entry, section.kind, role, text, eol)
    return _read_back(section, index, changed)


def _read_back(section: Section, index: int, entry: Entry) -> Section | None:
    """Return the section with another entry at that index, None where the page would read it otherwise."""
    try:
        return slots.reordered(section, [*section.entries[:index], entry, *section.entries[index + 1 :]])
    except EditConflict:
        return None


def _inserted(edition: Edition, target: Section, index: int, entry: Entry, source: SectionKind, separator: str = "") -> Edition:
    """Return the page with an entry that had the form of `source` put into a section, its texts spelled as that section needs it."""
    eol = end_of_line(render(edition))
    for spelled in _respelled(entry, source, target.kind, eol):
        try:
            section = slots.inserted(target, index, reshaped(spelled, source, target, index, eol), eol, separator.replace("\n", eol))
        except EditConflict:
            continue
        return replaced(edition, section)
    raise EditConflict(f"{entry.id} {target.id}")


def _respelled(entry: Entry, source: SectionKind, kind: SectionKind, eol: str) -> Iterator[Entry]:
    """Yield the entry as it is; for another kind only its fields, in one spelling after the other."""
    if source is kind or {source, kind} <= LINKED or not {source, kind} <= STORIES:
        yield entry
        return
    held = {role: entry.get(role) for role in (Role.TAG, Role.TITLE, Role.LINK)} | {Role.TEXT: text_of(entry)}
    ways = {role: list(spellings(text, role, kind, eol)) for role, text in held.items()}
    for level in range(max(len(way) for way in ways.values())):
        spans = tuple(Span(way[min(level, len(way) - 1)], role) for role, way in ways.items())
        yield replace(entry, spans=spans)
