"""What grows with every day, and what is let go of it, so that the store stays as quick as it was.

| what | how it grows | what is let go |
|---|---|---|
| items | some hundreds a day | nothing but what follows: a million are found as fast as a thousand |
| their texts | an abstract each; some feeds send whole articles | of items that nobody picked, after two years, what goes beyond an abstract |
| articles | with what the editor asked for | nothing: each was wanted |
| indexes | with the items | parts of them that many small writes left are joined, some at a time |
| fetches | one for each source and round | after 60 days, by the next fetch; the last answer stays (`fetches`) |
| polls | one for each source | of sources that were not asked for a year |
| versions, drafts | with what the editor does | nothing: undo and provenance rest on them |
| translations | with what is translated | of more than 50,000 by models, or by the editor, those used longest ago (`translations`) |
| decisions, judgements, published, seen | with the pages | nothing |
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bioai_desktop.store.database import Database
from bioai_desktop.store.index import DRAFTS, ITEMS, PASSAGES
from bioai_desktop.store.items import FOUND_BY, WHOLE, found_by
from bioai_desktop.store.times import to_micros

_ABSTRACT = 2000  # characters of it that stay; the index `items_long` knows what is longer
_ASKED = timedelta(days=365)
_BATCH = 500  # items in one transaction: others get their turn between
_JOINED = 1000  # pages of an index, written in one transaction

_LONG = f"""
    SELECT {FOUND_BY} FROM items WHERE at < ? AND length(text) > {_ABSTRACT}
    AND id NOT IN (SELECT item FROM decisions WHERE verdict <> 'dropped') ORDER BY at LIMIT ?
"""  # noqa: S608 - constants


@dataclass(frozen=True, slots=True)
class Tidied:
    """What was let go."""

    texts: int  #: items whose text was cut to the length of an abstract
    polls: int


def tidy(database: Database, now: datetime, report: Callable[[int], None]) -> Tidied:
    """Let go of what the table above says, in many small transactions.

    `report` hears after each of them how many texts were cut, and may end it by raising.
    """
    texts = 0
    while cut := _cut(database, now):
        texts += cut
        report(texts)
    with database.write() as db:
        polls = db.execute("DELETE FROM polls WHERE checked < ?", (to_micros(now - _ASKED),)).rowcount
    for index in (ITEMS, DRAFTS, PASSAGES):
        with database.write() as db:
            index.join(db, _JOINED)
    with database.read() as db:
        db.execute("PRAGMA optimize")
        db.execute("PRAGMA wal_checkpoint(PASSIVE)")
    return Tidied(texts, polls)


def _cut(database: Database, now: datetime) -> int:
    """Cut some of the texts, and return how many."""
    with database.write() as db:
        rows = db.execute(_LONG, (to_micros(now - WHOLE), _BATCH)).fetchall()
        ITEMS.take(db, [found_by(row) for row in rows])
        cut = [(number, title, shorter(text), *rest) for number, title, text, *rest in rows]
        db.executemany("UPDATE items SET text = ? WHERE number = ?", [(row[2], row[0]) for row in cut])
        ITEMS.put(db, [found_by(row) for row in cut])
    return len(rows)


def shorter(text: str) -> str:
    """Return what stays of a text: whole sentences where there are any, and a sign that there was more."""
    head = text[: _ABSTRACT - 1]
    end = max(head.rfind(mark) + len(mark.strip()) for mark in (". ", "。", "! ", "！", "? ", "？"))
    return (head[:end] if end > _ABSTRACT // 2 else head.rstrip()) + "…"
