"""Which stories make the page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bioai_desktop.domain import Item, ItemKind, Story
from bioai_desktop.stories.identity import plain_title
from bioai_desktop.stories.rank import relevant

NOTES_OF_A_KIND = 3
REST = timedelta(days=7)  # a story that ran stays off the page for so long

#: Two titles are on one subject that share this many words and this part of the shorter one's.
_SHARED_WORDS = 3
_SHARED_PART = 0.6
_WORDS = re.compile(r"[a-z0-9]{4,}|[\u3400-\u9fff]{2,}")


@dataclass(frozen=True, slots=True)
class Choice:
    """The stories of a page, and who steps in for them."""

    top: tuple[Story, ...]
    notes: tuple[Story, ...]
    spares: tuple[Story, ...]  #: the rest that may run, by rank

    @property
    def chosen(self) -> tuple[Story, ...]:
        """All that are on the page."""
        return self.top + self.notes


def choose(stories: Sequence[Story], day: date, top: int = 10, notes: int = 8) -> Choice:
    """Return the best of the ranked stories for the page of `day`; a thin day gives fewer.

    Left out are stories off topic and those that ran in the 7 days before; one without text can be a note only; one
    subject stands once on the page; at most three notes are of one kind.
    """
    choice = Choice((), (), tuple(story for story in stories if relevant(story) and not _ran_lately(story, day)))
    while len(choice.top) < top and (story := _next_top(choice)):
        choice = replace(choice, top=(*choice.top, story), spares=_without(choice.spares, story))
    while len(choice.notes) < notes and (story := _next_note(choice)):
        choice = replace(choice, notes=(*choice.notes, story), spares=_without(choice.spares, story))
    return choice


def drop(choice: Choice, story: Story) -> Choice:
    """Return the choice without a story, the next by rank in its place where there is one; all others stay where they are."""
    if story in choice.top:
        rest = replace(choice, top=_without(choice.top, story))
        successor = _next_top(rest)
        added = (successor,) if successor else ()
        return replace(rest, top=rest.top + added, spares=_without(rest.spares, *added))
    rest = replace(choice, notes=_without(choice.notes, story), spares=_without(choice.spares, story))
    successor = _next_note(rest) if story in choice.notes else None
    added = (successor,) if successor else ()
    return replace(rest, notes=rest.notes + added, spares=_without(rest.spares, *added))


def _next_top(choice: Choice) -> Story | None:
    return next((story for story in choice.spares if story.primary.text and _is_new(story, choice.chosen)), None)


def _next_note(choice: Choice) -> Story | None:
    kinds = [story.primary.kind for story in choice.notes]
    full = {kind for kind in ItemKind if kinds.count(kind) >= NOTES_OF_A_KIND}
    return next((story for story in choice.spares if story.primary.kind not in full and _is_new(story, choice.chosen)), None)


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


def _ran_lately(story: Story, day: date) -> bool:
    return any(day - REST <= ran.date < day for ran in story.ran)


def _without(stories: tuple[Story, ...], *gone: Story) -> tuple[Story, ...]:
    return tuple(story for story in stories if story not in gone)
