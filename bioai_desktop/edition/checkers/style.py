"""Signs: punctuation of the wrong width, quotation marks that do not pair."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bioai_desktop.domain import Finding
from bioai_desktop.edition.checkers.page import Page
from bioai_desktop.edition.plain import HAN

_WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。", "(": "（", ")": "）"}
_NARROW = re.compile(f"(?<=[{HAN}])[,;:!?.][ ]?(?=[{HAN}])|(?<=[{HAN}])[(](?=[{HAN}])|(?<=[{HAN}])[)](?=[{HAN}])")
_CONTEXT = 3  # characters on either side that make the place findable
_MIXED = re.compile(r'"([^"“”\n]{1,80})”|“([^"“”\n]{1,80})"')


def check(page: Page) -> Iterator[Finding]:
    """Find signs that a reader would stumble over."""
    for number, line in page.prose.items():
        entry = page.entry_at(number)
        for found in _NARROW.finditer(line):
            yield page.finding("punctuation", number, entry, *_mended(line, found))
        for found in _MIXED.finditer(line):
            yield page.finding("quotes", number, entry, found[0], f"“{found[1] or found[2]}”")


def _mended(line: str, found: re.Match[str]) -> tuple[str, str]:
    """Return some words around a narrow sign, and the same with the wide one."""
    start, end = max(0, found.start() - _CONTEXT), min(len(line), found.end() + _CONTEXT)
    before, after = line[start : found.start()], line[found.end() : end]
    return line[start:end], before + _WIDE[found[0].strip()] + after
