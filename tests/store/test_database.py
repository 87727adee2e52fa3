from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from bioai_desktop.errors import StoreUnusable
from bioai_desktop.store.database import Database

_WRITER = """
import sys
from pathlib import Path
from bioai_desktop.store.database import Database
db = Database(Path(sys.argv[1]))
n = 0
while True:
    with db.write() as c:
        c.execute("INSERT INTO published VALUES (?, 'zh', ?, 'l', 'a')", (str(n), "x" * 3000))
        c.execute("INSERT INTO published VALUES (?, 'zh', ?, 'l', 'b')", (str(n), "y" * 3000))
    print(n, flush=True)
    n += 1
"""


def _count(database: Database) -> int:
    with database.read() as db:
        return db.execute("SELECT count(*) FROM published").fetchone()[0]


def _insert(database: Database, day: str) -> None:
    with database.write() as db:
        db.execute("INSERT INTO published VALUES (?, 'zh', 'l', 'l', 'top 1')", (day,))


def test_settings_of_each_connection(tmp_path: Path) -> None:
    database = Database(tmp_path / "new" / "folder" / "s.sqlite3")
    with database.read() as db:
        assert db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
        assert db.execute("PRAGMA foreign_keys").fetchone()[0] == 1
        assert db.execute("PRAGMA busy_timeout").fetchone()[0] >= 5000
    database.close()


def test_failed_write_leaves_nothing(tmp_path: Path) -> None:
    database = Database(tmp_path / "s.sqlite3")

    def insert_twice() -> None:
        with database.write() as db:
            db.execute("INSERT INTO published VALUES ('2026-01-01', 'zh', 'l', 'l', 'top 1')")
            db.execute("INSERT INTO published VALUES ('2026-01-01', 'zh', 'l', 'l', 'top 1')")

    with pytest.raises(sqlite3.IntegrityError):
        insert_twice()
    assert _count(database) == 0
    _insert(database, "2026-01-01")  # the connection is free again
    assert _count(database) == 1
    database.close()


def test_foreign_keys_hold(tmp_path: Path) -> None:
    database = Database(tmp_path / "s.sqlite3")
    with pytest.raises(sqlite3.IntegrityError), database.write() as db:
        db.execute("INSERT INTO heads VALUES ('2026-01-01', 'zh', 99)")
    database.close()


def test_many_threads_write_and_none_is_lost(tmp_path: Path) -> None:
    database = Database(tmp_path / "s.sqlite3")
    connections: set[int] = set()

    def work(name: int) -> None:
        for n in range(10):
            _insert(database, f"{name}-{n}")
        with database.read() as db:
            connections.add(id(db))

    threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert _count(database) == 60
    database.close()


def test_connection_of_an_ended_thread_is_closed(tmp_path: Path) -> None:
    database = Database(tmp_path / "s.sqlite3")
    lent: list[sqlite3.Connection] = []

    def work() -> None:
        with database.read() as db:
            lent.append(db)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        lent[0].execute("SELECT 1")
    database.close()


def test_close_reaches_the_connections_of_living_threads(tmp_path: Path) -> None:
    database = Database(tmp_path / "s.sqlite3")
    opened, closed = threading.Event(), threading.Event()

    def work() -> None:
        _insert(database, "2026-01-01")
        opened.set()
        closed.wait(10)

    thread = threading.Thread(target=work)
    thread.start()
    opened.wait(10)
    database.close()
    assert not (tmp_path / "s.sqlite3-wal").exists()  # SQLite removes it with the last connection
    closed.set()
    thread.join()


def test_many_processes_may_open_a_new_file_at_once(tmp_path: Path) -> None:
    script = "import sys; from pathlib import Path; from bioai_desktop.store.database import Database; Database(Path(sys.argv[1])).close()"
    command = [sys.executable, "-c", script, str(tmp_path / "s.sqlite3")]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE) for _ in range(4)]
    results = [(process.communicate()[1], process.returncode) for process in running]
    assert results == [(b"", 0)] * 4


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL there")
def test_killed_writer_loses_nothing_that_was_committed(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite3"
    writer = subprocess.Popen([sys.executable, "-c", _WRITER, str(path)], stdout=subprocess.PIPE, text=True)
    assert writer.stdout is not None
    said = [int(writer.stdout.readline()) for _ in range(40)]
    os.kill(writer.pid, signal.SIGKILL)
    said += [int(line) for line in writer.stdout.read().split()]
    writer.wait()
    writer.stdout.close()

    database = Database(path)
    with database.read() as db:
        rows = db.execute("SELECT CAST(day AS INTEGER), count(*) FROM published GROUP BY day").fetchall()
        assert db.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    database.close()
    assert {day for day, _ in rows} >= set(said)
    assert {count for _, count in rows} == {2}  # whole transactions only


def _refusal(path: Path) -> StoreUnusable:
    with pytest.raises(StoreUnusable) as caught:
        Database(path)
    assert caught.value.path == str(path)
    return caught.value


def test_file_that_is_no_database(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite3"
    path.write_bytes(b"this is a letter to my aunt" * 200)
    assert _refusal(path).reason == "damaged"
    assert path.read_bytes().startswith(b"this is a letter")  # and it is left alone


def test_damage_inside_is_named_when_it_is_met(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite3"
    database = Database(path)
    for n in range(300):
        _insert(database, f"{n:0200}")
    database.close()
    whole, damaged = path.read_bytes(), 10 * 4096  # where the rows lie, and not what the store looks at when it opens
    path.write_bytes(whole[:-damaged] + os.urandom(damaged))
    again = Database(path)
    with pytest.raises(StoreUnusable) as caught:
        _count(again)
    again.close()
    assert caught.value.reason == "damaged"


def test_file_of_a_later_version(tmp_path: Path) -> None:
    path = tmp_path / "s.sqlite3"
    Database(path).close()
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 999")
    db.close()
    assert _refusal(path).reason == "newer"


def test_place_that_takes_no_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert _refusal(tmp_path / "file" / "s.sqlite3").reason == "unwritable"
    (tmp_path / "folder").mkdir()
    assert _refusal(tmp_path / "folder").reason == "unwritable"


def test_writer_that_never_lets_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bioai_desktop.store.database._BUSY_SECONDS", 0.1)
    path = tmp_path / "s.sqlite3"
    database = Database(path)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StoreUnusable) as caught:
        _insert(database, "2026-01-01")
    assert caught.value.reason == "locked"
    other.close()
    database.close()


def test_a_write_within_a_write_is_a_part_of_it(tmp_path: Path) -> None:
    database = Database(tmp_path / "s.sqlite3")

    def insert(day: str) -> None:
        with database.write() as db:
            db.execute("INSERT INTO published VALUES (?, 'zh', 'l', 'l', 'top 1')", (day,))

    def both() -> None:
        with database.write():
            insert("2026-01-01")
            insert("2026-01-01")

    with pytest.raises(sqlite3.IntegrityError):
        both()
    insert("2026-01-02")
    with database.read() as db:
        assert db.execute("SELECT day FROM published").fetchall() == [("2026-01-02",)]
    database.close()
