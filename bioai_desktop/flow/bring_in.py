"""Take in what lies on disk: feeds and API answers, pages, whole sites."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path

from bioai_desktop.checkout import files as checkout
from bioai_desktop.domain import Job, Step
from bioai_desktop.errors import AppError, ExportRefused, FileUnreadable, ImportRefused
from bioai_desktop.flow.fetch import import_file
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.take_in import Change, PageFile, take_in
from bioai_desktop.site.days import PagePaths, iso_day

_PAGE = (".md", ".markdown")
_BATCH = 50  # pages that are kept in one transaction: what was finished before a stop stays, and who types waits no longer


@dataclass(frozen=True, slots=True)
class FileReport:
    """What one file gave."""

    path: str  #: as it was asked for; of a page of a site, relative to that
    items: int = 0  #: of a feed, or entries of a page
    new: int = 0  #: of them, those that were not here, or not so
    problem: AppError | None = None
    site: str = ""  #: that the page was found in, "" for a file that was named itself
    page: PageFile | None = None
    change: Change | None = None  #: of a page
    conflicts: int = 0  #: places of a page that were changed here and on disk, each otherwise


def counted(reports: Iterable[FileReport]) -> dict[Change, int]:
    """Return how many pages changed what here, those kinds left out that no page is of."""
    found = Counter(report.change for report in reports)
    return {change: found[change] for change in Change if found[change]}


@dataclass(frozen=True, slots=True)
class _Task:
    """One file to be read; a page where it is one."""

    path: str
    file: Path
    site: Path | None = None  #: that it may not lead out of
    page: PageFile | None = None
    problem: AppError | None = None  #: why it is not to be read


def bring_in(parts: Parts, paths: Sequence[Path], job: Job, now: datetime | None = None) -> list[FileReport]:
    """Take in files, and the pages of folders that are sites; one that can't be read does not keep the others out.

    Items come in `now`. Where the user stops it, what was finished until then is kept.
    """
    known = PagePaths(parts.profile)
    tasks = [task for path in paths for task in _tasks(parts, path, known)]
    reports: list[FileReport] = []
    for batch in _batches(tasks):
        job.step(Step.IMPORT, len(reports), len(tasks), batch[0].path)
        with parts.editing, parts.store.together():
            reports += [_report(parts, task, now) for task in batch]
    job.step(Step.IMPORT, len(tasks), len(tasks))
    return reports


def _tasks(parts: Parts, path: Path, known: PagePaths) -> Iterator[_Task]:
    """Yield what is to be read of an argument."""
    if path.is_dir():
        yield from _site(path, known)
    elif path.suffix.lower() in _PAGE:
        yield _alone(parts, path, known)
    else:
        yield _Task(str(path), path)


def _site(site: Path, known: PagePaths) -> Iterator[_Task]:
    """Yield the pages of a site, earliest day first: what came later is found first."""
    found = [
        (place.day, language, path)
        for language, pattern in known.globs.items()
        for path in site.glob(pattern)
        if (place := known.find(path.relative_to(site))) and place.language is language
    ]
    if not found:
        yield _Task(str(site), site, problem=ImportRefused(str(site), "no-pages", ", ".join(known.globs.values())))
    for day, language, path in sorted(found):
        yield _Task(path.relative_to(site).as_posix(), path, site, PageFile(path, language, day))


def _alone(parts: Parts, path: Path, known: PagePaths) -> _Task:
    """Return a page by itself: its day is in its name, its language in its path, else that of the site's first pages."""
    place = known.find(path.absolute())
    day = place.day if place else iso_day(path.name)
    if day is None:
        return _Task(str(path), path, problem=ImportRefused(str(path), "undated"))
    folders = path.absolute().parts[-3:-1]
    named = next((each for each in parts.profile.files if str(each) in folders), next(iter(parts.profile.files)))
    language = place.language if place else known.language_of(path.absolute()) or named
    return _Task(str(path), path, None, PageFile(path, language, day))


def _batches(tasks: Sequence[_Task]) -> Iterator[list[_Task]]:
    """Yield the tasks in their order, pages many at a time."""
    for is_page, run in groupby(tasks, lambda task: task.page is not None):
        held = list(run)
        size = _BATCH if is_page else 1
        yield from (held[at : at + size] for at in range(0, len(held), size))


def _report(parts: Parts, task: _Task, now: datetime | None) -> FileReport:
    site = str(task.site or "")
    if task.problem is not None:
        return FileReport(task.path, problem=task.problem)
    if task.page is None:
        items = import_file(parts, task.file, now)
        return FileReport(task.path, items.items, items.new, items.problem)
    try:
        taken = take_in(parts, task.page, _text(task))
    except (FileUnreadable, ImportRefused) as problem:
        return FileReport(task.path, problem=problem, site=site, page=task.page)
    return FileReport(task.path, taken.items, taken.new, None, site, task.page, taken.change, taken.conflicts)


def _text(task: _Task) -> str:
    """Return what a page holds; raises `ImportRefused`, `FileUnreadable`."""
    if task.file.is_dir():
        raise ImportRefused(task.path, "folder")
    try:
        data = checkout.read_bytes(task.site, task.path) if task.site else task.file.read_bytes()
        if data is None:
            raise FileUnreadable(task.path)
        return data.decode()
    except ExportRefused as error:
        raise ImportRefused(task.path, "outside") from error
    except UnicodeDecodeError as error:
        raise ImportRefused(task.path, "encoding") from error
    except OSError as error:
        raise FileUnreadable(task.path) from error
