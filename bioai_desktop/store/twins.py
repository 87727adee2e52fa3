"""Which stories the editor called one, and which not: by a key of each, so that it holds on every day and by whatever way they come."""

from __future__ import annotations

from bioai_desktop.store.database import Database
from bioai_desktop.store.times import now_micros


class Twins:
    """One judgement for each pair: the last one."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def judge(self, one: str, other: str, *, same: bool) -> None:
        """Keep a judgement in the place of an earlier one on the same pair."""
        first, second = sorted((one, other))
        with self._database.write() as db:
            db.execute("INSERT OR REPLACE INTO twins VALUES (?, ?, ?, ?)", (first, second, same, now_micros()))

    def forget(self, one: str, other: str) -> None:
        """Take a judgement back."""
        first, second = sorted((one, other))
        with self._database.write() as db:
            db.execute("DELETE FROM twins WHERE one = ? AND other = ?", (first, second))

    def all(self, *, same: bool) -> frozenset[frozenset[str]]:
        """Return the pairs that were called one, or those that were not."""
        with self._database.read() as db:
            return frozenset(frozenset(pair) for pair in db.execute("SELECT one, other FROM twins WHERE same = ?", (same,)))
