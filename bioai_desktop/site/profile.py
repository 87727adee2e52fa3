"""Read a Profile from its folder: `profile.toml`, `templates/*.md`, `prompts/*.md`, and the files of a new site in `starter/`."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, cast
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import jinja2
import msgspec
from jinja2 import nodes

from bioai_desktop.domain import Language
from bioai_desktop.edition.profile import (
    PROMPTS,
    STARTER,
    TABLE,
    TEMPLATES,
    Files,
    Front,
    Limits,
    Profile,
    Promotion,
    Rules,
    SectionRule,
    Topics,
)
from bioai_desktop.edition.sandbox import place_of
from bioai_desktop.errors import ProfileInvalid
from bioai_desktop.site.glossary import shipped_terms
from bioai_desktop.site.templates import environment
from bioai_desktop.site.toml_lines import line_of, path_of

_TOML_LINE = re.compile(r"at line (\d+)")
_MSGSPEC_PATH = re.compile(r"`(\$[^`]*)`")


@dataclass(frozen=True, slots=True)
class Reading:
    """What was found in a profile's folder."""

    profile: Profile | None  #: None where its table can't be read
    problems: tuple[ProfileInvalid, ...]


def load_profile(folder: Path) -> Profile:
    """Return the profile of that folder; raises `ProfileInvalid` with the file and what is wrong in it."""
    reading = read_profile(folder)
    if reading.problems or reading.profile is None:
        raise reading.problems[0]
    return reading.profile


def read_profile(folder: Path) -> Reading:
    """Return the profile of that folder with all that is wrong in its files."""
    path = folder / TABLE
    problems: list[ProfileInvalid] = []
    try:
        text = _text(path)
    except ProfileInvalid as problem:
        return Reading(None, (problem,))
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = _TOML_LINE.search(str(error))
        return Reading(None, (ProfileInvalid(str(path), str(error), "toml", int(line[1]) if line else len(text.splitlines())),))
    problems += [ProfileInvalid(str(path), key, "unknown", line_of(text, place)) for place, key in _unknown(table)]
    texts = {TEMPLATES: _texts(folder / TEMPLATES, problems), PROMPTS: _texts(folder / PROMPTS, problems)}
    starter = _texts(folder / STARTER, problems, "**/*")
    try:
        profile = msgspec.convert({**table, **texts, STARTER: starter, "shipped_terms": shipped_terms(), "folder": str(folder)}, Profile)
    except msgspec.ValidationError as error:
        return Reading(None, (*problems, _not_valid(path, text, error)))
    return Reading(profile, (*problems, *_wrong(profile, path, text), *_templates(profile)))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except FileNotFoundError as error:
        raise ProfileInvalid(str(path), "", "missing") from error
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileInvalid(str(path), str(error), "unreadable") from error


def _texts(folder: Path, problems: list[ProfileInvalid], pattern: str = "*.md") -> dict[str, str]:
    """Return the files of a folder by their paths in it; a folder that is not there holds none."""
    found: dict[str, str] = {}
    for path in sorted(path for path in folder.glob(pattern) if path.is_file()):
        try:
            found[path.relative_to(folder).as_posix()] = _text(path)
        except ProfileInvalid as problem:
            problems.append(problem)
    return found


def _unknown(table: Mapping[str, Any]) -> Iterator[tuple[tuple[str | int, ...], str]]:
    """Yield keys that nothing reads, with their paths: each is a slip of the pen, and would be passed over in silence."""
    of_profile = {field.name for field in fields(Profile)} - {TEMPLATES, PROMPTS, STARTER, "own_terms", "shipped_terms", "folder"}
    yield from (((key,), key) for key in table if key not in of_profile)
    places: list[tuple[tuple[str | int, ...], type]] = [(("topics",), Topics), (("rules",), Rules), (("front",), Front)]
    places += [(("files", key), Files) for key in _keys(table.get("files"))]
    places += [(("promotions", at), Promotion) for at in _indices(table.get("promotions"))]
    for at in _indices(table.get("sections")):
        places += [(("sections", at), SectionRule), (("sections", at, "limits"), Limits), (("sections", at, "titles"), Limits)]
    for place, kind in places:
        known = {field.name for field in fields(kind)}
        yield from (((*place, key), key) for key in _keys(_at(table, place)) if key not in known)


