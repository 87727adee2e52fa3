"""Try a Profile's prompts out: each that drafting and translating will ask for is rendered once."""

from __future__ import annotations

from collections.abc import Iterator

from bioai_desktop.domain import Task
from bioai_desktop.drafting.prompts import prompt, render
from bioai_desktop.drafting.translate import wordings
from bioai_desktop.edition.profile import Profile
from bioai_desktop.errors import ProfileInvalid

_FACTS = {"title": "Title", "text": "Text.", "kind": "article", "name": "", "finished": "Finished."}


def trial(profile: Profile) -> Iterator[ProfileInvalid]:
    """Yield the prompts that are missing or wrong."""
    language, tasks = profile.language, {rule.task for rule in profile.drafted}
    wanted = [str(rule.task) for rule in profile.drafted]
    wanted += ["title"] if profile.lists else []
    wanted += ["brief"] if Task.TEXT in tasks else []
    for name in dict.fromkeys(wanted):
        yield from _tried(profile, name)
    if wanted:
        try:
            render(profile, f"again.{language}.md", {"kinds": ("too-long",), "task": "text", "names": ("name",)})
        except ProfileInvalid as problem:
            yield problem
    for each in profile.files if len(profile.files) > 1 else ():
        for name in wordings(profile, each):
            try:
                prompt(profile, name, each, {"text": "Text."})
            except ProfileInvalid as problem:
                yield problem


def _tried(profile: Profile, name: str) -> Iterator[ProfileInvalid]:
    """Yield what is wrong with the prompt of a paper with an abstract, or of a repository without."""
    try:
        for facts in (_FACTS, {**_FACTS, "name": "repository", "text": ""}):
            prompt(profile, name, profile.language, facts)
    except ProfileInvalid as problem:
        yield problem
