"""What the pages of items say at length, as far as the user had them read."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from bioai_desktop.store.database import Database
from bioai_desktop.store.times import now_micros


class Articles:
    """One text for each item: the last that was read."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def keep(self, item: str, url: str, text: str) -> None:
        """Keep what stands at `url` with an item, in the place of what was read before."""
        with self._database.write() as db:
            db.execute("INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?)", (item, url, text, now_micros()))

    def of(self, items: Iterable[str]) -> dict[str, str]:
        """Return the texts of those of the items that have one."""
        query = "SELECT item, text FROM articles WHERE item IN (SELECT value FROM json_each(?))"
        with self._database.read() as db:
            return dict(db.execute(query, (msgspec.json.encode(list(items)).decode(),)).fetchall())
