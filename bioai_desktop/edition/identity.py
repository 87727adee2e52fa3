"""Ids, stories and states of a page, carried over to another form of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import count

from bioai_desktop.edition import matching
from bioai_desktop.edition.model import Edition, Entry, EntryState, Raw, Role, Section
from bioai_desktop.edition.places import with_ids


def bare(entry: Entry) -> tuple[tuple[str, Role], ...]:
    """Return what an entry consists of, its number aside."""
    return tuple((span.text if span.role is not Role.NUMBER else "", span.role) for span in entry.spans)


def carried(new: Edition, old: Edition) -> Edition:
    """Return the new form with the ids, stories and states that its sections and entries have in the old one.

    An entry that says something else is somebody's own words from then on; what is new gets an id that the old one has not.
    """
    pairs = matching.sections(old.sections, new.sections)
    known = _known(new, old, pairs)
    fresh_section = _fresh("s", (section.id for section in old.sections))
    fresh_entry = _fresh("e", (entry.id for _, entry in old.entries()))
    sections: list[Section] = []
    for section, of in zip(new.sections, pairs, strict=True):
        name = next(fresh_section) if of is None else old.sections[of].id
        sections.append(replace(section, id=name, children=tuple(_as(child, known, fresh_entry) for child in section.children)))
    return with_ids(replace(new, sections=tuple(sections)))


def _known(new: Edition, old: Edition, pairs: list[int | None]) -> dict[int, Entry]:
    """Return the old form of each new entry, by identity: of those of its section, else of the whole page by link and title."""
    found: dict[int, Entry] = {}
    for section, of in zip(new.sections, pairs, strict=True):
        if of is not None:
            before = old.sections[of].entries
            found |= _paired(before, section.entries, matching.entries(before, section.entries))
    used = {id(entry) for entry in found.values()}
    left = tuple(entry for _, entry in old.entries() if id(entry) not in used)
    alone = tuple(entry for _, entry in new.entries() if id(entry) not in found)
    return found | _paired(left, alone, matching.stories(left, alone))


def _paired(old: tuple[Entry, ...], new: tuple[Entry, ...], places: list[int | None]) -> dict[int, Entry]:
    return {id(entry): old[of] for entry, of in zip(new, places, strict=True) if of is not None}


def _as(child: Entry | Raw, held: Mapping[int, Entry], fresh: Iterator[str]) -> Entry | Raw:
    """Return an entry as what it was before; a raw block loses its id, and is named anew."""
    if isinstance(child, Raw):
        return replace(child, id="")
    known = held.get(id(child))
    if known is None:
        return replace(child, id=next(fresh))
    state = known.state if bare(child) == bare(known) else EntryState.EDITED
    return replace(child, id=known.id, story=known.story, state=state)


def _fresh(letter: str, taken: Iterator[str]) -> Iterator[str]:
    """Yield ids above all that are taken."""
    numbers = [int(name[1:]) for name in taken if name[:1] == letter and name[1:].isdecimal()]
    return (f"{letter}{number}" for number in count(max(numbers, default=0) + 1))
