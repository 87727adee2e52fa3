"""The engine of other machines: OpenAI-compatible servers that the user named, as `domain.Engine`.

How bytes travel is not its business: a `domain.Wire` is given to it. Each stream counts its own texts only: where two are written at
the same time, a server may be asked for more than it does at once, and puts the rest in its own queue.
"""

from __future__ import annotations

import queue
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import count

from bioai_desktop.domain import Answer, Call, Device, EngineInfo, Heard, Piece, Request, Wire, nothing_more
from bioai_desktop.engine.dispatch import Dispatch
from bioai_desktop.engine.servers import PLACES, Reply, Server, base_of, host_of, provenance, recognise
from bioai_desktop.errors import Cancelled, ServerFailed, ServerUnset

_GLANCE = 0.05  # seconds between two looks at whoever may want to stop
_AGAIN = 60.0  # seconds until a server that did not answer is asked again
_PATIENCE = 10.0  # seconds for a server to say what it is


@dataclass(slots=True)
class _Known:
    """What is known of one address."""

    base: str
    server: Server | None = None
    problem: ServerFailed | None = None
    asked: float = -_AGAIN  #: when, on the monotonic clock


class _Talk:
    """The calls of one thread, over a wire that all share."""

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._inbox: queue.SimpleQueue[Heard] = queue.SimpleQueue()
        self._under_way: set[str] = set()

    def send(self, call: Call) -> None:
        self._under_way.add(call.id)
        self._wire.send(call, self._inbox.put)

    def drop(self, call: str) -> None:
        self._under_way.discard(call)
        self._wire.drop(call)

    def next(self) -> Heard | None:
        """Wait a moment for what comes next of any call."""
        try:
            heard = self._inbox.get(timeout=_GLANCE)
        except queue.Empty:
            return None
        if heard.fault is not None:
            raise heard.fault
        if heard.ended:
            self._under_way.discard(heard.call)
        return heard

    def close(self) -> None:
        """Hang up on what is under way."""
        for call in list(self._under_way):
            self.drop(call)


class RemoteEngine:
    """Texts written by servers at these addresses, by the model of that name, "" for the one that each has; `keys` open those that want one, by address."""

    def __init__(self, addresses: Sequence[str], wire: Wire, model: str = "", keys: Mapping[str, str] | None = None) -> None:
        if not addresses:
            raise ServerUnset
        self._known = [_Known(base) for base in dict.fromkeys(map(base_of, addresses))]
        self._wire = wire
        self._model = model
        self._keys = {base_of(address): key for address, key in (keys or {}).items()}
        self._learning = threading.Lock()
        self._numbers = count(1)
        self._closings = 0
        self._speed = 0.0

    def stream(
        self,
        requests: Sequence[Request],
        beat: Callable[[], None] = lambda: None,
        more: Callable[[], Sequence[Request]] = nothing_more,
    ) -> Generator[Piece | Answer]:
        """Write all texts; see `domain.Engine`. Raises `ServerFailed`, or `Cancelled` where the engine is closed meanwhile."""
        if requests:
            pulse = self._pulse(beat)
            servers = self._learn(pulse)
            yield from self._write(Dispatch(servers, requests, self._keys, self._name), pulse, more)

    loading = None  #: it is the server's business

    def info(self, beat: Callable[[], None] = lambda: None) -> EngineInfo:
        """Which servers write, and by which model; asks them if need be. Raises `ServerFailed` where none of them can."""
        servers = self._there() or self._learn(self._pulse(beat))
        return EngineInfo(
            model=", ".join(dict.fromkeys(server.title for server in servers)),
            model_hash=provenance(servers),
            device=Device.AUTO,
            device_name=", ".join(f"{server.kind} at {server.host}" for server in servers),
            tokens_per_second=self._speed,
            hosts=tuple(host_of(known.base) for known in self._known),
            silent=tuple(host_of(known.base) for known in self._known if known.server is None),
        )

    def close(self) -> None:
        """Hang up; a later call would ask the servers anew."""
        self._closings += 1
        self._wire.close()

    def _pulse(self, beat: Callable[[], None]) -> Callable[[], None]:
        """Return a beat that also ends what runs once the engine is closed."""
        closings = self._closings

        def pulse() -> None:
            if self._closings != closings:
                raise Cancelled
            beat()

        return pulse

    def _name(self) -> str:
        return str(next(self._numbers))

    # ------------------------------------------------------------ writing

    def _write(self, dispatch: Dispatch, pulse: Callable[[], None], more: Callable[[], Sequence[Request]]) -> Iterator[Piece | Answer]:
        began = time.monotonic()
        try:
            with closing(_Talk(self._wire)) as talk:
                while dispatch.busy:
                    pulse()
                    for call in dispatch.calls():
                        talk.send(call)
                    heard = talk.next()
                    events = dispatch.hear(heard) if heard is not None else []
                    for call in dispatch.drops():
                        talk.drop(call)
                    for event in events:
                        yield event
                        if isinstance(event, Answer):
                            dispatch.add(more())
        finally:
            self._forget_failed(dispatch)
        if dispatch.tokens:
            self._speed = dispatch.tokens / max(time.monotonic() - began, _GLANCE)

    def _forget_failed(self, dispatch: Dispatch) -> None:
        """What went down during a stream is asked what it is before the next one."""
        down = {post.server.base for post in dispatch.posts if post.down}
        for known in self._known:
            if known.base in down:
                known.server = None

    # ------------------------------------------------------------ learning who is there

    def _there(self) -> list[Server]:
        return [server for known in self._known if (server := known.server) is not None]

    def _learn(self, pulse: Callable[[], None]) -> list[Server]:
        """Return the servers that answer; raises the first one's problem where none does."""
        while not self._learning.acquire(timeout=_GLANCE):
            pulse()
        try:
            now = time.monotonic()
            unknown = [known for known in self._known if known.server is None and now - known.asked >= _AGAIN]
            self._ask(unknown if self._there() else self._known, pulse)
            servers = self._there()
            if not servers:
                raise next(known.problem for known in self._known if known.problem)
            return servers
        finally:
            self._learning.release()

    def _ask(self, unknown: Sequence[_Known], pulse: Callable[[], None]) -> None:
        """Ask several at once what they are."""
        asked = {
            (known.base, place): Call(self._name(), known.base + path, key=self._keys.get(known.base, ""))
            for known in unknown
            for place, path in PLACES.items()
        }
        replies = self._replies(list(asked.values()), pulse)
        for known in unknown:
            known.asked = time.monotonic()
            try:
                known.server = recognise(known.base, {place: replies[asked[known.base, place].id] for place in PLACES}, self._model)
            except ServerFailed as problem:
                known.problem = problem

    def _replies(self, calls: Sequence[Call], pulse: Callable[[], None]) -> Mapping[str, Reply]:
        replies = {call.id: Reply(0, "", "timeout") for call in calls}
        lines: dict[str, list[str]] = {call.id: [] for call in calls}
        end = time.monotonic() + _PATIENCE
        with closing(_Talk(self._wire)) as talk:
            for call in calls:
                talk.send(call)
            while lines and time.monotonic() < end:
                pulse()
                if (heard := talk.next()) is not None:
                    _gather(heard, lines, replies)
        return replies


def _gather(heard: Heard, lines: dict[str, list[str]], replies: dict[str, Reply]) -> None:
    if heard.ended:
        replies[heard.call] = Reply(heard.status, "\n".join(lines.pop(heard.call)), heard.problem)
    else:
        lines[heard.call].append(heard.line)
