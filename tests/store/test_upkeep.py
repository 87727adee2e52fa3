"""A store of any earlier form is brought up to date with all that it holds."""

from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

import msgspec
import pytest

from bioai_desktop.domain import Draft, Language, Provenance, Ran, Task
from bioai_desktop.store import migrations, pages
from bioai_desktop.store.archive import HitKind, Query
from bioai_desktop.store.migrations import MIGRATIONS, migrate
from bioai_desktop.store.store import Store
from bioai_desktop.store.times import to_micros
from tests.edition.pages import EDITION

DAY = date(2026, 2, 18)
NOW = to_micros(datetime(2026, 2, 18, 9, tzinfo=UTC))
ZH = Language.ZH


@pytest.fixture(params=range(1, len(MIGRATIONS)))
def version(request: pytest.FixtureRequest) -> int:
    return request.param


@pytest.fixture
def file(version: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of the first schema with something in it, as an earlier version of the program left it."""
    path = tmp_path / "s.sqlite3"
    db = sqlite3.connect(path, isolation_level=None)
    monkeypatch.setattr(migrations, "MIGRATIONS", MIGRATIONS[:1])
    migrate(db)
    monkeypatch.setattr(migrations, "MIGRATIONS", MIGRATIONS)
    row = "INSERT INTO items VALUES (?, 'nature', ?, 'https://example.org/1', 'article', NULL, '酵母的图谱', '{}', '[]', 'V', ?, ?)"
    db.executemany(row, [("late", "A map", NOW, NOW), ("early", "An atlas", NOW - 5, NOW - 5)])
    db.execute("INSERT INTO versions VALUES (7, NULL, '2026-02-18', 'zh', 'draft', 1, ?)", (pages.encode(EDITION),))
    db.execute("INSERT INTO heads VALUES ('2026-02-18', 'zh', 7)")
    body = msgspec.json.encode(Draft(Task.TEXT, "鲸鱼唱歌。", Provenance("m", "p", 0, "s"), "story")).decode()
    db.execute("INSERT INTO drafts VALUES (3, '2026-02-18', 'zh', 'story', ?, 1)", (body,))
    link = "INSERT INTO published VALUES ('2026-02-18', ?, ?, ?)"
    db.executemany(
        link,
        [
            ("zh", "https://doi.org/10.1038/s41586-025-10093-z", "top 1"),
            ("zh", "https://www.nature.com/articles/s41586-025-10093-z?rss=1", "top 1"),
            ("en", "https://github.com/Owner/Name", "notes 2"),
        ],
    )
    monkeypatch.setattr(migrations, "MIGRATIONS", MIGRATIONS[:version])
    migrate(db)
    monkeypatch.setattr(migrations, "MIGRATIONS", MIGRATIONS)
    if version >= 4:
        db.execute("INSERT INTO decisions VALUES ('2026-02-18', 'story', 'early', 'picked', 1)")
        db.execute("INSERT INTO fetches VALUES ('nature', 1, 'failed', 'x', 0, 0)")
    assert db.execute("PRAGMA user_version").fetchone()[0] == version
    db.close()
    return path


def test_everything_is_there_and_found(file: Path, version: int) -> None:
    store = Store(file)
    assert store.decisions.count() == (version >= 4)
    assert set(store.fetches.last(datetime(2026, 3, 1, tzinfo=UTC))) == ({"nature"} if version >= 4 else set())
    assert len(store.archive.search(Query(sources=frozenset({"nature"})), 50)) == 2
    assert [item.id for item in store.items.get(["early", "late"])] == ["early", "late"]
    assert store.editions.get(DAY, ZH) == EDITION
    assert store.drafts.newest("story") is not None
    hits = store.archive.search(Query(("图谱",)), 50)
    assert {(hit.kind, hit.place) for hit in hits} == {
        (HitKind.ITEM, "early"),
        (HitKind.ITEM, "late"),
        (HitKind.PAGE, "top/2"),
        (HitKind.PAGE, "forecasts/2"),
    }
    assert [hit.kind for hit in store.archive.search(Query(("唱歌",)), 50)] == [HitKind.DRAFT]
    store.close()


def test_items_are_numbered_as_they_came_in(file: Path) -> None:
    Store(file).close()
    db = sqlite3.connect(file)
    assert db.execute("SELECT id FROM items ORDER BY number").fetchall() == [("early",), ("late",)]
    db.close()


def test_links_are_known_by_what_they_lead_to(file: Path) -> None:
    store = Store(file)
    ran = store.published.ran(["http://nature.com/articles/s41586-025-10093-z", "https://github.com/owner/name/releases"], date(2026, 3, 1))
    assert set(ran.values()) == {(Ran(DAY, "top 1"),), (Ran(DAY, "notes 2"),)}
    store.close()


def test_it_is_done_once(file: Path) -> None:
    Store(file).close()
    before = file.read_bytes()
    Store(file).close()
    assert file.read_bytes() == before
