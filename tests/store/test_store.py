from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bioai_desktop.domain import Item, Language
from bioai_desktop.store.store import Store


def test_parts_share_one_file(tmp_path: Path) -> None:
    path = tmp_path / "data" / "bioai.sqlite3"
    store = Store(path)
    store.items.add([Item("i", "s", "T", "u", None, "")], datetime(2026, 2, 18, tzinfo=UTC))
    store.published.record(date(2026, 2, 18), Language.ZH, {"u": "top 1"})
    store.close()
    assert [p.name for p in path.parent.iterdir()] == ["bioai.sqlite3"]
    again = Store(path)
    assert [item.id for item in again.items.get(["i"])] == ["i"]
    assert set(again.published.ran(["u"], date(2026, 3, 1))) == {"u"}
    again.close()


def test_nothing_is_asked_after_close(store: Store) -> None:
    store.close()
    with pytest.raises(sqlite3.ProgrammingError):
        store.polls.get("a")


def test_what_is_kept_together_is_kept_or_not(store: Store) -> None:
    def fail() -> None:
        with store.together():
            store.items.add([Item("i", "s", "T", "u", None, "")], datetime(2026, 2, 18, tzinfo=UTC))
            raise KeyError

    with pytest.raises(KeyError):
        fail()
    assert store.items.get(["i"]) == []
