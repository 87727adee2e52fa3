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
    rf"[,;:!?.()](?:(?<=[{HAN}][,;:!?.]) ?(?=[{HAN}])"  # between two
    rf"|(?<=[{HAN}][,;!?])(?=[A-Za-z0-9])|(?<=[A-Za-z0-9][,;:!?])(?=[{HAN}])"  # beside one, with no blank as English has it
    rf"|(?<=[{HAN}][()])(?=[{HAN}]))"
)
_IN_ENGLISH = re.compile(
    r"(?<=[A-Za-z0-9)%\"'”]) ?[，；：！？。、）] ?(?=[A-Za-z0-9(\"“.,;:]|$)|(?<=[A-Za-z0-9]) ?（(?=[A-Za-z0-9])|）(?=[，。；：])",
    re.MULTILINE,
)
_WIDE_SIGN = re.compile(f"[{''.join(_NARROW)}]")
_CONTEXT = 3  # characters on either side that make the place findable

_MIXED = re.compile(r'"([^"“”\n]{1,80})”|“([^"“”\n]{1,80})"')
_PAIRS = {"“": "”", "「": "」", "『": "』", "《": "》"}
_CLOSING = {closing: opening for opening, closing in _PAIRS.items()}
_MARK = re.compile("[" + "".join(_PAIRS) + "".join(_CLOSING) + "]")
_QUOTE = re.compile('["' + _MARK.pattern[1:])
_STRAIGHT = re.compile(r'(?<![\d′\'])"')  # inches and seconds follow a figure
_NO_WORDS = re.compile(r"<[^<>\n]*>|(?<=\])\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?: \"[^\"\n]*\")?\)")  # tags, addresses
_DETAIL = 20  # characters from the mark on


def check(page: Page) -> Iterator[Finding]:
    """Find signs that a reader would stumble over."""
    chinese = page.context.language is Language.ZH
    signs, marks = (_IN_CHINESE, _WIDE) if chinese else (_IN_ENGLISH, _NARROW)
    for block in page.blocks:
        if block.code:
            continue
        wrong = signs.search(block.text) if chinese or _WIDE_SIGN.search(block.text) else None
        quoted = _QUOTE.search(block.text)
        text = _NO_WORDS.sub(_blank, without_code(block.text)) if wrong or quoted else ""
        for found in signs.finditer(text) if wrong else ():
            yield page.finding("punctuation", *_place(block, found.start()), *_mended(block.text, found, marks))
        if quoted:
            yield from _quotes(page, block, text)


def _quotes(page: Page, block: Block, text: str) -> Iterator[Finding]:
    """Find quotation marks that do not pair in the text of a block without code, tags and addresses."""
    for found in _MIXED.finditer(text):
        written = block.text[found.start() : found.end()]
        yield page.finding("quotes", *_place(block, found.start()), written, f"“{written[1:-1]}”")
    if (alone := _unpaired(_MIXED.sub(_blank, text))) is not None:
        yield page.finding("quotes", *_place(block, alone), block.text[alone:].split("\n")[0][:_DETAIL])


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _place(block: Block, at: int) -> tuple[int, str]:
    return block.line + block.text.count("\n", 0, at), block.entry


def _mended(text: str, found: re.Match[str], marks: dict[str, str]) -> tuple[str, str]:
    """Return some words around a sign of the wrong width, and the same with the right one."""
    before = text[max(0, found.start() - _CONTEXT) : found.start()].rpartition("\n")[2]
    after = text[found.end() : found.end() + _CONTEXT].partition("\n")[0]
    sign = text[found.start() : found.end()]
    mark = marks[sign.strip()]
    return before + sign + after, before + (mark if after else mark.rstrip()) + after


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
