"""Many requests at once, politely: the one HTTP client for feeds and their like."""

from __future__ import annotations

import asyncio
import importlib.util
from collections import defaultdict
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from http import HTTPStatus

import httpx
import stamina
import stamina.instrumentation

from bioai_desktop import __version__
from bioai_desktop.errors import AddressRefused, AppError, FetchFailed
from bioai_desktop.net.failures import UnwelcomeAnswerError, reason_of, wait_before_retry
from bioai_desktop.net.guard import host_of, may_ask
from bioai_desktop.net.lookups import Lookups, addresses

USER_AGENT = f"BioAI-Desktop/{__version__} (+feed reader)"
_ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/json, application/xml;q=0.9, */*;q=0.5"


@dataclass(frozen=True, slots=True)
class Fetch:
    """One thing to ask for; `etag` and `last_modified` are those of its last answer, "" where there was none."""

    id: str
    url: str
    etag: str = ""
    last_modified: str = ""
    trusted: bool = False  #: the user entered this address: it may be local


@dataclass(frozen=True, slots=True)
class FetchResult:
    """What came of a Fetch; `body` is whole and decompressed, and empty with a problem or where nothing changed."""

    id: str
    url: str  #: where the answer came from, after redirects
    status: int = 0
    body: bytes = b""
    etag: str = ""
    last_modified: str = ""
    not_modified: bool = False
    problem: AppError | None = None  #: FetchFailed or AddressRefused


@dataclass(frozen=True, slots=True)
class Limits:
    """How much is asked at once, and how long and how often; seconds where nothing else is said."""

    together: int = 16  #: requests under way
    per_host: int = 2  #: of them, to one host
    most_bytes: int = 20_000_000  #: of a body, decompressed
    connect: float = 10.0
    read: float = 20.0  #: between two pieces of an answer
    whole: float = 60.0  #: for one answer, from the connection to its last byte
    tries: int = 3
    pause: float = 0.5  #: before the second try, doubled for each further one, and up to as much again by chance
    patience: float = 20.0  #: longest Retry-After that is waited for
    redirects: int = 8
    beat: float = 0.1  #: between two calls of `beat`


def fetch(
    requests: Sequence[Fetch],
    on_result: Callable[[FetchResult], None],
    limits: Limits | None = None,
    beat: Callable[[], None] | None = None,
) -> None:
    """Ask for all of them and hand on each result as it comes; returns when the last one has.

    Both callables run on the calling thread, and what they raise (`Cancelled`) ends all requests at once and goes up;
    `beat` is called several times a second, also while nothing comes. Results are not kept, so that many large
    bodies need not fit into memory together.
    """
    stamina.instrumentation.set_on_retry_hooks(())  # its own would write each retry to stderr
    with asyncio.Runner() as runner:
        runner.run(_fetch_all(requests, on_result, limits or Limits(), beat))


async def _fetch_all(
    requests: Sequence[Fetch], on_result: Callable[[FetchResult], None], limits: Limits, beat: Callable[[], None] | None
) -> None:
    asyncio.get_running_loop().set_default_executor(Lookups(limits.together))
    async with _client(limits) as client:
        desk = _Desk(client, limits)
        pending = {asyncio.create_task(desk.result(request)) for request in requests}
        try:
            while pending:
                done, pending = await asyncio.wait(pending, timeout=limits.beat, return_when=asyncio.FIRST_COMPLETED)
                for task in done:
                    on_result(task.result())
                if beat is not None:
                    beat()
        finally:
            for task in pending:
                task.cancel()
            await asyncio.gather(*pending, return_exceptions=True)


def _client(limits: Limits) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        http2=importlib.util.find_spec("h2") is not None,
        headers={"user-agent": USER_AGENT, "accept": _ACCEPT},
        timeout=httpx.Timeout(limits.read, connect=limits.connect, pool=None),
        limits=httpx.Limits(max_connections=None),  # ours count by host
        follow_redirects=False,
    )


@dataclass(slots=True)
class _Desk:
    """The requests of one call: they share connections, cookies and limits."""

    client: httpx.AsyncClient
    limits: Limits
    all: asyncio.Semaphore = field(init=False)
    by_host: defaultdict[str, asyncio.Semaphore] = field(init=False)

    def __post_init__(self) -> None:
        self.all = asyncio.Semaphore(self.limits.together)
        self.by_host = defaultdict(partial(asyncio.Semaphore, self.limits.per_host))

    async def result(self, request: Fetch) -> FetchResult:
        """Return what came of a request, an answer or a problem."""
        try:
            return await self._tried(request)
        except AddressRefused as problem:
            return FetchResult(request.id, request.url, problem=problem)
        except (httpx.HTTPError, httpx.InvalidURL, TimeoutError, UnwelcomeAnswerError) as error:
            reason, status = reason_of(error)
            return FetchResult(request.id, request.url, status, problem=FetchFailed(request.id, reason, status))

    async def _tried(self, request: Fetch) -> FetchResult:
        """Try until there is an answer, or it is no use."""
        again = stamina.AsyncRetryingCaller(
            attempts=self.limits.tries,
            timeout=None,
            wait_initial=self.limits.pause,
            wait_max=self.limits.patience,
            wait_jitter=self.limits.pause,
        )
        return await again(partial(wait_before_retry, patience=self.limits.patience), self._followed, request)

    async def _followed(self, request: Fetch) -> FetchResult:
        """Ask, and go where redirects lead."""
        url, named = request.url, host_of(request.url) if request.trusted else ""
        for _ in range(self.limits.redirects + 1):
            await self._guard(url, named)
            async with self._asked(url, request) as response:
                if not response.has_redirect_location:
                    return await self._read(request, response)
                url = str(response.url.join(response.headers["location"]))
        raise UnwelcomeAnswerError("protocol")

    async def _guard(self, url: str, named: str) -> None:
        host = host_of(url)
        found = await addresses(host) if host and host != named else ()
        if not may_ask(url, found, named):
            raise AddressRefused(url)

    @asynccontextmanager
    async def _asked(self, url: str, request: Fetch) -> AsyncGenerator[httpx.Response]:
        """Lend the answer to one request, its body still to come, once it is its turn."""
        headers = {"if-none-match": request.etag, "if-modified-since": request.last_modified}
        # The host's turn comes first: who waits for it must not hold a place that another host could use.
        async with (
            self.by_host[host_of(url)],
            self.all,
            asyncio.timeout(self.limits.whole),
            self.client.stream("GET", url, headers={name: value for name, value in headers.items() if value}) as response,
        ):
            yield response

    async def _read(self, request: Fetch, response: httpx.Response) -> FetchResult:
        status, headers = response.status_code, response.headers
        if status == HTTPStatus.NOT_MODIFIED:
            etag, modified = headers.get("etag", request.etag), headers.get("last-modified", request.last_modified)
            return FetchResult(request.id, str(response.url), status, b"", etag, modified, not_modified=True)
        if not response.is_success:
            raise UnwelcomeAnswerError("status", status, headers.get("retry-after", ""))
        body = await self._body(response)
        return FetchResult(request.id, str(response.url), status, body, headers.get("etag", ""), headers.get("last-modified", ""))

    async def _body(self, response: httpx.Response) -> bytes:
        if response.headers.get("content-length", "").isdigit() and int(response.headers["content-length"]) > self.limits.most_bytes:
            raise UnwelcomeAnswerError("too-large", response.status_code)
        body = bytearray()
        async for chunk in response.aiter_bytes():
            body += chunk
            if len(body) > self.limits.most_bytes:
                raise UnwelcomeAnswerError("too-large", response.status_code)
        return bytes(body)
