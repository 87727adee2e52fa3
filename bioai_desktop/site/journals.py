"""The table of journals that the program brings along."""

from __future__ import annotations

import tomllib
from functools import cache

import msgspec

from bioai_desktop.edition.journals import Journal
from bioai_desktop.paths import resource


@cache
def journals() -> tuple[Journal, ...]:
    """Return what is known of journals."""
    table = tomllib.loads(resource("journal-names.toml").read_text("utf-8"))
    return msgspec.convert(table["journals"], tuple[Journal, ...])
