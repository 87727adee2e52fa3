"""Which stories make the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bioai_desktop.domain import ItemKind, Sent, Story, Task
from bioai_desktop.edition.model import SectionKind
from bioai_desktop.edition.profile import Profile, Rules, SectionRule
from bioai_desktop.stories.diversity import journal
from bioai_desktop.stories.rank import relevant
from bioai_desktop.stories.subjects import same_subject


@dataclass(frozen=True, slots=True)
class Choice:
    """The stories of a page, and who steps in for them."""

    rules: tuple[SectionRule, ...]  #: of the sections that are filled
    lists: Mapping[str, tuple[Story, ...]]  #: by the sections' names, in the order in which they are filled
    spares: tuple[Story, ...]  #: the rest that may run, by rank; first those that a rule of the editor's sends to a section
    of_a_journal: int = 0  #: stories of one journal after which those of others come first, 0 for any number

    @property
    def chosen(self) -> tuple[Story, ...]:
        """All that are on the page."""
        return tuple(story for stories in self.lists.values() for story in stories)


def choose(stories: Sequence[Story], day: date, rules: Sequence[SectionRule], profile: Profile) -> Choice:
    """Return the best of the ranked stories for the sections of the page of `day`, filled one after the other; a thin day gives fewer.

    Left out are stories off topic or below the Profile's least score, and those that ran lately; a story without text gets no text
    of its own, only a line; one subject stands once on the page; how many are of one kind, and of which kinds, each section says.
    What the editor's rules send to a section goes there before the others.
    """
    may = [story for story in stories if worthy(story, profile.rules) and not _ran_lately(story, day, profile)]
    spares = tuple(sorted(may, key=lambda story: story.sent is None))
    choice = Choice(tuple(rules), {}, spares, profile.rules.of_a_journal)
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


def worthy(story: Story, shape: Rules) -> bool:
    """Say whether a story may be on a page by what it is: on topic and of score enough, or sent there by a rule."""
    return relevant(story) and (story.sent is not None or story.score >= shape.page_from)


def for_table(choice: Choice) -> tuple[Story, ...]:
    """Return the stories that a rule sends to the table and that no section took, best first."""
    return tuple(story for story in choice.spares if story.sent is Sent.TABLE)


def _with(choice: Choice, rule: SectionRule, stories: tuple[Story, ...]) -> Choice:
    return replace(choice, lists={**choice.lists, rule.name: stories}, spares=_without(choice.spares, *stories))


def _next(choice: Choice, rule: SectionRule) -> Story | None:
    """Return the best that is on a subject of its own; one more of a journal that is there often enough waits for all others."""
    kinds = [story.primary.kind for story in choice.lists[rule.name]]
    full = {kind for kind in ItemKind if rule.of_a_kind and kinds.count(kind) >= rule.of_a_kind}
    fitting = [story for story in choice.spares if _fits(story, rule) and (story.sent is not None or story.primary.kind not in full)]
    may = [story for story in fitting if not any(same_subject(story.primary.title, other.primary.title) for other in choice.chosen)]
    names = Counter(journal(story) for story in choice.chosen)
    often = {name for name, count in names.items() if name and choice.of_a_journal and count >= choice.of_a_journal}
    return next((story for story in may if story.sent is not None or journal(story) not in often), may[0] if may else None)


def _fits(story: Story, rule: SectionRule) -> bool:
    """Return whether a section takes stories of that kind, or this one in spite of that, and has something to tell of it."""
    if rule.task is Task.TEXT and not (story.primary.text or story.primary.article):
        return False
    if story.sent is Sent.TABLE or rule.kind is SectionKind.TABLE:
        return story.sent is Sent.TABLE and rule.kind is SectionKind.TABLE
    if story.sent is not None:
        return story.sent is Sent.TOP or rule.kind is not SectionKind.TOP
    return not rule.holds or story.primary.kind in rule.holds


def _ran_lately(story: Story, day: date, profile: Profile) -> bool:
    rest = timedelta(days=profile.rest_days)
    return any(day - rest <= ran.date < day for ran in story.ran)


def _without(stories: tuple[Story, ...], *gone: Story) -> tuple[Story, ...]:
    return tuple(story for story in stories if story not in gone)
