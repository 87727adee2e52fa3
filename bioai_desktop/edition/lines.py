"""Lines of a page with their places: ends of line, code fences, rules, headings."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator
from typing import NamedTuple

BLANKS = " \t"

_END = re.compile(r"\r\n|\r|\n")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})(.*)")
_HEADING = re.compile(r" {0,3}(#{1,6})(?=[ \t]|$)")
_LIST = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]")


class Fence(enum.IntEnum):
    """Where a line stands to a code fence; true for each line that Markdown does not read."""

    NONE = 0
    OPEN = 1
    INSIDE = 2
    CLOSE = 3


class Line(NamedTuple):
    """One line: `start` to `end` are its text without the end of line, in characters of the page; `next` begins the next line."""

    start: int
    end: int
    next: int
    text: str
    fence: Fence = Fence.NONE

    @property
    def blank(self) -> bool:
        """Whether a reader sees nothing there."""
        return not self.text.strip(BLANKS)

    @property
    def plain(self) -> bool:
        """Whether it is text that Markdown reads: not blank, not in a fence."""
        return not self.fence and not self.blank


class Heading(NamedTuple):
    """A heading line: level 1 to 6, and the range of its words in the line, closing marks excluded."""

    level: int
    start: int
    end: int


def split(text: str, start: int = 0) -> list[Line]:
    """Return the lines of `text` from `start` on; an end of line as last character opens no further line."""
    lines: list[Line] = []
    fence = ""
    at = start
    fenced = "```" in text or "~~~" in text
    for line, following in _cut(text, start):
        state = Fence.NONE
        if fenced and (fence or line.lstrip(" ")[:1] in ("`", "~")):
            state, fence = _fence(line, fence)
        lines.append(Line(at, at + len(line), following, line, state))
        at = following
    return lines


def texts(text: str) -> list[str]:
    """Return the lines of a text without their ends."""
    return [line for line, _ in _cut(text, 0)]


def _cut(text: str, start: int) -> Iterator[tuple[str, int]]:
    """Yield each line without its end, and where the next one begins."""
    if "\r" in text:
        at = start
        for match in _END.finditer(text, start):
            yield text[at : match.start()], match.end()
            at = match.end()
        if at < len(text):
            yield text[at:], len(text)
        return
    *lines, rest = text[start:].split("\n")  # many times faster, and most pages have no other end of line
    for line in lines:
        start += len(line) + 1
        yield line, start
    if rest:
        yield rest, len(text)


def _fence(line: str, fence: str) -> tuple[Fence, str]:
    """Return what a line is to the open fence, and the fence that is open after it ("" for none)."""
    match = _FENCE.match(line)
    if fence:
        closes = match and match[1].startswith(fence) and not match[2].strip(BLANKS)
        return (Fence.CLOSE, "") if closes else (Fence.INSIDE, fence)
    if match and not (match[1][0] == "`" and "`" in match[2]):
        return Fence.OPEN, match[1]
    return Fence.NONE, ""


def open_fence(text: str) -> bool:
    """Return whether a code fence is still open at the end of the text."""
    lines = split(text)
    return bool(lines) and lines[-1].fence in (Fence.OPEN, Fence.INSIDE)


def end_of_line(text: str) -> str:
    """Return the text's first end of line, a line feed where it has none."""
    match = _END.search(text)
    return match[0] if match else "\n"


def first_line(text: str) -> tuple[str, str]:
    """Part a text after its first end of line: the line without it, and the rest."""
    match = _END.search(text)
    return (text[: match.start()], text[match.end() :]) if match else (text, "")


def count(text: str) -> int:
    """Return how many ends of line a text holds."""
    if "\r" not in text:
        return text.count("\n")
    return sum(1 for _ in _END.finditer(text))


def is_rule(line: str) -> bool:
    """Return whether the line is a thematic break."""
    marks = line.strip(BLANKS)
    if marks[:1] not in ("-", "*", "_") or line.startswith("    "):
        return False
    bare = marks.replace(" ", "").replace("\t", "")
    return len(bare) >= 3 and bare == bare[0] * len(bare)


def is_list(line: str) -> bool:
    """Return whether the line opens a point of a list."""
    return _LIST.match(line) is not None


def heading(line: str) -> Heading | None:
    """Read an ATX heading; marks need a blank after them, so `#word` is none."""
    match = _HEADING.match(line) if "#" in line[:4] else None
    if not match:
        return None
    start = len(line) - len(line[match.end() :].lstrip(BLANKS))
    body = line.rstrip(BLANKS)
    bare = body.rstrip("#")
    if len(bare) <= start or bare[-1] in BLANKS:
        body = bare.rstrip(BLANKS)
    return Heading(len(match[1]), start, max(start, len(body)))


def unbolded(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the range without the `**` pair that spans all of it."""
    inner = text[start + 2 : end - 2]
    if inner and text.startswith("**", start) and text.endswith("**", start, end) and "**" not in inner and inner.strip("*") == inner:
        return start + 2, end - 2
    return start, end
