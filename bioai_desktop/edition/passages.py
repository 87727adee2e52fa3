"""A page cut into the pieces that a search may find: each entry, and what else stands in each section."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bioai_desktop.edition.model import Edition, Raw, Role, Section, SectionKind
from bioai_desktop.edition.outline import text_of
from bioai_desktop.edition.plain import plain


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of a page as a reader sees it, without markup."""

    section: str  #: the section's title
    place: str  #: "top/4" for an entry, "top" for what else stands in that section
    title: str
    link: str
    text: str


def passages(edition: Edition) -> list[Passage]:
    """Return the pieces of a page, in page order, front matter and navigation excluded."""
    return [passage for section in edition.sections if section.kind is not SectionKind.NAVIGATION for passage in _of(section)]


def _of(section: Section) -> Iterator[Passage]:
    title = plain(section.title)
    for number, entry in enumerate(section.entries, 1):
        words = (plain(entry.get(Role.TITLE)), entry.get(Role.LINK), plain(text_of(entry)))
        yield Passage(title, f"{section.kind}/{number}", *words)
    rest = [plain(child.text) for child in section.children if isinstance(child, Raw) and child.says]
    if any(char.isalnum() for text in rest for char in text):
        yield Passage(title, str(section.kind), "", "", "\n\n".join(rest))
