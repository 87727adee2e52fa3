"""How a field's text is written so that it cannot become structure.

A text is written as it is, where the page then still reads it as that field and every other field as before. Where not,
the next spelling is tried: brackets, bars and backslashes escaped by a backslash, then every mark of Markdown; in a text
of several lines, the first mark of each line that would open something else, then its brackets too. Before all that:

- a field of one line has its line breaks folded to a space; control characters and blanks at its ends go;
- a text of several lines takes the page's ends of line, and loses blank lines at its ends;
- a link has its blanks percent-encoded, then its parentheses, brackets and bars, then all but ASCII;
- a number keeps its digits only, a category loses brackets and stars, a keyword is one word without `#`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote

from bioai_desktop.edition.lines import BLANKS, heading, is_rule
from bioai_desktop.edition.model import Role, SectionKind

_BREAKS = re.compile(r"\r\n|[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_FOLDED = re.compile(r"[ \t]*[\r\n\x0b\x0c\x1c-\x1e\x85\u2028\u2029]+[ \t]*")
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f]")
_BRACKETS = re.compile(r"[\\\[\]()|]")
_MARKS = re.compile(r"[\\\[\]()|*#`~%.\-!_+=<>]")
_TAG_MARKS = re.compile(r"[\\\[\]【】()|*]")
_BETWEEN_WORDS = re.compile(r"[\s#＃、，,]+")
_SETEXT = re.compile(r"=+[ \t]*")

BLOCK_KINDS = {SectionKind.TOP, SectionKind.FUN, SectionKind.FAQ, SectionKind.LEAD}


def fold(text: str) -> str:
    """Return the text on one line, without control characters and without blanks at its ends."""
    return _CONTROLS.sub("", _FOLDED.sub(" ", text)).strip()


def spellings(text: str, role: Role, kind: SectionKind, end_of_line: str) -> Iterator[str]:
    """Yield the ways to write a text as a field of an entry in that kind of section, the plainest first."""
    if role is Role.LINK:
        return _links(text)
    if role in (Role.NUMBER, Role.PROBABILITY):
        return iter([digits] if (digits := _digits(text)) else [])
    if role is Role.TAG:
        return iter([fold(text), _escaped(fold(text), _BRACKETS), fold(_TAG_MARKS.sub("", text))])
    if role is Role.TEXT and kind is SectionKind.KEYWORDS:
        return iter([_BETWEEN_WORDS.sub("-", fold(text).strip("#＃、，, "))])
    if role is Role.TEXT and kind in BLOCK_KINDS:
        return blocks(text, end_of_line)
    return titles(text)


def titles(text: str) -> Iterator[str]:
    """Yield the ways to write a text on one line."""
    words = fold(text)
    yield words
    yield _escaped(words, _BRACKETS)
    yield _escaped(words, _MARKS)


def _escaped(text: str, marks: re.Pattern[str]) -> str:
    return marks.sub(r"\\\g<0>", text)


def _digits(text: str) -> str:
    """Return the digits of a text as ASCII without leading zeros, "" where it has none."""
    digits = [str(unicodedata.decimal(char)) for char in unicodedata.normalize("NFKC", text) if char.isdecimal()]
    return "".join(digits).lstrip("0") or "0" * bool(digits)


def _links(text: str) -> Iterator[str]:
    """Yield the ways to write an address."""
    address = "".join(quote(char) if char.isspace() else char for char in fold(text))
    yield address
    yield re.sub(r"[()\[\]|\\<>`*]", lambda match: quote(match[0], safe=""), address)
    yield quote(address, safe=":/?#@!$&'+,;=%~-._")


def blocks(text: str, end_of_line: str) -> Iterator[str]:
    """Yield the ways to write a text of several lines."""
    lines = [_CONTROLS.sub("", line).rstrip() for line in _BREAKS.split(text)]
    written = "\n".join(lines).strip("\n").lstrip(BLANKS)
    yield written.replace("\n", end_of_line)
    yield end_of_line.join(_harmless(line) for line in written.split("\n"))
    yield end_of_line.join(_harmless(_escaped(line, _BRACKETS)) for line in written.split("\n"))


def _harmless(line: str) -> str:
    """Escape the first mark of a line that would open a heading, a rule, a fence or an image, or underline a heading."""
    bare = line.lstrip(BLANKS)
    found = heading(bare)
    if found or is_rule(bare) or bare.startswith(("```", "~~~", "!")) or _SETEXT.fullmatch(bare):
        return line[: len(line) - len(bare)] + "\\" + bare
    return line
