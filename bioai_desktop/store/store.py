"""The store as others see it: one file, a part for each noun."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import Any

from bioai_desktop.errors import AppError, StoreDamaged, StoreUnusable
from bioai_desktop.store.archive import Archive
from bioai_desktop.store.articles import Articles
from bioai_desktop.store.backups import Backup, make, newest
from bioai_desktop.store.conflicts import Conflicts
from bioai_desktop.store.database import Database
from bioai_desktop.store.decisions import Decisions
from bioai_desktop.store.drafts import Drafts
from bioai_desktop.store.dump import lines
from bioai_desktop.store.editions import Editions
from bioai_desktop.store.fetches import Fetches
from bioai_desktop.store.health import damage, left_open, mark_of
from bioai_desktop.store.items import Items
from bioai_desktop.store.judgements import Judgements
from bioai_desktop.store.keyed import Keyed
from bioai_desktop.store.polls import Polls
from bioai_desktop.store.published import Published
from bioai_desktop.store.seen import Seen
from bioai_desktop.store.tidying import Tidied, tidy
from bioai_desktop.store.titles import Titles
from bioai_desktop.store.translations import Translations
from bioai_desktop.store.twins import Twins
from bioai_desktop.store.upkeep import catch_up


class Store:
    """All that must not be lost; its parts may be used from any thread. Raises `StoreUnusable`, and `StoreDamaged` where it opens damaged."""

    def __init__(self, path: Path) -> None:
        #: Whether the program ended last time while it had the file open. It was looked at then, and is sound.
        self.left_open = left_open(path)
        with _damage_told(path):
            self._database = Database(path)
            try:
                self._begin()
            except AppError:
                self._database.close()
                raise
        self.items = Items(self._database)
        self.articles = Articles(self._database)
        self.keyed = Keyed(self._database)
        self.twins = Twins(self._database)
        self.polls = Polls(self._database)
        self.editions = Editions(self._database)
        self.drafts = Drafts(self._database)
        self.judgements = Judgements(self._database)
        self.published = Published(self._database)
        self.titles = Titles(self._database)
        self.decisions = Decisions(self._database)
        self.fetches = Fetches(self._database)
        self.seen = Seen(self._database)
        self.conflicts = Conflicts(self._database)
        self.translations = Translations(self._database)
        self.archive = Archive(self._database)

    def _begin(self) -> None:
        if self.left_open or mark_of(self._database.path).exists():
            self.look()
        catch_up(self._database)

    def look(self) -> None:
        """Read the whole file for damage; raises `StoreDamaged`, and so does each opening until it is sound."""
        with self._database.read() as db:
            found = damage(db)
        mark = mark_of(self._database.path)
        if found:
            with suppress(OSError):  # a disk that takes no more
                mark.write_text(found, "utf-8")
            raise _damaged(self._database.path, found)
        mark.unlink(missing_ok=True)

    def back_up(self, day: date, report: Callable[[int, int], None]) -> Backup:
        """Make the copy of a day; see `backups.make`."""
        return make(self._database, day, report)

    def tidy(self, now: datetime, report: Callable[[int], None] = lambda _: None) -> Tidied:
        """Let go of what is too old to be of use; see `tidying.tidy`."""
        return tidy(self._database, now, report)

    def lines(self) -> Iterator[dict[str, Any]]:
        """Yield all that is kept, a record for each thing; see `dump.lines`."""
        return lines(self._database)

    @contextmanager
    def together(self) -> Generator[None]:
        """Have all that is kept within be one transaction: all of it or nothing."""
        with self._database.write():
            yield

    @property
    def transactions(self) -> int:
        """How many were committed since the file was opened."""
        return self._database.transactions

    def close(self) -> None:
        """Close the file; nothing may be asked afterwards."""
        self._database.close()


@contextmanager
def _damage_told(path: Path) -> Generator[None]:
    """Say of a damaged file what there is to go back to."""
    try:
        yield
    except StoreUnusable as error:
        if error.reason != "damaged":
            raise
        raise _damaged(path, str(error.__cause__)) from error


def _damaged(path: Path, found: str) -> StoreDamaged:
    last = newest(path)
    return StoreDamaged.of(str(path), found, last.day if last else None)
