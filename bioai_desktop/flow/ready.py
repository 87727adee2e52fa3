"""Texts that were written before, and those that come: what a model was once asked, it is not asked again."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from datetime import date

from bioai_desktop.domain import Draft
from bioai_desktop.flow.parts import Parts

_TOGETHER = 8  # texts kept in one transaction
_SECONDS = 2.0  # that one waits for the others, at the most


class Ready:
    """The drafts of the store, as a writer sees them. Whoever keeps something has to `flush` at the end."""

    def __init__(self, parts: Parts, day: date, *, anew: bool = False) -> None:
        self._drafts = parts.store.drafts
        self._language = parts.profile.language
        self._day = day
        self._anew = anew  # nothing counts as written
        self._waiting: list[Draft] = []
        self._since = 0.0

    def find(self, asked: Iterable[str]) -> Mapping[str, Draft]:
        """Return what was written when just this was asked, by `Provenance.asked`."""
        return {} if self._anew else self._drafts.ready(asked)

    def keep(self, draft: Draft) -> None:
        """Keep a draft, now or with the next few: what is lost when the program dies is written again within seconds."""
        if not self._waiting:
            self._since = time.monotonic()
        self._waiting.append(draft)
        if len(self._waiting) >= _TOGETHER or time.monotonic() - self._since > _SECONDS:
            self.flush()

    def flush(self) -> None:
        """Keep all that waits."""
        waiting, self._waiting = self._waiting, []
        if waiting:
            self._drafts.save(self._day, self._language, waiting)
