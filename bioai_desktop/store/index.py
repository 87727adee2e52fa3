"""The full-text indexes: one for items, one for drafts, one for pages. Each changes in the transaction that changes what it is of.

They hold words only, no texts: a text is taken out of an index by being given once more, just as it was put in. So whoever
changes how texts are read (`words`, the tokenizer) has them made anew: see `upkeep`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from bioai_desktop.store.words import words


@dataclass(frozen=True, slots=True)
class Index:
    """The words of one table's texts, by the number of the row; later rows have higher numbers."""

    table: str

    def put(self, db: sqlite3.Connection, texts: Iterable[tuple[int, str]]) -> None:
        """Make texts findable under their numbers."""
        rows = [(number, words(text)) for number, text in texts]
        db.executemany(f"INSERT INTO {self.table} (rowid, words) VALUES (?, ?)", rows)  # noqa: S608 - a constant of this module

    def take(self, db: sqlite3.Connection, texts: Iterable[tuple[int, str]]) -> None:
        """Take texts out again; they must be what was put in under those numbers."""
        rows = [(number, words(text)) for number, text in texts]
        db.executemany(f"INSERT INTO {self.table} ({self.table}, rowid, words) VALUES ('delete', ?, ?)", rows)  # noqa: S608

    def clear(self, db: sqlite3.Connection) -> None:
        """Take everything out."""
        db.execute(f"INSERT INTO {self.table} ({self.table}) VALUES ('delete-all')")  # noqa: S608


ITEMS = Index("items_words")
DRAFTS = Index("drafts_words")
PASSAGES = Index("passages_words")


def text_of_item(title: str, text: str, url: str) -> str:
    """Return the text under which an item is found."""
    return f"{title}\n{text}\n{url.partition('://')[2]}"
