"""A page that was left within a code block: told apart from one that holds code, and taken out of it."""

from __future__ import annotations

import re
from typing import NamedTuple

from bioai_desktop.edition.front import BYTE_ORDER_MARK, read_front
from bioai_desktop.edition.lines import Line, count, heading, open_fence, split

_OPENING = re.compile(r" {0,3}(`{3,}|~{3,})[ \t]*(?P<info>[\w-]*)[ \t]*")
_PAGES = ("markdown", "md", "mdx")  # a fence that says so holds a page
_PLAIN = ("", "yaml", "text", "txt")  # one that says this may, where it begins as a page does
_SECTION = 2  # level of a heading that code seldom has in its comments
_BEGINS = re.compile(r"(?:[ \t]*(?:\r\n|\r|\n))*(?: {0,3}(?:`{3}|~{3})| {4}|\t)")
_INDENT = re.compile(r"^(?: {4}|\t)", re.MULTILINE)


class Unwrapped(NamedTuple):
    """What a page is without the code block that held it."""

    text: str
    line: int  #: 1-based, where the code begins
    opening: str  #: that line


def unwrapped(text: str) -> Unwrapped | None:
    """Return the page without the fence or the indent that makes code of all of it, None where nothing does."""
    start = len(BYTE_ORDER_MARK) if text.startswith(BYTE_ORDER_MARK) else 0
    places = [place for place in dict.fromkeys((start, read_front(text)[1])) if _BEGINS.match(text, place)]
    return next((found for place in places if (found := _fenced(text, place) or _indented(text, place))), None)


def _fenced(text: str, start: int) -> Unwrapped | None:
    """Read a page within a fence: one that says Markdown, or one right above a front matter or a heading."""
    lines = [line for line in split(text, start) if not line.blank]
    opening = _OPENING.fullmatch(lines[0].text) if len(lines) > 1 else None
    if opening is None or not any(_opens_section(line) for line in lines[1:]):
        return None
    info = opening["info"].lower()
    begins = lines[1].text.rstrip() == "---" or lines[1].text.startswith("## ")
    if info not in _PAGES and not (info in _PLAIN and begins):
        return None
    first, last = lines[0], lines[-1]
    closed = last.text.strip() == opening[1] and not open_fence(text[first.next : last.start])
    if not closed and open_fence(text[first.next :]):
        return None  # code at the beginning of a page, and the page goes on below it
    inner = text[first.next : last.start] + text[last.next :] if closed else text[first.next :]
    return Unwrapped(text[: first.start] + inner, 1 + count(text[: first.start]), first.text)


def _indented(text: str, start: int) -> Unwrapped | None:
    """Read a page whose every line is indented as code is."""
    lines = [line for line in split(text, start) if not line.blank]
    if not lines or not all(line.text.startswith(("    ", "\t")) for line in lines):
        return None
    inner = _INDENT.sub("", text[start:])
    if not any(_opens_section(line) for line in split(inner)):
        return None
    return Unwrapped(text[:start] + inner, 1 + count(text[: lines[0].start]), lines[0].text)


def _opens_section(line: Line) -> bool:
    found = heading(line.text)
    return found is not None and found.level <= _SECTION
