"""See what came in for a day, as ranked stories."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bioai_desktop.domain import Item, Story
from bioai_desktop.flow.parts import Parts
from bioai_desktop.stories.group import group
from bioai_desktop.stories.identity import addresses
from bioai_desktop.stories.rank import rank

#: A paper of two days ago may still be today's news; older ones count for the day on which they came in.
FRESH = timedelta(days=2)


def today(parts: Parts) -> date:
    """Return the site's date of now."""
    return datetime.now(ZoneInfo(parts.profile.timezone)).date()


def latest_day(parts: Parts) -> date:
    """Return the day to open: today where something came in, else the newest day with an edition or with items."""
    now = today(parts)
    if items(parts, now):
        return now
    days = [*parts.store.editions.days(), *([newest.date()] if (newest := parts.store.items.newest(_end(parts, now))) else [])]
    return max((day for day in days if day <= now), default=now)


def items(parts: Parts, day: date) -> list[Item]:
    """Return what counts for a day: published on it or just before, or come in on it, however old."""
    end = _end(parts, day)
    fresh = parts.store.items.between(end - timedelta(days=1) - FRESH, end)
    late = parts.store.items.seen_between(end - timedelta(days=1), end)
    known = {item.id for item in fresh}
    return fresh + [item for item in late if item.id not in known]


def stories(parts: Parts, day: date, query: str = "", limit: int = 0) -> list[Story]:
    """Return the stories of a day, best first; `query` keeps those that hold all its words, `limit` the first so many."""
    groups = group(items(parts, day))
    links = {link for members in groups for link in addresses(members)}
    ran = parts.store.published.ran(links, before=day)
    authority = {source.id: source.weight for source in parts.sources}
    ranked = rank(groups, parts.profile, min(datetime.now(UTC), _end(parts, day)), ran, authority)
    words = query.casefold().split()
    found = [story for story in ranked if all(word in _haystack(story) for word in words)]
    return found[:limit] if limit else found


def _haystack(story: Story) -> str:
    return " ".join(f"{item.title} {item.text} {item.venue} {item.url}" for item in story.items).casefold()


def _end(parts: Parts, day: date) -> datetime:
    """Return the moment at which that date is over at the site."""
    return datetime.combine(day + timedelta(days=1), time.min, ZoneInfo(parts.profile.timezone)).astimezone(UTC)
