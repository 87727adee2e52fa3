"""The hosts for which the system's keyring has a key: the keyring is not asked, and nobody is asked to unlock it, for any other."""

from __future__ import annotations

from bioai_desktop.store.database import Database


class Keyed:
    """Names of hosts, never a key."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, host: str) -> None:
        """Note that there is a key for a host."""
        with self._database.write() as db:
            db.execute("INSERT OR IGNORE INTO keyed VALUES (?)", (host,))

    def remove(self, host: str) -> None:
        """Note that there is none any more."""
        with self._database.write() as db:
            db.execute("DELETE FROM keyed WHERE host = ?", (host,))

    def all(self) -> frozenset[str]:
        """Return the hosts for which there is a key."""
        with self._database.read() as db:
            return frozenset(host for (host,) in db.execute("SELECT host FROM keyed"))
