"""One made into two, and two into one: entries at a place in their text, sections at an entry."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bioai_desktop.edition import order
from bioai_desktop.edition.edits import InsertEntry, RemoveEntry, SetField, retitled
from bioai_desktop.edition.entries import read_children
from bioai_desktop.edition.lines import count, end_of_line
from bioai_desktop.edition.model import Edition, Entry, Role, SectionKind
from bioai_desktop.edition.outline import text_of
from bioai_desktop.edition.places import entry_at, place_of, section_at, with_new_ids, with_section
from bioai_desktop.edition.render import render
from bioai_desktop.edition.slots import is_gap, join, known, split_tail, usual_separator
from bioai_desktop.edition.spelling import BLOCK_KINDS
from bioai_desktop.edition.whole import sealed
from bioai_desktop.errors import EditConflict


@dataclass(frozen=True, slots=True)
class SplitEntry:
    """Make two entries of one: the text from character `at` on goes to a new entry below, of the same title and link."""

    entry: str
    at: int

    def apply(self, edition: Edition) -> Edition:
        """Return the page with the two; raises `EditConflict` where one of them would have no text."""
        section, index = entry_at(edition, self.entry)
        entry = section.entries[index]
        text = text_of(entry)
        first, second = text[: self.at].rstrip(), text[self.at :].lstrip()
        if not first or not second:
            raise EditConflict(f"{self.entry} {self.at}")
        page = SetField(entry.id, Role.TEXT, first).apply(edition)
        page = InsertEntry(section.id, index + 1, replace(entry, id="")).apply(page)
        return SetField(section_at(page, section.id).entries[index + 1].id, Role.TEXT, second).apply(page)


@dataclass(frozen=True, slots=True)
class MergeEntry:
    """Make one entry of this and the one below it. The lower one's title and link go into the text, where they say something else."""

    entry: str

    def apply(self, edition: Edition) -> Edition:
        """Return the page with the one; raises `EditConflict` where there is none below, or no room for its words."""
        section, index = entry_at(edition, self.entry)
        if index + 1 >= len(section.entries):
            raise EditConflict(self.entry)
        upper, lower = section.entries[index : index + 2]
        apart = "\n\n" if section.kind in BLOCK_KINDS else " "
        words = apart.join(text for text in (text_of(upper), _named(upper, lower), text_of(lower)) if text)
        return SetField(upper.id, Role.TEXT, words).apply(RemoveEntry(lower.id).apply(edition))


@dataclass(frozen=True, slots=True)
class SplitSection:
    """Let a new section of that title begin at an entry; its heading is written as that of the section it comes from."""

    entry: str
    title: str

    def apply(self, edition: Edition) -> Edition:
        """Return the page with the two sections, of one kind until the page is read again."""
        section, index = entry_at(edition, self.entry)
        if index == 0 or not section.heading:
            raise EditConflict(self.entry)
        children = section.children
        place = next(at for at, child in enumerate(children) if child.id == self.entry)
        gap = children[:1] if is_gap(children[0]) else ()
        rest = with_section(edition, replace(section, children=children[:place]))
        below = with_new_ids(rest, retitled(replace(section, id="", children=(*gap, *children[place:])), self.title))
        at = 1 + place_of(edition, section.id)
        return sealed(edition, order.sound(replace(rest, sections=(*rest.sections[:at], below, *rest.sections[at:]))))


@dataclass(frozen=True, slots=True)
class MergeSection:
    """Let what stands in a section follow what stands in the one above it; its heading goes."""

    section: str

    def apply(self, edition: Edition) -> Edition:
        """Return the page with the one section, read as the upper one's kind; raises `EditConflict` where there is none above."""
        at = place_of(edition, self.section)
        upper = edition.sections[at - 1] if at else None
        if upper is None or upper.kind is SectionKind.PREAMBLE:
            raise EditConflict(self.section)
        lower = edition.sections[at]
        eol = end_of_line(render(edition))
        usual = usual_separator(upper, eol) if upper.kind is lower.kind else ""
        apart = usual if count(usual) > 1 else eol + eol
        text = split_tail(join(upper.children))[0] + apart + join(lower.children).lstrip("\r\n")
        merged = replace(upper, children=known(read_children(upper.kind, text), (*upper.entries, *lower.entries)))
        return sealed(edition, order.sound(replace(edition, sections=(*edition.sections[: at - 1], merged, *edition.sections[at + 1 :]))))


def _named(upper: Entry, lower: Entry) -> str:
    """Return the lower entry's title, linked where its link is another, "" where the upper one says both."""
    title, link = lower.get(Role.TITLE), lower.get(Role.LINK)
    if link and link != upper.get(Role.LINK):
        return f"[{title}]({link})"
    return title if title != upper.get(Role.TITLE) else ""
