"""Render the Profile's templates. Sandboxed: a profile may come from elsewhere."""

from __future__ import annotations

import json
from collections.abc import Callable

import jinja2
from jinja2.sandbox import SandboxedEnvironment

from bioai_desktop.edition.profile import Profile
from bioai_desktop.errors import ProfileInvalid

#: What a template can do wrong: it holds expressions, and they fail as Python's do.
_MISTAKES = (jinja2.TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)


def environment(profile: Profile) -> SandboxedEnvironment:
    """Return what reads the profile's templates; a name that a template may not know is an error, never an empty text."""
    made = SandboxedEnvironment(
        loader=jinja2.DictLoader(profile.templates),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters["quoted"] = quoted
    return made


def render_template(profile: Profile, name: str, **values: object) -> str:
    """Render the template of that name; raises `ProfileInvalid` where it does not fit what it is given."""
    try:
        return environment(profile).get_template(name).render(**values)
    except _MISTAKES as error:
        raise ProfileInvalid(name, str(error)) from error


def render_text(profile: Profile, text: str, **values: object) -> str:
    """Render a short template that stands in the profile itself: a path, a title."""
    return reader_of(profile, text)(**values)


def reader_of(profile: Profile, text: str) -> Callable[..., str]:
    """Return what renders a short template, for one that is rendered again and again."""
    try:
        template = environment(profile).from_string(text)
    except _MISTAKES as error:
        raise ProfileInvalid(text, str(error)) from error

    def render(**values: object) -> str:
        try:
            return template.render(**values)
        except _MISTAKES as error:
            raise ProfileInvalid(text, str(error)) from error

    return render


def quoted(text: str) -> str:
    """Return a text as a double-quoted YAML scalar, which JSON's strings are."""
    return json.dumps(text, ensure_ascii=False)
