"""The Profile's prompt files, rendered: what all requests share stands above a line of dashes, what is about one item below."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import Template

from bioai_desktop.domain import Language
from bioai_desktop.edition.profile import PROMPTS, Profile
from bioai_desktop.edition.sandbox import MISTAKES, environment, place_of
from bioai_desktop.errors import ProfileInvalid

SEPARATOR = "\n---\n"


@dataclass(frozen=True, slots=True)
class Prompt:
    """A rendered prompt."""

    system: str
    shared: str
    own: str
    hash: str  #: SHA-256 of system and task file: another wording is another version


def prompt(profile: Profile, name: str, language: Language, facts: Mapping[str, object]) -> Prompt:
    """Render `<name>.<language>.md` and the system text, its own (`system-<name>`) where it has one.

    Raises `ProfileInvalid` where a file is missing or wrong.
    """
    file = f"{name}.{language}.md"
    system_file = next((own for own in (f"system-{name}.{language}.md",) if own in profile.prompts), f"system.{language}.md")
    system, template = _file(profile, system_file), _file(profile, file)
    shared, line, own = template.partition(SEPARATOR)
    if not line:
        raise ProfileInvalid(profile.file(PROMPTS, file), "---", "prompt")
    return Prompt(
        system=render(profile, system_file, {}),
        shared=_rendered(profile, file, shared, {}) + "\n",
        own=_rendered(profile, file, own, facts, f"{shared}{SEPARATOR}".count("\n")),
        hash=hashlib.sha256(f"{system}\0{template}".encode()).hexdigest(),
    )


def render(profile: Profile, file: str, facts: Mapping[str, object]) -> str:
    """Render one prompt file; raises `ProfileInvalid` where it is missing or wrong."""
    return _rendered(profile, file, _file(profile, file), facts)


def phrases(profile: Profile, language: Language, file: str = "forbidden") -> tuple[str, ...]:
    """Return the lines of `<file>.<language>.md`, remarks excluded; "forbidden" holds the wordings that the house does not print."""
    lines = profile.prompts.get(f"{file}.{language}.md", "").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def _file(profile: Profile, name: str) -> str:
    try:
        return profile.prompts[name]
    except KeyError as error:
        raise ProfileInvalid(profile.file(PROMPTS, name), "", "missing") from error


def _rendered(profile: Profile, file: str, text: str, facts: Mapping[str, object], above: int = 0) -> str:
    """Render a text that stands below so many lines of its file."""
    try:
        return _template(text).render(facts).strip()
    except MISTAKES as error:
        line = place_of(error, file, {})[1]
        raise ProfileInvalid(profile.file(PROMPTS, file), str(error), "template", line + above if line else 0) from error


@cache
def _template(text: str) -> Template:
    return environment({}).from_string(text)
