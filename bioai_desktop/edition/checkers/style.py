"""Signs: punctuation of the wrong width, quotation marks that do not pair."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bioai_desktop.domain import Finding, Language
from bioai_desktop.edition.checkers.page import Block, Page, without_code
from bioai_desktop.edition.plain import HAN

_WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", ".": "。", "(": "（", ")": "）"}
_NARROW = {"，": ", ", "；": "; ", "：": ": ", "！": "! ", "？": "? ", "。": ". ", "（": " (", "）": ") ", "、": ", "}
_IN_CHINESE = re.compile(
    rf"(?<=[{HAN}])[,;:!?.] ?(?=[{HAN}])"  # between two
    rf"|(?<=[{HAN}])[,;!?](?=[A-Za-z0-9])|(?<=[A-Za-z0-9])[,;:!?](?=[{HAN}])"  # beside one, with no blank as English has it
    rf"|(?<=[{HAN}])\((?=[{HAN}])|(?<=[{HAN}])\)(?=[{HAN}])"
)
_IN_ENGLISH = re.compile(
    r"(?<=[A-Za-z0-9)%\"'”]) ?[，；：！？。、）] ?(?=[A-Za-z0-9(\"“]|$)|(?<=[A-Za-z0-9]) ?（(?=[A-Za-z0-9])|）(?=[，。；：])", re.MULTILINE
)
_CONTEXT = 3  # characters on either side that make the place findable

_MIXED = re.compile(r'"([^"“”\n]{1,80})”|“([^"“”\n]{1,80})"')
_PAIRS = {"“": "”", "「": "」", "『": "』", "《": "》"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_MARK = re.compile("[" + "".join(_PAIRS) + "".join(_CLOSING) + "]")
_STRAIGHT = re.compile(r'(?<![\d′\'])"')  # inches and seconds follow a figure
_SINGLE = re.compile(r"‘[^‘’\n]{0,40}[^‘’\n\w][^‘’\n]{0,40}$|‘[^‘’\n]*”")
_TAG = re.compile(r"<[a-zA-Z/][^<>]*>")  # its quotes are not the text's
_DETAIL = 20  # characters from the mark on


def check(page: Page) -> Iterator[Finding]:
    """Find signs that a reader would stumble over."""
    signs, marks = (_IN_CHINESE, _WIDE) if page.context.language is Language.ZH else (_IN_ENGLISH, _NARROW)
    for block in page.blocks:
        if block.code:
            continue
        text = _TAG.sub(lambda found: " " * len(found[0]), without_code(block.text))
        for found in signs.finditer(text):
            yield page.finding("punctuation", *_place(block, text, found.start()), *_mended(text, found, marks))
        mixed = list(_MIXED.finditer(text))
        for found in mixed:
            yield page.finding("quotes", *_place(block, text, found.start()), found[0], f"“{found[1] or found[2]}”")
        if (alone := _unpaired(_MIXED.sub(lambda found: " " * len(found[0]), text))) is not None:
            yield page.finding("quotes", *_place(block, text, alone), text[alone:].split("\n")[0][:_DETAIL])


def _place(block: Block, text: str, at: int) -> tuple[int, str]:
    return block.line + text.count("\n", 0, at), block.entry


def _mended(text: str, found: re.Match[str], marks: dict[str, str]) -> tuple[str, str]:
    """Return some words around a sign of the wrong width, and the same with the right one."""
    start, end = max(0, found.start() - _CONTEXT), min(len(text), found.end() + _CONTEXT)
    before, after = text[start : found.start()].rpartition("\n")[2], text[found.end() : end].partition("\n")[0]
    mark = marks[found[0].strip()]
    return before + found[0] + after, before + (mark if after else mark.rstrip()) + after


def _unpaired(text: str) -> int | None:
    """Return where a quotation mark stands that has no other, None where all pair."""
    opened: list[int] = []
    for found in _MARK.finditer(text):
        if found[0] in _PAIRS:
            opened.append(found.start())
        elif opened and text[opened[-1]] == _CLOSING[found[0]]:
            opened.pop()
        else:
            return found.start()
    straight = [found.start() for found in _STRAIGHT.finditer(text)]
    if len(straight) % 2:
        opened.append(straight[-1])
    return min(opened, default=None)
