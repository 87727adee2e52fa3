"""Measure the intake: reading beside feedparser alone, a round without news, memory under large answers."""

from __future__ import annotations

import os
import platform
import random
import statistics
import sys
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from bioai_desktop.domain import Item, Job, SilentJob, Source, SourceKind, Step
from bioai_desktop.errors import FeedUnreadable, FileUnreadable
from bioai_desktop.flow.fetch import fetch
from bioai_desktop.flow.keeping import Keeping
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.readers import Body, Readers
from bioai_desktop.net.local_server import serving
from bioai_desktop.sources import feed, intake
from bioai_desktop.stories.group import group

#: What is to be reached, as the ratio to feedparser alone, in seconds and in bytes.
READING_RATIO, ROUND_SECONDS, MEMORY_BYTES = 0.8, 1.0, 400_000_000
_WORDS = [
    "cells",
    "proteins",
    "model",
    "learning",
    "genome",
    "folding",
    "atlas",
    "sequence",
    "kinase",
    "neural",
    "mouse",
    "trial",
    "clinical",
    "variant",
    "enzyme",
    "lipid",
    "graph",
    "binding",
]
_FEEDS, _ENTRIES = 20, 40  # of the generated workload
_LARGE_ENTRY = 10_000  # bytes of an entry of a large feed


@dataclass(frozen=True, slots=True)
class Reading:
    """Parsing, cleaning, grouping and storing, beside feedparser alone; medians, seconds."""

    files: int
    bytes: int
    entries: int
    ours: float
    feedparser: float
    version: str  #: of feedparser


@dataclass(frozen=True, slots=True)
class Round:
    """A poll of sources that have nothing new."""

    sources: int
    seconds: float
    transactions: int
    unchanged: int


@dataclass(frozen=True, slots=True)
class Memory:
    """A fetch of large answers; the most memory that the whole program held meanwhile, in bytes."""

    sources: int
    bytes_each: int
    seconds: float
    peak: int
    items: int


def machine() -> dict[str, object]:
    """Return what the figures were measured on."""
    return {
        "system": platform.platform(),
        "python": platform.python_version(),
        "cores": os.cpu_count() or 1,
        "processor": platform.machine(),
    }


def reading(parts: Parts, folder: Path | None, rounds: int, job: Job) -> Reading:
    """Measure on the feeds in a folder, or on made-up ones; raises `FileUnreadable` where the folder holds none."""
    payloads = _recorded(folder) if folder else [(_source(number), _feed(number, _ENTRIES, 8)) for number in range(_FEEDS)]
    if not payloads:
        raise FileUnreadable(str(folder))
    ours: list[float] = []
    theirs: list[float] = []
    entries = 0
    for number in range(rounds + 1):
        job.step(Step.MEASURE, number, rounds + 1)
        theirs.append(_timed(lambda: [feed.alone(body) for _, body in payloads]))
        with TemporaryDirectory() as scratch, _newsroom(parts, scratch, ()) as room:
            started = time.perf_counter()
            entries = _read(parts.readers, room, payloads)
            ours.append(time.perf_counter() - started)
    # The first time pays for imports, and for the start of the processes that read.
    medians = statistics.median(ours[1:]), statistics.median(theirs[1:])
    return Reading(len(payloads), sum(len(body) for _, body in payloads), entries, *medians, version("feedparser"))


def unchanged_round(parts: Parts, sources: int, job: Job) -> Round:
    """Measure a poll of sources on one local server, none of which has anything new."""
    body = _feed(0, 20, 2)
    with TemporaryDirectory() as scratch, serving(lambda _: body) as server:
        listed = tuple(_source(number, server.url(0, f"/{number}")) for number in range(sources))
        with _newsroom(parts, scratch, listed) as room:
            fetch(room, job)
            before = room.store.transactions
            started = time.perf_counter()
            reports = fetch(room, SilentJob())
            seconds = time.perf_counter() - started
            return Round(sources, seconds, room.store.transactions - before, sum(report.unchanged for report in reports))


