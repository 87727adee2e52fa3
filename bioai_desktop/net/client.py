"""Many requests at once, politely: the one HTTP client for feeds and their like."""

from __future__ import annotations

import asyncio
import importlib.util
import logging
import queue
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from functools import partial

import httpx
import stamina.instrumentation

from bioai_desktop.net.desk import Delivery, Desk
from bioai_desktop.net.exchange import USER_AGENT, Fetch, FetchResult, Limits
from bioai_desktop.net.lookups import Lookups
from bioai_desktop.net.unpack import accepted

_ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/json, application/xml;q=0.9, */*;q=0.5"
_TALKATIVE = ("httpx", "httpcore", "hpack")  # they log addresses and headers of each request, keys included
_LOOKUPS = 32  # host names looked up at once

#: Takes a result, and returns what is to be asked next because of it.
OnResult = Callable[[FetchResult], Sequence[Fetch] | None]


def fetch(requests: Sequence[Fetch], on_result: OnResult, limits: Limits | None = None, beat: Callable[[], None] | None = None) -> None:
    """Ask for all of them, hand on each result as it comes, ask what that leads to; returns when the last one has come.

    Both callables run on the calling thread, while a thread of its own reads on; what they raise (`Cancelled`) ends all
    requests at once and goes up. `beat` is called several times a second, also while nothing comes. Results are not kept,
    and large ones wait at their servers until those before them were taken: they need not fit into memory together.
    """
    stamina.instrumentation.set_on_retry_hooks(())  # its own would write each retry to stderr
    line = _Line(limits or Limits())
    try:
        line.ask(requests)
        while line.expected:
            result = line.next()
            if result is not None:
                line.ask(on_result(result) or ())
            if beat is not None:
                beat()
    finally:
        line.stop()


@dataclass(frozen=True, slots=True)
class _Order:
    """What is to be asked next; `taken`: the large result that was handed on last is done with."""

    requests: Sequence[Fetch]
    taken: bool


class _Line:
    """The thread that reads, and the line between it and whoever asks."""

    def __init__(self, limits: Limits) -> None:
        self.expected = 0  #: results that are still to come
        self._limits = limits
        self._taken = False
        self._inbox: queue.SimpleQueue[Delivery | BaseException] = queue.SimpleQueue()
        self._orders: asyncio.Queue[_Order | None] = asyncio.Queue()
        self._loop = asyncio.new_event_loop()
        self._threads = ThreadPoolExecutor(1, "network")
        self._serving = self._threads.submit(self._run)

    def ask(self, requests: Sequence[Fetch]) -> None:
        """Ask for these too; what was handed on before is done with."""
        if not requests and not self._taken:
            return
        self.expected += len(requests)
        self._send(_Order(requests, self._taken))
        self._taken = False

    def next(self) -> FetchResult | None:
        """Return the next result, None where none comes for a while; raises what went wrong on the other side."""
        try:
            found = self._inbox.get(timeout=self._limits.beat)
        except queue.Empty:
            if self._serving.done():
                self._serving.result()
            return None
        if isinstance(found, BaseException):
            raise found
        self.expected -= 1
        self._taken = found.large
        return found.result

    def stop(self) -> None:
        """End all that is under way, and the thread."""
        self._send(None)
        self._threads.shutdown()

    def _send(self, order: _Order | None) -> None:
        with suppress(RuntimeError):  # the loop is closed: why, `next` tells
            self._loop.call_soon_threadsafe(self._orders.put_nowait, order)

    def _run(self) -> None:
        with asyncio.Runner(loop_factory=lambda: self._loop) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        asyncio.get_running_loop().set_default_executor(Lookups(min(self._limits.together, _LOOKUPS)))
        tasks: set[asyncio.Task[Delivery]] = set()
        async with _client(self._limits) as client:
            desk = Desk(client, self._limits)
            try:
                while (order := await self._orders.get()) is not None:
                    if order.taken:
                        desk.take_back()
                    for request in order.requests:
                        task = asyncio.create_task(desk.deliver(request))
                        tasks.add(task)
                        task.add_done_callback(partial(self._hand_over, tasks))
            finally:
                for task in tasks:
                    task.cancel()
                await asyncio.gather(*tasks, return_exceptions=True)

    def _hand_over(self, tasks: set[asyncio.Task[Delivery]], task: asyncio.Task[Delivery]) -> None:
        tasks.discard(task)
        if not task.cancelled():
            self._inbox.put(task.exception() or task.result())


def _client(limits: Limits) -> httpx.AsyncClient:
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    return httpx.AsyncClient(
        http2=importlib.util.find_spec("h2") is not None,
        headers={"user-agent": USER_AGENT, "accept": _ACCEPT, "accept-encoding": accepted()},
        timeout=httpx.Timeout(limits.read, connect=limits.connect, pool=None),
        limits=httpx.Limits(max_connections=None),  # ours count by host
        follow_redirects=False,
    )
