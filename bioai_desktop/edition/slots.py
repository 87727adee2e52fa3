"""Entries among what stands between them: put in, taken out, put in another order; the rest of the section stays.

Each change is made in the text and read again, so a section always is what a parse of the page would make of it; where that
would be another section than meant, `EditConflict` is raised.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from bioai_desktop.edition.entries import read_children
from bioai_desktop.edition.lines import BLANKS, Fence, count, end_of_line, first_line, is_rule, open_fence, split
from bioai_desktop.edition.model import Entry, Raw, Role, Section, SectionKind
from bioai_desktop.edition.parse import heading_spans
from bioai_desktop.edition.render import child_source
from bioai_desktop.edition.shape import listed
from bioai_desktop.edition.table import header_end
from bioai_desktop.errors import EditConflict

_RULED = {SectionKind.TOP, SectionKind.FAQ}
_CLOSE = {SectionKind.TABLE, SectionKind.DIGEST, SectionKind.NOTES}
_RIGHT_BELOW = {SectionKind.LEAD, SectionKind.KEYWORDS}


def said(entry: Entry) -> dict[Role, str]:
    """Return what an entry says: the text of each role, those without text left out."""
    texts: dict[Role, str] = {}
    for span in entry.spans:
        if span.role is not Role.SYNTAX and span.text:
            texts[span.role] = texts.get(span.role, "") + span.text
    return texts


def join(children: Sequence[Entry | Raw]) -> str:
    """Return children as they stand on the page."""
    return "".join(child_source(child) for child in children)


def reread(section: Section, text: str, entries: Sequence[Entry]) -> Section:
    """Return the section with that text under its heading; its entries must say what `entries` say, and take over their ids.

    Raw blocks that say what they said keep their ids; one that says something new has none yet.
    """
    children = read_children(section.kind, text)
    opened = open_fence(text) and not open_fence(join(section.children))
    if opened or [said(child) for child in children if isinstance(child, Entry)] != [said(entry) for entry in entries]:
        raise EditConflict(section.id)
    waiting = iter(entries)
    raws = [child for child in section.children if isinstance(child, Raw) and child.says]
    found = [replace(next(waiting), spans=child.spans) if isinstance(child, Entry) else _identified(child, raws) for child in children]
    return replace(section, children=tuple(found))


def known(children: Sequence[Entry | Raw], before: Sequence[Entry]) -> tuple[Entry | Raw, ...]:
    """Return children read anew; an entry that says what one said before has its id, story and state."""
    waiting = list(before)

    def found(child: Entry | Raw) -> Entry | Raw:
        held = next((each for each in waiting if isinstance(child, Entry) and said(each) == said(child)), None)
        if held is None or isinstance(child, Raw):
            return child
        waiting.remove(held)
        return replace(held, spans=child.spans)

    return tuple(found(child) for child in children)


def _identified(raw: Raw, before: list[Raw]) -> Raw:
    """Return a raw block with the id of the first one before that is equal, which is taken off the list."""
    if not raw.says or raw not in before:
        return raw
    return before.pop(before.index(raw))


def reordered(section: Section, entries: Sequence[Entry]) -> Section:
    """Return the section with its entries in another order; what stands between them stays in its place."""
    waiting = iter(entries)
    return reread(section, join([next(waiting) if isinstance(child, Entry) else child for child in section.children]), entries)


def inserted(section: Section, index: int, entry: Entry, eol: str, usual: str = "") -> Section:
    """Return the section with one more entry, and with the separator that its neighbours have, or the `usual` one where they show none."""
    children = section.children
    places = _places(children)
    entries = list(section.entries)
    entries.insert(index, entry)
    if not places:
        return _with_first(section, entry, eol)
    separator = Raw(_separator(section, index, entry, usual or usual_separator(section, eol)))
    if index < len(places):
        at = places[index]
        return reread(section, join([*children[:at], entry, separator, *children[at:]]), entries)
    at = places[-1] + 1
    return reread(section, join([*children[:at], separator, entry, *children[at:]]), entries)


def _places(children: Sequence[Entry | Raw]) -> list[int]:
    return [at for at, child in enumerate(children) if isinstance(child, Entry)]


def _separator(section: Section, index: int, entry: Entry, usual: str) -> str:
    """Return what parts the entries where a new one comes, else most entries of the section, else the usual one."""
    children, places = section.children, _places(section.children)
    between = [child_source(gap) if (gap := _gap(children, before, at)) else "" for before, at in itertools.pairwise(places)]
    here = between[index - 1] if 0 < index <= len(between) else ""
    found = here or Counter(filter(None, between)).most_common(1)
    separator = (found if isinstance(found, str) else found[0][0]) if found else usual
    if section.kind is SectionKind.NOTES and not listed(entry) and count(separator) < 2:
        return end_of_line(usual) * 2  # or Markdown would read it as a part of the point above
    return separator


def usual_separator(section: Section, eol: str) -> str:
    """Return what parts entries in that kind of section, where no two of them show it."""
    if section.kind is SectionKind.KEYWORDS:
        return " "
    if section.kind in _RULED:
        return f"{eol}{eol}---{eol}{eol}"
    return eol if section.kind in _CLOSE else eol + eol


def is_gap(child: Entry | Raw) -> bool:
    """Return whether a child is nothing but blank lines."""
    return isinstance(child, Raw) and child.text.isspace()


def interchangeable(section: Section) -> bool:
    """Return whether its entries can take each other's places: points of a list and paragraphs can't."""
    return section.kind is not SectionKind.NOTES or len({listed(entry) for entry in section.entries}) < 2


def _gap(children: Sequence[Entry | Raw], one: int, other: int) -> Entry | Raw | None:
    """Return what parts two entries, None where that is more than blank lines and rules, or nothing."""
    return children[one + 1] if other == one + 2 and _pure(children[one + 1]) else None


def _pure(child: Entry | Raw) -> bool:
    """Return whether it separates and says nothing: blank lines and rules."""
    return isinstance(child, Raw) and all(line.blank or (not line.fence and is_rule(line.text)) for line in split(child.text))


def _with_first(section: Section, entry: Entry, eol: str) -> Section:
    """Return a section without entries with its first one."""
    text = join(section.children)
    if section.kind is SectionKind.TABLE:
        return reread(section, _below(text, header_end(text), entry.source, eol), [entry])
    if section.kind is SectionKind.DIGEST:
        opening = next((line.end for line in split(text) if line.fence is Fence.OPEN), None)
        return reread(section, _below(text, opening, entry.source, eol), [entry])
    core, tail = split_tail(text)
    if core:
        return reread(section, f"{core}{eol}{eol}{entry.source}{tail}", [entry])
    heading = "".join(span.text for span in section.heading)
    if not heading.endswith(("\n", "\r")):
        return reread(replace(section, heading=heading_spans(heading + eol)), entry.source, [entry])
    above = "" if section.kind in _RIGHT_BELOW else eol
    return reread(section, f"{above}{entry.source}{eol}{text}", [entry])


def _below(text: str, place: int | None, line: str, eol: str) -> str:
    """Put a line below the line that ends at `place`; raises `EditConflict` where there is no such line."""
    if place is None:
        raise EditConflict(line)
    return text[:place] + eol + line + text[place:]


def split_tail(text: str) -> tuple[str, str]:
    """Part a text before the end of its last line that says something: blank lines and rules are its tail."""
    lines = split(text)
    at = len(lines)
    while at and not lines[at - 1].fence and (lines[at - 1].blank or is_rule(lines[at - 1].text)):
        at -= 1
    end = lines[at - 1].end if at else 0
    return text[:end], text[end:]


def removed(section: Section, index: int) -> Section:
    """Return the section without that entry and without the separator it had."""
    entries = [entry for at, entry in enumerate(section.entries) if at != index]
    try:
        return reread(section, _without(section.children, _places(section.children), index), entries)
    except EditConflict:
        # What stood on both sides would run together: the blank lines stay.
        kept = [child for child in section.children if child is not section.entries[index]]
        return reread(section, join(kept), entries)


def _without(children: Sequence[Entry | Raw], places: Sequence[int], index: int) -> str:
    """Return the children's text without an entry, and without the rule or blank lines after it, else before it."""
    at = places[index]
    if index + 1 < len(places) and places[index + 1] == at + 1:
        return join([*children[:at], *children[at + 1 :]])
    if index + 1 < len(places) and _gap(children, at, places[index + 1]):
        return join([*children[:at], *children[at + 2 :]])
    if index and _gap(children, places[index - 1], at):
        return join([*children[: at - 1], *children[at + 1 :]])
    return _closed_up(join(children[:at]), join(children[at + 1 :]))


def _closed_up(above: str, below: str) -> str:
    """Join what stood around an entry: what is left of its line goes, and one of two blank lines that meet."""
    left, below_it = first_line(below)
    rest = below if left.strip(BLANKS) else below_it
    lines = split(above)
    following, after = first_line(rest)
    if lines and lines[-1].blank and not following.strip(BLANKS):
        return above + after
    return above + rest
