"""One large file from one address: streamed, resumed where it stopped, cancelled between two chunks."""

from __future__ import annotations

import asyncio
import errno
import re
import shutil
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import httpx

from bioai_desktop.domain import Job, Step
from bioai_desktop.errors import AddressRefused, DiskFull, FetchFailed, FileUnwritable
from bioai_desktop.net.failures import reason_of
from bioai_desktop.net.guard import host_of, may_ask
from bioai_desktop.net.lookups import Lookups, addresses

_T = TypeVar("_T")
_MARGIN = 64 * 1024 * 1024  # bytes that stay free
_CUTS = 3  # times in a row that a connection may break without a byte gained
_REDIRECTS = 5
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}  # Windows has no quota error of its own
_REPORT = 0.1  # seconds between two reports


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait, in seconds."""

    answer: float = 5.0  #: for the head of the first answer, redirects included
    stall: float = 30.0  #: between two chunks
    pause: float = 1.0  #: before another try, times the tries that gained nothing
    beat: float = 0.25  #: between two looks at the job while nothing comes


@dataclass(slots=True)
class _Transfer:
    """A download under way."""

    url: str
    part: Path
    expected: int
    job: Job
    note: str
    patience: Patience
    done: int = 0
    answered: bool = False  #: the address is good: breaks from here on are worth another try
    told: float = 0.0

    def report(self) -> None:
        self.told = time.monotonic()
        self.job.step(Step.DOWNLOAD, self.done, self.expected, self.note)


def part_of(target: Path) -> Path:
    """Return where the bytes of an unfinished `target` are kept."""
    return target.with_name(target.name + ".part")


def require_room(folder: Path, needed: int) -> None:
    """Raise `DiskFull` where a folder's disk has not this many bytes and a little more."""
    free = shutil.disk_usage(folder).free
    if free < needed + _MARGIN:
        raise DiskFull(str(folder), needed + _MARGIN, free)


def download(url: str, target: Path, expected: int, job: Job, note: str = "", patience: Patience | None = None) -> Path:
    """Fetch `expected` bytes into `<target>.part`, going on from what is there, and return that path.

    The name is the caller's to give, once the hash is right. Raises `FetchFailed`, `AddressRefused`, `DiskFull`,
    `FileUnwritable`, and `Cancelled`; what has come stays for the next try.
    """
    part = part_of(target)
    try:
        part.parent.mkdir(parents=True, exist_ok=True)
        have = part.stat().st_size if part.exists() else 0
        transfer = _Transfer(url, part, expected, job, note, patience or Patience(), done=have if have <= expected else 0)
        require_room(part.parent, expected - transfer.done)
        asyncio.run(_fetch(transfer))
    except OSError as error:
        raise disk_error(error, part.parent, expected) from error
    return part


def disk_error(error: OSError, folder: Path, needed: int) -> DiskFull | FileUnwritable:
    """Return what an error of the file system means to the user."""
    if error.errno in _FULL:
        return DiskFull(str(folder), needed, shutil.disk_usage(folder).free)
    return FileUnwritable(str(error.filename or folder))


async def _fetch(transfer: _Transfer) -> None:
    """Ask again from where it broke, as long as each try gains something."""
    asyncio.get_running_loop().set_default_executor(Lookups(2))
    limits = httpx.Timeout(transfer.patience.stall, connect=transfer.patience.answer)
    headers = {"accept-encoding": "identity", "user-agent": "bioai-desktop"}
    cuts = 0
    async with httpx.AsyncClient(timeout=limits, follow_redirects=False, headers=headers) as client:
        while transfer.done < transfer.expected:
            before = transfer.done
            try:
                await _one_answer(client, transfer)
            except (httpx.HTTPError, httpx.InvalidURL, TimeoutError) as error:
                cuts = 0 if transfer.done > before else cuts + 1
                if not transfer.answered or cuts >= _CUTS:
                    raise FetchFailed(host_of(transfer.url), *reason_of(error)) from error
                await _watched(asyncio.sleep(cuts * transfer.patience.pause), transfer)
    transfer.report()


async def _one_answer(client: httpx.AsyncClient, transfer: _Transfer) -> None:
    """Append what one answer brings."""
    async with asyncio.timeout(transfer.patience.answer):
        response = await _watched(_answer(client, transfer), transfer)
    try:
        transfer.done, transfer.answered = _checked_start(response, transfer), True
        with transfer.part.open("r+b" if transfer.part.exists() else "wb") as file:
            file.truncate(transfer.done)
            file.seek(transfer.done)
            await _append(response.aiter_raw(), file.write, transfer)
    finally:
        await response.aclose()


async def _answer(client: httpx.AsyncClient, transfer: _Transfer) -> httpx.Response:
    """Return the head of the answer, going where redirects lead; only the host that was named may be a local one."""
    headers = {"range": f"bytes={transfer.done}-"} if transfer.done else {}
    url, named = transfer.url, host_of(transfer.url)
    for _ in range(_REDIRECTS + 1):
        host = host_of(url)
        if not may_ask(url, await addresses(host) if host and host != named else (), named):
            raise AddressRefused(url)
        response = await client.send(client.build_request("GET", url, headers=headers), stream=True)
        if not response.has_redirect_location:
            return response
        await response.aclose()
        url = str(response.url.join(response.headers["location"]))
    raise FetchFailed(named, "protocol")


async def _append(chunks: AsyncIterator[bytes], write: Callable[[bytes], object], transfer: _Transfer) -> None:
    while (chunk := await _watched(_next(chunks), transfer)) is not None:
        if transfer.done + len(chunk) > transfer.expected:
            raise FetchFailed(host_of(transfer.url), "too-large")
        write(chunk)
        transfer.done += len(chunk)
        if time.monotonic() - transfer.told >= _REPORT:
            transfer.report()
    if transfer.done < transfer.expected:  # an answer without a length that ended early
        raise httpx.ReadError("ended early")


async def _next(chunks: AsyncIterator[bytes]) -> bytes | None:
    return await anext(chunks, None)


async def _watched(work: Awaitable[_T], transfer: _Transfer) -> _T:
    """Wait for something while the job can still be cancelled."""
    task = asyncio.ensure_future(work)
    try:
        while not task.done():
            await asyncio.wait({task}, timeout=transfer.patience.beat)
            if not task.done():
                transfer.report()
        return task.result()
    finally:
        task.cancel()


def _checked_start(response: httpx.Response, transfer: _Transfer) -> int:
    """Return the place in the file at which an answer begins; raises `FetchFailed` where it is not about this file."""
    status = response.status_code
    if status not in {200, 206}:
        raise FetchFailed(host_of(transfer.url), "status", status)
    if status == 200:
        if int(response.headers.get("content-length", transfer.expected)) != transfer.expected:
            raise FetchFailed(host_of(transfer.url), "protocol", status)
        return 0
    place = re.fullmatch(r"bytes (\d+)-\d+/(\d+|\*)", response.headers.get("content-range", ""))
    if place is None or int(place[1]) != transfer.done or place[2] not in {"*", str(transfer.expected)}:
        raise FetchFailed(host_of(transfer.url), "protocol", status)
    return transfer.done
