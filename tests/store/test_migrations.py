from __future__ import annotations

import sqlite3

import pytest

from bioai_desktop.store import migrations
from bioai_desktop.store.migrations import MIGRATIONS, NewerSchemaError, migrate

_TABLES = {
    "items",
    "polls",
    "versions",
    "heads",
    "drafts",
    "published",
    "passages",
    "seen",
    "conflicts",
    "stale",
    "decisions",
    "learned",
    "fetches",
    "articles",
    "keyed",
    "twins",
    "judgements",
    "translations",
}


def _tables(db: sqlite3.Connection) -> set[str]:
    names = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")}
    return {name for name in names if "_words" not in name}  # an index is a table of SQLite's own parts


@pytest.fixture
def db():
    connection = sqlite3.connect(":memory:", isolation_level=None)
    yield connection
    connection.close()


def test_empty_database_is_brought_up_to_date(db: sqlite3.Connection) -> None:
    migrate(db)
    assert _tables(db) == _TABLES
    assert db.execute("PRAGMA user_version").fetchone()[0] == len(MIGRATIONS)


def test_second_time_changes_nothing(db: sqlite3.Connection) -> None:
    migrate(db)
    before = list(db.iterdump())
    migrate(db)
    assert list(db.iterdump()) == before


def test_names_count_from_one() -> None:
    assert [step.__name__[:4] for step in MIGRATIONS] == [f"m{n:03}" for n in range(1, len(MIGRATIONS) + 1)]


def test_later_step_runs_alone_and_keeps_rows(db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    migrate(db)
    db.execute("INSERT INTO published VALUES ('2026-01-01', 'zh', 'l', 'l', 'top 1')")

    def add_column(connection: sqlite3.Connection) -> None:
        connection.execute("ALTER TABLE published ADD COLUMN extra TEXT")

    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, add_column))
    migrate(db)
    assert db.execute("SELECT * FROM published").fetchall() == [("2026-01-01", "zh", "l", "l", "top 1", None)]


def test_failing_step_takes_all_back(db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE half (x)")
        connection.execute("INSERT INTO nowhere VALUES (1)")

    monkeypatch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, fail))
    with pytest.raises(sqlite3.OperationalError, match="nowhere"):
        migrate(db)
    assert _tables(db) == set()
    assert db.execute("PRAGMA user_version").fetchone()[0] == 0


def test_later_version_is_refused(db: sqlite3.Connection) -> None:
    db.execute("PRAGMA user_version = 999")
    with pytest.raises(NewerSchemaError):
        migrate(db)
    assert not db.in_transaction


def test_items_of_the_first_version_know_no_facts(db: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(migrations, "MIGRATIONS", MIGRATIONS[:1])
    migrate(db)
    db.execute("INSERT INTO items VALUES ('i', 's', 't', 'u', 'news', NULL, '', '{}', '[]', '', 0, 0)")
    monkeypatch.setattr(migrations, "MIGRATIONS", MIGRATIONS)
    migrate(db)
    assert db.execute("SELECT id, facts FROM items").fetchall() == [("i", "{}")]
