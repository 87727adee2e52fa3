"""Which links ran on the site, when and where; two addresses of one thing are one link."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from bioai_desktop.domain import Language, Ran
from bioai_desktop.edition.addresses import thing
from bioai_desktop.store.database import Database

# The pages of one day in two languages are one appearance.
_RAN = """
    SELECT key, day, min(place) FROM published
    WHERE key IN (SELECT value FROM json_each(?)) AND day < ?
    GROUP BY key, day ORDER BY key, day DESC
"""


class Published:
    """The links of all published pages."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def record(self, day: date, language: Language, places: Mapping[str, str]) -> None:
        """Keep the links of a page with their places ("top 4"), of one thing the first; a page published again replaces its own links."""
        page = (day.isoformat(), language.value)
        with self._database.write() as db:
            db.execute("DELETE FROM published WHERE day = ? AND language = ?", page)
            rows = [(*page, thing(link), link, place) for link, place in places.items()]
            db.executemany("INSERT OR IGNORE INTO published VALUES (?, ?, ?, ?, ?)", rows)

    def ran(self, links: Iterable[str], before: date) -> Mapping[str, tuple[Ran, ...]]:
        """Return when each of these links ran before a day, latest first; links that did not are left out."""
        asked = {link: thing(link) for link in links}
        found: dict[str, tuple[Ran, ...]] = {}
        with self._database.read() as db:
            for key, day, place in db.execute(_RAN, (msgspec.json.encode(list({*asked.values()})).decode(), before.isoformat())):
                found[key] = (*found.get(key, ()), Ran(date.fromisoformat(day), place))
        return {link: found[key] for link, key in asked.items() if key in found}
