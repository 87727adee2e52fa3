"""Try a Profile's prompts out: each that drafting and translating will ask for is rendered once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from bioai_desktop.domain import Task
from bioai_desktop.drafting.prompts import prompt, render
from bioai_desktop.drafting.shapes import has_its_parts
from bioai_desktop.drafting.term_lines import read
from bioai_desktop.drafting.translate import wordings
from bioai_desktop.edition.profile import PROMPTS, TABLE, Profile
from bioai_desktop.errors import ProfileInvalid

#: Prompts beside a task's own, and what they are rendered with.
_BESIDE: Mapping[Task, tuple[str, Mapping[str, object]]] = {
    Task.TEXT: ("species", {"species": "mice"}),
    Task.CITE: (
        "limits",
        {
            "standing": "preprint", "retracted": True, "animals": ("mice",), "cells": False, "few": 3, "excerpt": True, "title_only": False,
        },
    ),
    Task.FORECAST: ("window", {"first": date(2026, 2, 5), "last": date(2026, 4, 1)}),
}  # fmt: skip
_FACTS = {"title": "Title", "text": "Text.", "kind": "article", "name": "", "finished": "Finished."}


def trial(profile: Profile) -> Iterator[ProfileInvalid]:
    """Yield the prompts that are missing or wrong, and lines of terms that are none."""
    language, tasks = profile.language, {rule.task for rule in profile.drafted}
    wanted = [str(rule.task) for rule in profile.drafted]
    wanted += ["title"] if profile.lists else []
    wanted += ["brief"] if Task.TEXT in tasks else []
    for name in dict.fromkeys(wanted):
        yield from _tried(profile, name)
    if wanted:
        try:
            render(profile, f"again.{language}.md", {"kinds": ("too-long",), "task": "text", "names": ("name",), "finding": "Text."})
        except ProfileInvalid as problem:
            yield problem
    yield from _parts(profile)
    if (file := f"examples.{language}.md") in profile.prompts:
        try:
            render(profile, file, {"pairs": ({"source": "Text.", "text": "Text."},)})
        except ProfileInvalid as problem:
            yield problem
    for each in profile.files if len(profile.files) > 1 else ():
        for name in wordings(profile, each):
            try:
                prompt(profile, name, each, {"text": "Text."})
            except ProfileInvalid as problem:
                yield problem
    for file, text in profile.prompts.items():
        lines = text.splitlines()
        strange = read(text).strange if file.startswith("terms.") else ()
        yield from (ProfileInvalid(profile.file(PROMPTS, file), lines[at].strip(), "term", at + 1) for at in strange)


def _parts(profile: Profile) -> Iterator[ProfileInvalid]:
    """Yield what is wrong with the forms of answers that have parts, and with the words that are put beside such answers."""
    for rule in profile.drafted:
        try:
            whole = has_its_parts(rule.task, rule.form)
        except ValueError:
            whole = False
        if not whole:
            yield ProfileInvalid(profile.file(TABLE), f"{rule.name}: form = {rule.form!r}", "form")
        if rule.task is not None and rule.task in _BESIDE:
            name, facts = _BESIDE[rule.task]
            try:
                render(profile, f"{name}.{profile.language}.md", facts)
            except ProfileInvalid as problem:
                yield problem


def _tried(profile: Profile, name: str) -> Iterator[ProfileInvalid]:
    """Yield what is wrong with the prompt of a paper with an abstract, or of a repository without."""
    try:
        for facts in (_FACTS, {**_FACTS, "name": "repository", "text": ""}):
            prompt(profile, name, profile.language, facts)
    except ProfileInvalid as problem:
        yield problem
