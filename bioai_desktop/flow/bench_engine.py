"""Measure the engine: beside the limit of a bare loop in the same run, and beside other programs on the same model file."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType

import msgspec
import psutil

from bioai_desktop.domain import Answer, Device, EngineInfo, Job, Piece, Priority, Request, Step
from bioai_desktop.engine.calibration import Fit
from bioai_desktop.engine.fitted import CopyState
from bioai_desktop.engine.local import LocalEngine, Served, Serving
from bioai_desktop.engine.peers import PLAIN, SERVER, Peer, PeerProcess, Setting, is_there
from bioai_desktop.engine.protocol import Done
from bioai_desktop.engine.rates import Rates
from bioai_desktop.engine.shelf import ResolvedModel
from bioai_desktop.errors import BenchDisturbed, NoFittedCopy, RequestsInvalid
from bioai_desktop.flow import models
from bioai_desktop.flow.bench_load import ALONE, SETS, SHARED, TOKENS, Workload, workload
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.waking import wake

#: What is to be reached: shares of the limit and of time, how many times faster, bytes.
LIMIT_SHARE, FASTER, FASTER_THAN_SERVER, NEVER_SLOWER = 0.90, 1.7, 2.0, 0.97
OVERHEAD, CONSTRAINT, FIRST_TOKEN, BESIDE_LOAD, MEMORY = 0.03, 0.02, 1.2, 0.60, 250_000_000
_WIDTHS = (1, 2, 4, 8, 16, 24, 32)
_SLOTS = (1, 4, 8)  # of the server: its best counts
_DISTURBED = 0.10  # by which raw rates before and after may differ
_FIRSTS = 5  # readings of the first token
_LAST = 3  # texts written besides the rounds: confined ones, one that keeps its house prompt, those beside a busy process
_HOG = "while True: pass"


@dataclass(frozen=True, slots=True)
class Timed:
    """Another program on all sets."""

    peer: Peer
    seconds: Mapping[str, float]  #: median of the rounds, by set


@dataclass(frozen=True, slots=True)
class Ours:
    """The engine itself on all sets; medians of the rounds."""

    seconds: Mapping[str, float]  #: by set
    limit: Mapping[str, float]  #: seconds that the raw rates of the same round allow, by set
    overhead: float  #: share of the time that is not llama.cpp's
    constraint: float  #: how much longer a text that is confined to Chinese takes to choose, as a share of its time
    first_token: float  #: of a text that somebody waits for, over the time of its own prefill alone
    beside_load: float  #: speed beside a busy process over the speed without
    memory: int | None  #: peak over the model file's size and the cells, bytes; None where the system does not say


@dataclass(frozen=True, slots=True)
class EngineBench:
    """All that was measured."""

    info: EngineInfo
    fit: Fit
    ours: Ours
    peers: tuple[Timed, ...]
    missing: tuple[str, ...]  #: programs that are not installed
    raw: Rates  #: of the middle round
    rejected: int  #: rounds that other load disturbed


@dataclass(slots=True)
class Round:
    """One time through all sets."""

    raw: Rates
    ours: dict[str, float] = field(default_factory=dict[str, float])  #: seconds by set
    work: dict[str, Done] = field(default_factory=dict[str, Done])
    peers: dict[str, dict[str, float]] = field(default_factory=dict[str, dict[str, float]])  #: seconds by program and set

    def is_disturbed(self, after: Rates) -> bool:
        """Tell whether other load showed in the raw rates."""
        pairs = ((self.raw.prefill, after.prefill), (self.raw.best, after.best))
        return any(abs(before - later) > _DISTURBED * max(before, later) for before, later in pairs)

    def limit(self, name: str, texts: int) -> float:
        """Return the seconds that a set takes at the raw rates: each prompt token that has to be computed, each token of a text."""
        work = self.work[name]
        widest = max((rate for width, rate in self.raw.decode.items() if width <= texts), default=self.raw.best)
        return work.computed / self.raw.prefill + work.written / widest


@dataclass(frozen=True, slots=True)
class Wish:
    """What is measured."""

    file: Path | None = None  #: of requests; None: the shipped ones
    rounds: int = 3  #: how often each set is written; the median counts
    beside_peers: bool = True
    fitted: bool = False  #: this engine has the copy fitted to this machine, the others the model's own file


def bench_engine(parts: Parts, wish: Wish, job: Job) -> EngineBench:
    """Measure the chosen model on the chosen device.

    Raises `NoFittedCopy`, `BenchDisturbed` where other load showed in more rounds than not, and as `Engine.stream`.
    """
    load, device = workload(wish.file), parts.settings.device
    original = models.resolve(parts.settings.model, parts.paths, job)
    model = _copy(parts, job) if wish.fitted else original
    with closing(LocalEngine(model.path, model.name, model.sha256, device, Serving(kept=parts.paths.cache / "prompts"))) as engine:
        served = _served(engine, job)
    # Nothing is kept on disk: each round begins without what an earlier one computed.
    with closing(LocalEngine(model.path, model.name, model.sha256, device, Serving(served.fit, idle=0))) as engine:
        info = engine.info(lambda: None)
        peers = Setting(PLAIN, str(original.path), served.cores, gpu=info.device is Device.GPU)
        with _Others(peers, there=wish.beside_peers) as others:
            bench = _Bench(engine, load, others, job)
            found, rejected = bench.rounds(wish.rounds)
            ours = bench.ours(found, model.path.stat().st_size)
            told = tuple(
                Timed(others.peer(key), {name: _median(each.peers[key][name] for each in found) for name in SETS})
                for key in (PLAIN, SERVER)
                if key in found[0].peers
            )
    middle = sorted(found, key=lambda each: each.ours[SHARED])[len(found) // 2]
    return EngineBench(info, served.fit, ours, told, others.missing, middle.raw, rejected)


def _copy(parts: Parts, job: Job) -> ResolvedModel:
    found = models.served(parts.settings.model, parts.paths, parts.settings.device, job)
    if found.state is not CopyState.USED:
        raise NoFittedCopy(found.model.name)
    return found.model


def _served(engine: LocalEngine, job: Job) -> Served:
    """Have an engine load its model as the product does, for what it finds best on this machine."""
    wake(engine, job)
    served = engine.served
    assert served is not None  # noqa: S101 - it was loaded just now
    return served


class _Others:
    """The other programs, running beside, each asked in its turn; of the server's numbers of slots the best is kept."""

    def __init__(self, setting: Setting, *, there: bool) -> None:
        self._setting = setting
        self._programs = [program for program in (PLAIN, SERVER) if there and is_there(program)]
        self.missing = tuple(program for program in (PLAIN, SERVER) if there and not is_there(program))
        self._running: dict[str, PeerProcess] = {}

    def __enter__(self) -> _Others:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        for process in self._running.values():
            process.close()

    def start(self, load: Workload, beat: Callable[[], None]) -> None:
        """Start all that are there, warm; `beat` is called while they work, and may raise to stop."""
        for program in self._programs:
            slots = _SLOTS if program == SERVER else (1,)
            found: dict[int, float] = {}
            for count in slots if len(slots) > 1 else ():
                with closing(self._start(program, count, beat)) as process:
                    process.write(load.chats(ALONE, "0. "))
                    found[count] = process.write(load.chats(SHARED, "0. ")).seconds
            self._running[program] = self._start(program, min(found, key=found.__getitem__, default=1), beat)
            self._running[program].write(load.chats(ALONE, "0. "))

    def peer(self, program: str) -> Peer:
        """Return what a program says of itself."""
        return self._running[program].peer

    def write(self, load: Workload, name: str, mark: str) -> dict[str, float]:
        """Have each write a set; returns seconds by program."""
        return {program: process.write(load.chats(name, mark)).seconds for program, process in self._running.items()}

    def _start(self, program: str, slots: int, beat: Callable[[], None]) -> PeerProcess:
        return PeerProcess(msgspec.structs.replace(self._setting, program=program, slots=slots), beat)


