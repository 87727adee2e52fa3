"""Get new items: from the sources over the network, or from files on disk."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from hashlib import blake2b
from pathlib import Path

from bioai_desktop import __version__
from bioai_desktop.domain import Item, Job, Outcome, Source, Step
from bioai_desktop.errors import AddressRefused, AppError, FeedUnreadable, FetchFailed, FileUnreadable, KeyringUnusable
from bioai_desktop.flow import polling
from bioai_desktop.flow.keeping import Keeping, keep
from bioai_desktop.flow.keys import Ring
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.readers import Body, Reading
from bioai_desktop.flow.sources import Change, import_opml
from bioai_desktop.net.client import fetch as fetch_all
from bioai_desktop.net.exchange import Fetch, FetchResult
from bioai_desktop.sources import intake, opml
from bioai_desktop.store.fetches import FetchState
from bioai_desktop.store.polls import PollState


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What one source or file gave."""

    source: str  #: Source.id, or the path of a file
    items: int
    new: int
    unchanged: bool = False  #: nothing changed since it was last read, or nothing can have
    problem: AppError | None = None  #: of this time, or of last time where it was left alone
    waits_until: datetime | None = None  #: UTC; it was not asked, and will not be before
    keyless: KeyringUnusable | None = None  #: it was asked without its key, for this reason


def fetch(parts: Parts, job: Job, ids: Sequence[str] = (), *, regular: bool = False) -> list[SourceReport]:
    """Ask all sources, or those named, for what is new; one that fails keeps its items and says why.

    Those named are asked in any case; of all, a source is left alone while its last answer is good or it needs rest, and
    in a `regular` round, which nobody waits for, while it will hardly have news.
    """
    sources = {source.id: source for source in parts.sources if not ids or source.id in ids}
    with parts.readers.reading() as reading:
        round_ = _Round(sources, parts.store.polls.all(), Ring(parts), reading, Keeping(parts.store))
        asked = [source for source in sources.values() if ids or not round_.is_left_alone(source, regular=regular)]

        def beat() -> None:
            reading.settle()
            job.step(Step.FETCH, round_.done, len(sources))

        def take(result: FetchResult) -> Sequence[Fetch]:
            further = round_.take(result)
            job.step(Step.FETCH, round_.done, len(sources), sources[result.id].title)
            return further

        beat()
        try:
            fetch_all([round_.first(source) for source in asked], take, beat=beat)
            reading.finish(beat)
        finally:
            with parts.store.together():
                round_.keeping.flush()
                parts.store.polls.keep(round_.after)
                parts.store.fetches.keep(round_.went)
    return [replace(round_.reports[name], keyless=round_.ring.problem(source)) for name, source in sources.items()]


@dataclass(frozen=True, slots=True)
class _Heard:
    """What a source answered, without the body."""

    source: Source
    result: FetchResult
    digest: str  #: of the body


@dataclass(slots=True)
class _Round:
    """One round over the sources: what is known of them before, what comes of it."""

    sources: dict[str, Source]
    before: dict[str, PollState]
    ring: Ring
    reading: Reading
    keeping: Keeping
    after: dict[str, PollState] = field(default_factory=dict[str, PollState])
    went: dict[str, FetchState] = field(default_factory=dict[str, FetchState])
    reports: dict[str, SourceReport] = field(default_factory=dict[str, SourceReport])
    followed: set[str] = field(default_factory=set[str])  #: those whose first answer only named what there is

    @property
    def done(self) -> int:
        """How many sources were heard and read."""
        return len(self.reports) + self.keeping.waiting

    def is_left_alone(self, source: Source, *, regular: bool) -> bool:
        """Say whether a source is not to be asked now, and report on it as of last time."""
        state = self._known(source)
        until = polling.waits_until(state, datetime.now(UTC), regular=regular)
        if until is not None:
            problem = last_problem(source, state)
            self.reports[source.id] = SourceReport(source.id, state.items if not problem else 0, 0, problem is None, problem, until)
        return until is not None

    def first(self, source: Source) -> Fetch:
        """Return the request for a source, conditional where it was asked at this very address before."""
        known = self._known(source)
        return Fetch(source.id, source.url, known.etag, known.last_modified, trusted=True, secret=self.ring.secret(source))

    def take(self, result: FetchResult) -> Sequence[Fetch]:
        """Take what a source answered, or return what is to be asked next where that was a list of ids."""
        source = self.sources[result.id]
        further = None if source.id in self.followed else _further(source, result)
        if further is not None:
            self.followed.add(source.id)
            return (replace(further, secret=self.ring.secret(source)),)
        heard = _Heard(source, replace(result, body=b""), _digest(result.body))
        report = self._unread(heard)
        if report is None:
            self.reading.read(Body(source, result.body, result.url), partial(self._keep, heard))
        else:
            self._close(heard, report)
        return ()

    def _unread(self, heard: _Heard) -> SourceReport | None:
        """Return what there is to say of an answer that need not be read, None for all others."""
        source = heard.source
        if heard.result.problem is not None:
            return SourceReport(source.id, 0, 0, problem=heard.result.problem)
        if heard.result.not_modified:
            return SourceReport(source.id, 0, 0, unchanged=True)
        known = self._known(source)
        return SourceReport(source.id, known.items, 0, unchanged=True) if known.digest == heard.digest else None

    def _keep(self, heard: _Heard, found: list[Item] | FeedUnreadable) -> None:
        """Keep what was read in an answer."""
        if isinstance(found, FeedUnreadable):
            self._close(heard, SourceReport(heard.source.id, 0, 0, problem=found))
        else:
            self.keeping.put(found, lambda new: self._close(heard, SourceReport(heard.source.id, len(found), new)))

    def _close(self, heard: _Heard, report: SourceReport) -> None:
        """Be done with a source for this round."""
        name = heard.source.id
        self.reports[name] = report
        self.went[name] = FetchState(datetime.now(UTC), _outcome(report), _key(report.problem), report.items, report.new)
        if not _is_offline(report.problem):  # which says nothing of the source
            self.after[name] = self._noted(heard, report)

    def _noted(self, heard: _Heard, report: SourceReport) -> PollState:
        """Return what the next request has to know."""
        source, result = heard.source, heard.result
        marks = None
        if report.problem is None and not result.not_modified:
            # What a follow-up answered says nothing about the address that is asked first.
            first = source.id not in self.followed
            marks = PollState(
                etag=result.etag if first else "",
                last_modified=result.last_modified if first else "",
                digest=heard.digest,
                items=report.items,
            )
        outcome = polling.Outcome(_key(report.problem), result.wait, report.new, marks)
        return polling.after(self._known(source), source.url, outcome, datetime.now(UTC))

    def _known(self, source: Source) -> PollState:
        state = self.before.get(source.id, PollState())
        return state if state.url == source.url else PollState()


