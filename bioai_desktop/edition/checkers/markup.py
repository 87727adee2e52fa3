"""Markup that Markdown does not read: a reader would see its signs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bioai_desktop.domain import Finding
from bioai_desktop.edition.checkers.leaves import Leaf, leaves
from bioai_desktop.edition.checkers.page import Page
from bioai_desktop.edition.emphasis import Stray, mended, strays

_SHOWN = 20  # characters of the place that are shown where nothing can be put there
_ADDRESS = r"[ \t]*(?P<link>https?://[^\s()（）]+)[ \t]*[)）]"
#: Links whose halves stand apart, or have the brackets of Chinese text; `[1] (…)` is a note's number.
_APART = re.compile(
    rf"(?<![!\]\\])\[(?P<title>[^\[\]]*[^\[\]\d][^\[\]]*)\](?:[ \t]+[(（]|（){_ADDRESS}|【(?P<wide>[^【】\[\]]+)】[ \t]*[(（]{_ADDRESS.replace('link', 'to')}"
)
_HALVES = re.compile(r"\](?:[ \t]+[(（]|（)|】[ \t]*[(（]")  # quickly looked for; without it there is no such link
_HASHES = re.compile(r" {0,3}(#{2,6})([^\s#].*)")


def check(page: Page) -> Iterator[Finding]:
    """Find stars and backticks that do not pair, links whose halves stand apart, headings without their blank."""
    for leaf in leaves(page.body):
        yield from _signs(page, leaf)
    for number, line in page.prose.items():
        if "http" in line and _HALVES.search(line):
            yield from _apart(page, number, line)
        if line.lstrip(" ").startswith("##") and (found := _HASHES.match(line)):
            yield page.on("emphasis-broken", number, found[0].strip(), f"{found[1]} {found[2].strip()}")


def _signs(page: Page, leaf: Leaf) -> Iterator[Finding]:
    """Yield a finding for each pair of stars that can be mended, else one for each sort of sign that is left over."""
    left = strays(leaf.text)
    changes = mended(leaf.text) if any(leaf.text[stray.start] == "*" for stray in left) else []
    for start, end, fix in changes:
        yield page.on("emphasis-broken", leaf.line_at(start), leaf.text[start:end], fix)
    told = {"*"} if changes else set[str]()
    for stray in left:
        if leaf.text[stray.start] not in told:
            told.add(leaf.text[stray.start])
            yield page.on("emphasis-broken", leaf.line_at(stray.start), _words(leaf.text, stray))


def _words(text: str, stray: Stray) -> str:
    """Return the words at a stray sign: those after it, or before it where it is the last thing."""
    after = text[stray.start : stray.start + _SHOWN].split("\n", maxsplit=1)[0]
    return after if after.strip("*` \t") else text[max(0, stray.end - _SHOWN) : stray.end].rsplit("\n", maxsplit=1)[-1]


def _apart(page: Page, number: int, line: str) -> Iterator[Finding]:
    for found in _APART.finditer(line):
        if found[0] in page.body[number].text:  # no code in it, which is blanked here
            fix = f"[{found['title'] or found['wide']}]({found['link'] or found['to']})"
            yield page.on("emphasis-broken", number, found[0], fix)
