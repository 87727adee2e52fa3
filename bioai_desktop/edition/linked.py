"""Where a page links to: the sources of its entries by their places, then every other link in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bioai_desktop.edition.addresses import WEB
from bioai_desktop.edition.inline import links
from bioai_desktop.edition.lines import split
from bioai_desktop.edition.model import Edition, Role
from bioai_desktop.edition.render import section_source

#: An address that stands in the text by itself or in a tag; what a tag only shows (`src`) is none that a reader follows.
_BARE = re.compile(r"(?<!src=[\"'])https?://[^\s<>\"'（）()\[\]，。、]+", re.IGNORECASE)
_END = ".,;:!?*`"


def places(edition: Edition) -> dict[str, str]:
    """Return where each link stands on the page: "top 4" for the source of an entry, "faq" for another link of that section."""
    found: dict[str, str] = {}
    for section in edition.sections:
        for number, entry in enumerate(section.entries, 1):
            if link := entry.get(Role.LINK):
                found.setdefault(link, f"{section.kind} {number}")
    for section in edition.sections:
        for link in _addresses(section_source(section)):
            found.setdefault(link, str(section.kind))
    return found


def _addresses(text: str) -> Iterator[str]:
    """Yield the web addresses that a text links to, those of images left out."""
    if "://" not in text:
        return
    for line in split(text):
        rest = line.text
        for link in reversed(links(line.text)):
            address = line.text[slice(*link.address)]
            rest = rest[: link.address[0]] + " " * len(address) + rest[link.address[1] :]
            if not link.image and WEB.match(address):
                yield address
        yield from (match[0].rstrip(_END) for match in _BARE.finditer(rest))