def _further(source: Source, result: FetchResult) -> Fetch | None:
    """Return what is to be asked next where the answer was a list of ids."""
    if result.problem is not None or result.not_modified:
        return None
    try:
        address = intake.follow_up(source, result.body)
    except FeedUnreadable:
        return None  # told when its items are read
    return Fetch(source.id, address, trusted=True) if address is not None else None


def _digest(body: bytes) -> str:
    """Return what tells one answer from another; a later version of the program may read more in the same one."""
    return blake2b(body, digest_size=12, key=__version__.encode()[:64]).hexdigest()


def _is_offline(problem: AppError | None) -> bool:
    return isinstance(problem, FetchFailed) and problem.reason == "offline"


def _outcome(report: SourceReport) -> Outcome:
    if report.problem is not None:
        return Outcome.FAILED
    if report.unchanged:
        return Outcome.UNCHANGED
    return Outcome.FETCHED if report.items else Outcome.EMPTY


def last_problem(source: Source, state: PollState | FetchState) -> AppError | None:
    """Return what went wrong when the source was asked last, None where it answered."""
    name, _, rest = state.problem.partition(".")
    reason, _, status = rest.partition(".")
    if name == FeedUnreadable.__name__:
        return FeedUnreadable(source.id, reason)
    if name == AddressRefused.__name__:
        return AddressRefused(source.url)
    return FetchFailed(source.id, reason, int(status)) if name else None


def _key(problem: AppError | None) -> str:
    """Return a problem as the store keeps it, for `last_problem` to read."""
    if isinstance(problem, FetchFailed):
        return f"{FetchFailed.__name__}.{problem.reason}.{problem.status}"
    if isinstance(problem, FeedUnreadable):
        return f"{FeedUnreadable.__name__}.{problem.reason}"
    return type(problem).__name__ if problem else ""


def import_files(parts: Parts, paths: Sequence[Path], job: Job, now: datetime | None = None) -> list[SourceReport]:
    """Take the same payloads from files, as if they came in `now`; one that can't be read does not keep the others out."""
    reports: list[SourceReport] = []
    for done, path in enumerate(paths):
        job.step(Step.IMPORT, done, len(paths), path.name)
        reports.append(import_file(parts, path, now))
    job.step(Step.IMPORT, len(paths), len(paths))
    return reports


def import_file(parts: Parts, path: Path, now: datetime | None = None) -> SourceReport:
    """Take one payload from a file; of a list of sources, those that are new become sources."""
    try:
        if opml.is_list(_bytes(path)):
            brought = import_opml(parts, path)
            return SourceReport(str(path), len(brought), sum(one.change is Change.ADDED for one in brought))
        items = read_file(path)
    except (FeedUnreadable, FileUnreadable) as problem:
        return SourceReport(str(path), 0, 0, problem=problem)
    return SourceReport(str(path), len(items), keep(parts.store, items, now))


def read_file(path: Path) -> list[Item]:
    """Return the items of a recorded payload."""
    body = _bytes(path)
    return intake.parse(intake.guess(body, path.name), body)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise FileUnreadable(str(path)) from error
