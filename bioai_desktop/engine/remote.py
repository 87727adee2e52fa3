"""The engine of other machines: OpenAI-compatible servers that the user named, as `domain.Engine`.

How bytes travel is not its business: a `domain.Wire` is given to it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from dataclasses import dataclass

from bioai_desktop.domain import Answer, Call, Device, EngineInfo, Heard, Piece, Request, Stop, Wire
from bioai_desktop.engine.dispatch import Dispatch
from bioai_desktop.engine.servers import PLACES, Reply, Server, base_of, host_of, provenance, recognise
from bioai_desktop.errors import Cancelled, ServerFailed, ServerUnset

_GLANCE = 0.02  # seconds between two looks at a cancel
_AGAIN = 60.0  # seconds until a server that did not answer is asked again
_PATIENCE = 10.0  # seconds for a server to say what it is


@dataclass(slots=True)
class _Known:
    """What is known of one address."""

    base: str
    server: Server | None = None
    problem: ServerFailed | None = None
    asked: float = -_AGAIN  #: when, on the monotonic clock


class RemoteEngine:
    """Texts written by servers at these addresses, by the model of that name, "" for the one that each has; `key` opens them all."""

    def __init__(self, addresses: Sequence[str], wire: Wire, model: str = "", key: str = "") -> None:
        if not addresses:
            raise ServerUnset
        self._known = [_Known(base) for base in dict.fromkeys(map(base_of, addresses))]
        self._wire = wire
        self._model = model
        self._key = key
        self._lock = threading.Lock()
        self._learning = threading.Lock()
        self._number = 0
        self._streaming = False
        self._cancelled = False
        self._closings = 0
        self._speed = 0.0

    def stream(self, requests: Sequence[Request]) -> Generator[Piece | Answer]:
        """Write all texts; see `domain.Engine`. Raises `ServerFailed`, or `Cancelled` where the engine is closed meanwhile."""
        if not requests:
            return
        with self._lock:
            self._streaming, self._cancelled = True, False
            closings = self._closings
        try:
            servers = self._learn(lambda: self._cancelled or self._closings != closings)
            if servers is None or self._cancelled:
                self._raise_if_closed(closings)
                yield from (Answer(request.id, "", Stop.CANCELLED) for request in requests)
            else:
                yield from self._write(Dispatch(servers, requests, self._key, self._name), closings)
        finally:
            self._streaming = False

    def cancel(self) -> None:
        """End the running stream soon; nothing where none runs."""
        with self._lock:
            self._cancelled = self._streaming

    def info(self) -> EngineInfo:
        """Which servers write, and by which model; asks them if need be. Raises `ServerFailed` where none of them can."""
        closings = self._closings
        servers = [known.server for known in self._known if known.server] or self._learn(lambda: self._closings != closings)
        if servers is None:
            raise Cancelled
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
        with self._lock:
            self._closings += 1
        self._wire.close()

    # ------------------------------------------------------------ writing

    def _write(self, dispatch: Dispatch, closings: int) -> Iterator[Piece | Answer]:
        began = time.monotonic()
        under_way: set[str] = set()
        try:
            while dispatch.busy:
                for call in dispatch.calls():
                    under_way.add(call.id)
                    self._wire.send(call)
                heard = self._wire.next(_GLANCE)
                self._raise_if_closed(closings)
                if self._cancelled:
                    yield from dispatch.cancel()
                elif heard is not None:
                    yield from dispatch.hear(heard)
                    if heard.ended:
                        under_way.discard(heard.call)
                self._hang_up(dispatch.drops(), under_way)
        finally:
            self._hang_up(list(under_way), under_way)
            self._forget_failed(dispatch)
        if dispatch.tokens:
            self._speed = dispatch.tokens / max(time.monotonic() - began, _GLANCE)

    def _hang_up(self, calls: Sequence[str], under_way: set[str]) -> None:
        for call in calls:
            self._wire.drop(call)
            under_way.discard(call)

    def _forget_failed(self, dispatch: Dispatch) -> None:
        """What went down during a stream is asked what it is before the next one."""
        down = {post.server.base for post in dispatch.posts if post.down}
        for known in self._known:
            if known.base in down:
                known.server = None

    def _name(self) -> str:
        self._number += 1
        return str(self._number)

    def _raise_if_closed(self, closings: int) -> None:
        if self._closings != closings:
            raise Cancelled

    # ------------------------------------------------------------ learning who is there

    def _learn(self, give_up: Callable[[], bool]) -> list[Server] | None:
        """Return the servers that answer; None where somebody gave up. Raises the first one's problem where none does."""
        with self._learning:
            now = time.monotonic()
            unknown = [known for known in self._known if known.server is None and now - known.asked >= _AGAIN]
            if not any(known.server for known in self._known):
                unknown = self._known
            if unknown and not self._ask(unknown, give_up):
                return None
            servers = [known.server for known in self._known if known.server]
            if not servers:
                raise next(known.problem for known in self._known if known.problem)
            return servers

    def _ask(self, unknown: Sequence[_Known], give_up: Callable[[], bool]) -> bool:
        """Ask several at once what they are; returns whether they were let answer."""
        asked = {
            (known.base, place): Call(self._name(), known.base + path, key=self._key) for known in unknown for place, path in PLACES.items()
        }
        replies = self._replies(list(asked.values()), give_up)
        if replies is None:
            return False
        for known in unknown:
            known.asked = time.monotonic()
            try:
                known.server = recognise(known.base, {place: replies[asked[known.base, place].id] for place in PLACES}, self._model)
            except ServerFailed as problem:
                known.problem = problem
        return True

    def _replies(self, calls: Sequence[Call], give_up: Callable[[], bool]) -> Mapping[str, Reply] | None:
        replies = {call.id: Reply(0, "", "timeout") for call in calls}
        lines: dict[str, list[str]] = {call.id: [] for call in calls}
        end = time.monotonic() + _PATIENCE
        for call in calls:
            self._wire.send(call)
        try:
            while lines and time.monotonic() < end:
                if give_up():
                    return None
                heard = self._wire.next(_GLANCE)
                if heard is not None and heard.call in lines:
                    self._gather(heard, lines, replies)
            return replies
        finally:
            for call in lines:
                self._wire.drop(call)

    def _gather(self, heard: Heard, lines: dict[str, list[str]], replies: dict[str, Reply]) -> None:
        if heard.ended:
            replies[heard.call] = Reply(heard.status, "\n".join(lines.pop(heard.call)), heard.problem)
        else:
            lines[heard.call].append(heard.line)
