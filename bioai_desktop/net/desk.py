"""The requests of one call as they are made: a turn for each host, guarded redirects, bodies within limits. Runs in an event loop."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from http import HTTPStatus
from urllib.parse import unquote, urlsplit

import httpx
import stamina

from bioai_desktop.errors import AddressRefused, FetchFailed
from bioai_desktop.net.caching import seconds_good
from bioai_desktop.net.exchange import AGENT, Fetch, FetchResult, Limits, Secret
from bioai_desktop.net.failures import UnwelcomeAnswerError, reason_of, seconds_asked_for, wait_before_retry
from bioai_desktop.net.guard import host_of, may_ask, origin_of
from bioai_desktop.net.lookups import addresses
from bioai_desktop.net.robots import allows
from bioai_desktop.net.unpack import PackingDamagedError, unpacker

_CLOSED = "User-agent: *\nDisallow: /"  # what a site that can't say counts as saying
_KEY_REFUSED = {HTTPStatus.BAD_REQUEST, HTTPStatus.UNAUTHORIZED}  # the first is what NCBI says
_FAULTS = (httpx.HTTPError, httpx.InvalidURL, TimeoutError, UnwelcomeAnswerError, PackingDamagedError)


@dataclass(frozen=True, slots=True)
class Delivery:
    """A result on its way to whoever asked; a large one holds a place that is given back with `Desk.take_back`."""

    result: FetchResult
    large: bool = False


@dataclass(slots=True)
class _Asked:
    """An answer whose body is still to come, and the deadline for all of it."""

    response: httpx.Response
    deadline: asyncio.Timeout


@dataclass(slots=True)
class Desk:
    """They share connections, cookies and limits."""

    client: httpx.AsyncClient
    limits: Limits
    _all: asyncio.Semaphore = field(init=False)
    _large: asyncio.Semaphore = field(init=False)
    _by_host: defaultdict[str, asyncio.Semaphore] = field(init=False)
    _robots: dict[str, asyncio.Task[str]] = field(init=False, default_factory=dict[str, "asyncio.Task[str]"])

    def __post_init__(self) -> None:
        self._all = asyncio.Semaphore(self.limits.together)
        self._large = asyncio.Semaphore(self.limits.large)
        self._by_host = defaultdict(partial(asyncio.Semaphore, self.limits.per_host))

    async def deliver(self, request: Fetch) -> Delivery:
        """Return what came of a request, an answer or a problem."""
        try:
            return await self._tried(request)
        except AddressRefused as problem:
            return Delivery(FetchResult(request.id, request.url, problem=problem))
        except _FAULTS as error:
            reason, status = reason_of(error)
            asked = seconds_asked_for(error.retry_after, datetime.now(UTC)) if isinstance(error, UnwelcomeAnswerError) else None
            problem = FetchFailed(request.id, reason, status)
            return Delivery(FetchResult(request.id, request.url, status, wait=asked or 0.0, problem=problem))

    def take_back(self) -> None:
        """Note that a large result was taken: another one may come in."""
        self._large.release()

    async def _tried(self, request: Fetch) -> Delivery:
        """Try until there is an answer, or it is no use."""
        again = stamina.AsyncRetryingCaller(
            attempts=self.limits.tries,
            timeout=None,
            wait_initial=self.limits.pause,
            wait_max=self.limits.patience,
            wait_jitter=self.limits.pause,
        )
        return await again(partial(wait_before_retry, patience=self.limits.patience), self._followed, request)

    async def _followed(self, request: Fetch) -> Delivery:
        """Ask, and go where redirects lead."""
        url, named = request.url, host_of(request.url) if request.trusted else ""
        for _ in range(self.limits.redirects + 1):
            await self._guard(url, named)
            if request.by_robots and not await self._is_welcome(url, named):
                raise UnwelcomeAnswerError("robots")
            async with self._asked(url, request) as asked:
                if not asked.response.has_redirect_location:
                    return await self._read(request, url, asked)
                url = _led_to(asked.response, request.secret)
        raise UnwelcomeAnswerError("protocol")

    async def _guard(self, url: str, named: str) -> None:
        host = host_of(url)
        found = await addresses(host) if host and host != named else ()
        if not may_ask(url, found, named):
            raise AddressRefused(url)

    async def _is_welcome(self, url: str, named: str) -> bool:
        """Say whether the site's robots.txt, asked for once, lets us read an address."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        if site not in self._robots:
            self._robots[site] = asyncio.create_task(self._rules(f"{site}/robots.txt", trusted=host_of(url) == named))
        return allows(await self._robots[site], AGENT, url)

    async def _rules(self, url: str, *, trusted: bool) -> str:
        found = await self.deliver(Fetch("robots.txt", url, trusted=trusted))
        if found.large:
            self.take_back()
        problem = found.result.problem
        if problem is None:
            return found.result.body.decode("utf-8", "replace")
        if isinstance(problem, FetchFailed) and not found.result.status:
            # Who can't be reached has said nothing, and what is wrong is the way there.
            raise UnwelcomeAnswerError(problem.reason)
        return "" if HTTPStatus.BAD_REQUEST <= found.result.status < HTTPStatus.INTERNAL_SERVER_ERROR else _CLOSED

    @asynccontextmanager
    async def _asked(self, url: str, request: Fetch) -> AsyncGenerator[_Asked]:
        """Lend the answer to one request, its body still to come, once it is its turn."""
        headers = {"if-none-match": request.etag, "if-modified-since": request.last_modified}
        address, secret = httpx.URL(url), request.secret
        if secret is not None and origin_of(url) == secret.origin:
            headers |= {} if secret.in_query else {secret.name: secret.form.format(secret.key)}
            address = address.copy_set_param(secret.name, secret.key) if secret.in_query else address
        # The host's turn comes first: who waits for it must not hold a place that another host could use.
        async with (
            self._by_host[host_of(url)],
            self._all,
            asyncio.timeout(self.limits.whole) as deadline,
            self.client.stream("GET", address, headers={name: value for name, value in headers.items() if value}) as response,
        ):
            yield _Asked(response, deadline)

    async def _read(self, request: Fetch, url: str, asked: _Asked) -> Delivery:
        status, headers = asked.response.status_code, asked.response.headers
        wait = seconds_good(headers, datetime.now(UTC))
        if status == HTTPStatus.NOT_MODIFIED:
            etag, modified = headers.get("etag", request.etag), headers.get("last-modified", request.last_modified)
            return Delivery(FetchResult(request.id, url, status, b"", etag, modified, not_modified=True, wait=wait))
        if not asked.response.is_success:
            reason = "key" if request.secret is not None and status in _KEY_REFUSED else "status"
            raise UnwelcomeAnswerError(reason, status, headers.get("retry-after", ""))
        body, large = await self._body(asked)
        etag, modified = headers.get("etag", ""), headers.get("last-modified", "")
        return Delivery(FetchResult(request.id, url, status, body, etag, modified, wait=wait), large)

    async def _body(self, asked: _Asked) -> tuple[bytes, bool]:
        """Return a body, unpacked, and whether it holds a place among the large ones."""
        declared = asked.response.headers.get("content-length", "")
        if declared.isdigit() and int(declared) > self.limits.most_bytes:
            raise UnwelcomeAnswerError("too-large", asked.response.status_code)
        unpack = unpacker(asked.response.headers.get("content-encoding", ""))
        body, large = bytearray(), False
        try:
            async for piece in asked.response.aiter_raw():
                for step in unpack(piece):
                    body += step
                    if len(body) > self.limits.most_bytes:
                        raise UnwelcomeAnswerError("too-large", asked.response.status_code)
                if len(body) > self.limits.large_bytes and not large:
                    await self._wait_for_room(asked.deadline)
                    large = True
        except BaseException:
            if large:
                self._large.release()
            raise
        return bytes(body), large

    async def _wait_for_room(self, deadline: asyncio.Timeout) -> None:
        """Take a place among the large bodies; the time until there is one is not the server's."""
        loop = asyncio.get_running_loop()
        end, start = deadline.when() or 0.0, loop.time()
        deadline.reschedule(None)
        await self._large.acquire()
        deadline.reschedule(end + loop.time() - start)


def _led_to(response: httpx.Response, secret: Secret | None) -> str:
    """Return where a redirect leads, without a key that its server has written into the address."""
    url = response.url.join(response.headers["location"])
    if secret is not None and secret.in_query:
        url = url.copy_remove_param(secret.name)
    if secret is not None and secret.key in unquote(str(url)):
        raise UnwelcomeAnswerError("protocol")
    return str(url)
