"""Where an in-page link may lead: the ids that Hugo gives to headings, by goldmark's GitHub-style rule.

An id is made of a heading's words: letters, digits and `_` stay in small letters, a space or `-` becomes `-`, everything
else is dropped, emoji included; the second heading of the same id gets `-1`, the third `-2`. Of a link or an emphasis Hugo
counts what comes before the first quotation mark that its typography turns, dash or further markup: `**Today's news**` becomes `today`.
The theme renders no id for a heading of level 1, so nothing can link there.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bioai_desktop.edition.front import read_front
from bioai_desktop.edition.lines import count, split
from bioai_desktop.edition.typography import signs

_CONTAINER = re.compile(r"(?: {0,3}(?:>[ ]?|[-*+][ ]+(?=#)|\d{1,9}[.)][ ]+(?=#)))+")
_ATX = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*$")
_SETEXT = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_NOT_PARAGRAPH = re.compile(r" {0,3}(?:>|[-*+][ ]|\d{1,9}[.)][ ]|\||(?:[-*_][ \t]*){3,}$)| {4}|\t")
_ATTRIBUTES = re.compile(r"\s*\{([^{}]*)\}\s*$")
_OWN_ID = re.compile(r"(?:^|\s)#([^\s}]+)")
_HTML_ID = re.compile(r"<[a-zA-Z][^<>]*?\s(?:id|name)\s*=\s*[\"']?([^\s\"'>]+)", re.IGNORECASE)
_HTML_BLOCK = re.compile(r" {0,3}<(?:!--|/?[a-zA-Z][\w-]*(?:[\s/>]|$))")

_INLINE = re.compile(
    r"""(?P<ticks>`+)(?P<code>.+?)(?P=ticks)(?!`)
    |!?\[(?P<link>(?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\)
    |(?<!\\)(?P<mark>\*{1,3}|~~|(?<!\w)_{1,3})(?=\S)(?P<marked>.+?)(?<=\S)(?P=mark)(?!(?<=_)\w)
    |<[a-zA-Z/!][^<>]*>|\bhttps?://\S+|\[\^[^\]]*\]""",
    re.VERBOSE,
)
_MARKED = re.compile(r"[`!\[*~_<&]|--|://")  # what is shown otherwise than written has one of these
_PARTING = re.compile(r"(?<=(?<!\\)_)|:[a-z][\w+-]*:|(?<!\\)[\[*~`]")  # goldmark's text ends at each of these
_DASHES = re.compile(r"--+")  # its typographer makes one dash of them, which is dropped
_ENTITY = re.compile(r"&[a-zA-Z]\w*;")  # numeric ones are counted as they are written


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of a page."""

    line: int  #: 1-based
    level: int
    text: str  #: as written, marks of the heading excluded
    anchor: str  #: the id that Hugo gives it


def anchor(text: str) -> str:
    """Return the id of a heading with these words, when no heading before has the same."""
    return _id(_visible(text))


def _id(shown: str) -> str:
    return "".join(map(_letter, shown.strip())) or "heading"


def headings(page: str) -> list[Heading]:
    """Return the headings of a page, ids numbered where they repeat."""
    return headings_in(prose(page))


def headings_in(lines: Mapping[int, str]) -> list[Heading]:
    """Return the headings among the lines that `prose` gives of a page."""
    taken: set[str] = set()
    found: list[Heading] = []
    for line, level, text in _heading_lines(lines):
        own = _ATTRIBUTES.search(text)
        words = text[: own.start()] if own else text
        named = _OWN_ID.search(own[1]) if own else None
        shown = "" if named else _visible(words)
        if not (named or shown):  # rendered without an id
            continue
        made = named[1] if named else _free(_id(shown), taken)
        taken.add(made)
        found.append(Heading(line, level, words, made))
    return found


def targets(page: str) -> frozenset[str]:
    """Return every id that a link inside the page can hit."""
    lines = prose(page)
    return targets_in(lines, headings_in(lines))


def targets_in(lines: Mapping[int, str], seen: Sequence[Heading]) -> frozenset[str]:
    """Return the ids of these headings, and those that HTML in the lines gives."""
    written = {found[1] for line in lines.values() if "<" in line for found in _HTML_ID.finditer(line)}
    return frozenset(written | {heading.anchor for heading in seen if heading.level > 1})


def prose(page: str) -> dict[int, str]:
    """Return the lines of a page that are not front matter, fence or fenced code, by 1-based number."""
    body = read_front(page)[1]
    first = 1 + count(page[:body])
    return {number: line.text for number, line in enumerate(split(page, body), first) if not line.fence}


def _heading_lines(lines: Mapping[int, str]) -> Iterator[tuple[int, int, str]]:
    """Yield number, level and text of every line that is a heading."""
    before = ""  # the line of a paragraph that a rule under it would make a heading
    last = 0
    until = ""  # what ends the HTML block that we are in: "" none, "\n" a blank line
    for number, line in lines.items():
        if until:
            until = "" if (until in line if until != "\n" else not line.strip()) else until
            before = ""
            continue
        if "#" in line and (found := _ATX.match(_uncontained(line))) is not None:
            yield number, len(found[1]), (found[2] or "").strip()
            before = ""
        elif before and last == number - 1 and (rule := _SETEXT.match(line)) is not None:
            yield last, 1 if "=" in rule[1] else 2, before
            before = ""
        else:
            until = _block_end(line) if not before else ""
            before = "" if until or not line.strip() or _NOT_PARAGRAPH.match(line) else line.strip()
        last = number


def _uncontained(line: str) -> str:
    """Return a line without the marks of quotations and lists that a heading may stand in."""
    found = _CONTAINER.match(line)
    return line[found.end() :] if found else line


def _block_end(line: str) -> str:
    """Return what ends the HTML block that starts in a line, "" where none does or where it ends there."""
    found = _HTML_BLOCK.match(line) if "<" in line else None
    if found is None:
        return ""
    if "<!--" in found[0]:
        return "" if "-->" in line else "-->"
    return "\n"


def _visible(text: str) -> str:
    """Return what Hugo counts of a heading: its own words, and of each link or emphasis what comes first in it."""
    if not _MARKED.search(text):
        return text
    kept: list[str] = []
    at = 0
    for found in _INLINE.finditer(text):
        kept += [_words(text[at : found.start()]), _within(found)]
        at = found.end()
    return "".join([*kept, _words(text[at:])])


def _within(found: re.Match[str]) -> str:
    """Return the first text within a link, an emphasis or code; an address by itself, a tag and a note's number have none."""
    if found["code"]:
        return found["code"]
    inner = found["marked"] or found["link"] or ""
    first = _INLINE.search(inner)
    if first is not None and first.start() == 0:
        return _within(first)
    run = inner[: first.start()] if first else inner
    parted = _PARTING.search(run)
    ends = [sign.start for sign in signs(run) if run[: sign.start][-1:] != "\\"]  # and at each that is shown as another
    return _words(run[: min([*ends[:1], parted.start() if parted else len(run)])])


def _words(text: str) -> str:
    return _ENTITY.sub(lambda found: html.unescape(found[0]), _DASHES.sub("", text))


@lru_cache(maxsize=4096)
def _letter(char: str) -> str:
    """Return what a character of a heading becomes in its id."""
    if char in " -":
        return "-"
    if char == "_" or unicodedata.category(char) in {"Lu", "Ll", "Lt", "Lm", "Lo", "Nd"}:
        return char.lower()[0]
    return ""


def _free(made: str, taken: set[str]) -> str:
    if made not in taken:
        return made
    return next(name for number in range(1, len(taken) + 2) if (name := f"{made}-{number}") not in taken)
