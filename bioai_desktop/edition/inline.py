"""Links within a line: brackets and parentheses balanced, in one pass."""

from __future__ import annotations

import re
from typing import NamedTuple

_MARKS = re.compile(r"\\.|[\[\]()]", re.DOTALL)
_BLANK = re.compile(r"\s")
_SIMPLE = re.compile(r"\[([^\[\]]*)\]\(([^\s()\[\]]*)\)")


class Link(NamedTuple):
    """`[text](address)`: ranges in the text; `start` is the bracket, or the `!` of an image."""

    start: int
    title: tuple[int, int]
    address: tuple[int, int]
    end: int
    image: bool = False


def links(text: str, start: int = 0, end: int | None = None) -> list[Link]:
    """Return the links and images between `start` and `end`, in order of their ends; as in CommonMark, no link holds another."""
    stop = len(text) if end is None else end
    if text.find("](", start, stop) < 0:
        return []
    simple = [_link(text, found.start(), found.end(1), found.end() - 1) for found in _SIMPLE.finditer(text, start, stop)]
    if len(simple) == text.count("[", start, stop) == text.count("]", start, stop) and text.find("\\", start, stop) < 0:
        return simple  # no bracket is left over that could change them
    marks = [match for match in _MARKS.finditer(text, start, stop) if not match[0].startswith("\\")]
    closing = _closing(text, marks)
    found: list[Link] = []
    opened: list[int] = []
    resume = start
    for mark in marks:
        at = mark.start()
        if at < resume:
            continue
        if mark[0] == "[":
            opened.append(at)
        elif mark[0] == "]" and opened:
            first = opened.pop()
            last = closing.get(at + 1)
            if last is not None:
                found.append(_link(text, first, at, last))
                resume = last + 1
                if not found[-1].image:
                    opened.clear()
    return found


def _closing(text: str, marks: list[re.Match[str]]) -> dict[int, int]:
    """Pair the parentheses; an address holds no blank, so a blank forgets those still open."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    before = 0
    for mark in marks:
        at, sign = mark.start(), mark[0]
        if opened and _BLANK.search(text, before, at):
            opened.clear()
        if sign == "(":
            opened.append(at)
        elif sign == ")" and opened:
            pairs[opened.pop()] = at
        before = at
    return pairs


def _link(text: str, first: int, middle: int, last: int) -> Link:
    """Make a link of the places of its `[`, `]` and last `)`."""
    image = first > 0 and text[first - 1] == "!"
    return Link(first - image, (first + 1, middle), (middle + 2, last), last + 1, image)


def first_link(text: str, start: int = 0, end: int | None = None) -> Link | None:
    """Return the first link that is no image."""
    return next((link for link in links(text, start, end) if not link.image), None)


def cut_off(text: str, start: int, end: int) -> Link | None:
    """Read a link that breaks off before its end: `[title` or `[title](address`."""
    if not text.startswith("[", start, end):
        return None
    middle = text.find("](", start, end)
    if middle >= 0 and not any(char.isspace() for char in text[middle:end]):
        return Link(start, (start + 1, middle), (middle + 2, end), end)
    if middle < 0 and text.find("]", start, end) < 0:
        return Link(start, (start + 1, end), (end, end), end)
    return None


def only_images(line: str) -> bool:
    """Return whether a line shows nothing but images."""
    if not line.lstrip().startswith("!"):
        return False
    found = links(line)
    places = [0, *(at for link in found for at in (link.start, link.end)), len(line)]
    between = "".join(line[a:b] for a, b in zip(places[::2], places[1::2], strict=True))
    return bool(found) and all(link.image for link in found) and not between.strip(" \t!")
