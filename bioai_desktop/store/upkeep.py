"""What a migration leaves to be made anew from what is kept: the indexes, and the names of published links."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from bioai_desktop.domain import Draft
from bioai_desktop.edition.addresses import thing
from bioai_desktop.store import pages, passages
from bioai_desktop.store.database import Database
from bioai_desktop.store.index import DRAFTS, ITEMS, PASSAGES
from bioai_desktop.store.items import FOUND_BY, found_by

_BATCH = 1000  # texts held in memory at a time

_HEADS = "SELECT heads.day, heads.language, body FROM heads JOIN versions ON versions.id = heads.version ORDER BY 1, 2"


def catch_up(database: Database) -> None:
    """Make anew what is stale, all of it or nothing."""
    with database.read() as db:
        if not _stale(db):
            return
    with database.write() as db:
        for part in _stale(db):
            _MAKERS[part](db)
        db.execute("DELETE FROM stale")


def _stale(db: sqlite3.Connection) -> list[str]:
    return [part for (part,) in db.execute("SELECT part FROM stale ORDER BY part")]


def _items(db: sqlite3.Connection) -> None:
    ITEMS.clear(db)
    for rows in _batches(db, f"SELECT {FOUND_BY} FROM items ORDER BY number"):  # noqa: S608 - a constant
        ITEMS.put(db, [found_by(row) for row in rows])


def _drafts(db: sqlite3.Connection) -> None:
    DRAFTS.clear(db)
    decoder = msgspec.json.Decoder(Draft)
    for rows in _batches(db, "SELECT id, body FROM drafts ORDER BY id"):
        DRAFTS.put(db, [(number, decoder.decode(body).text) for number, body in rows])


def _passages(db: sqlite3.Connection) -> None:
    PASSAGES.clear(db)
    db.execute("DELETE FROM passages")
    for day, language, body in db.execute(_HEADS).fetchall():
        passages.show(db, day, language, pages.decode(body))


def _published(db: sqlite3.Connection) -> None:
    rows = db.execute("SELECT day, language, link, place FROM published").fetchall()
    db.execute("DELETE FROM published")
    made = ((day, language, thing(link), link, place) for day, language, link, place in rows)
    db.executemany("INSERT OR IGNORE INTO published VALUES (?, ?, ?, ?, ?)", made)


def _batches(db: sqlite3.Connection, query: str) -> Iterator[list[tuple[Any, ...]]]:
    cursor = db.execute(query)
    while rows := cursor.fetchmany(_BATCH):
        yield rows


_MAKERS: dict[str, Callable[[sqlite3.Connection], None]] = {
    "items": _items,
    "drafts": _drafts,
    "passages": _passages,
    "published": _published,
}
