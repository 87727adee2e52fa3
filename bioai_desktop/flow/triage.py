"""See what came in for a day, as ranked stories."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from bioai_desktop.domain import Item, Sent, Story
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.rules import standing
from bioai_desktop.stories.group import group
from bioai_desktop.stories.identity import addresses
from bioai_desktop.stories.rank import ENOUGH, Background, rank
from bioai_desktop.stories.twins import with_likeness

if TYPE_CHECKING:
    from bioai_desktop.stories.taste import Taste

#: A paper of two days ago may still be today's news; older ones count for the day on which they came in.
FRESH = timedelta(days=2)
_DAY = timedelta(days=1)
_REMEMBERED = timedelta(days=14)  # before which a subject may come up as new once more


def today(parts: Parts) -> date:
    """Return the site's date of now."""
    return datetime.now(ZoneInfo(parts.profile.timezone)).date()


def latest_day(parts: Parts) -> date:
    """Return the day to open: today where something came in, else the newest day with an edition or with items."""
    now = today(parts)
    if items(parts, now):
        return now
    days = [*parts.store.editions.days(), *([newest.date()] if (newest := parts.store.items.newest(end(parts, now))) else [])]
    return max((day for day in days if day <= now), default=now)


def items(parts: Parts, day: date) -> list[Item]:
    """Return what counts for a day: published on it or just before, or come in on it, however old."""
    over = end(parts, day)
    fresh = parts.store.items.between(over - _DAY - FRESH, over)
    late = parts.store.items.seen_between(over - _DAY, over)
    known = {item.id for item in fresh}
    found = fresh + [item for item in late if item.id not in known]
    articles = parts.store.articles.of(item.id for item in found)
    return [replace(item, article=articles[item.id]) if item.id in articles else item for item in found]


def stories(parts: Parts, day: date, query: str = "", limit: int = 0) -> list[Story]:
    """Return the stories of a day, best first; `query` keeps those that hold all its words, `limit` the first so many.

    Those that a rule drops are left out: `dropped` has them. Each names the others that it may be the same as.
    """
    words = query.casefold().split()
    kept = with_likeness([story for story in ranked(parts, day) if story.sent is not Sent.DROP], parts.store.twins.all(same=False))
    found = [story for story in kept if all(word in _haystack(story) for word in words)]
    return found[:limit] if limit else found


def dropped(parts: Parts, day: date) -> list[Story]:
    """Return the stories of a day that a rule drops; the reason "rule" of each says which."""
    return [story for story in ranked(parts, day) if story.sent is Sent.DROP]


def ranked(parts: Parts, day: date) -> list[Story]:
    """Return all stories of a day, best first, those that a rule drops included; raises `RuleInvalid`."""
    groups = group(items(parts, day), parts.store.twins.all(same=True))
    links = {link for members in groups for link in addresses(members)}
    begin = end(parts, day) - _DAY - FRESH
    known = Background(
        ran=parts.store.published.ran(links, before=day),
        authority={source.id: source.weight for source in parts.sources},
        earlier=parts.store.titles.between(begin - _REMEMBERED, begin),
        rules=[each.rule for each in standing(parts)],
        taste=_taste(parts),
    )
    return rank(groups, parts.profile, min(datetime.now(UTC), end(parts, day)), known)


def end(parts: Parts, day: date) -> datetime:
    """Return the moment at which that date is over at the site."""
    return datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(parts.profile.timezone)).astimezone(UTC)


def _taste(parts: Parts) -> Taste | None:
    if parts.store.decisions.count() < ENOUGH:
        return None
    from bioai_desktop.flow import learning  # noqa: PLC0415  # brings numpy, which a list without a taste need not wait for

    return learning.taste(parts)


def _haystack(story: Story) -> str:
    return " ".join(f"{item.title} {item.text} {item.article} {item.venue} {item.url}" for item in story.items).casefold()
