"""Answers to items: read here, and by further processes beside this one where there is much to read."""

from __future__ import annotations

import threading
from collections.abc import Callable, Generator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass, field

from bioai_desktop.domain import Item, Source
from bioai_desktop.errors import FeedUnreadable
from bioai_desktop.flow.pool import LOST, Crew, processors
from bioai_desktop.sources import intake

_MOST = 4  # readers, this process among them
_MUCH = 1_500_000  # bytes: a second of reading, and a start costs half of one
_AHEAD = 2  # bodies that a process is given at once, so that it does not wait for the next
_AWAY = 2_000_000  # bytes given away at once: reading takes more than ten times as much memory
_BEAT = 0.1  # seconds

#: Gets what a body holds, or why nothing can be read in it.
Take = Callable[[list[Item] | FeedUnreadable], None]


@dataclass(frozen=True, slots=True)
class Body:
    """What a source answered, and from where if elsewhere."""

    source: Source
    data: bytes = field(repr=False)
    url: str = ""


class Readers:
    """The processes that read beside this one: none until it is worth their start, then kept for the next time."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._crew: Crew | None = None
        self.most = min(processors(), _MOST) - 1  #: processes

    @contextmanager
    def reading(self) -> Generator[Reading]:
        """Lend one round of reading; what others are still at when it ends is dropped, and they with it."""
        reading = Reading(self)
        try:
            yield reading
        finally:
            if reading.waits:
                self.close()

    @property
    def running(self) -> bool:
        """Whether some were started."""
        return self._crew is not None

    def submit(self, body: Body) -> Future[list[Item]]:
        """Have a body read by another process; raises one of `LOST`, now or as its result."""
        with self._lock:
            if self._crew is None:
                self._crew = Crew(self.most)
            return self._crew.submit(intake.parse, body.source, body.data, body.url)

    def close(self) -> None:
        """Let the processes go; they are started anew when they are next worth it."""
        with self._lock:
            if self._crew is not None:
                self._crew.close()
                self._crew = None


@dataclass(frozen=True, slots=True, eq=False)
class _Away:
    """A body that another process has."""

    body: Body
    take: Take
    future: Future[list[Item]]


class Reading:
    """The bodies of one round; items are handed on in the thread that asks, in no order between bodies."""

    def __init__(self, readers: Readers) -> None:
        self._readers = readers
        self._most = readers.most * _AHEAD
        self._away: list[_Away] = []
        self._seen = 0  # bytes

    @property
    def waits(self) -> bool:
        """Whether something is still to come."""
        return bool(self._away)

    def read(self, body: Body, take: Take) -> None:
        """Have a body read: `take` is called before this returns, or by a later call."""
        self._seen += len(body.data)
        self.settle()
        future = self._give(body)
        if future is None:
            take(_read(body))
        else:
            self._away.append(_Away(body, take, future))

    def settle(self) -> None:
        """Hand on what the others have read meanwhile."""
        for one in [one for one in self._away if one.future.done()]:
            self._away.remove(one)
            one.take(self._result(one))

    def finish(self, beat: Callable[[], None]) -> None:
        """Hand on all that is still to come; `beat` is called several times a second, and may raise to stop."""
        while self._away:
            wait([one.future for one in self._away], _BEAT, FIRST_COMPLETED)
            self.settle()
            beat()

    def _give(self, body: Body) -> Future[list[Item]] | None:
        """Give a body to another process, unless those have enough to do or are not worth it; None where it is to be read here."""
        if len(self._away) >= self._most or not (self._readers.running or self._seen > _MUCH):
            return None
        if sum(len(one.body.data) for one in self._away) + len(body.data) > _AWAY:
            return None
        try:
            return self._readers.submit(body)
        except LOST:
            self._go_on_alone()
            return None

    def _result(self, one: _Away) -> list[Item] | FeedUnreadable:
        try:
            return one.future.result()
        except FeedUnreadable as problem:
            return problem
        except LOST:
            self._go_on_alone()
            return _read(one.body)

    def _go_on_alone(self) -> None:
        """Read the rest of this round here: where one process was lost, the next would be too, or memory is short."""
        self._most = 0
        self._readers.close()


def _read(body: Body) -> list[Item] | FeedUnreadable:
    try:
        return intake.parse(body.source, body.data, body.url)
    except FeedUnreadable as problem:
        return problem
