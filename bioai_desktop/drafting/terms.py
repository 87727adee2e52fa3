"""The house's terms: put into the source before the model reads it, so that it copies them instead of guessing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from bioai_desktop.domain import Language
from bioai_desktop.drafting.numbers import told_in_chinese, told_in_english
from bioai_desktop.edition.profile import Profile


def terms(profile: Profile, language: Language) -> Mapping[str, str]:
    """Return the terms of `terms.<language>.md`: "their words = our words", one a line, `#` for remarks."""
    return _parsed(profile.prompts.get(f"terms.{language}.md", ""))


def put_in(text: str, table: Mapping[str, str]) -> str:
    """Return a text with each term replaced, the longest first; case of the source is ignored, of acronyms it is not."""
    if not table:
        return text
    return _pattern(tuple(table)).sub(lambda match: table.get(match.group(), "") or table[match.group().lower()], text)


def told(text: str, profile: Profile, language: Language) -> str:
    """Return a source as the model reads it: with the house's terms, and numbers as the language counts them."""
    plain = told_in_chinese(text) if language is Language.ZH else told_in_english(text)
    return put_in(plain, terms(profile, language))


@lru_cache(8)
def _parsed(lines: str) -> Mapping[str, str]:
    pairs = (line.split(" = ", 1) for line in lines.splitlines() if " = " in line and not line.startswith("#"))
    table: dict[str, str] = {}
    for theirs, ours in pairs:
        table[theirs.strip()] = ours.strip()
        table.setdefault(theirs.strip().lower(), ours.strip())
    return table


@lru_cache(8)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(words, key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, ordered))})(?![\w-])", re.IGNORECASE)
