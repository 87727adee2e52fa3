from __future__ import annotations

from bioai_desktop.flow import triage, twins
from bioai_desktop.flow.parts import Parts
from tests.newsroom import DAY


def test_two_stories_become_one_and_two_again(parts: Parts) -> None:
    before = {story.id: story for story in triage.ranked(parts, DAY)}
    one, other = list(before.values())[:2]
    twins.judge(parts, one, other, same=True)
    after = {story.id: story for story in triage.ranked(parts, DAY)}
    assert len(after) == len(before) - 1
    [joined] = [story for story in after.values() if len(story.items) == 2]
    assert {item.id for item in joined.items} == {one.primary.id, other.primary.id}
    assert joined.id in {one.id, other.id}
    assert twins.take_apart(parts, joined)
    assert {story.id for story in triage.ranked(parts, DAY)} == set(before)
    assert not twins.take_apart(parts, joined)


def test_a_judgement_is_taken_back(parts: Parts) -> None:
    one, other = triage.ranked(parts, DAY)[:2]
    for same in (True, False):
        twins.judge(parts, one, other, same=same)
        twins.forget(parts, one, other)
        assert parts.store.twins.all(same=same) == frozenset()