def _at(table: object, place: tuple[str | int, ...]) -> object:
    for step in place:
        if isinstance(table, dict):
            table = cast("dict[str | int, object]", table).get(step)
        elif isinstance(table, list) and isinstance(step, int):
            table = cast("list[object]", table)[step]
        else:
            return None
    return table


def _keys(table: object) -> list[str]:
    return list(cast("dict[str, object]", table)) if isinstance(table, dict) else []


def _indices(table: object) -> range:
    return range(len(cast("list[object]", table))) if isinstance(table, list) else range(0)


def _not_valid(path: Path, text: str, error: msgspec.ValidationError) -> ProfileInvalid:
    place = _MSGSPEC_PATH.search(str(error))
    return ProfileInvalid(str(path), str(error), "value", line_of(text, path_of(place[1])) if place else 0)


def _wrong(profile: Profile, path: Path, text: str) -> Iterator[ProfileInvalid]:
    """Yield what the types allow and no page can be made of."""

    def said(problem: str, reason: str, *place: str | int) -> ProfileInvalid:
        return ProfileInvalid(str(path), problem, reason, line_of(text, place))

    if not profile.files:
        yield said("files", "language", "files")
    for at, rule in enumerate(profile.sections):
        missing = [f"{rule.name}.title.{language}" for language in profile.files if language not in rule.title]
        yield from (said(each, "words", "sections", at, "title") for each in missing)
    names = Counter(rule.name for rule in profile.sections)
    for at, rule in enumerate(profile.sections):
        if names[rule.name] > 1:
            yield said(rule.name, "twice", "sections", at)
    for at, promotion in enumerate(profile.promotions):
        if promotion.after not in names:
            yield said(promotion.after, "section", "promotions", at, "after")
    try:
        ZoneInfo(profile.timezone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        yield said(profile.timezone, "zone", "timezone")


def _templates(profile: Profile) -> Iterator[ProfileInvalid]:
    """Yield templates that are missing, or that Jinja2 can't read."""
    needed = [name for language, files in profile.files.items() for name in _needed_by(language, files)]
    needed += ["navigation.md"] if any(str(rule.kind) == "navigation" for rule in profile.sections) else []
    for name in dict.fromkeys(needed):
        if name not in profile.templates:
            yield ProfileInvalid(profile.file(TEMPLATES, name), "", "missing")
    for rule in profile.sections:
        if not {f"section.{rule.name}.md", f"section.{rule.kind}.md"} & set(profile.templates):
            yield ProfileInvalid(profile.file(TEMPLATES, f"section.{rule.name}.md"), "", "missing")
    made = environment(profile)
    for name, text in profile.templates.items():
        # Parsed, not compiled: that takes a quarter of the time, and what it lets pass is looked for here.
        try:
            tree = made.parse(text, name)
        except jinja2.TemplateSyntaxError as error:
            file, line = place_of(error, name, profile.templates)
            yield ProfileInvalid(profile.file(TEMPLATES, file), error.message or "", "template", line)
            continue
        for used in tree.find_all((nodes.Filter, nodes.Test)):
            known = made.filters if isinstance(used, nodes.Filter) else made.tests
            if (word := cast("nodes.Filter", used).name) not in known:
                yield ProfileInvalid(profile.file(TEMPLATES, name), word, "template", used.lineno)


def _needed_by(language: Language, files: Files) -> tuple[str, ...]:
    return (
        f"page.{language}.md",
        *(("month_index.md",) if files.month_index else ()),
        *((f"home.{language}.md",) if files.home else ()),
    )
