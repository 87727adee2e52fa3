"""The store as others see it: one file, a part for each noun."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

from bioai_desktop.errors import StoreUnusable
from bioai_desktop.store.archive import Archive
from bioai_desktop.store.articles import Articles
from bioai_desktop.store.conflicts import Conflicts
from bioai_desktop.store.database import Database
from bioai_desktop.store.decisions import Decisions
from bioai_desktop.store.drafts import Drafts
from bioai_desktop.store.editions import Editions
from bioai_desktop.store.fetches import Fetches
from bioai_desktop.store.items import Items
from bioai_desktop.store.keyed import Keyed
from bioai_desktop.store.polls import Polls
from bioai_desktop.store.published import Published
from bioai_desktop.store.seen import Seen
from bioai_desktop.store.titles import Titles
from bioai_desktop.store.twins import Twins
from bioai_desktop.store.upkeep import catch_up


class Store:
    """All that must not be lost; its parts may be used from any thread. Raises `StoreUnusable`."""

    def __init__(self, path: Path) -> None:
        self._database = Database(path)
        try:
            catch_up(self._database)
        except StoreUnusable:
            self._database.close()
            raise
        self.items = Items(self._database)
        self.articles = Articles(self._database)
        self.keyed = Keyed(self._database)
        self.twins = Twins(self._database)
        self.polls = Polls(self._database)
        self.editions = Editions(self._database)
        self.drafts = Drafts(self._database)
        self.published = Published(self._database)
        self.titles = Titles(self._database)
        self.decisions = Decisions(self._database)
        self.fetches = Fetches(self._database)
        self.seen = Seen(self._database)
        self.conflicts = Conflicts(self._database)
        self.archive = Archive(self._database)

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
