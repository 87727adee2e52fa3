"""The Profile's prompt files, rendered: what all requests share stands above a line of dashes, what is about one item below."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, StrictUndefined, Template, TemplateError

from bioai_desktop.domain import Language
from bioai_desktop.edition.profile import Profile
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
    """Render `<name>.<language>.md` and the system text; raises `ProfileInvalid` where a file is missing or wrong."""
    system = _file(profile, f"system.{language}.md")
    template = _file(profile, f"{name}.{language}.md")
    shared, line, own = template.partition(SEPARATOR)
    if not line:
        raise ProfileInvalid(f"prompts/{name}.{language}.md", "---")
    return Prompt(
        system=render(profile, f"system.{language}.md", {}),
        shared=_rendered(f"{name}.{language}.md", shared, {}) + "\n",
        own=_rendered(f"{name}.{language}.md", own, facts),
        hash=hashlib.sha256(f"{system}\0{template}".encode()).hexdigest(),
    )


def render(profile: Profile, file: str, facts: Mapping[str, object]) -> str:
    """Render one prompt file; raises `ProfileInvalid` where it is missing or wrong."""
    return _rendered(file, _file(profile, file), facts)


def phrases(profile: Profile, language: Language) -> tuple[str, ...]:
    """Return the wordings that the house does not print, one a line of `forbidden.<language>.md`."""
    lines = profile.prompts.get(f"forbidden.{language}.md", "").splitlines()
    return tuple(line.strip() for line in lines if line.strip() and not line.startswith("#"))


def _file(profile: Profile, name: str) -> str:
    try:
        return profile.prompts[name]
    except KeyError as error:
        raise ProfileInvalid(f"prompts/{name}", "missing") from error


def _rendered(file: str, text: str, facts: Mapping[str, object]) -> str:
    try:
        return _template(text).render(facts).strip()
    except TemplateError as error:
        raise ProfileInvalid(f"prompts/{file}", str(error)) from error


@cache
def _template(text: str) -> Template:
    """Prompts are text for a model, never HTML, so nothing is escaped."""
    return Environment(undefined=StrictUndefined, autoescape=False, trim_blocks=True, lstrip_blocks=True).from_string(text)  # noqa: S701
