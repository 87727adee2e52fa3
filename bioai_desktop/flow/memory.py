"""Notice what the editor makes of a translation: the next time its source comes, those words are taken."""

from __future__ import annotations

from collections.abc import Sequence

from bioai_desktop.domain import Language
from bioai_desktop.edition.edits import SetField
from bioai_desktop.edition.model import Edition, Entry, Role
from bioai_desktop.edition.outline import text_of
from bioai_desktop.edition.patch import Edit
from bioai_desktop.flow.parts import Parts

_TRANSLATED = (Role.TITLE, Role.TEXT)


def remember(parts: Parts, language: Language, before: Edition, edits: Sequence[Edit]) -> None:
    """Keep what edits wrote over texts whose source is known; what a model wrote is no correction."""
    entries = {entry.id: entry for _, entry in before.entries()}
    memory = parts.store.translations
    for edit in edits:
        if isinstance(edit, SetField) and edit.role in _TRANSLATED and edit.entry in entries and edit.text.strip():
            source = memory.source_of(_text(entries[edit.entry], edit.role), language)
            if source is not None:
                memory.correct(source, language, edit.text)


def _text(entry: Entry, role: Role) -> str:
    return text_of(entry) if role is Role.TEXT else entry.get(role)
