"""Every version of every edition: each knows the one before it, and a head says which one is shown.

Undo moves the head to its parent, redo to its latest child. A version that is saved after an undo becomes the latest
child, so the versions undone before are no longer reached, yet none is ever deleted.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date

from bioai_desktop.domain import Language
from bioai_desktop.edition.merge import Conflict
from bioai_desktop.edition.model import Edition
from bioai_desktop.edition.render import render
from bioai_desktop.store import pages
from bioai_desktop.store.conflicts import note
from bioai_desktop.store.database import Database
from bioai_desktop.store.passages import show
from bioai_desktop.store.times import now_micros

_HEAD = "SELECT version FROM heads WHERE day = ? AND language = ?"
_BEFORE = "SELECT parent FROM versions WHERE id = ?"
_ADD = "INSERT INTO versions (parent, day, language, cause, saved, body) VALUES (?, ?, ?, ?, ?, ?)"
_AFTER = "SELECT max(id) FROM versions WHERE parent = ?"


class Editions:
    """The editions by day and language, with their past."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, day: date, language: Language, edition: Edition, cause: str, conflicts: Sequence[Conflict] = ()) -> bool:
        """Append a version after the one that is shown, and show it; return False for the same page again, which adds nothing.

        `cause` is the key of what made it: "draft", "edit", "translate", "import", …. Conflicts that arose with it make even the same
        page a version of its own.
        """
        body, page = pages.encode(edition), (day.isoformat(), language.value)
        with self._database.write() as db:
            head = _one(db, _HEAD, *page)
            if head is not None and not conflicts and _body(db, head) == body:
                return False
            version = db.execute(_ADD, (head, *page, cause, now_micros(), body)).lastrowid or 0
            db.execute("INSERT OR REPLACE INTO heads VALUES (?, ?, ?)", (*page, version))
            note(db, *page, version, conflicts)
            show(db, *page, edition)
        return True

    def get(self, day: date, language: Language) -> Edition | None:
        """Return the version that is shown, None where the day has no page."""
        with self._database.read() as db:
            head = _one(db, _HEAD, day.isoformat(), language.value)
            return None if head is None else pages.decode(_body(db, head))

    def had(self, day: date, language: Language, text: str) -> bool:
        """Say whether one of the page's versions, shown or not, reads so."""
        with self._database.read() as db:
            bodies = db.execute(
                "SELECT body FROM versions WHERE day = ? AND language = ? ORDER BY id DESC", (day.isoformat(), language.value)
            )
            return any(render(pages.decode(body)) == text for (body,) in bodies)

    def past(self, day: date, language: Language) -> Iterator[Edition]:
        """Yield all versions of a page, the undone ones included, the oldest first."""
        with self._database.read() as db:
            query = "SELECT body FROM versions WHERE day = ? AND language = ? ORDER BY id"
            bodies = db.execute(query, (day.isoformat(), language.value)).fetchall()
        yield from (pages.decode(body) for (body,) in bodies)

    def undo(self, day: date, language: Language) -> Edition | None:
        """Show the version before, and return it; None, and no change, at the first one."""
        return self._walk(day, language, _BEFORE)

    def redo(self, day: date, language: Language) -> Edition | None:
        """Show the version that was undone last, and return it; None, and no change, where there is none."""
        return self._walk(day, language, _AFTER)

    def can_undo(self, day: date, language: Language) -> bool:
        """Say whether there is a version before the one that is shown."""
        return self._neighbour(day, language, _BEFORE) is not None

    def can_redo(self, day: date, language: Language) -> bool:
        """Say whether there is an undone version after the one that is shown."""
        return self._neighbour(day, language, _AFTER) is not None

    def days(self) -> dict[date, frozenset[Language]]:
        """Return the days that have a page, latest first, with its languages."""
        found: dict[date, frozenset[Language]] = {}
        with self._database.read() as db:
            for day, language in db.execute("SELECT day, language FROM heads ORDER BY day DESC"):
                key = date.fromisoformat(day)
                found[key] = found.get(key, frozenset()) | {Language(language)}
        return found

    def _walk(self, day: date, language: Language, where: str) -> Edition | None:
        with self._database.write() as db:
            head = _one(db, _HEAD, day.isoformat(), language.value)
            target = None if head is None else _one(db, where, head)
            if target is None:
                return None
            db.execute("UPDATE heads SET version = ? WHERE day = ? AND language = ?", (target, day.isoformat(), language.value))
            edition = pages.decode(_body(db, target))
            show(db, day.isoformat(), language.value, edition)
            return edition

    def _neighbour(self, day: date, language: Language, where: str) -> int | None:
        with self._database.read() as db:
            head = _one(db, _HEAD, day.isoformat(), language.value)
            return None if head is None else _one(db, where, head)


def _one(db: sqlite3.Connection, query: str, *values: str | int) -> int | None:
    row = db.execute(query, values).fetchone()
    return None if row is None else row[0]


def _body(db: sqlite3.Connection, version: int) -> bytes:
    return db.execute("SELECT body FROM versions WHERE id = ?", (version,)).fetchone()[0]
