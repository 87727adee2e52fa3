"""Calls to servers that the user named: many at once, each answered line by line, ended at once when nobody wants them any more.

The address may be local, and nothing else is asked: a redirect is an answer that is no use, because text and key are meant for
the machine that was named.
"""

from __future__ import annotations

import asyncio
import os
import threading
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

import httpx

from bioai_desktop import __version__
from bioai_desktop.domain import Call, Heard
from bioai_desktop.net.exchange import AGENT
from bioai_desktop.net.failures import UnwelcomeAnswerError, reason_of
from bioai_desktop.net.lookups import Lookups

_LOOKUPS = 8  # host names looked up at once
_LOOPBACK = ("all://localhost", "all://127.0.0.1", "all://[::1]")  # never by way of a proxy
_NOWHERE = (httpx.InvalidURL, UnicodeError)  # the second: a name with an empty or endless part
_FAULTS = (httpx.HTTPError, TimeoutError, UnwelcomeAnswerError)
_Hear = Callable[[Heard], None]


@dataclass(frozen=True, slots=True)
class Patience:
    """How long is waited, in seconds, and how much is listened to."""

    connect: float = 5.0
    first: float = 300.0  #: for the first piece of an answer: a server may load its model first, or have others before us
    between: float = 60.0  #: two pieces of an answer
    most_bytes: int = 16_000_000  #: of one answer
    longest_line: int = 1_000_000  #: bytes


class HttpWire:
    """`domain.Wire` over HTTP; its thread starts with the first call."""

    def __init__(self, patience: Patience | None = None) -> None:
        self._patience = patience or Patience()
        self._lock = threading.Lock()
        self._exchange: _Exchange | None = None

    def send(self, call: Call, hear: _Hear) -> None:
        """Begin a call; see `domain.Wire`."""
        with self._lock:
            if self._exchange is None:
                self._exchange = _Exchange(self._patience)
            self._exchange.begin(call, hear)

    def drop(self, call: str) -> None:
        """Hang up on a call; nothing where it has ended."""
        with self._lock:
            if self._exchange is not None:
                self._exchange.end(call)

    def close(self) -> None:
        """Hang up on all calls and let go of the connections."""
        with self._lock:
            exchange, self._exchange = self._exchange, None
        if exchange is not None:
            exchange.stop()


class _Exchange:
    """The thread with the event loop, its connections, and the calls under way."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._calls: dict[str, asyncio.Task[None]] = {}
        self._loop = asyncio.new_event_loop()
        self._over = asyncio.Event()
        self._client = _client(patience)
        self._thread = threading.Thread(target=self._run, name="servers", daemon=True)
        self._thread.start()

    def begin(self, call: Call, hear: _Hear) -> None:
        self._loop.call_soon_threadsafe(self._begin, call, hear)

    def end(self, call: str) -> None:
        self._loop.call_soon_threadsafe(self._end, call)

    def stop(self) -> None:
        with suppress(RuntimeError):  # the loop is closed: it ended by itself
            self._loop.call_soon_threadsafe(self._over.set)
        self._thread.join()

    def _begin(self, call: Call, hear: _Hear) -> None:
        task = self._loop.create_task(self._answer(call, hear))
        self._calls[call.id] = task
        task.add_done_callback(partial(self._over_with, call.id, hear))

    def _over_with(self, call: str, hear: _Hear, task: asyncio.Task[None]) -> None:
        del self._calls[call]
        if not task.cancelled() and (fault := task.exception()) is not None:
            hear(Heard(call, ended=True, fault=fault))  # whoever listens is to know, and not to wait for ever

    def _end(self, call: str) -> None:
        if (task := self._calls.get(call)) is not None:
            task.cancel()

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        self._loop.set_default_executor(Lookups(_LOOKUPS))
        async with self._client:
            await self._over.wait()
            for task in list(self._calls.values()):
                task.cancel()
            await asyncio.gather(*self._calls.values(), return_exceptions=True)

    async def _answer(self, call: Call, hear: _Hear) -> None:
        status, problem = 0, ""
        try:
            async with asyncio.timeout(self._patience.connect + self._patience.first) as clock:
                method, content = ("POST", call.body) if call.body else ("GET", None)
                async with self._client.stream(method, call.url, content=content, headers=_headers(call)) as response:
                    status = response.status_code
                    async for line in _lines(response, self._patience, clock):
                        hear(Heard(call.id, line, status=status))
        except _NOWHERE:
            problem = "unreachable"
        except _FAULTS as error:
            problem, _ = reason_of(error)
        hear(Heard(call.id, ended=True, status=status, problem=problem))


async def _lines(response: httpx.Response, patience: Patience, clock: asyncio.Timeout) -> AsyncIterator[str]:
    """Yield the lines of an answer as they come, the last one without its end too."""
    if response.headers.get("content-encoding", "identity") != "identity":
        raise UnwelcomeAnswerError("protocol", response.status_code)
    rest, count = b"", 0
    loop = asyncio.get_running_loop()
    async for piece in response.aiter_raw():
        clock.reschedule(loop.time() + patience.between)
        count += len(piece)
        if count > patience.most_bytes or len(rest) > patience.longest_line:
            raise UnwelcomeAnswerError("too-large", response.status_code)
        *whole, rest = (rest + piece).split(b"\n")
        for line in whole:
            yield line.removesuffix(b"\r").decode("utf-8", "replace")
    if rest:
        yield rest.decode("utf-8", "replace")


def _headers(call: Call) -> dict[bytes, bytes]:
    headers = {b"content-type": b"application/json"} if call.body else {}
    return {**headers, b"authorization": b"Bearer " + os.fsencode(call.key)} if call.key else headers


def _client(patience: Patience) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        headers={"user-agent": f"{AGENT}/{__version__}", "accept": "text/event-stream, application/json", "accept-encoding": "identity"},
        timeout=httpx.Timeout(None, connect=patience.connect, write=patience.between),
        limits=httpx.Limits(max_connections=None),  # bounded by whoever sends
        mounts=dict[str, httpx.AsyncBaseTransport | None].fromkeys(_LOOPBACK),
        follow_redirects=False,
    )
