"""See what a source has before it is one: the feed that belongs to a page, and a trial of any source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bioai_desktop.domain import Item, Job, Source, SourceKind, Step
from bioai_desktop.errors import AddressInvalid, AppError, FeedUnreadable, NoFeedFound, SourceUnknown
from bioai_desktop.flow.keys import Ring
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.talks import Talk, hold
from bioai_desktop.net.exchange import Fetch, FetchResult, Secret
from bioai_desktop.net.guard import host_of
from bioai_desktop.paths import resource
from bioai_desktop.sources import intake, pages
from bioai_desktop.sources.pages import KnownPage

#: Kinds whose answers say what they are called.
_NAMED_BY_THEMSELVES = {SourceKind.FEED, SourceKind.JSON_FEED}


@dataclass(frozen=True, slots=True)
class Trial:
    """A source as it answered."""

    source: Source
    items: tuple[Item, ...] = ()
    problem: AppError | None = None


def likely(written: str) -> str:
    """Return the address that someone most likely means by that of a page, without asking anyone; raises `AddressInvalid`."""
    url = pages.address(written)
    if not url:
        raise AddressInvalid(written)
    known = pages.known(url, pages.load(resource("pages.toml")))
    return known.url if known else url


def find(written: str, job: Job) -> Trial:
    """Return the source that belongs to an address, its id still to be given, with what it has now; raises as `add` does."""
    url = pages.address(written)
    if not url:
        raise AddressInvalid(written)
    known = pages.load(resource("pages.toml"))
    found = _held({url: _search(url, known)}, job)[url]
    if isinstance(found, AppError):
        raise found
    return found


def try_out(parts: Parts, ids: Sequence[str], job: Job) -> list[Trial]:
    """Ask all sources, or those named, and return what they answered; nothing is kept. Raises `SourceUnknown`."""
    sources = {source.id: source for source in parts.sources}
    if unknown := [name for name in ids if name not in sources]:
        raise SourceUnknown(", ".join(unknown), ", ".join(sorted(sources)))
    chosen = [sources[name] for name in dict.fromkeys(ids)] or list(sources.values())
    ring = Ring(parts)
    found = _held({source.id: _tried(source, ring.secret(source)) for source in chosen}, job)
    trials = ((source, found[source.id]) for source in chosen)
    return [Trial(source, problem=trial) if isinstance(trial, AppError) else trial for source, trial in trials]


def _search(url: str, known_pages: tuple[KnownPage, ...]) -> Talk[Trial]:
    """Look for the feed of a page: what is known of its host, the page itself, its links, the usual places."""
    if known := pages.known(url, known_pages):
        [answer] = yield [_request(known.url, url)]
        if trial := (yield from _read(known, answer)):
            return trial
    [page] = yield [_request(url, url)]
    if page.problem:
        raise page.problem
    if trial := (yield from _read(None, page)):
        return trial
    offered, customary = pages.offered(page.body, page.url), pages.customary(page.url)
    for requests in ([_request(place, url) for place in offered], [_request(place, url, guessed=True) for place in customary]):
        answers = (yield requests) if requests else ()
        empty: Trial | None = None
        for answer in answers:
            trial = yield from _read(None, answer)
            if trial and trial.items:
                return trial
            empty = empty or trial
        if empty:
            return empty
    raise NoFeedFound(url)


def _request(url: str, entered: str, *, guessed: bool = False) -> Fetch:
    """Return a request, called by its address; only the host that the user entered may be a local one."""
    return Fetch(url, url, trusted=host_of(url) == host_of(entered), by_robots=guessed)


def _tried(source: Source, secret: Secret | None) -> Talk[Trial]:
    [answer] = yield [Fetch(source.id, source.url, trusted=True, secret=secret)]
    if answer.problem:
        raise answer.problem
    items = intake.parse(source, answer.body, answer.url)
    further = intake.follow_up(source, answer.body)
    if further:
        [answer] = yield [Fetch(source.id, further, trusted=True, secret=secret)]
        if answer.problem:
            raise answer.problem
        items = intake.parse(source, answer.body, answer.url)
    return Trial(source, tuple(items))


def _read(known: Source | None, answer: FetchResult) -> Talk[Trial | None]:
    """Return what an answer is as a source, None where it is none that we can read."""
    if answer.problem:
        return None
    try:
        source = known or replace(intake.guess(answer.body, answer.url), id="", url=answer.id)
        items = intake.parse(source, answer.body, answer.url)
        further = intake.follow_up(source, answer.body)
        if further:
            [more] = yield [_request(further, answer.url)]
            items = [] if more.problem else intake.parse(source, more.body, more.url)
    except FeedUnreadable:
        return None
    return Trial(_described(source, answer, items), tuple(items))


def _described(source: Source, answer: FetchResult, items: Iterable[Item]) -> Source:
    """Return the source with the name that its feed has, and as a source of what it mostly brings."""
    title = source.title
    if source.kind in _NAMED_BY_THEMSELVES:
        title = intake.guess(answer.body, answer.url).title
    kinds = Counter(item.kind for item in items).most_common(1)
    return replace(source, title=title, items=kinds[0][0] if kinds else source.items)


def _held(asked: Mapping[str, Talk[Trial]], job: Job) -> dict[str, Trial | AppError]:
    return hold(asked, lambda over: job.step(Step.FETCH, over, len(asked)))
