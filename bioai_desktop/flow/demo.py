"""The whole job on the built-in example: feeds in, a page of a site out."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from pathlib import Path
from time import monotonic
from typing import TypeVar

from bioai_desktop.domain import Job, Step
from bioai_desktop.errors import FileUnwritable, ModelMissing
from bioai_desktop.flow import draft, export, fetch, models, triage
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.waking import wake
from bioai_desktop.paths import resource
from bioai_desktop.settings import SERVER

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class DemoReport:
    """What the example gave."""

    day: date
    stories: int
    draft: draft.DraftReport
    files: tuple[Path, ...]  #: the daily page first
    seconds: tuple[tuple[Step, float], ...]  #: what each step took


def demo(parts: Parts, out: Path, job: Job) -> DemoReport:
    """Import the example's feeds, rank, draft, check, and export into the folder `out`."""
    seconds: list[tuple[Step, float]] = []

    def timed(step: Step, action: Callable[[], Result]) -> Result:
        started = monotonic()
        result = action()
        seconds.append((step, monotonic() - started))
        return result

    timed(Step.DOWNLOAD, lambda: _have_model(parts, job))
    day, feeds = example()
    timed(Step.IMPORT, lambda: fetch.import_files(parts, feeds, job, datetime.combine(day, time(12), UTC)))
    stories = timed(Step.RANK, lambda: triage.stories(parts, day))
    timed(Step.LOAD, lambda: wake(parts.engine(job), job))
    report = timed(Step.WRITE, lambda: draft.draft(parts, day, job, unattended=True))
    _make_site(parts, out)
    written = timed(Step.EXPORT, lambda: export.export(parts, day, parts.profile.language, out))
    return DemoReport(day, len(stories), report, tuple(out / planned.path for planned in written.files), tuple(seconds))


def example() -> tuple[date, list[Path]]:
    """Return the example's own today, and its feeds."""
    told = tomllib.loads(resource("demo", "demo.toml").read_text("utf-8"))
    return told["day"], [resource("demo", name) for name in told["feeds"]]


def _have_model(parts: Parts, job: Job) -> None:
    """Install the chosen model where it is missing; a file of the user's own is taken as it is, and another machine has its own."""
    if parts.settings.model == SERVER:
        return
    try:
        models.resolve(parts.settings.model, parts.paths, job)
    except ModelMissing:
        models.install(parts.settings.model, parts.paths, job)


def _make_site(parts: Parts, out: Path) -> None:
    """Give a folder the files of a new site; those that are there stay."""
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, text in parts.profile.starter.items() if not any(out.glob("hugo.*")) else ():
            (out / name).parent.mkdir(parents=True, exist_ok=True)
            (out / name).write_text(text, "utf-8")
    except OSError as error:
        raise FileUnwritable(str(out)) from error
