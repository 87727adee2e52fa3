"""Pages of sites as they stood on disk when they were last read or written: what a change there is told by."""

from __future__ import annotations

import os
import zlib
from pathlib import Path

from bioai_desktop.store.database import Database


class Seen:
    """The texts of page files, by where they really lie."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, file: Path) -> str | None:
        """Return what a file held when it was last read or written, None for one that never was."""
        with self._database.read() as db:
            row = db.execute("SELECT text FROM seen WHERE file = ?", (_key(file),)).fetchone()
        return None if row is None else zlib.decompress(row[0]).decode()

    def set(self, file: Path, text: str | None) -> None:
        """Keep what a file holds now, None where it is gone."""
        with self._database.write() as db:
            if text is None:
                db.execute("DELETE FROM seen WHERE file = ?", (_key(file),))
            else:
                db.execute("INSERT OR REPLACE INTO seen VALUES (?, ?)", (_key(file), zlib.compress(text.encode())))


def _key(file: Path) -> bytes:
    # Bytes, for a name on disk need be no text.
    return os.fsencode(file.resolve())
