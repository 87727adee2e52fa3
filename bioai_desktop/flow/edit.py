"""Change the page of a day; every change is a version that can be walked back."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date

from bioai_desktop.domain import Language, Story
from bioai_desktop.edition.edits import InsertEntry, InsertSection, MoveEntry, RemoveEntry, ReplaceSection, SetField, SetState
from bioai_desktop.edition.harmless import harmless
from bioai_desktop.edition.model import Edition, Entry, EntryState, Raw, Role, Section
from bioai_desktop.edition.outline import text_of
from bioai_desktop.edition.patch import Edit, Patch, difference
from bioai_desktop.edition.profile import Profile
from bioai_desktop.edition.rules import name_of
from bioai_desktop.edition.whole import settled
from bioai_desktop.errors import EditConflict, EditionMissing
from bioai_desktop.flow.decisions import notice, withdraw
from bioai_desktop.flow.parts import Parts
from bioai_desktop.site.compose import EntryContent, compose, entry, section, separator, tag_of
from bioai_desktop.site.following import follow


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


def drop(parts: Parts, day: date, language: Language, edit: Edit) -> Patch:
    """Take something off the page, and return the edit that puts it back: it fits as long as nobody changes those sections."""
    with parts.editing:
        before = existing(parts, day, language)
        return difference(_changed(parts, day, language, before, [edit]), before)


def add_story(parts: Parts, day: date, language: Language, story: Story, name: str, index: int | None = None) -> Edition:
    """Put a story into the section of that name, its text still to be written; raises `EditConflict` where it is on the page already.

    A page or a section that is not there yet begins with it.
    """
    profile = parts.profile
    content = EntryContent(
        story.id, harmless(story.primary.title), story.primary.url, "", tag_of(profile, language, story), EntryState.EMPTY
    )
    with parts.editing:
        edition = current(parts, day, language) or compose(profile, language, day, {})
        if any(placed.story == story.id for _, placed in edition.entries()):
            raise EditConflict(story.primary.title)
        there = _of_name(edition, profile, name)
        if there is None:
            begun = section(profile, language, name, (content,))
            return _changed(parts, day, language, edition, [InsertSection(_place(edition, profile, name), begun)])
        position = len(there.entries) if index is None else index
        new = entry(profile, language, name, content, position + 1)
        put = InsertEntry(there.id, position, new, separator(profile, language, name))
        return _changed(parts, day, language, edition, [put])


def put_sections(parts: Parts, day: date, language: Language, made: Sequence[Section]) -> Edition:
    """Put drafted sections in the place of those of their name, or where the profile lists them, as one version."""
    with parts.editing:
        before, profile = existing(parts, day, language), parts.profile
        edition = before
        for new in made:
            name = name_of(new, profile)
            held = _of_name(edition, profile, name)
            put = ReplaceSection(held.id, new) if held else InsertSection(_place(edition, profile, name), new)
            edition = put.apply(edition)
        return _saved(parts, day, language, edition, "draft", before)


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
        return _saved(parts, day, language, edition, cause, existing(parts, day, language))


def undo(parts: Parts, day: date, language: Language) -> Edition | None:
    """Go back one version; None where this is the first."""
    with parts.editing:
        before = current(parts, day, language)
        after = parts.store.editions.undo(day, language)
        _withdrawn(parts, day, language, before, after)
        return after


def redo(parts: Parts, day: date, language: Language) -> Edition | None:
    """Go forward again; None where this is the newest."""
    with parts.editing:
        before = current(parts, day, language)
        after = parts.store.editions.redo(day, language)
        _withdrawn(parts, day, language, before, after)
        return after


def can_undo(parts: Parts, day: date, language: Language) -> bool:
    """Tell whether there is an earlier version."""
    return parts.store.editions.can_undo(day, language)


def can_redo(parts: Parts, day: date, language: Language) -> bool:
    """Tell whether there is a later version."""
    return parts.store.editions.can_redo(day, language)


def _with_own_words(made: Edition, profile: Profile, held: Section, own: Entry) -> Edition:
    """Return the new page with an entry of the earlier one in it, at the place it had there."""
    at = next(at for at, entry in enumerate(held.entries) if entry.id == own.id)
    name = name_of(held, profile)
    target = _of_name(made, profile, name)
    if target is None:
        alone = replace(held, children=tuple(child for child in held.children if child is own or isinstance(child, Raw)))
        return InsertSection(_place(made, profile, name), alone).apply(made)
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
    """Make edits on a page and save it; numbers and navigation follow, and what the editor decided on stories is noticed."""
    page = edition
    for edit in edits:
        page = edit.apply(page)
    saved = _saved(parts, day, language, settled(page, parts.profile), ",".join(type(edit).__name__ for edit in edits), edition)
    if language is parts.profile.language:
        notice(parts, day, edition, saved, edits)
    return saved


def _withdrawn(parts: Parts, day: date, language: Language, before: Edition | None, after: Edition | None) -> None:
    if after is not None and language is parts.profile.language:
        withdraw(parts, day, before, after)


def _saved(parts: Parts, day: date, language: Language, edition: Edition, cause: str, before: Edition | None = None) -> Edition:
    edition = follow(edition, parts.profile, language, before)
    parts.store.editions.save(day, language, edition, cause)
    return edition


def _of_name(edition: Edition, profile: Profile, name: str) -> Section | None:
    """Return the first section of that name."""
    return next((section for section in edition.sections if section.heading and name_of(section, profile) == name), None)


def _place(edition: Edition, profile: Profile, name: str) -> int:
    """Return where a new section belongs: after the last one that the profile lists before it."""
    names = [rule.name for rule in profile.sections]
    before = names[: names.index(name)] if name in names else None
    held = [not section.heading or before is None or name_of(section, profile) in before for section in edition.sections]
    return max((at + 1 for at, stays in enumerate(held) if stays), default=0)
