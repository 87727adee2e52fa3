"""What two forms of a page disagree about, and what becomes of the page once the editor has decided for the other one."""

from __future__ import annotations

import enum
from dataclasses import dataclass

from bioai_desktop.edition.edits import InsertEntry, InsertSection, RemoveEntry, RemoveSection
from bioai_desktop.edition.entries import read_children
from bioai_desktop.edition.front import parts
from bioai_desktop.edition.identity import carried
from bioai_desktop.edition.model import Edition, Entry, Role, Section
from bioai_desktop.edition.parse import parse
from bioai_desktop.edition.profile import Profile
from bioai_desktop.edition.render import child_source, render, section_source
from bioai_desktop.errors import EditConflict


class What(enum.StrEnum):
    """What was changed on both sides."""

    PAGE = "page"
    FRONT = "front"  #: front matter
    SECTION = "section"
    ENTRY = "entry"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Something that was changed here and elsewhere, each otherwise. What is here stays on the page until someone decides."""

    what: What
    theirs: str  #: how it reads there, markup included; "" where it was taken away
    ours: str = ""  #: how it read here then; "" where it had been taken away
    place: str = ""  #: Entry.id, Section.id or key of the front matter; "" where it is not on the page here, or is the whole of it
    section: str = ""  #: Section.id of an entry
    index: int = 0  #: where it stands there among its like


def held(edition: Edition, conflict: Conflict) -> Entry | Section | None:
    """Return what of the page a conflict is about, None where that is not there: it may have been dropped, or the page drafted anew."""
    if conflict.what is What.SECTION:
        return next((each for each in edition.sections if each.id == conflict.place and each.title in conflict.ours), None)
    if conflict.what is What.ENTRY:
        return next((each for _, each in edition.entries() if each.id == conflict.place and each.get(Role.LINK) in conflict.ours), None)
    return None


def reads(edition: Edition, conflict: Conflict) -> str:
    """Return how the page reads in the place of a conflict, "" where that is not there."""
    if conflict.what is What.PAGE:
        return render(edition)
    if conflict.what is What.FRONT:
        front = _front_text(edition)
        return (parts(front) or {}).get(conflict.place, "") if conflict.place else front
    there = held(edition, conflict)
    if there is None:
        return ""
    return section_source(there) if isinstance(there, Section) else there.source


def over(edition: Edition, conflict: Conflict) -> bool:
    """Return whether there is nothing left to decide: taken away there, and by now here."""
    return conflict.what in {What.ENTRY, What.SECTION} and not conflict.theirs and held(edition, conflict) is None


def taken(edition: Edition, conflict: Conflict, profile: Profile) -> Edition:
    """Return the page as the other side has it in this place, all else as it is; raises `EditConflict` where it has no room for it."""
    there = held(edition, conflict)
    if conflict.what is What.PAGE:
        text = conflict.theirs
    elif conflict.what is What.FRONT:
        text = _front(edition, conflict) + "".join(map(section_source, edition.sections))
    elif there is None:
        return _put(edition, conflict, profile) if conflict.theirs else edition
    elif not conflict.theirs:
        return (RemoveSection(there.id) if isinstance(there, Section) else RemoveEntry(there.id)).apply(edition)
    else:
        text = _front_text(edition) + "".join(_section(each, there, conflict.theirs) for each in edition.sections)
    return carried(parse(text, profile), edition)


def _front_text(edition: Edition) -> str:
    return "".join(span.text for span in edition.front)


def _front(edition: Edition, conflict: Conflict) -> str:
    """Return the front matter with the other side's lines for one key, or the other side's altogether."""
    here = parts(_front_text(edition)) if conflict.place else None
    if here is None:
        return conflict.theirs
    *keys, tail = here
    lines = {name: here[name] for name in keys} | {conflict.place: conflict.theirs} | {tail: here[tail]}
    return "".join(lines.values())


def _section(section: Section, there: Entry | Section, text: str) -> str:
    """Return a section's text, with another one for it or for the entry that is meant."""
    if section is there:
        return text
    heading = "".join(span.text for span in section.heading)
    return heading + "".join(text if child is there else child_source(child) for child in section.children)


def _put(edition: Edition, conflict: Conflict, profile: Profile) -> Edition:
    """Return the page with what was taken away here put back as it reads there."""
    if conflict.what is What.SECTION:
        section = parse(conflict.theirs, profile).sections[0]
        return InsertSection(min(conflict.index, len(edition.sections)), section).apply(edition)
    home = next((each for each in edition.sections if each.id == conflict.section), None)
    entry = next((each for each in read_children(home.kind, conflict.theirs) if isinstance(each, Entry)), None) if home else None
    if home is None or entry is None:
        raise EditConflict(conflict.theirs.strip())
    return InsertEntry(home.id, min(conflict.index, len(home.entries)), entry).apply(edition)
