"""The items that came in, each kept once."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime, timedelta
from typing import Any

import msgspec

from bioai_desktop.domain import Facts, Item, ItemKind
from bioai_desktop.store.database import Database
from bioai_desktop.store.index import ITEMS, text_of_item
from bioai_desktop.store.times import from_micros, to_micros

_COLUMNS = "id, source, title, url, kind, published, text, identifiers, authors, venue, facts"

#: What an item is found by.
FOUND_BY = "number, title, text, url, identifiers, source, kind"

_identifiers = msgspec.json.Decoder(dict[str, str])

_INSERT = f"""
    INSERT OR IGNORE INTO items ({_COLUMNS}, first_seen, at)
    VALUES (:id, :source, :title, :url, :kind, :published, :text, :identifiers, :authors, :venue, :facts,
            :now, min(coalesce(:published, :now), :now))
"""  # noqa: S608 - a constant of this module

#: For so long the text of an item is kept as it came in; then `tidying` cuts what is longer than an abstract.
WHOLE = timedelta(days=730)

# A feed that later cuts the abstract or the date does not take them from us, and one that sends old articles again does not bring
# back what was cut.
_SAME_TEXT = """
    (:text IN ('', text) OR at < :cut AND text LIKE '%…' AND substr(:text, 1, length(text) - 1) = substr(text, 1, length(text) - 1))
"""
_UPDATE = f"""
    UPDATE items SET
        title = :title, url = :url, kind = :kind, identifiers = :identifiers, authors = :authors, venue = :venue, facts = :facts,
        text = iif({_SAME_TEXT}, text, :text),
        published = coalesce(:published, published),
        at = min(coalesce(:published, published, first_seen), first_seen)
    WHERE id = :id AND (
        (title, url, kind, identifiers, authors, venue, facts) IS NOT (:title, :url, :kind, :identifiers, :authors, :venue, :facts)
        OR NOT {_SAME_TEXT}
        OR (:published IS NOT NULL AND published IS NOT :published)
    )
"""  # noqa: S608 - constants of this module


class Items:
    """The items of all sources."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, items: Iterable[Item], now: datetime) -> int:
        """Keep each item once, by its id, and what changed of it since; return how many are new.

        An empty text and a missing date never replace what is there; when an item was first seen stays.
        """
        rows = [_row(item) | {"now": to_micros(now), "cut": to_micros(now - WHOLE)} for item in items]
        ids = _json([row["id"] for row in rows])
        with self._database.write() as db:
            before = _texts(db, ids)
            new = db.executemany(_INSERT, rows).rowcount if rows else 0
            db.executemany(_UPDATE, rows)
            after = _texts(db, ids)
            ITEMS.take(db, before - after)
            ITEMS.put(db, sorted(after - before))
        return new

    def between(self, start: datetime, end: datetime) -> list[Item]:
        """Return the items from `start` up to, not including, `end`, oldest first.

        An item stands at the date it was published, or at its first sight where that is missing or was yet to come.
        """
        return self._ask("at >= ? AND at < ? ORDER BY at, id", to_micros(start), to_micros(end))

    def seen_between(self, start: datetime, end: datetime) -> list[Item]:
        """Return the items that first came in from `start` up to, not including, `end`, oldest first."""
        return self._ask("first_seen >= ? AND first_seen < ? ORDER BY first_seen, id", to_micros(start), to_micros(end))

    def newest(self, end: datetime) -> datetime | None:
        """Return the moment at which the last item before `end` stands, None where there is none."""
        with self._database.read() as db:
            at = db.execute("SELECT max(at) FROM items WHERE at < ?", (to_micros(end),)).fetchone()[0]
        return None if at is None else from_micros(at)

    def get(self, ids: Sequence[str]) -> list[Item]:
        """Return the items with those ids, in that order; unknown ones are left out."""
        found = {item.id: item for item in self._ask("id IN (SELECT value FROM json_each(?))", _json(list(ids)))}
        return [found[key] for key in ids if key in found]

    def _ask(self, where: str, *values: int | str) -> list[Item]:
        with self._database.read() as db:
            return [_item(row) for row in db.execute(f"SELECT {_COLUMNS} FROM items WHERE {where}", values)]  # noqa: S608


def _texts(db: sqlite3.Connection, ids: str) -> set[tuple[int, str]]:
    """Return what those of the items that are there are found by."""
    query = f"SELECT {FOUND_BY} FROM items WHERE id IN (SELECT value FROM json_each(?))"  # noqa: S608 - a constant of this module
    return {found_by(row) for row in db.execute(query, (ids,))}


def found_by(row: Sequence[Any]) -> tuple[int, str]:
    """Return the number of an item and the text that it is found by, of a row of `FOUND_BY`."""
    number, title, text, url, identifiers, source, kind = row
    return number, text_of_item(title, text, url, _identifiers.decode(identifiers), source, kind)


def _row(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "source": item.source,
        "title": item.title,
        "url": item.url,
        "kind": item.kind.value,
        "published": to_micros(item.published) if item.published else None,
        "text": item.text,
        "identifiers": _json(dict(sorted(item.identifiers.items()))),
        "authors": _json(item.authors),
        "venue": item.venue,
        "facts": _json(_told(item.facts)),
    }


def _item(row: sqlite3.Row) -> Item:
    key, source, title, url, kind, published, text, identifiers, authors, venue, facts = row
    return Item(
        id=key,
        source=source,
        title=title,
        url=url,
        published=None if published is None else from_micros(published),
        text=text,
        kind=ItemKind(kind),
        identifiers=_identifiers.decode(identifiers),
        authors=msgspec.json.decode(authors, type=tuple[str, ...]),
        venue=venue,
        facts=msgspec.json.decode(facts, type=Facts),
    )


def _told(facts: Facts) -> dict[str, Any]:
    """Return the facts that the record told: most tell none, and a million empty fields would be half of the file."""
    return {field.name: value for field in fields(Facts) if (value := getattr(facts, field.name)) != field.default}


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
