"""Where a page links to: the sources of its entries by their places, then every other link in its text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bioai_desktop.edition.addresses import WEB
from bioai_desktop.edition.inline import links
from bioai_desktop.edition.lines import split
from bioai_desktop.edition.model import Edition, Entry, Role, Section, SectionKind
from bioai_desktop.edition.profile import Profile
from bioai_desktop.edition.rules import name_of

#: An address that stands in the text by itself or in a tag; what a tag only shows (`src`) is none that a reader follows.
_BARE = re.compile(r"(?<!src=[\"'])https?://[^\s<>\"'（）()\[\]，。、]+", re.IGNORECASE)
_END = ".,;:!?*`"


def places(edition: Edition, profile: Profile) -> dict[str, str]:
    """Return where each link stands on the page: "top 4" for the source of an entry, "faq" for another link of that section."""
    found: dict[str, str] = {}
    # A point to cite, or a forecast, leads to what an entry is about: that is where its link stands.
    for section in sorted(edition.sections, key=lambda section: section.kind is SectionKind.CITABLE):
        for number, entry in enumerate(section.entries, 1):
            if WEB.match(link := entry.get(Role.LINK)):
                found.setdefault(link, f"{name_of(section, profile)} {number}")
    for section in edition.sections:
        for text in _texts(section):
            for link in _addresses(text):
                found.setdefault(link, name_of(section, profile))
    return found


def _texts(section: Section) -> Iterator[str]:
    """Yield what of a section may hold links beside the sources of its entries."""
    yield "".join(span.text for span in section.heading)
    for child in section.children:
        yield "".join(span.text for span in child.spans if span.role is not Role.LINK) if isinstance(child, Entry) else child.text


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
