"""Copy a model file to this machine: a copy whose tensor types compute faster here, kept only where nothing is lost by it."""

from __future__ import annotations

import contextlib
import enum
import shutil
import statistics
import time
from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from bioai_desktop.domain import Device, Job, Language, Step
from bioai_desktop.drafting.chrf import chrf
from bioai_desktop.engine.builds import build_mark, machine
from bioai_desktop.engine.fitted import Copy, Quality
from bioai_desktop.engine.fitting import Speed
from bioai_desktop.engine.fitting_call import Expect, Expected, Progress, Rate, Rated, Transcode, Transcoded, ask
from bioai_desktop.engine.gguf_header import read_header
from bioai_desktop.engine.local import LocalEngine
from bioai_desktop.engine.recipes import Recipe, applicable, load, plan
from bioai_desktop.engine.shelf import ResolvedModel
from bioai_desktop.errors import DiskFull, FileUnwritable
from bioai_desktop.flow import models
from bioai_desktop.flow.bilingual import Pair
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.translate import translate_by
from bioai_desktop.paths import resource

#: What a copy has to gain, as a multiple of the original's speed at a draft, and the least that either rate may be of the original's.
LEAST_GAIN, LEAST_RATE = 1.05, 0.97
#: What a copy may lose: of the mean logarithm of a token's probability, and of chrF.
MOST_UNLIKELY, MOST_CHRF = 0.025, 0.5
_READ, _WRITTEN = 130, 120  # tokens of a usual draft, beside what all share
_SECONDS = 100.0  # for all rates together: then the round that runs is the last one
_NEAR = 0.9  # of the best reading: what is slower was disturbed
_ROOM = 1.1  # of the original's size, that a copy may need


class Verdict(enum.StrEnum):
    """What came of a recipe."""

    KEPT = "kept"
    SLOW = "slow"  #: it gains too little here
    UNLIKELY = "unlikely"  #: the copy expects the sentences less than the original by more than is allowed
    WORSE = "worse"  #: its translations are further from the references by more than is allowed


@dataclass(frozen=True, slots=True)
class Wish:
    """What is measured with."""

    pairs: Sequence[Pair]
    source: str  #: where the pairs come from
    recipes: Sequence[Recipe] | None = None  #: None: the shipped ones
    rounds: int = 3  #: how often the rates are measured at the least, original and copy in turn


@dataclass(frozen=True, slots=True)
class Trial:
    """One recipe tried: figures of the original, then of the copy; None where it was not worth looking."""

    recipe: str
    verdict: Verdict
    before: Speed
    after: Speed
    gain: float
    steady: bool  #: no other program disturbed the rates for long
    likelihood: tuple[float, float] | None = None
    chrf: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Tuned:
    """What came of it all; no trials: no recipe changes anything in this file."""

    name: str
    path: Path | None  #: of the copy that was kept
    trials: tuple[Trial, ...]


def tune(name: str, parts: Parts, wish: Wish, job: Job) -> Tuned:
    """Try the recipes that apply to a model, the greatest change first, until a copy is faster and as good; it is used from then on.

    Raises as `models.resolve`, and `DiskFull`, `FileUnwritable`, `EngineFailed`, `Cancelled`, after which all is as it was.
    """
    original = models.resolve(name, parts.paths, job)
    recipes = applicable(read_header(original.path), load(resource("recipes.toml")) if wish.recipes is None else wish.recipes)
    bench = _Bench(parts, wish, job, original, _SECONDS / max(1, len(recipes)))
    trials: list[Trial] = []
    kept: Path | None = None
    for recipe in recipes:
        with _staged(parts, original.path) as staged:
            trial, rated = bench.tried(recipe, staged)
            trials.append(trial)
            if trial.verdict is Verdict.KEPT:
                copies = models.fitted_copies(parts.paths, parts.settings.device)
                kept = copies.keep(staged, original.path, bench.record(trial, rated, staged), models.shelf(parts.paths).book)
                break
    if kept is None:
        untune(name, parts, job)
    return Tuned(original.name, kept, tuple(trials))


