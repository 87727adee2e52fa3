"""What is proposed as the same among all recorded answers, against the pairs that were labelled by hand."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bioai_desktop.domain import Item, Story
from bioai_desktop.errors import FeedUnreadable
from bioai_desktop.sources import intake
from bioai_desktop.stories.group import group
from bioai_desktop.stories.identity import keys, story_id
from bioai_desktop.stories.twins import with_likeness
from tests.recorded.test_pairs import FEEDS, pairs

pytestmark = pytest.mark.skipif(not FEEDS.is_dir(), reason="the recorded feeds are not beside this checkout")


def read(path: Path) -> list[Item]:
    body = path.read_bytes()
    try:
        return intake.parse(intake.guess(body, path.name), body)
    except FeedUnreadable:
        return []


@cache
def proposed() -> set[frozenset[str]]:
    """Return the pairs of stories that are proposed, by their ids."""
    files = sorted(path for path in FEEDS.glob("*/*") if path.is_file() and "hostile" not in path.parent.name)
    items = {item.id: item for path in files for item in read(path)}
    stories = with_likeness([Story(story_id(members[0]), members) for members in group(items.values())])
    by_key.update({key: story.id for story in stories for item in story.items for key in keys(item)})
    return {frozenset((story.id, like.story)) for story in stories for like in story.like}


by_key: dict[str, str] = {}


def found(label: str) -> int:
    known = proposed()
    return sum(
        frozenset((by_key[row["one"]], by_key[row["other"]])) in known
        for row in pairs(label)
        if {row["one"], row["other"]} <= by_key.keys()
    )


def test_every_second_note_finds_its_paper() -> None:
    assert found("press") >= 8


def test_no_two_things_are_proposed_as_one() -> None:
    assert found("different") == 0


def test_proposals_are_few() -> None:
    assert len(proposed()) <= 15  # 14 of them right, by hand
