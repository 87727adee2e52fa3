"""All that is kept, as records that any program can read: times in ISO 8601 UTC, pages as their text.

Left out is what is made of the rest (the indexes, what was learned) and what the site's files hold themselves.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from bioai_desktop.edition.render import render
from bioai_desktop.store import pages
from bioai_desktop.store.database import Database
from bioai_desktop.store.times import from_micros

_VERSIONS = """
    SELECT id, parent, versions.day, versions.language, cause, saved, heads.version IS NOT NULL AS shown, body AS text
    FROM versions LEFT JOIN heads ON heads.version = versions.id ORDER BY id
"""

#: Name of a record, and where its fields come from.
RECORDS = {
    "item": "SELECT id, source, title, url, kind, published, first_seen, text, identifiers, authors, venue, facts FROM items ORDER BY number",
    "version": _VERSIONS,
    "conflict": "SELECT id, day, language, arose, settled, body FROM conflicts ORDER BY id",
    "draft": "SELECT day, language, saved, body AS draft FROM drafts ORDER BY id",
    "judgement": "SELECT day, language, profile, story, task, model, prompt, before, after, reception, decided FROM judgements "
    "ORDER BY decided, day, story, task",
    "published": "SELECT day, language, link, place FROM published ORDER BY day, language, place",
    "decision": "SELECT day, story, item, verdict, decided FROM decisions ORDER BY decided, day, story",
    "article": "SELECT item, url, text, read FROM articles ORDER BY item",
    "twin": "SELECT one, other, same, decided FROM twins ORDER BY decided, one, other",
    "translation": "SELECT source, language, version, text, used FROM translations ORDER BY used, source, language, version",
    "fetch": "SELECT source, at, outcome, problem, items, new FROM fetches ORDER BY at, source",
    "poll": "SELECT source, url, checked, problem, failures, items, news FROM polls ORDER BY source",
}


def lines(database: Database) -> Iterator[dict[str, Any]]:
    """Yield a record of the store itself, then one for each thing in it, all as of one moment."""
    with database.snapshot() as db:
        version = db.execute("PRAGMA user_version").fetchone()[0]
        yield {"record": "store", "version": version, "made": _moment(datetime.now(UTC))}
        for name, question in RECORDS.items():
            yield from _records(db, name, question)


def _records(db: sqlite3.Connection, name: str, question: str) -> Iterator[dict[str, Any]]:
    cursor = db.execute(question)
    readers = [(column[0], _READERS.get(f"{name}.{column[0]}") or _READERS.get(column[0])) for column in cursor.description]
    for row in cursor:
        yield {"record": name} | {
            column: read(value) if read and value is not None else value for (column, read), value in zip(readers, row, strict=True)
        }


def _moment(moment: datetime) -> str:
    return moment.isoformat()


def _time(micros: int) -> str:
    return _moment(from_micros(micros))


def _page(body: bytes) -> str:
    return render(pages.decode(body))


#: How a column is read that is not kept as it is shown.
_READERS: Mapping[str, Callable[[Any], object]] = {
    **dict.fromkeys(("published", "first_seen", "saved", "decided", "at", "checked", "news", "read", "used"), _time),
    **dict.fromkeys(("identifiers", "authors", "facts", "draft", "conflict.body"), msgspec.json.decode),
    "version.text": _page,
    "version.shown": bool,
    "twin.same": bool,
}