class _Bench:
    """The engine at work on a workload."""

    def __init__(self, engine: LocalEngine, load: Workload, others: _Others, job: Job) -> None:
        self._engine = engine
        self._load = load
        self._others = others
        self._job = job
        self._marks = 0
        self._done = self._planned = 0  # measures

    def rounds(self, wanted: int) -> tuple[list[Round], int]:
        """Return so many rounds that nothing disturbed, and how many were left out; raises `BenchDisturbed`."""
        self._planned = 1 + wanted * (2 + len(SETS)) + _LAST
        self._write(self._load.requests(ALONE, self._mark()))
        self._others.start(self._load, self._beat)
        found: list[Round] = []
        rejected = 0
        while len(found) < wanted:
            done = Round(self._rates())
            for name in SETS:
                mark = self._mark()
                done.ours[name], done.work[name] = self._write(self._load.requests(name, mark))
                for program, seconds in self._others.write(self._load, name, mark).items():
                    done.peers.setdefault(program, {})[name] = seconds
            if not done.is_disturbed(self._rates()):
                found.append(done)
            elif (rejected := rejected + 1) > wanted:
                raise BenchDisturbed(rejected)
            else:
                self._planned += 2 + len(SETS)
        return found, rejected

    def ours(self, found: Sequence[Round], file_bytes: int) -> Ours:
        """Return what was found of the engine, and measure what concerns it alone."""
        idle = _median(each.ours[SHARED] for each in found)
        served = self._engine.served
        assert served is not None  # noqa: S101 - the model stays loaded
        peak = _peak(served.pid)
        return Ours(
            seconds={name: _median(each.ours[name] for each in found) for name in SETS},
            limit={name: _median(each.limit(name, len(self._load.rows[name])) for each in found) for name in SETS},
            overhead=_median(1 - each.work[SHARED].native / each.ours[SHARED] for each in found),
            constraint=self._constraint(found),
            first_token=self._first_token(),
            beside_load=idle / self._beside_load(),
            memory=peak - file_bytes - served.cell_bytes if peak else None,
        )

    def _constraint(self, found: Sequence[Round]) -> float:
        free = [each.work[SHARED] for each in found]
        _, confined = self._write(self._load.chinese(SHARED, self._mark()))
        token = _median(work.seconds / work.written for work in free)
        return (confined.choosing / confined.written - _median(work.choosing / work.written for work in free)) / token

    def _first_token(self) -> float:
        """Return how long the first words of a text take whose house prompt is at hand, over the reading of the rest of its prompt."""
        mark = self._mark()
        self._write(self._load.requests(SHARED, mark)[:1])
        ratios: list[float] = []
        for request in self._load.requests(SHARED, mark, Priority.INTERACTIVE)[1 : 1 + _FIRSTS]:
            started, first = time.perf_counter(), 0.0
            for event in self._stream([request]):
                first = first or (time.perf_counter() - started if isinstance(event, Piece) else 0.0)
            own = self._engine.work.computed
            ratios.append(first / (own / self._engine.rates((), self._beat, own).prefill))
        return _median(ratios)

    def _beside_load(self) -> float:
        with _busy():
            return self._write(self._load.requests(SHARED, self._mark()))[0]

    def _write(self, requests: Sequence[Request]) -> tuple[float, Done]:
        started = time.perf_counter()
        short = [event for event in self._stream(requests) if isinstance(event, Answer) and event.tokens != TOKENS]
        seconds = time.perf_counter() - started
        self._done += 1
        if short:  # what is measured would not be the same work on all sides
            raise RequestsInvalid(self._load.path, "length", short[0].request)
        return seconds, self._engine.work

    def _stream(self, requests: Sequence[Request]) -> Generator[Piece | Answer]:
        with closing(self._engine.stream(requests, self._beat)) as stream:
            yield from stream

    def _rates(self) -> Rates:
        rates = self._engine.rates(_WIDTHS, self._beat)
        self._done += 1
        return rates

    def _beat(self) -> None:
        self._job.step(Step.MEASURE, self._done, max(self._planned, self._done))

    def _mark(self) -> str:
        self._marks += 1
        return f"{self._marks}. "


@contextmanager
def _busy() -> Generator[None]:
    """Keep one core busy."""
    with subprocess.Popen([sys.executable, "-c", _HOG]) as hog:
        try:
            yield
        finally:
            hog.kill()


def _peak(pid: int) -> int:
    """Return the most memory that a process had, in bytes; 0 where the system does not say."""
    if sys.platform == "win32":
        return int(psutil.Process(pid).memory_info().peak_wset)
    if sys.platform == "linux":
        status = Path(f"/proc/{pid}/status").read_text("ascii", errors="replace")
        return next((int(line.split()[1]) * 1024 for line in status.splitlines() if line.startswith("VmHWM:")), 0)
    return 0


def _median(values: Iterable[float]) -> float:
    return statistics.median(values)
