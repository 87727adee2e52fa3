"""One section that was changed on both sides: its heading, its entries and what stands between them, each by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from bioai_desktop.edition import matching
from bioai_desktop.edition.conflict import Conflict, What
from bioai_desktop.edition.identity import bare
from bioai_desktop.edition.lines import is_rule, split
from bioai_desktop.edition.model import Entry, Raw, RawKind, Role, Section, Span
from bioai_desktop.edition.render import child_source
from bioai_desktop.edition.slots import reread
from bioai_desktop.edition.threeway import decided, joined, named, woven
from bioai_desktop.errors import EditConflict

T = TypeVar("T")
Text = Sequence[str]  #: what stands between entries, line by line, code as one piece


@dataclass(frozen=True, slots=True)
class Woven:
    """A section with the changes of both sides, and the entries that they disagree about."""

    section: Section
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True, slots=True)
class _Unit:
    """An entry with what parts it from the next one; None after the last."""

    entry: Entry
    gap: Text | None


@dataclass(frozen=True, slots=True)
class _Form:
    """A section as its entries and what stands before and after them."""

    head: Text
    units: tuple[_Unit, ...]
    tail: Text


class _Torn(Exception):
    """Both sides changed the same, where no entry can be named."""


def mixed(base: Section, ours: Section, theirs: Section) -> Woven | None:
    """Return a section with the changes of both sides; None where they can't be told apart, and only the whole can be decided about."""
    conflicts: list[Conflict] = []
    try:
        heading = _heading(base, ours, theirs)
        entries, body = _body(base, ours, theirs, conflicts)
        made = reread(replace(ours, heading=heading.heading, level=heading.level), body, entries)
    except (_Torn, EditConflict):
        return None
    return Woven(made, tuple(conflicts)) if _whole(made, (base, ours, theirs), conflicts) else None


def _heading(base: Section, ours: Section, theirs: Section) -> Section:
    """Return the section whose heading stays; one that only counts otherwise has not changed."""
    for said in (_title, _countless):
        agreed, stays = decided(base, ours, theirs, _by(said))
        if agreed and stays:
            return stays
    raise _Torn


def _title(section: Section) -> str:
    return "".join(span.text for span in section.heading)


def _countless(section: Section) -> str:
    return "".join(char for char in _title(section) if not char.isdecimal())


def _body(base: Section, ours: Section, theirs: Section, conflicts: list[Conflict]) -> tuple[list[Entry], str]:
    """Return the entries that stay, and the text below the heading."""
    first, mine, other = _form(base), _form(ours), _form(theirs)
    before, here, there = named(first.units, mine.units, other.units, _matched)
    places = list(there)

    def one(name: str) -> _Unit | None:
        b, o, t = before.get(name), here.get(name), there.get(name)
        at = (ours.id, places.index(name) if t else 0)
        entry = _entry(b.entry if b else None, o.entry if o else None, t.entry if t else None, conflicts, at)
        return _Unit(entry, _gap(b.gap if b else None, o.gap if o else None, t.gap if t else None)) if entry else None

    units, torn = woven(before, here, there, one)
    if torn:
        raise _Torn
    gaps = _filled([unit.gap for unit in units.values()], (*mine.units, *other.units))
    texts = [unit.entry.source + gap for unit, gap in zip(units.values(), [*gaps, ""], strict=False)]
    between = (_between(first.head, mine.head, other.head), _between(first.tail, mine.tail, other.tail))
    return [unit.entry for unit in units.values()], "".join([*between[0], *texts, *between[1]])


def _matched(old: Sequence[_Unit], new: Sequence[_Unit]) -> list[int | None]:
    return matching.entries([unit.entry for unit in old], [unit.entry for unit in new])


def _form(section: Section) -> _Form:
    texts: list[list[str]] = [[]]
    entries: list[Entry] = []
    for child in section.children:
        if isinstance(child, Entry):
            entries.append(child)
            texts.append([])
        else:
            texts[-1] += _pieces(child)
    gaps = [*texts[1:-1], None]
    return _Form(texts[0], tuple(_Unit(entry, gap) for entry, gap in zip(entries, gaps, strict=False)), texts[-1] if entries else [])


