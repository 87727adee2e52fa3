"""How the database came to its present form: a list of functions that only ever grows.

Times are whole microseconds since 1970 UTC, days are ISO dates, so that both sort as they stand.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable


class NewerSchemaError(Exception):
    """The file was written by a later version of the program."""


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the database up to date, all of it or nothing; raises `NewerSchemaError`."""
    if _version(connection) == len(MIGRATIONS):
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        # Read again: another process may have migrated while this one waited.
        found = _version(connection)
        if found > len(MIGRATIONS):
            raise NewerSchemaError(found)
        for step in MIGRATIONS[found:]:
            step(connection)
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def m001_initial(connection: sqlite3.Connection) -> None:
    """Items, polls, versions of editions, drafts, and what was published."""
    for statement in _INITIAL:
        connection.execute(statement)


_INITIAL = (
    """
    CREATE TABLE items (
        id TEXT PRIMARY KEY,
        source TEXT NOT NULL,
        title TEXT NOT NULL,
        url TEXT NOT NULL,
        kind TEXT NOT NULL,
        published INTEGER,
        text TEXT NOT NULL,
        identifiers TEXT NOT NULL,
        authors TEXT NOT NULL,
        venue TEXT NOT NULL,
        first_seen INTEGER NOT NULL,
        at INTEGER NOT NULL
    ) WITHOUT ROWID
    """,
    "CREATE INDEX items_at ON items (at)",
    "CREATE INDEX items_first_seen ON items (first_seen)",
    """
    CREATE TABLE polls (
        source TEXT PRIMARY KEY,
        url TEXT NOT NULL,
        etag TEXT NOT NULL,
        last_modified TEXT NOT NULL,
        checked INTEGER,
        problem TEXT NOT NULL,
        failures INTEGER NOT NULL
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE versions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        parent INTEGER REFERENCES versions (id),
        day TEXT NOT NULL,
        language TEXT NOT NULL,
        cause TEXT NOT NULL,
        saved INTEGER NOT NULL,
        body BLOB NOT NULL
    )
    """,
    "CREATE INDEX versions_parent ON versions (parent)",
    """
    CREATE TABLE heads (
        day TEXT NOT NULL,
        language TEXT NOT NULL,
        version INTEGER NOT NULL REFERENCES versions (id),
        PRIMARY KEY (day, language)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE drafts (
        id INTEGER PRIMARY KEY,
        day TEXT NOT NULL,
        language TEXT NOT NULL,
        story TEXT NOT NULL,
        body TEXT NOT NULL,
        saved INTEGER NOT NULL
    )
    """,
    "CREATE INDEX drafts_day ON drafts (day, language)",
    "CREATE INDEX drafts_story ON drafts (story)",
    """
    CREATE TABLE published (
        day TEXT NOT NULL,
        language TEXT NOT NULL,
        link TEXT NOT NULL,
        place TEXT NOT NULL,
        PRIMARY KEY (day, language, link)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX published_link ON published (link)",
)


def m002_archive(connection: sqlite3.Connection) -> None:
    """Full-text search, pages as they stood on disk, conflicts with them, links by what they lead to."""
    for statement in _ARCHIVE:
        connection.execute(statement)


_FTS = "USING fts5 (words, content = '', tokenize = 'porter unicode61 remove_diacritics 2')"

_ARCHIVE = (
    # An index needs numbers that grow with time. The long text comes last: what is sorted by is read without it.
    """
    CREATE TABLE numbered (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        at INTEGER NOT NULL,
        first_seen INTEGER NOT NULL,
        published INTEGER,
        source TEXT NOT NULL,
        kind TEXT NOT NULL,
        title TEXT NOT NULL,
        url TEXT NOT NULL,
        identifiers TEXT NOT NULL,
        authors TEXT NOT NULL,
        venue TEXT NOT NULL,
        text TEXT NOT NULL
    )
    """,
    """
    INSERT INTO numbered (id, at, first_seen, published, source, kind, title, url, identifiers, authors, venue, text)
    SELECT id, at, first_seen, published, source, kind, title, url, identifiers, authors, venue, text FROM items ORDER BY first_seen, at, id
    """,
    "DROP TABLE items",
    "ALTER TABLE numbered RENAME TO items",
    "CREATE INDEX items_at ON items (at)",
    "CREATE INDEX items_first_seen ON items (first_seen)",
    """
    CREATE TABLE keyed (
        day TEXT NOT NULL,
        language TEXT NOT NULL,
        key TEXT NOT NULL,
        link TEXT NOT NULL,
        place TEXT NOT NULL,
        PRIMARY KEY (day, language, key)
    ) WITHOUT ROWID
    """,
    "INSERT INTO keyed SELECT day, language, link, link, place FROM published",
    "DROP TABLE published",
    "ALTER TABLE keyed RENAME TO published",
    "CREATE INDEX published_key ON published (key)",
    """
    CREATE TABLE passages (
        id INTEGER PRIMARY KEY,
        day TEXT NOT NULL,
        language TEXT NOT NULL,
        section TEXT NOT NULL,
        place TEXT NOT NULL,
        title TEXT NOT NULL,
        link TEXT NOT NULL,
        text TEXT NOT NULL
    )
    """,
    "CREATE INDEX passages_day ON passages (day, language)",
    "CREATE TABLE seen (file BLOB PRIMARY KEY, text BLOB NOT NULL) WITHOUT ROWID",
    """
    CREATE TABLE conflicts (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        day TEXT NOT NULL,
        language TEXT NOT NULL,
        arose INTEGER NOT NULL REFERENCES versions (id),
        settled INTEGER REFERENCES versions (id),
        body TEXT NOT NULL
    )
    """,
    "CREATE INDEX conflicts_day ON conflicts (day, language)",
    *(f"CREATE VIRTUAL TABLE {name}_words {_FTS}" for name in ("items", "drafts", "passages")),
    # What `upkeep` makes anew, by the code of the day: a migration only lays the tables.
    "CREATE TABLE stale (part TEXT PRIMARY KEY) WITHOUT ROWID",
    "INSERT INTO stale VALUES ('items'), ('drafts'), ('passages'), ('published')",
)


def m003_facts_and_polling(connection: sqlite3.Connection) -> None:
    """What a record tells of its own standing, and what tells when to ask a source again."""
    connection.execute("ALTER TABLE items ADD COLUMN facts TEXT NOT NULL DEFAULT '{}'")
    for column in (
        "digest TEXT NOT NULL DEFAULT ''",
        "items INTEGER NOT NULL DEFAULT 0",
        "not_before INTEGER",
        "news INTEGER",
        "pace REAL NOT NULL DEFAULT 0",
    ):
        connection.execute(f"ALTER TABLE polls ADD COLUMN {column}")


def m004_decisions(connection: sqlite3.Connection) -> None:
    """What the editor decided, what was learned from it, and how each fetch went."""
    for statement in _DECISIONS:
        connection.execute(statement)


_DECISIONS = (
    """
    CREATE TABLE decisions (
        day TEXT NOT NULL,
        story TEXT NOT NULL,
        item TEXT NOT NULL,
        verdict TEXT NOT NULL,
        decided INTEGER NOT NULL,
        PRIMARY KEY (day, story)
    ) WITHOUT ROWID
    """,
    "CREATE TABLE learned (only INTEGER PRIMARY KEY CHECK (only = 1), body BLOB NOT NULL)",
    """
    CREATE TABLE fetches (
        source TEXT NOT NULL,
        at INTEGER NOT NULL,
        outcome TEXT NOT NULL,
        problem TEXT NOT NULL,
        items INTEGER NOT NULL,
        new INTEGER NOT NULL,
        PRIMARY KEY (source, at)
    ) WITHOUT ROWID
    """,
)


def m005_articles(connection: sqlite3.Connection) -> None:
    """What the pages of items say at length, the hosts that get a key, and which stories the editor called one."""
    for statement in _ARTICLES:
        connection.execute(statement)


_ARTICLES = (
    "CREATE TABLE articles (item TEXT PRIMARY KEY, url TEXT NOT NULL, text TEXT NOT NULL, read INTEGER NOT NULL)",
    "CREATE TABLE keyed (host TEXT PRIMARY KEY) WITHOUT ROWID",
    """
    CREATE TABLE twins (
        one TEXT NOT NULL,
        other TEXT NOT NULL,
        same INTEGER NOT NULL,
        decided INTEGER NOT NULL,
        PRIMARY KEY (one, other)
    ) WITHOUT ROWID
    """,
)


def m006_found_by_properties(connection: sqlite3.Connection) -> None:
    """Items are found by source, kind and identifiers too, pages by the identifiers in their links; long texts are known."""
    connection.execute("CREATE INDEX items_long ON items (at) WHERE length(text) > 2000")
    connection.execute("INSERT OR IGNORE INTO stale VALUES ('items'), ('passages')")


def m007_ready_texts_and_judgements(connection: sqlite3.Connection) -> None:
    """A draft is found by what was asked for it; what became of drafts that stood on a page is kept."""
    for statement in _JUDGEMENTS:
        connection.execute(statement)


_JUDGEMENTS = (
    "ALTER TABLE drafts ADD COLUMN asked TEXT NOT NULL DEFAULT ''",
    "CREATE INDEX drafts_asked ON drafts (asked) WHERE asked <> ''",
    """
    CREATE TABLE judgements (
        day TEXT NOT NULL,
        language TEXT NOT NULL,
        profile TEXT NOT NULL,
        story TEXT NOT NULL,
        task TEXT NOT NULL,
        model TEXT NOT NULL,
        prompt TEXT NOT NULL,
        source TEXT NOT NULL,
        before TEXT NOT NULL,
        after TEXT NOT NULL,
        reception TEXT NOT NULL,
        decided INTEGER NOT NULL,
        PRIMARY KEY (day, language, story, task, before)
    )
    """,
    "CREATE INDEX judgements_task ON judgements (task, language, profile)",
)


def m008_translations(connection: sqlite3.Connection) -> None:
    """What was translated before, by a model (whose mark is the version) or by the editor ("")."""
    for statement in _TRANSLATIONS:
        connection.execute(statement)


_TRANSLATIONS = (
    """
    CREATE TABLE translations (
        source TEXT NOT NULL,
        language TEXT NOT NULL,
        version TEXT NOT NULL,
        text TEXT NOT NULL,
        used INTEGER NOT NULL,
        PRIMARY KEY (source, language, version)
    )
    """,
    "CREATE INDEX translations_text ON translations (text, language)",
    "CREATE INDEX translations_used ON translations (version = '', used)",
)


#: Append only: what once shipped is never changed, for files in that form exist.
MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    m001_initial,
    m002_archive,
    m003_facts_and_polling,
    m004_decisions,
    m005_articles,
    m006_found_by_properties,
    m007_ready_texts_and_judgements,
    m008_translations,
)
