"""An Edition as a tree whose leaves are spans of text: the spans joined are the page, byte for byte.

Structure is a view over the source. What a reader edits (a title, a link, a text) is a span with a role;
everything between is a span of syntax. So `render` is a concatenation, and an edit changes the spans that it
names and no other byte.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass, field


class Role(enum.StrEnum):
    """What a span of text is to its entry, heading or front matter."""

    SYNTAX = "syntax"  #: markup and everything that is no field
    NUMBER = "number"  #: "1" of "### 1. [T](U)"
    TAG = "tag"  #: category of a note or table row
    TITLE = "title"
    LINK = "link"
    TEXT = "text"
    WINDOW = "window"  #: time window of a forecast
    PROBABILITY = "probability"  #: percentage of a forecast, digits only
    KEY = "key"  #: key of a front matter line
    VALUE = "value"  #: its value, quotes excluded


@dataclass(frozen=True, slots=True)
class Span:
    """Some consecutive text of the page."""

    text: str
    role: Role = Role.SYNTAX


class SectionKind(enum.StrEnum):
    """What a Section holds."""

    PREAMBLE = "preamble"  #: what stands before the first heading
    DIGEST = "digest"
    NAVIGATION = "navigation"
    NEWS = "news"  #: the heading over lead, keywords and all that follows
    LEAD = "lead"
    KEYWORDS = "keywords"
    CITABLE = "citable"  #: fact, source, limits of the evidence
    TOP = "top"
    NOTES = "notes"
    TABLE = "table"
    FUN = "fun"
    FORECASTS = "forecasts"
    FAQ = "faq"
    TEXT = "text"  #: anything else


class EntryState(enum.StrEnum):
    """How far an entry is; kept with it, never rendered."""

    EMPTY = "empty"  #: chosen, not written yet
    WRITING = "writing"
    FINE = "fine"
    LOOK = "look"  #: written, with findings to look at
    EDITED = "edited"  #: the editor's own words


@dataclass(frozen=True, slots=True)
class Entry:
    """One piece in a Section. `id`, `story` and `state` are not part of the page and do not count in comparisons."""

    spans: tuple[Span, ...]
    id: str = field(default="", compare=False)
    story: str = field(default="", compare=False)
    state: EntryState = field(default=EntryState.FINE, compare=False)

    def get(self, role: Role) -> str:
        """Return the text of the first span with that role, "" where there is none."""
        for span in self.spans:
            if span.role is role:
                return span.text
        return ""

    @property
    def source(self) -> str:
        """The entry as it stands on the page."""
        return "".join(span.text for span in self.spans)


class RawKind(enum.StrEnum):
    """What a reader would call a raw block."""

    GAP = "gap"  #: blank lines, rules, and what stands between entries of one line
    FRAME = "frame"  #: what holds a section's entries: the fence around a digest, the head of a table
    PARAGRAPH = "paragraph"
    CALLOUT = "callout"  #: a quotation, which sites use for hints and promotion
    LIST = "list"
    TABLE = "table"
    CODE = "code"
    IMAGE = "image"
    HEADING = "heading"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Raw:
    """Text that is no entry of its section's kind, kept as it is. `id` is "" where it says nothing, and does not count in comparisons."""

    text: str
    kind: RawKind = RawKind.GAP
    id: str = field(default="", compare=False)

    @property
    def says(self) -> bool:
        """Whether it is text of its own: it can be edited and moved."""
        return self.kind not in (RawKind.GAP, RawKind.FRAME)


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what follows it up to the next section."""

    kind: SectionKind
    heading: tuple[Span, ...]  #: the heading's whole line; () for the preamble
    children: tuple[Entry | Raw, ...] = ()
    level: int = 2
    id: str = field(default="", compare=False)

    @property
    def title(self) -> str:
        """The heading's words as written, markup excluded."""
        return next((span.text for span in self.heading if span.role is Role.TITLE), "")

    @property
    def entries(self) -> tuple[Entry, ...]:
        """Its entries, in order."""
        return tuple(child for child in self.children if isinstance(child, Entry))

    @property
    def blocks(self) -> tuple[Entry | Raw, ...]:
        """All that can be moved in it: its entries, and raw blocks that say something, in order."""
        return tuple(child for child in self.children if isinstance(child, Entry) or child.says)


@dataclass(frozen=True, slots=True)
class Edition:
    """The page of one date in one language."""

    front: tuple[Span, ...]  #: byte order mark, front matter and its fences
    sections: tuple[Section, ...]

    def entries(self) -> Iterator[tuple[Section, Entry]]:
        """Yield every entry with its section, in page order."""
        for section in self.sections:
            for entry in section.entries:
                yield section, entry

    def pieces(self) -> Iterator[tuple[Section, Entry]]:
        """Yield the entries that somebody wrote: all but the links of a navigation, which follow the sections."""
        return ((section, entry) for section, entry in self.entries() if section.kind is not SectionKind.NAVIGATION)

    def section(self, kind: SectionKind) -> Section | None:
        """Return the first section of that kind."""
        return next((section for section in self.sections if section.kind is kind), None)
