"""Endings: a text that breaks off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bioai_desktop.domain import Finding, Language
from bioai_desktop.edition.checkers.page import Page
from bioai_desktop.edition.inline import links
from bioai_desktop.edition.model import Entry, SectionKind
from bioai_desktop.edition.outline import text_of
from bioai_desktop.edition.plain import HAN, plain

#: A mark that something must follow; also an address of which only the beginning is there.
_OPEN = re.compile(r"(?:[，、；：,;:（(“「『《\[]|[—–-]|https?:/{0,2})$")
#: A letter or a digit: sentences end in a mark.
_LETTER = re.compile(rf"[A-Za-z0-9{HAN}]$")
#: A word that something must follow; lines that need no mark at their end are judged by these.
_WAITING = {
    Language.ZH: re.compile(
        r"(?:[和与及或而并但把被将且再]|以及|因为|由于|因此|所以|虽然|如果|通过|在于|关于|对于|基于|为了|取决于|来自于?|等于"
        r"|(?<!被)(?:找到|发现|证明|揭示|提出|开发出?|推出|构建|建立)了)$"
    ),
    Language.EN: re.compile(
        r"\b(?:and|or|but|nor|than|the|an?|of|because|since|if|while|that|which|whose|is|are|was|were|be|has|have|their|its|his|her|then|into|from|via|between)$",
        re.IGNORECASE,
    ),
}
_WHOLE_SENTENCES = {SectionKind.TOP, SectionKind.FUN}
_LINES = {SectionKind.NOTES, SectionKind.DIGEST, SectionKind.LEAD}
_ENDING = _WHOLE_SENTENCES | _LINES
_LONGEST = 40  # characters: more than any of these words has
_LAST_MARKS = "*_~` \t\r\n"
_DETAIL = 12  # last characters


def check(page: Page) -> Iterator[Finding]:
    """Find texts of entries that stop in the middle of a sentence."""
    for section, entry in page.edition.entries():
        if section.kind not in _ENDING:
            continue
        text = plain(text_of(entry)).rstrip(_LAST_MARKS)
        last = text[-_LONGEST:]
        waits = _OPEN.search(last) or _WAITING[page.context.language].search(last)
        if waits or (section.kind in _WHOLE_SENTENCES and _LETTER.search(last) and not _ends_in_link(entry)):
            yield page.finding("text-unfinished", page.lines[entry.id], entry.id, text[-_DETAIL:])


def _ends_in_link(entry: Entry) -> bool:
    written = text_of(entry).rstrip(_LAST_MARKS)
    return any(link.end == len(written) for link in links(written)) or re.search(r"https?://\S+$", written) is not None