def untune(name: str, parts: Parts, job: Job) -> bool:
    """Take a model's fitted copy away, so that its own file is used; tells whether there was one. Raises as `models.resolve`."""
    return models.fitted_copies(parts.paths, Device.AUTO).drop(models.resolve(name, parts.paths, job).path)


def gain(before: Speed, after: Speed) -> float:
    """Return how many times as fast usual drafts are written."""

    def seconds(rates: Speed) -> float:
        return _READ / rates.prefill + _WRITTEN / rates.decode

    return seconds(before) / seconds(after)


class _File:
    """One model file, whose quality is measured when it is first asked for."""

    def __init__(self, path: Path, parts: Parts, wish: Wish, job: Job) -> None:
        self._path, self._parts, self._wish, self._job = path, parts, wish, job

    @cached_property
    def likelihood(self) -> float:
        """Mean logarithm of the probability of a token, in sentences that stand beside their translations, each way round."""
        texts = [text for pair in self._wish.pairs for text in (f"{pair.en}\n{pair.zh}", f"{pair.zh}\n{pair.en}")]
        found = ask(Expect(str(self._path), self._parts.settings.device, texts), Expected, _Watch(self._job, len(texts)))
        return found.total / max(1, found.tokens)

    @cached_property
    def chrf(self) -> float:
        """Mean of the scores of translations into both languages, as the program makes them."""
        scores: list[float] = []
        with closing(LocalEngine(self._path, device=self._parts.settings.device)) as engine:
            for to, other in ((Language.ZH, Language.EN), (Language.EN, Language.ZH)):
                sources = [pair.text(other) for pair in self._wish.pairs]
                made = translate_by(lambda: engine, self._parts.profile, sources, to, self._job)
                scores.append(chrf([each.text for each in made], [pair.text(to) for pair in self._wish.pairs]))
        return statistics.mean(scores)


class _Bench:
    """The original, and what is measured of its copies."""

    def __init__(self, parts: Parts, wish: Wish, job: Job, original: ResolvedModel, seconds: float) -> None:
        self._parts, self._wish, self._job, self._original = parts, wish, job, original
        self._seconds = seconds  #: for the rates of one copy
        self._file = _File(original.path, parts, wish, job)

    def tried(self, recipe: Recipe, staged: Path) -> tuple[Trial, Rated]:
        """Write a copy and judge it: the cheap measure first, the next one only where that one was good."""
        self._write(recipe, staged)
        rates = self._rates(staged)
        before, after, times = rates.before, rates.after, gain(rates.before, rates.after)
        copy = _File(staged, self._parts, self._wish, self._job)

        def told(verdict: Verdict, likelihood: tuple[float, float] | None = None, chrf: tuple[float, float] | None = None) -> Trial:
            return Trial(recipe.name, verdict, before, after, times, rates.steady, likelihood, chrf)

        if times < LEAST_GAIN or min(after.prefill / before.prefill, after.decode / before.decode) < LEAST_RATE:
            return told(Verdict.SLOW), rates.last
        likelihood = self._file.likelihood, copy.likelihood
        if likelihood[1] < likelihood[0] - MOST_UNLIKELY:
            return told(Verdict.UNLIKELY, likelihood), rates.last
        scores = self._file.chrf, copy.chrf
        return told(Verdict.WORSE if scores[1] < scores[0] - MOST_CHRF else Verdict.KEPT, likelihood, scores), rates.last

    def record(self, trial: Trial, rated: Rated, staged: Path) -> Copy:
        """Return the record of a copy that is good."""
        wish = self._wish
        return Copy(
            original=self._original.sha256,
            sha256=models.shelf(self._parts.paths).book.sha256(staged, self._job),
            bytes=staged.stat().st_size,
            recipe=trial.recipe,
            build=rated.build,
            build_mark=build_mark(),
            machine=machine(),
            device=rated.device,
            device_name=rated.device_name,
            before=trial.before,
            after=trial.after,
            gain=trial.gain,
            steady=trial.steady,
            quality=Quality(trial.likelihood or (0.0, 0.0), trial.chrf or (0.0, 0.0), len(wish.pairs), wish.source),
            made=datetime.now(UTC).isoformat(timespec="seconds"),
        )

    def _write(self, recipe: Recipe, staged: Path) -> None:
        original = self._original.path
        total = original.stat().st_size

        def beat(_progress: Progress | None) -> None:
            written = staged.stat().st_size if staged.exists() else 0
            self._job.step(Step.FIT, min(written, total - 1), total, recipe.name)

        types = plan(read_header(original), recipe)
        ask(Transcode(str(original), str(staged), types), Transcoded, beat)
        self._job.step(Step.FIT, total, total, recipe.name)

    def _rates(self, staged: Path) -> _Measured:
        """Measure both files in turn, so that what else the machine does falls on both; more rounds where it shows, fewer on a slow machine."""
        took: dict[Path, list[Rated]] = {self._original.path: [], staged: []}
        began, least = time.monotonic(), self._wish.rounds
        for round_ in range(2 * least):
            late = round_ and time.monotonic() - began > self._seconds * round_ / (round_ + 1)
            if late or (round_ >= least and all(typical(readings)[1] for readings in took.values())):
                break
            for at, (path, readings) in enumerate(took.items()):
                watch = _Watch(self._job, 2 * max(least, round_ + 1), 2 * round_ + at)
                readings.append(ask(Rate(str(path), self._parts.settings.device), Rated, watch))
        done = sum(map(len, took.values()))
        self._job.step(Step.MEASURE, done, done)
        (before, before_steady), (after, after_steady) = map(typical, took.values())
        return _Measured(before, after, before_steady and after_steady, took[staged][-1])


