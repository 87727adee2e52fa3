"""Items of many sources into the store, some hundreds at a time: each commit waits for the disk, however little is in it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from bioai_desktop.domain import Item
from bioai_desktop.sources import record
from bioai_desktop.store.store import Store

_TOGETHER = 500  # items


class Keeping:
    """What was read and is soon kept; whoever has put something in has to `flush` at the end."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: list[tuple[Sequence[Item], Callable[[int], None]]] = []

    @property
    def waiting(self) -> int:
        """How many lots are not kept yet."""
        return len(self._waiting)

    def put(self, items: Sequence[Item], kept: Callable[[int], None]) -> None:
        """Have a source's items kept, now or later; then `kept` hears how many are new."""
        self._waiting.append((items, kept))
        if sum(len(lot) for lot, _ in self._waiting) >= _TOGETHER:
            self.flush()

    def flush(self) -> None:
        """Keep all that waits, in one transaction."""
        lots, self._waiting = self._waiting, []
        if lots:
            with self._store.together():
                new = [keep(self._store, items) for items, _ in lots]
            for (_, kept), count in zip(lots, new, strict=True):
                kept(count)


def keep(store: Store, items: Sequence[Item], now: datetime | None = None) -> int:
    """Keep items as they are at a moment, and return how many are new."""
    moment = now or datetime.now(UTC)
    return store.items.add(record.read_at(items, moment), moment)
