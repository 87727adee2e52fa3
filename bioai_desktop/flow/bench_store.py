"""Measure the store: a page of the list, searches, and new items, beside FTS5 as it comes, in a store of made-up items."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from bioai_desktop.domain import Item, Job, Step
from bioai_desktop.flow.bench_items import A_DAY, FIRST, MadeUp
from bioai_desktop.paths import resource
from bioai_desktop.store.archive import Order, Query
from bioai_desktop.store.peers import TRIGRAM, UNICODE, Peer
from bioai_desktop.store.store import Store
from bioai_desktop.store.times import to_micros

#: What is measured, in the order in which it is told, and what is to be reached: milliseconds.
LIMITS = {"page": 10.0, "newest": 15.0, "best": 100.0, "insert": 150.0}
#: The file may be so many times as large as titles, texts and links.
SIZE_RATIO = 2.5
T = TypeVar("T")
_HITS = 50
_BATCH, _NEW = 5000, 500  # items at a time while the store grows, and of one insert that is measured
_INSERTS = 40
_LATE = 0.95  # share of what is measured that is not slower


@dataclass(frozen=True, slots=True)
class Measured:
    """One store: median and 95th percentile of each thing in milliseconds, bytes of the file, queries that found something."""

    name: str
    version: str  #: of SQLite, where it is a peer
    settings: str
    median: Mapping[str, float]
    late: Mapping[str, float]
    size: int
    answered: int


@dataclass(frozen=True, slots=True)
class StoreBench:
    """Ours and the peers, on the same items."""

    items: int
    text_bytes: int  #: of titles, texts and links
    queries: int
    ours: Measured
    peers: tuple[Measured, ...]


@dataclass(frozen=True, slots=True)
class _Runner:
    """A store that is measured: what is called for each thing."""

    name: str
    version: str
    settings: str
    path: Path
    newest: Callable[[Sequence[str]], int]
    best: Callable[[Sequence[str]], int]
    page: Callable[[int], int]  #: from so many days after the first on, backwards
    add: Callable[[Sequence[Item], int], object]  #: at a moment in microseconds
    close: Callable[[], None]


def bench_store(items: int, rounds: int, folder: Path | None, job: Job, *, beside_peers: bool = True) -> StoreBench:
    """Measure with so many items, in a folder for scratch files; each thing some rounds, of which the median counts."""
    queries = [line.split() for line in resource("bench", "queries.txt").read_text("utf-8").splitlines()]
    with TemporaryDirectory(dir=folder) as scratch:
        tokenizers = {"trigram": TRIGRAM, "unicode61": UNICODE} if beside_peers else {}
        runners = [_ours(Path(scratch)), *(_peer(Path(scratch), name, tokenizer) for name, tokenizer in tokenizers.items())]
        try:
            made = MadeUp()
            text_bytes = _fill(runners, made, items, job)
            took, found = _searched(runners, queries, items, rounds, job)
            inserted, more = _inserted(runners, made, job)
        finally:
            for runner in runners:
                runner.close()
        told = [_told(runner, took[runner.name] | inserted[runner.name], found[runner.name]) for runner in runners]
    return StoreBench(items + _INSERTS * _NEW, text_bytes + more, len(queries), told[0], tuple(told[1:]))


def _ours(folder: Path) -> _Runner:
    path = folder / "ours.sqlite3"
    store = Store(path)

    def find(words: Sequence[str], order: Order) -> int:
        return len(store.archive.search(Query(tuple(words)), _HITS, order))

    def page(days: int) -> int:
        return len(store.archive.search(Query(before=(FIRST + timedelta(days=days)).date()), _HITS))

    return _Runner(
        "ours",
        "",
        "",
        path,
        lambda words: find(words, Order.NEWEST),
        lambda words: find(words, Order.BEST),
        page,
        lambda items, now: store.items.add(items, FIRST + timedelta(microseconds=now - to_micros(FIRST))),
        store.close,
    )


def _peer(folder: Path, name: str, tokenizer: str) -> _Runner:
    path = folder / f"{name}.sqlite3"
    peer = Peer(path, tokenizer)
    return _Runner(
        f"FTS5 {name}",
        peer.version,
        f"external content, tokenize = '{tokenizer}', newest by rowid, best by bm25 of the newest 50,000",
        path,
        lambda words: peer.newest(words, _HITS),
        lambda words: peer.best(words, _HITS),
        lambda days: peer.page(to_micros(FIRST + timedelta(days=days)), _HITS),
        peer.add,
        peer.close,
    )


def _fill(runners: Sequence[_Runner], made: MadeUp, items: int, job: Job) -> int:
    """Put the items into all stores, and return the bytes of their titles, texts and links."""
    total = 0
    for at, (now, batch) in enumerate(made.batches(items, _BATCH)):
        job.step(Step.MEASURE, at * _BATCH, items)
        total += _bytes(batch)
        for runner in runners:
            runner.add(batch, to_micros(now))
    return total


def _searched(
    runners: Sequence[_Runner], queries: Sequence[Sequence[str]], items: int, rounds: int, job: Job
) -> tuple[Mapping[str, dict[str, list[float]]], Mapping[str, int]]:
    """Return the median times of each query and page, by store, and how many queries found something there."""
    took: dict[str, dict[str, list[float]]] = {runner.name: {"page": [], "newest": [], "best": []} for runner in runners}
    found = dict.fromkeys(took, 0)
    days = max(1, items // A_DAY)
    for at, words in enumerate(queries):
        job.step(Step.MEASURE, at, len(queries))
        day = 1 + at * days // len(queries)
        calls: dict[tuple[str, str], Callable[[], int]] = {}
        for runner in runners:
            calls[runner.name, "page"] = partial(runner.page, day)
            calls[runner.name, "newest"] = partial(runner.newest, words)
            calls[runner.name, "best"] = partial(runner.best, words)
        times: dict[tuple[str, str], list[float]] = {key: [] for key in calls}
        for turn in range(rounds):
            for (name, what), call in calls.items():
                seconds, count = _timed(call)
                times[name, what].append(seconds)
                found[name] += int(turn == 0 and what == "newest" and count > 0)
        for (name, what), seconds in times.items():
            took[name][what].append(statistics.median(seconds))
    return took, found


def _inserted(runners: Sequence[_Runner], made: MadeUp, job: Job) -> tuple[Mapping[str, dict[str, list[float]]], int]:
    """Return the times of inserts, by store, and the bytes of what was inserted."""
    took: dict[str, dict[str, list[float]]] = {runner.name: {"insert": []} for runner in runners}
    total = 0
    for at, (now, batch) in enumerate(made.batches(_INSERTS * _NEW, _NEW)):
        job.step(Step.MEASURE, at, _INSERTS)
        total += _bytes(batch)
        for runner in runners:
            seconds, _ = _timed(partial(runner.add, batch, to_micros(now)))
            took[runner.name]["insert"].append(seconds)
    return took, total


def _told(runner: _Runner, took: Mapping[str, Sequence[float]], answered: int) -> Measured:
    median = {what: 1000 * statistics.median(seconds) for what, seconds in took.items()}
    late = {what: 1000 * sorted(seconds)[int(_LATE * len(seconds))] for what, seconds in took.items()}
    return Measured(runner.name, runner.version, runner.settings, median, late, runner.path.stat().st_size, answered)


def _timed(work: Callable[[], T]) -> tuple[float, T]:
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def _bytes(items: Sequence[Item]) -> int:
    return sum(len(text.encode()) for each in items for text in (each.title, each.text, each.url))
