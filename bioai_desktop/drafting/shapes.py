"""Answers of several parts: a form says what they look like, and is read back by the same form.

A form is a Python format string, as a `Constraint` has it: `{text:4-40}` is words, `{number}` digits, `{one|other}` one of several.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from functools import lru_cache

from bioai_desktop.domain import Task

#: How many parts an answer has, for the tasks whose answers have some.
PARTS = {Task.FORECAST: 3, Task.QUESTION: 2}


def read(form: str, text: str) -> tuple[str, ...] | None:
    """Return the parts of a text that was written by a form, None where it was not."""
    match = _pattern(form).fullmatch(text.strip())
    return tuple(part.strip() for part in match.groups()) if match else None


def fields(form: str) -> Iterator[str]:
    """Yield the fields of a form; raises `ValueError` where it is none."""
    return (name for _, name, _, _ in string.Formatter().parse(form) if name is not None)


@lru_cache(8)
def _pattern(form: str) -> re.Pattern[str]:
    parts: list[str] = []
    for literal, name, _, _ in string.Formatter().parse(form):
        parts.append(r"\s*".join(re.escape(word) for word in literal.split(" ")))
        if name is not None:
            parts.append(_part(name))
    return re.compile("".join(parts), re.DOTALL)


def _part(name: str) -> str:
    if "|" in name:
        return f"({'|'.join(re.escape(option) for option in name.split('|'))})"
    return r"(\d+)" if name == "number" else "(.+?)"
