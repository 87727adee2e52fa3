"""Judge whether two stories are one: what was proposed, or what the editor found."""

from __future__ import annotations

from bioai_desktop.domain import Story
from bioai_desktop.flow.parts import Parts
from bioai_desktop.stories.identity import keys
from bioai_desktop.stories.twins import named


def judge(parts: Parts, one: Story, other: Story, *, same: bool) -> None:
    """Have two stories be one from now on, or never be proposed as one again."""
    parts.store.twins.judge(named(one), named(other), same=same)


def forget(parts: Parts, one: Story, other: Story) -> None:
    """Take a judgement back; `one` and `other` are the stories as they were when they were judged."""
    parts.store.twins.forget(named(one), named(other))


def take_apart(parts: Parts, story: Story) -> bool:
    """Part the records of a story again that a judgement made one, and never propose that again; False where there is no such judgement."""
    held = {key for item in story.items for key in keys(item)}
    judged = [pair for pair in parts.store.twins.all(same=True) if pair <= held]
    with parts.store.together():
        for one, other in judged:
            parts.store.twins.judge(one, other, same=False)
    return bool(judged)
