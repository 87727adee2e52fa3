"""Copies of the store, one for each day, and the way back to one of them."""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Callable, Generator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bioai_desktop.errors import BackupMissing, DiskFull, StoreDamaged, StoreUnusable
from bioai_desktop.store.database import Database, named_errors
from bioai_desktop.store.health import damage, in_use

#: Days of which there is a copy.
KEPT = 7
_PAGES = 4096  # copied between two reports: 16 MB


@dataclass(frozen=True, slots=True)
class Backup:
    """One whole copy."""

    day: date
    path: Path
    size: int  #: bytes


def backups(path: Path) -> list[Backup]:
    """Return the copies that there are of the store at `path`, newest first."""
    found: list[Backup] = []
    for each in _folder(path).glob(f"*{path.suffix}"):
        try:
            found.append(Backup(date.fromisoformat(each.stem), each, each.stat().st_size))
        except ValueError:
            continue  # a file that somebody else put there
    return sorted(found, key=lambda backup: backup.day, reverse=True)


def newest(path: Path) -> Backup | None:
    """Return the last copy, None where there is none."""
    return next(iter(backups(path)), None)


def make(database: Database, day: date, report: Callable[[int, int], None]) -> Backup:
    """Copy the store as it is now while others go on reading and writing; raises `StoreDamaged`, `StoreUnusable`, `DiskFull`.

    The copy takes that day's place once it was found sound, and then those that are too old go. `report` hears pages done and
    in all, and may end it by raising.
    """
    path = database.path
    target = _folder(path) / f"{day.isoformat()}{path.suffix}"
    with _beside(target) as partial:
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.unlink(missing_ok=True)
        _room(path, target.parent)
        _copy(database, partial, report)
        _settle(partial, target)
        for old in backups(path)[KEPT:]:
            old.path.unlink(missing_ok=True)
        return Backup(day, target, target.stat().st_size)


def restore(path: Path, day: date | None, now: datetime) -> tuple[Backup, Path | None]:
    """Put the copy of a day, else the newest, in the place of the store; what lay there is kept beside it.

    Returns the copy, and where the store before it is now: None where there was none. Raises `BackupMissing`, `StoreUnusable`, `DiskFull`.
    """
    found = backups(path)
    chosen = next((each for each in found if day in {None, each.day}), None)
    if chosen is None:
        raise BackupMissing("day" if found else "none", ", ".join(each.day.isoformat() for each in found))
    if in_use(path):
        raise StoreUnusable(str(path), "locked")
    with _beside(path) as partial:
        _room(chosen.path, path.parent)
        shutil.copyfile(chosen.path, partial)
        aside = _set_aside(path, now)
        _settle(partial, path)
        return chosen, aside


@contextmanager
def _beside(target: Path) -> Generator[Path]:
    """Lend the name of a file that becomes another one, and take away what is left of it; says what the disk refuses."""
    partial = target.with_suffix(".part")
    try:
        yield partial
    except OSError as error:
        raise StoreUnusable(str(target), "unwritable") from error
    finally:
        with suppress(OSError):  # the folder itself may be none
            partial.unlink(missing_ok=True)


def _copy(database: Database, partial: Path, report: Callable[[int, int], None]) -> None:
    with named_errors(database.path), database.snapshot() as source, closing(sqlite3.connect(partial)) as copy:
        copy.execute("PRAGMA synchronous = OFF")  # it is put on the disk as a whole
        source.backup(copy, pages=_PAGES, sleep=0, progress=lambda _, left, total: report(total - left, total))
        found = damage(copy)
        if found:
            last = newest(database.path)
            raise StoreDamaged.of(str(database.path), found, last.day if last else None)


def _settle(partial: Path, target: Path) -> None:
    """Have a file on the disk before it takes another one's place."""
    with partial.open("r+b") as file:
        os.fsync(file.fileno())
    partial.replace(target)


def _set_aside(path: Path, now: datetime) -> Path | None:
    """Give the file, and what belongs to it, names beside it."""
    if not path.exists():
        return None
    aside = path.with_name(f"{path.stem}-set-aside-{now:%Y-%m-%d-%H%M%S}{path.suffix}")
    for end in ("-wal", "-shm", "-damaged", ""):
        part = path.with_name(path.name + end)
        if part.exists():
            part.rename(aside.with_name(aside.name + end))
    return aside


def _room(file: Path, folder: Path) -> None:
    needed, free = file.stat().st_size, shutil.disk_usage(folder).free
    if needed > free:
        raise DiskFull(str(folder), needed, free)


def _folder(path: Path) -> Path:
    return path.with_name("backups")
