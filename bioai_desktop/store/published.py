"""Which links ran on the site, when and where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from bioai_desktop.domain import Language, Ran
from bioai_desktop.store.database import Database

# The pages of one day in two languages are one appearance.
_RAN = """
    SELECT link, day, min(place) FROM published
    WHERE link IN (SELECT value FROM json_each(?)) AND day < ?
    GROUP BY link, day ORDER BY link, day DESC
"""


class Published:
    """The links of all published pages."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, day: date, language: Language, places: Mapping[str, str]) -> None:
        """Keep the links of a page with their places ("top 4"); a page published again replaces its own links."""
        page = (day.isoformat(), language.value)
        with self._database.write() as db:
            db.execute("DELETE FROM published WHERE day = ? AND language = ?", page)
            db.executemany("INSERT INTO published VALUES (?, ?, ?, ?)", [(*page, link, place) for link, place in places.items()])

    def ran(self, links: Iterable[str], before: date) -> Mapping[str, tuple[Ran, ...]]:
        """Return when each of these links ran before a day, latest first; links that did not are left out."""
        found: dict[str, tuple[Ran, ...]] = {}
        with self._database.read() as db:
            for link, day, place in db.execute(_RAN, (msgspec.json.encode(list(links)).decode(), before.isoformat())):
                found[link] = (*found.get(link, ()), Ran(date.fromisoformat(day), place))
        return found
