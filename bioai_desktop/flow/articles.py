"""Have the page of a story read: its full text, or at least its abstract, is kept with the item from then on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bioai_desktop.domain import Item, Job, Step, Story
from bioai_desktop.errors import AppError, ArticleUnreadable, FetchFailed, StoryUnknown
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.pool import alone
from bioai_desktop.flow.talks import Talk, hold
from bioai_desktop.flow.triage import ranked
from bioai_desktop.net.exchange import Fetch, FetchResult, Limits
from bioai_desktop.net.guard import host_of
from bioai_desktop.sources import article

_LIMITS = Limits(most_bytes=8_000_000)  # a page with its pictures in it
_SECONDS = 15.0  # for taking one page apart
_MOST_PAGES = 4  # of one story
_CLOSED = {401, 402, 403, 451}


@dataclass(frozen=True, slots=True)
class Text:
    """What a page of a story says at length."""

    item: str  #: Item.id
    url: str
    text: str


@dataclass(frozen=True, slots=True)
class TextReport:
    """What came of one story: the text that is now kept with it, or why there is none."""

    story: Story
    text: Text | None = None
    problem: AppError | None = None  #: ArticleUnreadable, FetchFailed or AddressRefused


def find(parts: Parts, day: date, names: Sequence[str]) -> list[Story]:
    """Return the stories of a day by their ids, or by what those begin with; raises `StoryUnknown`."""
    known = ranked(parts, day)
    return [_called(known, name, day) for name in names]


def read(parts: Parts, stories: Sequence[Story], job: Job) -> list[TextReport]:
    """Ask for the pages of stories, read them, and keep what they say; the primary record's page is asked first."""
    trusted = frozenset(host_of(source.url) for source in parts.sources)
    by_id = {story.id: story for story in stories}
    beat = _Beat(job, len(by_id))
    found = hold({name: _talk(story, trusted, beat) for name, story in by_id.items()}, beat.over, _LIMITS)
    reports: list[TextReport] = []
    with parts.store.together():
        for name, answer in found.items():
            if isinstance(answer, Text):
                parts.store.articles.keep(answer.item, answer.url, answer.text)
                reports.append(TextReport(by_id[name], answer))
            else:
                reports.append(TextReport(by_id[name], problem=answer))
    return reports


@dataclass(slots=True)
class _Beat:
    """Tells how many stories are over, also while a page is being read."""

    job: Job
    total: int
    done: int = 0

    def over(self, done: int) -> None:
        self.done = done
        self()

    def __call__(self) -> None:
        self.job.step(Step.READ, self.done, self.total)


def _called(known: Sequence[Story], name: str, day: date) -> Story:
    found = [story for story in known if name and story.id.startswith(name)]
    if len(found) != 1:
        raise StoryUnknown(name, day.isoformat())
    return found[0]


def _talk(story: Story, trusted: frozenset[str], beat: _Beat) -> Talk[Text]:
    """Ask for the pages of a story's records, one after the other, until one holds more than is known; raises what was wrong with the first."""
    pages = {item.url: item for item in story.items if host_of(item.url)}
    problem: AppError = ArticleUnreadable(story.primary.title, "no-address")
    for at, (url, item) in enumerate(list(pages.items())[:_MOST_PAGES]):
        # Like its feed, a page on a host that the user has entered may be a local one.
        [answer] = yield [Fetch(url, url, trusted=host_of(url) in trusted, by_robots=True)]
        found = _read(answer, item, beat)
        if not isinstance(found, AppError) and len(found) > max(len(other.text) for other in story.items):
            return Text(item.id, answer.url, found)
        if at == 0:
            problem = found if isinstance(found, AppError) else ArticleUnreadable(url, "no-more")
    raise problem


def _read(answer: FetchResult, item: Item, beat: _Beat) -> str | AppError:
    """Return the article of an answer, or what is wrong with it."""
    url = answer.id
    if isinstance(answer.problem, FetchFailed) and answer.problem.reason == "robots":
        return ArticleUnreadable(url, "robots")
    if isinstance(answer.problem, FetchFailed) and answer.problem.status in _CLOSED:
        return ArticleUnreadable(url, "closed")
    if answer.problem is not None:
        return answer.problem
    found = alone(article.read, article.Page(answer.body, item.title), _SECONDS, beat)
    if found is None:
        return ArticleUnreadable(url, "unreadable")
    return found.text or ArticleUnreadable(url, found.reason)
