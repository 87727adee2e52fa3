"""Keep what must not be lost: a copy for each day, the way back to it, and the whole store as lines that any program reads."""

from __future__ import annotations

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import BinaryIO

import msgspec

from bioai_desktop.domain import Job, Step
from bioai_desktop.errors import FileUnwritable
from bioai_desktop.flow.parts import Parts
from bioai_desktop.store import backups
from bioai_desktop.store.backups import Backup
from bioai_desktop.store.tidying import Tidied

_REPORTED = 5000  # records between two reports of an export


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and where what it replaced lies now: None where there was nothing."""

    backup: Backup
    aside: Path | None


def back_up(parts: Parts, job: Job) -> Backup:
    """Make today's copy, or make it anew."""
    return parts.store.back_up(_today(), partial(job.step, Step.BACKUP))


def keep_up(parts: Parts, job: Job) -> tuple[Backup | None, Tidied | None]:
    """Do what is due once a day: the copy first, then the tidying; None where it was done today."""
    if any(each.day == _today() for each in backups.backups(parts.paths.store)):
        return None, None
    return back_up(parts, job), parts.store.tidy(datetime.now(UTC), lambda cut: job.step(Step.BACKUP, cut, 0))


def listed(parts: Parts) -> list[Backup]:
    """Return the copies that there are, newest first; the store itself need not open for that."""
    return backups.backups(parts.paths.store)


def restore(parts: Parts, day: date | None) -> Restored:
    """Go back to the copy of a day, else to the newest; what is there now is kept beside it."""
    parts.release_store()
    return Restored(*backups.restore(parts.paths.store, day, datetime.now()))  # noqa: DTZ005 - a name for the user's eyes


def export_store(parts: Parts, target: Path | None, job: Job) -> int:
    """Write all that is kept as JSON Lines into a file, else to standard output; return the number of records."""
    count = 0
    with _opened(target) as file:
        for count, record in enumerate(parts.store.lines(), 1):
            if count % _REPORTED == 1:
                job.step(Step.BACKUP, count, 0)
            file.write(msgspec.json.encode(record) + b"\n")
    return count


@contextmanager
def _opened(target: Path | None) -> Generator[BinaryIO]:
    """Lend a file that stands in its place only once it is whole."""
    if target is None:
        yield sys.stdout.buffer
        sys.stdout.flush()
        return
    partial_file = target.with_name(f"{target.name}.part")
    try:
        with partial_file.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        partial_file.replace(target)
    except OSError as error:
        raise FileUnwritable(str(target)) from error
    finally:
        partial_file.unlink(missing_ok=True)


def _today() -> date:
    """Return the day at the user's place: a copy is called by it."""
    return datetime.now().astimezone().date()
