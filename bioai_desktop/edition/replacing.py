"""Say something otherwise everywhere on a page: in the words of its entries, never in an address, code or markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bioai_desktop.edition.checkers.page import without_code
from bioai_desktop.edition.inline import links
from bioai_desktop.edition.model import Edition, Entry, Role, Section, Span
from bioai_desktop.edition.slots import reordered
from bioai_desktop.edition.whole import replaced
from bioai_desktop.errors import EditConflict

_PROSE = (Role.TITLE, Role.TEXT)
_MARKUP = re.compile(r"</?[A-Za-z][^>]*>|<?https?://[^\s<>()（）。，]+>?|&\w+;")
_LETTER = re.compile(r"[A-Za-z0-9]")
_AROUND = 20  # characters that are shown on each side of a place


@dataclass(frozen=True, slots=True)
class Occurrence:
    """Where words stand on a page, with what stands around them."""

    section: Section
    entry: str
    role: Role
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class ReplaceWords:
    """Replace words in titles and texts of all entries; each entry's state stays.

    `longer` are words that hold the old ones and mean something else; so do the new ones where they hold them. Latin words
    are whole words. Raises `EditConflict` where the page would be read otherwise, as where the new words are markup.
    """

    old: str
    new: str
    longer: tuple[str, ...] = ()

    def apply(self, edition: Edition) -> Edition:
        """Return the page with the new words."""
        for section in edition.sections:
            entries = [self._in_entry(entry) for entry in section.entries]
            if entries != list(section.entries):
                if "\n" in self.new:
                    raise EditConflict(self.new)
                edition = replaced(edition, reordered(section, entries))
        return edition

    def places(self, edition: Edition) -> Iterator[Occurrence]:
        """Yield where the old words stand, in page order."""
        for section, entry in edition.entries():
            for span in entry.spans:
                for start, end in self._found(span):
                    before, after = span.text[max(0, start - _AROUND) : start], span.text[end : end + _AROUND]
                    yield Occurrence(section, entry.id, span.role, before, span.text[start:end], after)

    def _in_entry(self, entry: Entry) -> Entry:
        return replace(entry, spans=tuple(map(self._in_span, entry.spans)))

    def _in_span(self, span: Span) -> Span:
        text = span.text
        for start, end in reversed(self._found(span)):
            text = text[:start] + self.new + text[end:]
        return Span(text, span.role)

    def _found(self, span: Span) -> list[tuple[int, int]]:
        if span.role not in _PROSE:
            return []
        stays = [words for words in (*self.longer, self.new) if self.old in words and words != self.old]
        wanted = re.compile("|".join(map(_whole, (*sorted(stays, key=len, reverse=True), self.old))))
        return [match.span() for match in wanted.finditer(_masked(span.text)) if match.group() == self.old]


def _whole(words: str) -> str:
    """Return a pattern for words; where they begin or end in a Latin letter, no word goes on there."""
    before = r"(?<![A-Za-z0-9_-])" if _LETTER.match(words) else ""
    after = r"(?![A-Za-z0-9_-])" if _LETTER.match(words[-1:]) else ""
    return f"{before}{re.escape(words)}{after}"


def _masked(text: str) -> str:
    """Return a text of the same length with what is no prose blanked: code, the addresses of links, tags."""
    masked = without_code(text)
    hidden = [range_ for link in links(text) for range_ in _around_title(link.start, link.title, link.end)]
    hidden += [match.span() for match in _MARKUP.finditer(masked)]
    for start, end in hidden:
        masked = masked[:start] + " " * (end - start) + masked[end:]
    return masked


def _around_title(start: int, title: tuple[int, int], end: int) -> Sequence[tuple[int, int]]:
    return ((start, title[0]), (title[1], end))
