"""Full-text search over all that is kept: items, drafts, and the pages that are shown, newest first."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import msgspec

from bioai_desktop.domain import Draft, Language
from bioai_desktop.store.database import Database
from bioai_desktop.store.index import DRAFTS, ITEMS, PASSAGES, Index
from bioai_desktop.store.times import from_micros, to_micros
from bioai_desktop.store.words import phrases

#: Matches of each index that are put in order of their dates: those that came in last. More would be read for a few that are shown.
_DEPTH = 1000

# The index hands out its rows from the newest on and stops. Those are put in order by what is short; only what is shown is read whole.
_MATCHES = "(SELECT rowid AS number FROM {table} WHERE {table} MATCH :match ORDER BY rowid DESC LIMIT :depth)"

_ITEMS = """
    WITH shown AS (
        SELECT items.number FROM {matches} AS found JOIN items ON items.number = found.number
        WHERE at >= :after ORDER BY at DESC LIMIT :limit
    )
    SELECT at, source, title, url, text, id FROM shown JOIN items USING (number) ORDER BY at DESC
"""
_PASSAGES = """
    WITH shown AS (
        SELECT id FROM {matches} AS found JOIN passages ON id = number
        WHERE day >= :day ORDER BY day DESC, language DESC, id LIMIT :limit
    )
    SELECT day, language, section, place, title, link, text FROM shown JOIN passages USING (id) ORDER BY day DESC, language DESC, id
"""
_DRAFTS = """
    SELECT day, language, story, body FROM {matches} AS found JOIN drafts ON id = number
    WHERE day >= :day ORDER BY day DESC, id DESC LIMIT :limit
"""


class HitKind(enum.StrEnum):
    """What a search found."""

    PAGE = "page"  #: a piece of a page
    ITEM = "item"
    DRAFT = "draft"


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for."""

    words: tuple[str, ...]  #: all of them; Han text is found as it stands, Latin words also in other endings
    kinds: frozenset[HitKind] = frozenset(HitKind)
    after: date = date.min  #: this day or later


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found."""

    kind: HitKind
    day: date
    title: str
    link: str
    text: str  #: all of it
    language: Language | None = None  #: of a page or draft
    section: str = ""  #: title of the section
    place: str = ""  #: "top/4" of a page, id of an item, id of a draft's story
    source: str = ""  #: of an item


class Archive:
    """Finds what is kept."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def search(self, query: Query, limit: int) -> list[Hit]:
        """Return what holds all the words, newest first."""
        match = " ".join(phrase for word in query.words for phrase in phrases(word))
        if not match:
            return []
        readers = {HitKind.PAGE: self._passages, HitKind.ITEM: self._items, HitKind.DRAFT: self._drafts}
        found = [hit for kind, read in readers.items() if kind in query.kinds for hit in read(match, query.after, limit)]
        return sorted(found, key=lambda hit: -hit.day.toordinal())[:limit]

    def _items(self, match: str, after: date, limit: int) -> Iterator[Hit]:
        start = to_micros(datetime.combine(after, time.min, UTC))
        for at, source, title, url, text, key in self._ask(_ITEMS, ITEMS, match=match, after=start, limit=limit):
            yield Hit(HitKind.ITEM, from_micros(at).date(), title, url, text, place=key, source=source)

    def _passages(self, match: str, after: date, limit: int) -> Iterator[Hit]:
        for day, language, section, place, title, link, text in self._ask(
            _PASSAGES, PASSAGES, match=match, day=after.isoformat(), limit=limit
        ):
            yield Hit(HitKind.PAGE, date.fromisoformat(day), title, link, text, Language(language), section, place)

    def _drafts(self, match: str, after: date, limit: int) -> Iterator[Hit]:
        for day, language, story, body in self._ask(_DRAFTS, DRAFTS, match=match, day=after.isoformat(), limit=limit):
            draft = msgspec.json.decode(body, type=Draft)
            yield Hit(HitKind.DRAFT, date.fromisoformat(day), "", "", draft.text, Language(language), str(draft.task), story)

    def _ask(self, query: str, index: Index, **values: str | int) -> list[tuple[Any, ...]]:
        question = query.format(matches=_MATCHES.format(table=index.table))
        with self._database.read() as db:
            return db.execute(question, {"depth": _DEPTH, **values}).fetchall()