def _pieces(raw: Raw) -> list[str]:
    """Return the lines of a raw block; half of a code block is none."""
    return [raw.text] if raw.kind is RawKind.CODE else [raw.text[line.start : line.next] for line in split(raw.text)]


def _entry(base: Entry | None, ours: Entry | None, theirs: Entry | None, conflicts: list[Conflict], at: tuple[str, int]) -> Entry | None:
    """Return what stays of an entry; `at` is its section and its place there."""
    for said in (_source, bare):
        agreed, stays = decided(base, ours, theirs, _by(said))
        if agreed:
            return stays
    entry, other = _blended(base, ours, theirs) if base and ours and theirs else (ours, theirs)
    if entry is None or other is None or bare(entry) != bare(other):
        reads, here, place = other.source if other else "", entry.source if entry else "", ours.id if ours else ""
        conflicts.append(Conflict(What.ENTRY, reads, here, place, *at))
    return entry


def _source(entry: Entry) -> str:
    return entry.source


def _by(said: Callable[[T], object]) -> Callable[[T, T], bool]:
    return lambda one, other: said(one) == said(other)


def _blended(base: Entry, ours: Entry, theirs: Entry) -> tuple[Entry, Entry]:
    """Return an entry with the fields that either side changed, once with ours and once with theirs where both changed one."""
    if not [span.role for span in base.spans] == [span.role for span in ours.spans] == [span.role for span in theirs.spans]:
        return ours, theirs
    here: list[Span] = []
    there: list[Span] = []
    for b, o, t in zip(base.spans, ours.spans, theirs.spans, strict=True):
        agreed, stays = decided(b, o, t, lambda one, other: one == other)
        here.append(stays or o)
        there.append(here[-1] if agreed or o.role is Role.NUMBER else t)
    return replace(ours, spans=tuple(here)), replace(ours, spans=tuple(there))


def _gap(base: Text | None, ours: Text | None, theirs: Text | None) -> Text | None:
    """Return what comes after an entry; the last one of a side says nothing about that."""
    if ours is None or theirs is None:
        return theirs if ours is None else ours
    return _between(base if base is not None else ours, ours, theirs)


def _between(base: Text, ours: Text, theirs: Text) -> Text:
    """Return what stands between entries; of two ways to part them, ours."""
    merged = joined(base, ours, theirs)
    if merged is not None:
        return merged
    if _says(ours) or _says(theirs):
        raise _Torn
    return ours


def _says(between: Text) -> bool:
    """Return whether more stands there than blank lines and rules."""
    return not all(line.blank or (not line.fence and is_rule(line.text)) for line in split("".join(between)))


def _filled(gaps: Sequence[Text | None], units: Iterable[_Unit]) -> list[str]:
    """Return what parts the entries that stay, the usual where nobody said it; the last one needs nothing."""
    usual = Counter("".join(unit.gap) for unit in units if unit.gap).most_common(1)
    if any(gap is None for gap in gaps[:-1]) and not usual:
        raise _Torn
    return [usual[0][0] if gap is None else "".join(gap) for gap in gaps[:-1]]


def _whole(made: Section, forms: tuple[Section, Section, Section], conflicts: Sequence[Conflict]) -> bool:
    """Return whether the section has all that either side added and nothing that either took away, but for what is named."""
    base, *sides = map(_said, forms)
    there = _said(made)
    open_ = "\n".join(conflict.ours + "\n" + conflict.theirs for conflict in conflicts)
    added = {words for side in sides for words in side - base}
    gone = {words for side in sides for words in base - side}
    return all(words in open_ for words in (added - there) | (gone & there))


def _said(section: Section) -> set[str]:
    """Return all that a section says, a line at a time, numbers of entries, counts in the heading and rules aside."""
    found = {_countless(section)}
    for child in section.children:
        pieces = [span.text for span in child.spans if span.role is not Role.NUMBER] if isinstance(child, Entry) else [child_source(child)]
        found |= {line.text.strip() for piece in pieces for line in split(piece) if not line.blank and not is_rule(line.text)}
    return found
