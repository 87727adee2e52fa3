"""Render the Profile's templates."""

from __future__ import annotations

import json
from collections.abc import Callable

from jinja2.sandbox import SandboxedEnvironment

from bioai_desktop.edition import sandbox
from bioai_desktop.edition.profile import TABLE, TEMPLATES, Profile
from bioai_desktop.edition.sandbox import MISTAKES, place_of
from bioai_desktop.errors import ProfileInvalid


def environment(profile: Profile) -> SandboxedEnvironment:
    """Return what reads the profile's templates."""
    made = sandbox.environment(profile.templates)
    made.filters["quoted"] = quoted
    return made


def render_template(profile: Profile, name: str, **values: object) -> str:
    """Render the template of that name; raises `ProfileInvalid` where it does not fit what it is given."""
    try:
        return environment(profile).get_template(name).render(**values)
    except MISTAKES as error:
        file, line = place_of(error, name, profile.templates)
        raise ProfileInvalid(profile.file(TEMPLATES, file), _said(error), "template", line) from error


def render_text(profile: Profile, text: str, **values: object) -> str:
    """Render a short template that stands in the profile itself: a path, a title; raises the same."""
    return text_maker(profile, text)(**values)


def text_maker(profile: Profile, text: str) -> Callable[..., str]:
    """Return what renders a short template again and again: to read it takes longer than to fill it in."""

    def made(**values: object) -> str:
        try:
            return template.render(**values)
        except MISTAKES as error:
            raise ProfileInvalid(profile.file(TABLE), f"{text}: {_said(error)}", "template") from error

    try:
        template = environment(profile).from_string(text)
    except MISTAKES as error:
        raise ProfileInvalid(profile.file(TABLE), f"{text}: {_said(error)}", "template") from error
    return made


def quoted(text: str) -> str:
    """Return a text as a double-quoted YAML scalar, which JSON's strings are."""
    return json.dumps(text, ensure_ascii=False)


def _said(error: Exception) -> str:
    return str(error) or type(error).__name__
