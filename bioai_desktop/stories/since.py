"""What is new about a story since it last ran, from its records alone."""

from __future__ import annotations

import enum
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta

from bioai_desktop.domain import Item, ItemKind, Story
from bioai_desktop.stories.identity import is_notice


class Change(enum.StrEnum):
    """What came after a story ran, the gravest first."""

    NOTICE = "notice"  #: a retraction, an expression of concern or a correction
    ARTICLE = "article"  #: what was a preprint is in a journal
    RELEASE = "release"  #: a new version of code
    REVISED = "revised"  #: the record itself was changed
    REPORTS = "reports"  #: others wrote about it


@dataclass(frozen=True, slots=True)
class News:
    """One thing that is new."""

    change: Change
    at: datetime  #: UTC; of several the latest
    count: int = 1
    detail: str = ""  #: the journal, or the title of the notice or release


def since(story: Story) -> tuple[News, ...]:
    """Return what is new since the last day on which the story ran; nothing where it never did."""
    if not story.ran:
        return ()
    last = datetime.combine(max(ran.date for ran in story.ran) + timedelta(days=1), time(), UTC)
    later = {item.id: (item.published, item) for item in story.items if item.published and item.published >= last}
    return tuple(_news(story, later, last))


def _news(story: Story, later: dict[str, tuple[datetime, Item]], last: datetime) -> Iterator[News]:
    """Yield the news; each item is told once, as the gravest that it is."""
    was_preprint = any(item.kind is ItemKind.PREPRINT and item.id not in later for item in story.items)
    tests: Mapping[Change, Callable[[Item], bool]] = {
        Change.NOTICE: lambda item: is_notice(item.title),
        Change.ARTICLE: lambda item: was_preprint and item.kind is ItemKind.ARTICLE,
        Change.RELEASE: lambda item: item.kind is ItemKind.REPOSITORY,
    }
    told: set[str] = set()
    for change, fits in tests.items():
        if found := [(at, item) for name, (at, item) in later.items() if name not in told and fits(item)]:
            at, newest = max(found, key=lambda each: each[0])
            told.update(item.id for _, item in found)
            yield News(change, at, len(found), newest.venue if change is Change.ARTICLE else newest.title)
    revised = max((item.facts.revised for item in story.items if item.facts.revised and item.id not in told), default=None)
    if revised and revised >= last:
        yield News(Change.REVISED, revised)
    if others := [at for name, (at, _) in later.items() if name not in told]:
        yield News(Change.REPORTS, max(others), len(others))
