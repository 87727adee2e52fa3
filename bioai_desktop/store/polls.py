"""How the last request to each source went: what a polite next one needs."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from bioai_desktop.store.database import Database
from bioai_desktop.store.times import from_micros, to_micros


@dataclass(frozen=True, slots=True)
class PollState:
    """What is known from the last request to a source; `etag` and `last_modified` belong to `url`."""

    url: str = ""
    etag: str = ""
    last_modified: str = ""
    checked: datetime | None = None  #: UTC; None: never asked
    problem: str = ""  #: key of the reason, "" where it answered
    failures: int = 0  #: in a row


class Polls:
    """The state of every source that was asked."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, source: str) -> PollState:
        """Return what is known of a source, the blank state where it was never asked."""
        query = "SELECT url, etag, last_modified, checked, problem, failures FROM polls WHERE source = ?"
        with self._database.read() as db:
            row = db.execute(query, (source,)).fetchone()
        if row is None:
            return PollState()
        url, etag, modified, checked, problem, failures = row
        return PollState(url, etag, modified, None if checked is None else from_micros(checked), problem, failures)

    def set(self, source: str, state: PollState) -> None:
        """Keep how the last request to a source went."""
        checked = None if state.checked is None else to_micros(state.checked)
        row = (source, state.url, state.etag, state.last_modified, checked, state.problem, state.failures)
        with self._database.write() as db:
            db.execute("INSERT OR REPLACE INTO polls VALUES (?, ?, ?, ?, ?, ?, ?)", row)
