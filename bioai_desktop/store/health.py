"""Whether the file was closed as it should be, and whether it is sound."""

from __future__ import annotations

import sqlite3
from pathlib import Path


def left_open(path: Path) -> bool:
    """Say whether the program, or the computer, ended while it had the file open, and nobody has it open now.

    Whoever closes the file last takes its write-ahead log away, so one that lies there belongs to someone who works now or to nobody.
    """
    if not _has_log(path):
        return False
    connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        # In this mode the first question asks for the file alone, and then takes the log in.
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlite3.OperationalError as error:
        return error.sqlite_errorcode & 0xFF not in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
    except sqlite3.DatabaseError:
        return True
    finally:
        connection.close()
    return True


def in_use(path: Path) -> bool:
    """Say whether someone has the file open now."""
    return _has_log(path) and not left_open(path)


def damage(connection: sqlite3.Connection) -> str:
    """Return the first thing that SQLite finds wrong in the whole file, "" where it is sound: 3 s for a million items."""
    try:
        found: str = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        found = str(error)
    return "" if found == "ok" else found.splitlines()[-1]


def _has_log(path: Path) -> bool:
    try:
        return log_of(path).exists()
    except OSError:
        return False  # a folder that can't be looked into: opening the file says what is the matter


def mark_of(path: Path) -> Path:
    """Return where a note lies as long as something is wrong with the file: the log of a crash is gone once it was looked at."""
    return path.with_name(f"{path.name}-damaged")


def log_of(path: Path) -> Path:
    """Return where the file's write-ahead log lies while it is open."""
    return path.with_name(f"{path.name}-wal")
