"""What an editor does to raw blocks: text that is no entry of its section's kind, such as a hint, an image, a paragraph.

A text is written as it is, where the section then still reads it as raw blocks, and every entry as before. Where not, the
first mark of each line that would open something else is escaped. A block keeps the form it has: a heading within a
section may be written anew as a heading of its level.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bioai_desktop.edition.amend import amended, plain_ends
from bioai_desktop.edition.lines import end_of_line, heading, split
from bioai_desktop.edition.model import Edition, Entry, Raw, Section
from bioai_desktop.edition.places import check_index, raw_at, section_at
from bioai_desktop.edition.render import render
from bioai_desktop.edition.slots import is_gap, join, reread
from bioai_desktop.edition.spelling import blocks
from bioai_desktop.edition.whole import replaced
from bioai_desktop.errors import EditConflict

_SECTION_LEVEL = 3  # a heading up to this level may open a section or an entry


@dataclass(frozen=True, slots=True)
class SetRaw:
    """Write a raw block; an empty text is refused, for `RemoveRaw` takes it away."""

    block: str
    text: str

    def apply(self, edition: Edition) -> Edition:
        """Return the page with the block written."""
        section, at = raw_at(edition, self.block)
        held = section.children[at]
        if not isinstance(held, Raw) or plain_ends(held.text) == plain_ends(self.text):
            return edition
        for text in _spellings(self.text, held.text, end_of_line(render(edition))):
            changed = _written(section, at, text)
            if changed:
                return replaced(edition, changed)
        raise EditConflict(self.block)


@dataclass(frozen=True, slots=True)
class MoveRaw:
    """Move a raw block to `index` among the blocks of a section (entries and raw blocks), counted without it."""

    block: str
    section: str
    index: int

    def apply(self, edition: Edition) -> Edition:
        """Return the page with the block in its new place."""
        source, at = raw_at(edition, self.block)
        block = source.children[at]
        without = replaced(edition, _without(source, at))
        target = section_at(without, self.section)
        check_index(target.id, self.index, len(target.blocks))
        if source.id == target.id and source.blocks.index(block) == self.index:
            return edition
        return replaced(without, _inserted(target, self.index, block, end_of_line(render(edition))))


@dataclass(frozen=True, slots=True)
class RemoveRaw:
    """Take a raw block off the page, with the blank lines that parted it from what follows."""

    block: str

    def apply(self, edition: Edition) -> Edition:
        """Return the page without the block."""
        return replaced(edition, _without(*raw_at(edition, self.block)))


@dataclass(frozen=True, slots=True)
class InsertRaw:
    """Put a text as a raw block at `index` among the blocks of a section."""

    section: str
    index: int
    text: str

    def apply(self, edition: Edition) -> Edition:
        """Return the page with the block."""
        section = section_at(edition, self.section)
        check_index(section.id, self.index, len(section.blocks))
        eol = end_of_line(render(edition))
        for text in _spellings(self.text, "", eol):
            try:
                return replaced(edition, _inserted(section, self.index, Raw(text), eol))
            except EditConflict:
                continue
        raise EditConflict(self.section)


def _spellings(text: str, before: str, eol: str) -> Iterator[str]:
    """Yield the ways to write a text: the least change of what was there, then the text as it is, both only with the headings that the block had."""
    plain, *escaped = blocks(text, eol)
    least = amended([before], plain_ends(text), "", eol) if text.strip() else None
    for way in (*(least or ()), plain):
        if _headings(way) == _headings(before):
            yield way
    yield from escaped


def _headings(text: str) -> list[int]:
    """Return the levels of the headings that may open a section or an entry."""
    found = (heading(line.text) for line in split(text) if not line.fence)
    return [each.level for each in found if each and each.level <= _SECTION_LEVEL]


def _written(section: Section, at: int, text: str) -> Section | None:
    """Return the section with another text in the place of a raw block, None where that reads as something else."""
    held = section.children[at]
    others = [child for child in section.children if isinstance(child, Raw) and child.says and child is not held]
    return _read(section, [*section.children[:at], Raw(text), *section.children[at + 1 :]], others, held.id)


def _without(section: Section, at: int) -> Section:
    """Return the section without a raw block, and without the blank lines that parted it from the next one, else from the one before."""
    children = section.children
    block = children[at]
    last = block is section.blocks[-1]
    apart = at + (-1 if last else 1)
    kept = [child for child in children if child is not block]
    bare = [child for child in kept if child is not children[apart]] if 0 <= apart < len(children) and is_gap(children[apart]) else kept
    others = [child for child in kept if isinstance(child, Raw) and child.says]
    for candidate in (bare, kept):
        if changed := _read(section, candidate, others):
            return changed
    raise EditConflict(section.id)


def _inserted(section: Section, index: int, block: Entry | Raw, eol: str) -> Section:
    """Return the section with a raw block before its block at `index`, or after the last one: blank lines part it, a rule where need be."""
    children = list(section.children)
    places = [place for place, child in enumerate(children) if isinstance(child, Entry) or child.says]
    apart, rule = Raw(eol + eol), Raw(f"---{eol}{eol}")
    if not places:
        candidates = [[Raw(eol), block, Raw(eol), *children]]
    elif index < len(places):
        above, below = children[: places[index]], [block, apart, *children[places[index] :]]
        candidates = [[*above, *below], [*above, rule, *below]]
    else:
        above, below = children[: places[-1] + 1], [block, *children[places[-1] + 1 :]]
        candidates = [[*above, apart, *below], [*above, apart, rule, *below]]
    for made in candidates:
        if changed := _read(section, made, [child for child in made if isinstance(child, Raw) and child.says], block.id):
            return changed
    raise EditConflict(section.id)


def _read(section: Section, children: Sequence[Entry | Raw], raws: Sequence[Raw], name: str | None = None) -> Section | None:
    """Return the section with those children as they are read, None where an entry or one of those raw blocks reads otherwise.

    Where a `name` is given, a new raw block is expected, and the first gets it as its id.
    """
    try:
        changed = reread(section, join(children), section.entries)
    except EditConflict:
        return None
    if not _holds(changed, raws):
        return None
    new = next((child for child in changed.blocks if not child.id), None)
    if name is None or new is None:
        return changed if name is None else None
    return replace(changed, children=tuple(replace(child, id=name) if child is new else child for child in changed.children))


def _holds(section: Section, raws: Sequence[Raw]) -> bool:
    """Return whether those raw blocks are still there, each as it was."""
    found = Counter(child for child in section.children if isinstance(child, Raw) and child.says)
    return not Counter(raws) - found
