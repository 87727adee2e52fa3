"""Try a Profile out: a page of every section, in each of its languages, for an empty site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePosixPath

from bioai_desktop.domain import Language
from bioai_desktop.edition.model import Role, SectionKind
from bioai_desktop.edition.parse import parse
from bioai_desktop.edition.profile import TABLE, TEMPLATES, Profile, SectionRule
from bioai_desktop.edition.render import render
from bioai_desktop.edition.rules import rule_of
from bioai_desktop.errors import ProfileInvalid
from bioai_desktop.site.compose import EntryContent, compose, section
from bioai_desktop.site.days import PagePaths
from bioai_desktop.site.files import change_set, page_path, subject
from bioai_desktop.site.templates import render_text

_DAY = date(2026, 3, 4)
_EMPTY = {SectionKind.NAVIGATION, SectionKind.NEWS, SectionKind.TEXT}  # no entries are written into these


def trial(profile: Profile) -> Iterator[ProfileInvalid]:
    """Yield what goes wrong; a profile that raises nothing here makes pages that are read back as they were meant."""
    for language in profile.files:
        try:
            yield from _page(profile, language)
            yield from _files(profile, language)
        except ProfileInvalid as problem:
            yield problem
    try:
        for change in ("create", "update", "undo"):
            subject(profile, _DAY, change)
    except ProfileInvalid as problem:
        yield problem


def sample(rule: SectionRule) -> tuple[EntryContent, ...]:
    """Return what may stand in a section, to try its template."""
    if rule.kind in _EMPTY:
        return ()
    return tuple(
        EntryContent(f"s{at}", f"title {at}", f"https://example.org/{at}", f"text{at}", "tag", window="2030", probability="50")
        for at in range(1 if rule.kind is SectionKind.LEAD else max(2, rule.least))
    )


def _page(profile: Profile, language: Language) -> Iterator[ProfileInvalid]:
    edition = compose(profile, language, _DAY, {rule.name: sample(rule) for rule in profile.sections})
    again = parse(render(edition), profile)
    wanted = [rule.name for rule in profile.sections if rule.kind not in _EMPTY or rule.always]
    rules = [rule for each in again.sections if (rule := rule_of(each, profile)) is not None]
    if [rule.name for rule in rules] != wanted:
        said = f"{', '.join(rule.name for rule in rules)} != {', '.join(wanted)}"
        yield ProfileInvalid(profile.file(TEMPLATES, f"page.{language}.md"), said, "form")
    for rule in profile.sections:
        made = section(profile, language, rule.name, sample(rule))
        if any(not entry.get(Role.TITLE) and not entry.get(Role.TEXT) for entry in made.entries):
            yield ProfileInvalid(profile.file(TEMPLATES), rule.name, "form")


def _files(profile: Profile, language: Language) -> Iterator[ProfileInvalid]:
    text = render(compose(profile, language, _DAY, {}))
    changes = {change.path: change.text for change in change_set(profile, language, _DAY, text, lambda _: None)}
    path = page_path(profile, language, _DAY)
    if path and PagePaths(profile).find(PurePosixPath(path)) is None:
        yield ProfileInvalid(profile.file(TABLE), path, "path")
    front, files = profile.front, profile.files[language]
    if files.home:
        home = changes[render_text(profile, files.home, date=_DAY, language=str(language))]
        keys = [key for key in (*front.home_renewed, front.home_day) if key and not re.search(rf"^{re.escape(key)}:", home, re.MULTILINE)]
        yield from (ProfileInvalid(profile.file(TEMPLATES, f"home.{language}.md"), key, "key") for key in keys)
