"""Change the page of a day; every change is a version that can be walked back."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date

from bioai_desktop.domain import Language, Story
from bioai_desktop.edition.edits import (
    Edit,
    InsertEntry,
    InsertSection,
    MoveEntry,
    RemoveEntry,
    ReplaceSection,
    SetField,
    SetState,
    renumber,
)
from bioai_desktop.edition.model import Edition, Entry, EntryState, Raw, Role, Section, SectionKind
from bioai_desktop.edition.outline import text_of
from bioai_desktop.edition.profile import Profile
from bioai_desktop.errors import EditConflict, EditionMissing
from bioai_desktop.flow.parts import Parts
from bioai_desktop.site.compose import EntryContent, PageContent, compose, entry, section, tag_of
from bioai_desktop.site.navigation import follow

_NOTHING = PageContent((), "", (), (), ())


def current(parts: Parts, day: date, language: Language) -> Edition | None:
    """Return the page as it is now, None where there is none yet."""
    return parts.store.editions.get(day, language)


def existing(parts: Parts, day: date, language: Language) -> Edition:
    """Return the page as it is now; raises `EditionMissing`."""
    edition = current(parts, day, language)
    if edition is None:
        raise EditionMissing(day.isoformat(), language)
    return edition


def apply(parts: Parts, day: date, language: Language, *edits: Edit) -> Edition:
    """Make the edits, all or none, as one version."""
    with parts.editing:
        return _changed(parts, day, language, existing(parts, day, language), edits)


def add_story(parts: Parts, day: date, language: Language, story: Story, kind: SectionKind, index: int | None = None) -> Edition:
    """Put a story on the page, its text still to be written; raises `EditConflict` where it is there already.

    A page or a section that is not there yet begins with it.
    """
    content = EntryContent(story.id, story.primary.title, story.primary.url, "", tag_of(parts.profile, language, story), EntryState.EMPTY)
    with parts.editing:
        edition = current(parts, day, language) or compose(parts.profile, language, day, _NOTHING)
        if any(placed.story == story.id for _, placed in edition.entries()):
            raise EditConflict(story.primary.title)
        there = edition.section(kind)
        if there is None:
            begun = section(parts.profile, language, kind, (content,))
            return _changed(parts, day, language, edition, [InsertSection(_place(edition, parts.profile, kind), begun)])
        position = len(there.entries) if index is None else index
        new = entry(parts.profile, language, kind, content, position + 1)
        return _changed(parts, day, language, edition, [InsertEntry(there.id, position, new)])


def put_sections(parts: Parts, day: date, language: Language, made: Sequence[Section]) -> Edition:
    """Put drafted sections in the place of those of their kind, or where the profile lists them, as one version."""
    with parts.editing:
        edition = existing(parts, day, language)
        for new in made:
            held = edition.section(new.kind)
            put = ReplaceSection(held.id, new) if held else InsertSection(_place(edition, parts.profile, new.kind), new)
            edition = put.apply(edition)
        return _saved(parts, day, language, edition, "draft")


def replace_page(parts: Parts, day: date, language: Language, made: Edition) -> Edition:
    """Put a drafted page in the place of the earlier one; what the editor wrote there stays, word for word."""
    with parts.editing:
        before = current(parts, day, language)
        for held, own in before.entries() if before else ():
            if own.state is EntryState.EDITED:
                # A page of another form may not take them; they are in the version before, and a draft took minutes.
                with suppress(EditConflict):
                    made = _with_own_words(made, parts.profile, held, own)
        return _saved(parts, day, language, made, "draft")


def keep(parts: Parts, day: date, language: Language, edition: Edition, cause: str) -> Edition:
    """Keep a page that was changed as a whole, as one version; numbers and navigation follow."""
    with parts.editing:
        return _saved(parts, day, language, edition, cause)


def undo(parts: Parts, day: date, language: Language) -> Edition | None:
    """Go back one version; None where this is the first."""
    return parts.store.editions.undo(day, language)


def redo(parts: Parts, day: date, language: Language) -> Edition | None:
    """Go forward again; None where this is the newest."""
    return parts.store.editions.redo(day, language)


def can_undo(parts: Parts, day: date, language: Language) -> bool:
    """Tell whether there is an earlier version."""
    return parts.store.editions.can_undo(day, language)


def can_redo(parts: Parts, day: date, language: Language) -> bool:
    """Tell whether there is a later version."""
    return parts.store.editions.can_redo(day, language)


def _with_own_words(made: Edition, profile: Profile, held: Section, own: Entry) -> Edition:
    """Return the new page with an entry of the earlier one in it, at the place it had there."""
    at = next(at for at, entry in enumerate(held.entries) if entry.id == own.id)
    target = made.section(held.kind)
    if target is None:
        alone = replace(held, children=tuple(child for child in held.children if child is own or isinstance(child, Raw)))
        return InsertSection(_place(made, profile, held.kind), alone).apply(made)
    # A page part has no story: its place tells which one it is.
    here = target.entries[at : at + 1] if not own.story else [entry for entry in target.entries if entry.story == own.story]
    if here:
        return _written_over(made, target, here[0], own, at)
    elsewhere = [entry for _, entry in made.entries() if own.story and entry.story == own.story]
    new = InsertEntry(target.id, min(at, len(target.entries)), own).apply(made)
    return RemoveEntry(elsewhere[0].id).apply(new) if elsewhere else new


def _written_over(made: Edition, target: Section, entry: Entry, own: Entry, at: int) -> Edition:
    """Return the page with an entry saying what the editor's own says, at the same place in its section."""
    fields = {role: own.get(role) for role in (Role.TAG, Role.TITLE, Role.LINK)} | {Role.TEXT: text_of(own)}
    edits: list[Edit] = [SetField(entry.id, role, text) for role, text in fields.items() if text]
    edits += [SetState(entry.id, own.state), MoveEntry(entry.id, target.id, min(at, len(target.entries) - 1))]
    for edit in edits:
        made = edit.apply(made)
    return made


def _changed(parts: Parts, day: date, language: Language, edition: Edition, edits: Sequence[Edit]) -> Edition:
    """Make edits on a page and save it; numbers and navigation follow."""
    for edit in edits:
        edition = edit.apply(edition)
    return _saved(parts, day, language, edition, ",".join(type(edit).__name__ for edit in edits))


def _saved(parts: Parts, day: date, language: Language, edition: Edition, cause: str) -> Edition:
    edition = follow(renumber(edition, parts.profile), parts.profile, language)
    parts.store.editions.save(day, language, edition, cause)
    return edition


def _place(edition: Edition, profile: Profile, kind: SectionKind) -> int:
    """Return where a new section belongs: after the last one that the profile lists before it."""
    kinds = [rule.kind for rule in profile.sections]
    before = {SectionKind.PREAMBLE, *kinds[: kinds.index(kind)]} if kind in kinds else set(SectionKind)
    return max((at + 1 for at, section in enumerate(edition.sections) if section.kind in before), default=0)
