"""What is asked of the model for the parts of a page that say more than its entries: facts to cite, forecasts, questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from bioai_desktop.domain import Language, Story, Task
from bioai_desktop.drafting.assignment import Asked, Assignment, assign
from bioai_desktop.drafting.claims import few
from bioai_desktop.drafting.glossary import told
from bioai_desktop.drafting.material import Material, gather
from bioai_desktop.drafting.numbers import digit_forms, told_in_chinese, told_in_english
from bioai_desktop.drafting.organisms import Life, studied
from bioai_desktop.drafting.prompts import render
from bioai_desktop.drafting.sentences import choose, result
from bioai_desktop.drafting.tasks import Written
from bioai_desktop.edition.profile import Limits, Profile, SectionRule

_READ = (340, 5)  # what an entry's text was made from: characters and sentences
_ASIDE = (220, 2)  # of the rest, for a question
_LEAST_ASIDE = 60  # characters: less answers no question
_TOKENS = {Language.ZH: 1.2, Language.EN: 0.4}  # of the model for one character, with room for names
_TAIL = 24  # tokens of an answer's parts beside its text


def cite(entry: Written, profile: Profile, rule: SectionRule, taken: Sequence[str]) -> Assignment | None:
    """Ask for the result of an entry's source as one sentence; None where the source tells none."""
    material = _material(entry.story, profile)
    finding = result(material.text)
    if not finding:
        return None
    facts = {"title": told(material.title.rstrip("."), profile, profile.language), "text": told(finding, profile, profile.language)}
    asked = _asked(Task.CITE, material, finding, rule.titles, profile)
    return replace(assign(Task.CITE, profile, profile.language, facts, replace(asked, taken=tuple(taken))), finding=finding)


def forecast(entry: Written, profile: Profile, rule: SectionRule, taken: Sequence[str]) -> Assignment:
    """Ask what may follow from an entry: a claim, in how many months, how likely."""
    material = _material(entry.story, profile)
    facts = {"title": entry.title, "finished": entry.text}
    asked = _asked(Task.FORECAST, material, entry.text, rule.titles, profile)
    asked = replace(asked, numbers=(), taken=(entry.text, *taken), form=rule.form)
    return assign(Task.FORECAST, profile, profile.language, facts, asked)


def question(entry: Written, profile: Profile, rule: SectionRule, taken: Sequence[str]) -> Assignment | None:
    """Ask for a question that the source answers beside what the entry tells, with the answer; None where there is no more in it."""
    material = _material(entry.story, profile)
    aside = choose(material.rest, *_ASIDE) if len(material.rest) >= _LEAST_ASIDE else ""
    if not aside:
        return None
    facts = {"title": told(material.title.rstrip("."), profile, profile.language), "text": told(aside, profile, profile.language)}
    asked = _asked(Task.QUESTION, material, aside, rule.limits, profile)
    asked = replace(asked, taken=tuple(taken), form=rule.form)
    return replace(assign(Task.QUESTION, profile, profile.language, facts, asked), finding=aside)


#: How each of these parts is asked for.
ASKS: Mapping[Task, Callable[[Written, Profile, SectionRule, Sequence[str]], Assignment | None]] = {
    Task.CITE: cite,
    Task.FORECAST: forecast,
    Task.QUESTION: question,
}


def limits(story: Story, profile: Profile, standing: str, *, retracted: bool) -> str:
    """Return how far the evidence for a story goes, in the words of the Profile: from its record, never from a model.

    `standing` names what sort of statement the record is: "preprint", "reviewed", …
    """
    material = _material(story, profile)
    subjects = studied(material.full)
    facts = {
        "standing": standing,
        "retracted": retracted,
        "animals": tuple(each.word for each in subjects if each.life is Life.ANIMAL),
        "cells": any(each.life is Life.CELLS for each in subjects),
        "few": few(material.full),
        "excerpt": material.excerpt,
        "title_only": not material.text,
    }
    lines = render(profile, f"limits.{profile.language}.md", facts).splitlines()
    return ("；" if profile.language is Language.ZH else "; ").join(line.strip() for line in lines if line.strip())


def window(day: date, months: int, profile: Profile) -> str:
    """Return the time of a forecast that is made on a day and looks so many months ahead, in the words of the Profile."""
    later = day.month - 1 + months
    last = date(day.year + later // 12, later % 12 + 1, 1)
    return render(profile, f"window.{profile.language}.md", {"first": day, "last": last})


def _material(story: Story, profile: Profile) -> Material:
    return gather(story, *_READ, profile.words, profile.language)


def _asked(task: Task, material: Material, given: str, within: Limits, profile: Profile) -> Asked:
    language = profile.language
    plain = told_in_chinese(given) if language is Language.ZH else told_in_english(given)
    return Asked(
        id=f"{task}-{material.story}",
        source=material.full,
        words=tuple(word for word in material.words if word in given or word in material.title or word in profile.words),
        numbers=digit_forms(plain),
        limits=within,
        most=within.max_chars,
        most_tokens=int(max(within.max_chars, 40) * _TOKENS[language]) + _TAIL,
    )