def large_answers(parts: Parts, sources: int, size: int, job: Job) -> Memory:
    """Fetch from sources on many local hosts that answer with so many bytes each.

    To be measured first: the peak is that of the program's whole life.
    """
    body = _feed(0, size // _LARGE_ENTRY, _LARGE_ENTRY // 80)
    body += b" " * (size - len(body))
    with TemporaryDirectory() as scratch, serving(lambda _: body, hosts=250) as server:
        listed = tuple(_source(number, server.url(number, f"/{number}")) for number in range(sources))
        with _newsroom(parts, scratch, listed) as room:
            started = time.perf_counter()
            watched = _Watched(job)
            reports = fetch(room, watched)
            seconds = time.perf_counter() - started
    return Memory(sources, len(body), seconds, _peak() + watched.most, sum(report.items for report in reports))


def _read(readers: Readers, room: Parts, payloads: Sequence[tuple[Source, bytes]]) -> int:
    """Do what a fetch does with what sources answered, and what the list of stories does with that."""
    items: list[Item] = []
    keeping = Keeping(room.store)

    def take(found: list[Item] | FeedUnreadable) -> None:
        if not isinstance(found, FeedUnreadable):
            keeping.put(found, lambda _: None)
            items.extend(found)

    with readers.reading() as reading:
        for source, body in payloads:
            reading.read(Body(source, body), take)
        reading.finish(lambda: None)
    keeping.flush()
    group(items)
    return len(items)


def _timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _recorded(folder: Path) -> list[tuple[Source, bytes]]:
    """Return the feeds in a folder and below; what feedparser can't read is left out."""
    found: list[tuple[Source, bytes]] = []
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        body = path.read_bytes()
        try:
            source = intake.guess(body, path.name)
            intake.parse(source, body)
        except FeedUnreadable:
            continue
        if source.kind in {SourceKind.FEED, SourceKind.ARXIV}:
            found.append((source, body))
    return found


def _feed(number: int, entries: int, paragraphs: int) -> bytes:
    """Return a made-up feed, the same each time, whose entries have so many paragraphs of ten words."""
    chance = random.Random(number)  # noqa: S311 - nothing secret
    text = [" ".join(chance.choices(_WORDS, k=10)) for _ in range(40)]
    day = datetime(2026, 2, 5, tzinfo=UTC)
    items = "".join(
        f"<item><title>{chance.choice(text)} {at}</title><link>https://journal.example/{number}/{at}?utm_source=rss</link>"
        f"<guid>https://journal.example/{number}/{at}</guid><pubDate>{day - timedelta(hours=at):%a, %d %b %Y %H:%M:%S} GMT</pubDate>"
        f"<description><![CDATA[{''.join(f'<p>{chance.choice(text)}</p>' for _ in range(paragraphs))}]]></description></item>"
        for at in range(entries)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Feed {number}</title>{items}</channel></rss>'.encode()


def _source(number: int, url: str = "https://journal.example/feed") -> Source:
    return Source(f"source-{number}", f"Source {number}", SourceKind.FEED, url)


@contextmanager
def _newsroom(parts: Parts, folder: str, sources: tuple[Source, ...]) -> Generator[Parts]:
    room = parts.for_trial(Path(folder), sources)
    try:
        yield room
    finally:
        room.close()


class _Watched:
    """A Job that looks at the memory of the processes beside this one at every step: several times a second."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self.most = 0  #: bytes that they held together

    def step(self, step: Step, done: int, total: int, note: str = "") -> None:
        """Look, and report on."""
        self.most = max(self.most, sum(map(_held, psutil.Process().children(recursive=True))))
        self._job.step(step, done, total, note)


def _held(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:  # ended since it was listed
        return 0


def _peak() -> int:
    """Return the most memory that this process ever held, in bytes."""
    if sys.platform == "win32":
        return int(psutil.Process().memory_info().peak_wset)
    import resource  # noqa: PLC0415  not on Windows

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
