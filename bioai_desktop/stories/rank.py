"""Stories in the order in which an editor should see them, each with the reasons for its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta

from bioai_desktop.domain import Item, Ran, Reason, Story
from bioai_desktop.edition.addresses import link_keys
from bioai_desktop.edition.profile import Profile
from bioai_desktop.edition.topics import Relevance
from bioai_desktop.stories.identity import keys, related, story_id

#: Most points of each part, where the Profile says nothing else; "ran" are points taken away.
WEIGHTS: Mapping[str, float] = {"topic": 55.0, "authority": 20.0, "freshness": 15.0, "abstract": 10.0, "ran": 60.0}

#: Age to share of the points; what is older gets none.
_FRESHNESS = ((timedelta(hours=12), 1.0), (timedelta(hours=24), 0.7), (timedelta(hours=48), 0.4))
_UNDATED = 0.4
_MOST_AUTHORITY = 2.0  # of `Source.weight`
_ABSTRACT = 200  # characters from which a text says what was found; less is a teaser, worth half
_EARLIEST = datetime.min.replace(tzinfo=UTC)


def rank(
    groups: Iterable[Sequence[Item]],
    profile: Profile,
    now: datetime,
    ran: Mapping[str, tuple[Ran, ...]],
    authority: Mapping[str, float] | None = None,
) -> list[Story]:
    """Return a Story for each group (primary record first), the best first.

    `ran` holds earlier appearances by link, `authority` the weight of each source, 0 to 2, 1 where it has none. A story
    that is not about the Profile's topics has no points.
    """
    weights = {**WEIGHTS, **profile.weights}
    relevance = Relevance(profile.topics)
    appearances = _by_key(ran)
    stories: list[Story] = []
    for items in groups:
        earlier = _appearances(items, appearances)
        shares = {
            "topic": relevance.of("\n".join(item.title for item in items), max((item.text for item in items), key=len)),
            "authority": max((authority or {}).get(item.source, 1.0) for item in items) / _MOST_AUTHORITY,
            "freshness": freshness(items, now),
            "abstract": _abstract(items),
            "ran": -1.0 if earlier else 0.0,
        }
        reasons = _reasons(shares, weights)
        score = min(100.0, max(0.0, sum(reason.value for reason in reasons)))
        stories.append(Story(story_id(items[0]), tuple(items), round(score, 1), reasons, earlier))
    return sorted(stories, key=lambda story: (-story.score, -_newest(story.items).timestamp(), story.id))


def relevant(story: Story) -> bool:
    """Say whether a ranked story is about the Profile's topics."""
    return any(reason.name == "topic" and reason.value > 0 for reason in story.reasons)


def freshness(items: Sequence[Item], now: datetime) -> float:
    """Return the share for the age of the newest record; a date that is yet to come counts as now."""
    newest = _newest(items)
    if newest == _EARLIEST:
        return _UNDATED
    age = now - min(newest, now)
    return next((share for limit, share in _FRESHNESS if age <= limit), 0.0)


def _newest(items: Sequence[Item]) -> datetime:
    return max((item.published for item in items if item.published), default=_EARLIEST)


def _abstract(items: Sequence[Item]) -> float:
    longest = max(len(item.text) for item in items)
    return 1.0 if longest >= _ABSTRACT else 0.5 if longest else 0.0


def _reasons(shares: Mapping[str, float], weights: Mapping[str, float]) -> tuple[Reason, ...]:
    """Return the parts of the score; without the topic there are no others."""
    if not shares["topic"]:
        return (Reason("topic", 0.0),)
    parts = (Reason(name, round(share * weights[name], 1)) for name, share in shares.items())
    return tuple(reason for reason in parts if reason.name != "ran" or reason.value)


def _by_key(ran: Mapping[str, tuple[Ran, ...]]) -> dict[str, set[Ran]]:
    found: dict[str, set[Ran]] = {}
    for link, appearances in ran.items():
        for key in link_keys(link):
            found.setdefault(key, set()).update(appearances)
    return found


def _appearances(items: Iterable[Item], by_key: Mapping[str, set[Ran]]) -> tuple[Ran, ...]:
    """Return where one of the items ran, by whatever address, latest first."""
    found = {appearance for item in items for key in (*keys(item), *related(item)) for appearance in by_key.get(key, ())}
    return tuple(sorted(found, key=lambda appearance: (-appearance.date.toordinal(), appearance.place)))
