from __future__ import annotations

import sqlite3
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from bioai_desktop.domain import Item, Language
from bioai_desktop.errors import StoreDamaged
from bioai_desktop.store.backups import restore
from bioai_desktop.store.store import Store
from tests.store.broken import crash, ruin


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


def test_a_crash_loses_nothing_and_is_told(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite3"
    crash(path)
    store = Store(path)
    assert store.left_open
    assert store.published.ran(["https://crash.example/"], date(2027, 1, 1)) != {}
    store.close()
    again = Store(path)
    assert not again.left_open
    again.close()


def test_damage_after_a_crash_is_told_with_the_copy_there_is(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite3"
    crash(path)
    Store(path).close()
    crash(path)
    ruin(path)
    with pytest.raises(StoreDamaged) as found:
        Store(path)
    assert (found.value.reason, found.value.backup, found.value.path) == ("none", "", str(path))


def test_damage_that_was_found_is_told_until_it_is_gone(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite3"
    store = Store(path)
    store.items.add([Item(f"i{n}", "s", "T", "u", None, "text " * 100) for n in range(500)], datetime(2026, 2, 18, tzinfo=UTC))
    store.back_up(date(2026, 2, 18), lambda *_: None)
    store.close()
    body = bytearray(path.read_bytes())
    end = len(body) - 4096 * 4
    body[end - 4096 * 8 : end] = b"\x55" * (4096 * 8)
    path.write_bytes(body)
    Store(path).close()  # where nobody looks, it opens
    crash(path)
    for _ in range(2):
        with pytest.raises(StoreDamaged):
            Store(path)
    restore(path, None, datetime(2026, 2, 18))  # noqa: DTZ001 - a name
    again = Store(path)
    assert not again.left_open
    again.look()
    again.close()
    assert sorted(each.name.partition("aside")[0] for each in tmp_path.iterdir()) == ["backups", "s-set-", "s-set-", "s.sqlite3"]


def test_what_is_no_database_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite3"
    store = Store(path)
    store.back_up(date(2026, 2, 18), lambda *_: None)
    store.close()
    path.write_bytes(b"something else" * 1000)
    with pytest.raises(StoreDamaged) as found:
        Store(path)
    assert (found.value.reason, found.value.backup) == ("backup", "2026-02-18")
    assert path.read_bytes() == b"something else" * 1000
