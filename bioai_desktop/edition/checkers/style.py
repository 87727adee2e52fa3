"""Signs: punctuation of the wrong width, quotation marks and stars that do not pair."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from bioai_desktop.domain import Finding
from bioai_desktop.edition.checkers.page import Page
from bioai_desktop.edition.plain import HAN

_WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。", "(": "（", ")": "）"}
_NARROW = re.compile(f"(?<=[{HAN}])[,;:!?.][ ]?(?=[{HAN}])|(?<=[{HAN}])[(](?=[{HAN}])|(?<=[{HAN}])[)](?=[{HAN}])")
_CONTEXT = 3  # characters on either side that make the place findable
_MIXED = re.compile(r'"([^"“”\n]{1,80})”|“([^"“”\n]{1,80})"')
_STARS = re.compile(r"(?<!\\)\*\*")


def check(page: Page) -> Iterator[Finding]:
    """Find signs that a reader would stumble over."""
    for number, line in page.prose.items():
        entry = page.entry_at(number)
        for found in _NARROW.finditer(line):
            yield page.finding("punctuation", number, entry, *_mended(line, found))
        for found in _MIXED.finditer(line):
            yield page.finding("quotes", number, entry, found[0], f"“{found[1] or found[2]}”")
    for block in page.blocks:
        if not block.code and (left := unpaired(block.text)):
            yield page.at("emphasis-broken", block, left)


def _mended(line: str, found: re.Match[str]) -> tuple[str, str]:
    """Return some words around a narrow sign, and the same with the wide one."""
    start, end = max(0, found.start() - _CONTEXT), min(len(line), found.end() + _CONTEXT)
    before, after = line[start : found.start()], line[found.end() : end]
    return line[start:end], before + _WIDE[found[0].strip()] + after


def unpaired(text: str) -> str:
    """Return the words at the first `**` that Markdown leaves on the page, "" where all are read as bold.

    A pair is read where the first has no blank after it and the second none before it; beside a punctuation mark
    on its inner side, its outer side must be a blank or a mark too, which Chinese text seldom has.
    """
    opened: list[int] = []
    for found in _STARS.finditer(text):
        before, after = text[found.start() - 1 : found.start()] or " ", text[found.end() : found.end() + 1] or " "
        if opened and _flanks(after, before):
            opened.pop()
        elif _flanks(before, after):
            opened.append(found.start())
        else:
            return text[found.start() : found.start() + 20]
    return text[opened[0] : opened[0] + 20] if opened else ""


def _flanks(outer: str, inner: str) -> bool:
    """Return whether a run of stars between these characters holds on to the inner one."""
    if inner.isspace():
        return False
    return not _is_mark(inner) or outer.isspace() or _is_mark(outer)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"
