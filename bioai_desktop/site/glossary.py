"""The terms that the program brings along."""

from __future__ import annotations

from functools import cache

from bioai_desktop.paths import resource


@cache
def shipped_terms() -> str:
    """Return the lines of all subjects."""
    return "".join(path.read_text("utf-8") for path in sorted(resource("glossary").glob("*.txt")))
