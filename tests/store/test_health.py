from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from bioai_desktop.store.health import damage, in_use, left_open, log_of
from bioai_desktop.store.store import Store
from tests.store.broken import crash, ruin


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "s.sqlite3"


def test_a_new_file_and_one_that_was_closed_are_as_they_should_be(path: Path) -> None:
    assert not left_open(path)
    Store(path).close()
    assert not log_of(path).exists()
    assert (left_open(path), in_use(path)) == (False, False)


def test_a_file_that_someone_works_on_was_not_left(path: Path) -> None:
    store = Store(path)
    assert (left_open(path), in_use(path)) == (False, True)
    assert not Store(path).left_open
    store.close()


def test_a_crash_is_noticed_once(path: Path) -> None:
    crash(path)
    assert not in_use(path)
    crash(path)
    assert left_open(path)
    assert not left_open(path)


def test_a_name_that_no_disk_takes_is_no_crash(tmp_path: Path) -> None:
    assert not left_open(tmp_path / ("n" * 300))


def test_what_is_no_database_was_left_by_somebody(path: Path) -> None:
    path.write_bytes(b"no database" * 1000)
    log_of(path).touch()
    assert left_open(path)


def test_damage_is_named(path: Path) -> None:
    Store(path).close()
    connection = sqlite3.connect(path)
    assert damage(connection) == ""
    connection.close()
    ruin(path)
    connection = sqlite3.connect(path)
    assert damage(connection) == "database disk image is malformed"
    connection.close()