def typical(readings: Sequence[Rated]) -> tuple[Speed, bool]:
    """Return the rates of the readings that other programs did not slow down, and whether those are the most.

    Whatever disturbs only slows: the median of what comes near the best counts.
    """
    found = [_undisturbed([each.prefill for each in readings]), _undisturbed([each.decode for each in readings])]
    rates = Speed(*(statistics.median(near) for near in found))
    return rates, all(2 * len(near) > len(readings) for near in found)


def _undisturbed(rates: Sequence[float]) -> list[float]:
    return [rate for rate in rates if rate >= _NEAR * max(rates)]


@dataclass(frozen=True, slots=True)
class _Measured:
    """The rates of original and copy; `steady`: nothing else took the machine for long."""

    before: Speed
    after: Speed
    steady: bool
    last: Rated


@dataclass(slots=True)
class _Watch:
    """Tells how far it is, as the process said last: that is where stopping is noticed."""

    job: Job
    total: int
    done: int = 0

    def __call__(self, progress: Progress | None) -> None:
        if progress is not None:
            self.done = progress.done
        self.job.step(Step.MEASURE, self.done, self.total)


@contextlib.contextmanager
def _staged(parts: Parts, original: Path) -> Generator[Path]:
    """Give a place to write a copy to, with room for it; what lies there afterwards is deleted. Raises `DiskFull`, `FileUnwritable`."""
    folder = models.fitted_copies(parts.paths, Device.AUTO).folder
    staged = folder / f"{original.name}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        staged.unlink(missing_ok=True)
        needed, free = int(original.stat().st_size * _ROOM), shutil.disk_usage(folder).free
    except OSError as error:
        raise FileUnwritable(str(error.filename or folder)) from error
    try:
        if free < needed:
            raise DiskFull(str(folder), needed, free)
        yield staged
    finally:
        with contextlib.suppress(OSError):  # what went wrong is being told already
            staged.unlink(missing_ok=True)
        with contextlib.suppress(OSError):  # copies lie there
            folder.rmdir()
