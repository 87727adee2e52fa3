"""Where a page was changed here and on disk, until the editor has decided.

A conflict belongs to the version in which it arose, and its decision to the version in which it fell: whoever walks back
before the one or the other finds the page as it was then, conflicts included.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from datetime import date

import msgspec

from bioai_desktop.domain import Language
from bioai_desktop.edition.merge import Conflict
from bioai_desktop.store.database import Database

_PAST = """
    WITH RECURSIVE past (id) AS (
        SELECT version FROM heads WHERE day = :day AND language = :language
        UNION ALL
        SELECT parent FROM versions JOIN past USING (id) WHERE parent IS NOT NULL
    )
"""
_OPEN = f"""
    {_PAST} SELECT id, body FROM conflicts
    WHERE day = :day AND language = :language
    AND arose IN (SELECT id FROM past) AND (settled IS NULL OR settled NOT IN (SELECT id FROM past))
    ORDER BY id
"""  # noqa: S608 - a constant of this module
_SETTLE = """
    UPDATE conflicts SET settled = (SELECT version FROM heads WHERE day = :day AND language = :language)
    WHERE id = :id AND day = :day AND language = :language
"""

_decoder = msgspec.json.Decoder(Conflict)


class Conflicts:
    """What is still to be decided on each page."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def open(self, day: date, language: Language) -> dict[int, Conflict]:
        """Return the conflicts of a page that nobody has decided, by number, in the order they arose."""
        with self._database.read() as db:
            rows = db.execute(_OPEN, {"day": day.isoformat(), "language": language.value}).fetchall()
        return {number: _decoder.decode(body) for number, body in rows}

    def settle(self, day: date, language: Language, number: int) -> None:
        """Say that a conflict was decided in the version that is shown."""
        with self._database.write() as db:
            db.execute(_SETTLE, {"day": day.isoformat(), "language": language.value, "id": number})


def note(db: sqlite3.Connection, day: str, language: str, version: int, conflicts: Sequence[Conflict]) -> None:
    """Keep the conflicts that arose in a version."""
    rows = [(day, language, version, msgspec.json.encode(conflict).decode()) for conflict in conflicts]
    db.executemany("INSERT INTO conflicts (day, language, arose, body) VALUES (?, ?, ?, ?)", rows)
