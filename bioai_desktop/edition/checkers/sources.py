"""Sources: links that break off, entries that lead nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bioai_desktop.domain import Finding
from bioai_desktop.edition.addresses import WEB
from bioai_desktop.edition.checkers.page import Page, PageKind
from bioai_desktop.edition.checkers.structure import SOURCED
from bioai_desktop.edition.inline import links
from bioai_desktop.edition.model import Role
from bioai_desktop.edition.plain import plain

_OPENED = re.compile(r"\]\(")
_TITLED = re.compile(r"\]\((?:\S+[ \t]+(?:\"[^\"]*\"|'[^']*')|<[^<>]*>)\)")
_STUMP = re.compile(r"h(?:t(?:t(?:ps?)?)?)?:?/{0,2}|https?://.*|.*(?:\.\.\.|…)", re.IGNORECASE)
_BRACKETS = re.compile(r"[\[\]]")
_ESCAPED = re.compile(r"\\.")
_WIDE_END = re.compile(r"(\[[^\[\]]*\]\(https?://[^\s()（）]+)）")  # the parenthesis of Chinese text closes no link


def check(page: Page) -> Iterator[Finding]:
    """Find links that break off, and entries without a source."""
    cut = {number: words for number, line in page.prose.items() if ("[" in line or "](" in line) and (words := _broken(page, number, line))}
    for number, words in cut.items():
        wide = _WIDE_END.match(words)
        yield page.on("link-truncated", number, wide[0] if wide else words, f"{wide[1]})" if wide else None)
    if page.context.kind is PageKind.OTHER:
        return
    for section, entry in page.edition.entries():
        line = page.lines[entry.id]
        if section.kind in SOURCED and line not in cut and not WEB.match(entry.get(Role.LINK)):
            yield page.finding("source-missing", line, entry.id, plain(entry.get(Role.TITLE) or entry.source)[:60])


def _broken(page: Page, number: int, line: str) -> str:
    """Return the words of a line's first link that breaks off, "" where none does; a link's words may take two lines."""
    above, below = page.prose.get(number - 1, ""), page.prose.get(number + 1, "")
    bare = _ESCAPED.sub("  ", line) if "\\" in line else line
    found = links(bare) if "\\" in line else page.links.get(number, ())
    for link in found:
        address = bare[slice(*link.address)]
        if not address or (_STUMP.fullmatch(address) and (not WEB.match(address) or address.endswith(("...", "…")))):
            return line[link.start : link.end]
    if len(found) == line.count("[") == line.count("]"):
        return ""  # no bracket is left over
    whole = {link.title[1] for link in found} | {match.start() for match in _TITLED.finditer(bare)}
    goes_on = "[" not in bare[: bare.find("](")] and above.count("[") > above.count("]")
    said = "\\[" in line or goes_on  # a bracket that is a sign, or stands in the line above
    broken = next((match.start() for match in _OPENED.finditer(bare) if match.start() not in whole and not said), None)
    if broken is not None:
        return line[max(0, bare.rfind("[", 0, broken)) :]
    return _unclosed(bare, below)


def _unclosed(line: str, below: str) -> str:
    """Return what follows a bracket that nothing closes; `[0, 1)` is an interval, and a title may go on in the next line."""
    opened: list[int] = []
    for found in _BRACKETS.finditer(line):
        if found[0] == "[":
            opened.append(found.start())
        elif opened:
            opened.pop()
    rest = line[opened[-1] :] if opened else ""
    goes_on = "](" in below and "[" not in below.split("](", maxsplit=1)[0]
    return "" if ")" in rest or goes_on else rest
