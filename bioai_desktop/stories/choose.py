"""Which stories make the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bioai_desktop.domain import Item, ItemKind, Story, Task
from bioai_desktop.edition.profile import SectionRule
from bioai_desktop.stories.identity import plain_title
from bioai_desktop.stories.rank import relevant

#: Two titles are on one subject that share this many words and this part of the shorter one's.
_SHARED_WORDS = 3
_SHARED_PART = 0.6
_WORDS = re.compile(r"[a-z0-9]{4,}|[\u3400-\u9fff]{2,}")


@dataclass(frozen=True, slots=True)
class Choice:
    """The stories of a page, and who steps in for them."""

    rules: tuple[SectionRule, ...]  #: of the sections that are filled
    lists: Mapping[str, tuple[Story, ...]]  #: by the sections' names, in the order in which they are filled
    spares: tuple[Story, ...]  #: the rest that may run, by rank

    @property
    def chosen(self) -> tuple[Story, ...]:
        """All that are on the page."""
        return tuple(story for stories in self.lists.values() for story in stories)


def choose(stories: Sequence[Story], day: date, rules: Sequence[SectionRule], rest_days: int) -> Choice:
    """Return the best of the ranked stories for the sections of the page of `day`, filled one after the other; a thin day gives fewer.

    Left out are stories off topic and those that ran in the `rest_days` before; a story without text gets no text of its own, only
    a line; one subject stands once on the page; how many are of one kind, and of which kinds, each section says.
    """
    rest = timedelta(days=rest_days)
    choice = Choice(tuple(rules), {}, tuple(story for story in stories if relevant(story) and not _ran_lately(story, day, rest)))
    for rule in rules:
        choice = _with(choice, rule, ())
        while len(choice.lists[rule.name]) < rule.most and (story := _next(choice, rule)):
            choice = _with(choice, rule, (*choice.lists[rule.name], story))
    return choice


def drop(choice: Choice, story: Story) -> Choice:
    """Return the choice without a story, the next by rank in its place where there is one; all others stay where they are."""
    place = next((rule for rule in choice.rules if story in choice.lists[rule.name]), None)
    if place is None:
        return replace(choice, spares=_without(choice.spares, story))
    rest = _with(choice, place, _without(choice.lists[place.name], story))
    successor = _next(rest, place)
    return _with(rest, place, (*rest.lists[place.name], successor)) if successor else rest


def _with(choice: Choice, rule: SectionRule, stories: tuple[Story, ...]) -> Choice:
    return replace(choice, lists={**choice.lists, rule.name: stories}, spares=_without(choice.spares, *stories))


def _next(choice: Choice, rule: SectionRule) -> Story | None:
    kinds = [story.primary.kind for story in choice.lists[rule.name]]
    full = {kind for kind in ItemKind if rule.of_a_kind and kinds.count(kind) >= rule.of_a_kind}
    fitting = (story for story in choice.spares if _fits(story, rule) and story.primary.kind not in full)
    return next((story for story in fitting if _is_new(story, choice.chosen)), None)


def _fits(story: Story, rule: SectionRule) -> bool:
    """Return whether a section takes stories of that kind, and has something to tell of this one."""
    return (not rule.holds or story.primary.kind in rule.holds) and (rule.task is not Task.TEXT or bool(story.primary.text))


def _is_new(story: Story, chosen: Iterable[Story]) -> bool:
    return not any(_same_subject(story.primary, other.primary) for other in chosen)


def _same_subject(one: Item, other: Item) -> bool:
    mine, theirs = _words(one.title), _words(other.title)
    shared = len(mine & theirs)
    return shared >= _SHARED_WORDS and shared >= _SHARED_PART * min(len(mine), len(theirs))


def _words(title: str) -> set[str]:
    """Return the words of a title that say something; Chinese, which has no spaces, by pairs of characters."""
    found: set[str] = set()
    for word in _WORDS.findall(plain_title(title)):
        found |= {word} if word.isascii() else {word[at : at + 2] for at in range(len(word) - 1)}
    return found


def _ran_lately(story: Story, day: date, rest: timedelta) -> bool:
    return any(day - rest <= ran.date < day for ran in story.ran)


def _without(stories: tuple[Story, ...], *gone: Story) -> tuple[Story, ...]:
    return tuple(story for story in stories if story not in gone)
