"""The full-text indexes: one for items, one for drafts, one for pages. Each changes in the transaction that changes what it is of.

They hold words only, no texts: a text is taken out of an index by being given once more, just as it was put in. So whoever
changes how texts are read (`words`, the tokenizer) has them made anew: see `upkeep`.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from bioai_desktop.edition.addresses import key, link_keys
from bioai_desktop.store.words import mark, words


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

    def join(self, db: sqlite3.Connection, pages: int) -> None:
        """Join parts of the index that small writes left, as long as that writes about so many pages; the fewer parts, the quicker it is read."""
        db.execute(f"INSERT INTO {self.table} ({self.table}, rank) VALUES ('merge', ?)", (pages,))  # noqa: S608 - as above


#: Identifiers under which things are found; those of repositories and pages are their links.
NAMES = ("doi", "arxiv", "pmid", "pmcid")

ITEMS = Index("items_words")
DRAFTS = Index("drafts_words")
PASSAGES = Index("passages_words")


def text_of_item(title: str, text: str, url: str, identifiers: Mapping[str, str], source: str, kind: str) -> str:
    """Return the text under which an item is found: its words and names, and marks of its source and its kind."""
    names = [key(scheme, identifiers[scheme]) for scheme in NAMES if scheme in identifiers]
    return "\n".join((title, text, bare(url), *names, mark("source", source), mark("kind", kind)))


def text_of_passage(title: str, text: str, link: str) -> str:
    """Return the text under which a passage is found: its words, and the names that its link gives."""
    return "\n".join((title, text, bare(link), *(name for name in link_keys(link) if name.partition(":")[0] in NAMES)))


def bare(url: str) -> str:
    """Return an address without what all addresses begin with."""
    return url.partition("://")[2]
