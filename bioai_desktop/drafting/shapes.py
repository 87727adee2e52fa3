"""Answers of several parts: a form says what they look like, and is read back by the same form.

A form is a Python format string, as a `Constraint` has it: `{text:4-40}` is words, `{number}` digits, `{one|other}` one of several.
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bioai_desktop.domain import Task

#: How many parts an answer has, for the tasks whose answers have some; a forecast's claim may have several of its own.
PARTS = {Task.FORECAST: 3, Task.QUESTION: 2}


def has_its_parts(task: Task | None, form: str) -> bool:
    """Whether a form has the parts of a task's answers; raises `ValueError` where it is none."""
    found, wanted = len(list(fields(form))), PARTS.get(task, 0) if task else 0
    return found >= wanted if task is Task.FORECAST else found == wanted


def told(task: Task, parts: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return an answer's text, and its other parts: of a forecast months and percent, of a question the question."""
    if task is Task.QUESTION:
        return parts[1], (parts[0],)
    return "".join(parts[:-2]), tuple(parts[-2:])


def read(form: str, text: str) -> tuple[str, ...] | None:
    """Return the parts of a text that was written by a form, as they stand there, None where it was not."""
    match = _pattern(form).fullmatch(text.strip())
    return match.groups() if match else None


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
