"""The SQLite file itself: opened, migrated, one connection for each thread."""

from __future__ import annotations

import sqlite3
import threading
import time
import weakref
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from bioai_desktop.errors import StoreUnusable
from bioai_desktop.store.migrations import NewerSchemaError, migrate

_BUSY_SECONDS = 10.0  # how long a writer waits for another one, of this or another process
_PAUSE_SECONDS = 0.01  # between two tries where SQLite itself does not wait
_CACHE_KIB = 16_384  # pages kept by each connection

#: SQLite's primary result codes to the reasons of `StoreUnusable`; any other code is a bug of ours.
_REASONS = {
    sqlite3.SQLITE_CORRUPT: "damaged",
    sqlite3.SQLITE_NOTADB: "damaged",
    sqlite3.SQLITE_BUSY: "locked",
    sqlite3.SQLITE_LOCKED: "locked",
    sqlite3.SQLITE_PERM: "unwritable",
    sqlite3.SQLITE_READONLY: "unwritable",
    sqlite3.SQLITE_IOERR: "unwritable",
    sqlite3.SQLITE_FULL: "unwritable",
    sqlite3.SQLITE_CANTOPEN: "unwritable",
}


class _Handle:
    """Holds a thread's connection: it is closed when the thread ends and this goes with it."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.close = weakref.finalize(self, connection.close)


class Database:
    """One SQLite file, safe to use from any thread until it is closed; raises `StoreUnusable`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._lock = threading.Lock()
        self._handles: weakref.WeakSet[_Handle] = weakref.WeakSet()
        self.transactions = 0  #: committed since it was opened
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StoreUnusable(str(path), "unwritable") from error
        try:
            with named_errors(path):
                migrate(self._connection())
        except NewerSchemaError as error:
            self.close()
            raise StoreUnusable(str(path), "newer") from error
        except StoreUnusable:
            self.close()
            raise

    @contextmanager
    def read(self) -> Generator[sqlite3.Connection]:
        """Lend this thread's connection for questions."""
        with named_errors(self.path):
            yield self._connection()

    @contextmanager
    def write(self) -> Generator[sqlite3.Connection]:
        """Lend this thread's connection for one transaction: committed at the end, rolled back on any error.

        Within another one of this thread it is a part of that.
        """
        with named_errors(self.path):
            connection = self._connection()
            if connection.in_transaction:
                yield connection
                return
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                connection.execute("COMMIT")
                self.transactions += 1
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    @contextmanager
    def snapshot(self) -> Generator[sqlite3.Connection]:
        """Lend a connection of its own that sees the file as it is now, whatever others write meanwhile."""
        with named_errors(self.path):
            connection = self._open()
            try:
                connection.execute("BEGIN")
                connection.execute("SELECT count(*) FROM sqlite_master").fetchone()  # only now it is held
                yield connection
            finally:
                connection.close()

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._lock:
            handles = list(self._handles)
        for handle in handles:
            handle.close()

    def _connection(self) -> sqlite3.Connection:
        """Return this thread's connection, opened at its first use."""
        handle: _Handle | None = getattr(self._local, "handle", None)
        if handle is None:
            handle = _Handle(self._open())
            self._local.handle = handle
            with self._lock:
                self._handles.add(handle)
        return handle.connection

    def _open(self) -> sqlite3.Connection:
        # Only `close` and the end of a thread touch a connection from outside its thread.
        connection = sqlite3.connect(self.path, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            _use_wal(connection)
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        except sqlite3.DatabaseError:
            connection.close()
            raise
        return connection


@contextmanager
def named_errors(path: Path) -> Generator[None]:
    """Turn what SQLite says about a file into `StoreUnusable`."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        code: int = getattr(error, "sqlite_errorcode", 0)
        reason = _REASONS.get(code & 0xFF)  # extended codes keep the primary one in the low byte
        if reason is None:
            raise
        raise StoreUnusable(str(path), reason) from error


def _use_wal(connection: sqlite3.Connection) -> None:
    """Turn the write-ahead log on. SQLite does not wait for others who are just doing the same, so this does."""
    end = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(_PAUSE_SECONDS)
