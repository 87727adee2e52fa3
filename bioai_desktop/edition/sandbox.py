"""Jinja2 for the texts that a Profile brings. Sandboxed: a profile may come from elsewhere."""

from __future__ import annotations

from collections.abc import Mapping
from types import TracebackType

import jinja2
from jinja2.sandbox import SandboxedEnvironment

#: What a template can do wrong: it holds expressions, and they fail as Python's do.
MISTAKES = (jinja2.TemplateError, ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)

_NAMELESS = "<template>"  # what Jinja2 calls the file of a text that no loader gave


def environment(texts: Mapping[str, str]) -> SandboxedEnvironment:
    """Return what renders these texts; a name that a template may not know is an error, never an empty text."""

    def load(name: str) -> tuple[str, str, None] | None:
        return (texts[name], name, None) if name in texts else None

    return SandboxedEnvironment(
        loader=jinja2.FunctionLoader(load),  # unlike DictLoader it says in which text a mistake is
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def place_of(error: BaseException, name: str, texts: Mapping[str, str]) -> tuple[str, int]:
    """Return the name and the 1-based line of the text in which a mistake is, where `name` was rendered; line 0 where it is not known."""
    if isinstance(error, jinja2.TemplateSyntaxError):
        return error.name or name, error.lineno
    place = (name, 0)
    trace: TracebackType | None = error.__traceback__
    while trace is not None:
        file = trace.tb_frame.f_code.co_filename
        if file in texts or file == _NAMELESS:
            place = (file if file in texts else name, trace.tb_lineno)
        trace = trace.tb_next
    return place
