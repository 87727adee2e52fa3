"""FTS5 as it comes, for comparison: the same items in one table beside a full-text index of SQLite's own tokenizers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

import msgspec

from bioai_desktop.domain import Item
from bioai_desktop.store.times import to_micros

TRIGRAM, UNICODE = "trigram", "unicode61 remove_diacritics 2"
_COLUMNS = "id, at, title, url, text, source, kind, rest"

# An index that reads its texts from the table, filled with them in one statement: the smallest and quickest that FTS5 offers.
_SCHEMA = """
    PRAGMA journal_mode = WAL;
    PRAGMA cache_size = -16384;
    CREATE TABLE items (
        number INTEGER PRIMARY KEY, id TEXT UNIQUE, at INTEGER, title TEXT, url TEXT, text TEXT, source TEXT, kind TEXT, rest TEXT
    );
    CREATE INDEX items_at ON items (at);
    CREATE VIRTUAL TABLE words USING fts5 (title, text, url, content = 'items', content_rowid = 'number', tokenize = '{tokenizer}');
"""
_NEWEST = """
    SELECT items.number, items.title, items.url, items.text FROM words CROSS JOIN items ON items.number = words.rowid
    WHERE words MATCH ? ORDER BY words.rowid DESC LIMIT ?
"""
_BEST = """
    SELECT items.number, items.title, items.url, items.text FROM (
        SELECT number, fit FROM (SELECT rowid AS number, bm25(words) AS fit FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT 50000)
        ORDER BY fit LIMIT ?
    ) JOIN items USING (number) ORDER BY fit
"""
_PAGE = "SELECT number, title, url, text FROM items WHERE at < ? ORDER BY at DESC LIMIT ?"


class Peer:
    """A file of its own with the same items."""

    def __init__(self, path: Path, tokenizer: str) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.executescript(_SCHEMA.format(tokenizer=tokenizer))

    @property
    def version(self) -> str:
        """Of SQLite."""
        return sqlite3.sqlite_version

    def add(self, items: Iterable[Item], now: int) -> None:
        """Keep new items, in one transaction; `now` in microseconds."""
        rows = [
            (
                each.id,
                to_micros(each.published) if each.published else now,
                each.title,
                each.url,
                each.text,
                each.source,
                each.kind.value,
                msgspec.json.encode([each.identifiers, each.authors, each.venue]).decode(),
            )
            for each in items
        ]
        self._db.execute("BEGIN IMMEDIATE")
        first: int = 1 + self._db.execute("SELECT coalesce(max(number), 0) FROM items").fetchone()[0]
        self._db.executemany(f"INSERT INTO items ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)", rows)  # noqa: S608 - a constant of this module
        self._db.execute(
            "INSERT INTO words (rowid, title, text, url) SELECT number, title, text, url FROM items WHERE number >= ?", (first,)
        )
        self._db.execute("COMMIT")

    def newest(self, words: Iterable[str], limit: int) -> int:
        """Return how many are found, read from the newest on."""
        return len(self._db.execute(_NEWEST, (_match(words), limit)).fetchall())

    def best(self, words: Iterable[str], limit: int) -> int:
        """Return how many are found, read from what fits best on."""
        return len(self._db.execute(_BEST, (_match(words), limit)).fetchall())

    def page(self, before: int, limit: int) -> int:
        """Return how many of the items before a moment, in microseconds, are read."""
        return len(self._db.execute(_PAGE, (before, limit)).fetchall())

    def close(self) -> None:
        """Close the file."""
        self._db.close()


def _match(words: Iterable[str]) -> str:
    return " ".join(f'"{word}"' for word in words)
