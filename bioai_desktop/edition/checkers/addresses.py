"""Addresses: the same one twice, one that ran a few days ago, one that carries a tracker."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache

from bioai_desktop.domain import Finding, Ran
from bioai_desktop.edition.addresses import WEB, thing, untracked
from bioai_desktop.edition.checkers.page import Page, PageKind
from bioai_desktop.edition.checkers.structure import SOURCED
from bioai_desktop.edition.model import Edition, Entry, Role, Section, SectionKind
from bioai_desktop.edition.profile import Profile
from bioai_desktop.edition.rules import name_of

_FEWEST = 4  # links of an original that tell whether another page is its translation
_MOST_LOST = 0.5  # of them

_thing = lru_cache(maxsize=4096)(thing)  # the links of a week are asked for on each of its days


def check(page: Page) -> Iterator[Finding]:
    """Find links that repeat, that ran before, or that carry a tracker."""
    if page.context.kind is not PageKind.OTHER:
        yield from _again(page)
        yield from _twin(page)
    yield from _tracking(page)


def _again(page: Page) -> Iterator[Finding]:
    published = {_thing(link): ran for link, ran in page.context.published.items()}
    seen: set[str] = set()
    for entry in (entry for section, entry in page.edition.entries() if _is_sourced(section, entry)):
        link = entry.get(Role.LINK)
        line, key = page.lines[entry.id], _thing(link)
        if key in seen:
            yield page.finding("link-repeated", line, entry.id, link)
        seen.add(key)
        recent = [ran for ran in published.get(key, ()) if _recent(page, ran)]
        if recent:
            last = max(recent, key=lambda ran: ran.date)
            yield page.finding("ran-before", line, entry.id, f"{last.date.isoformat()} {last.place}".strip())


def _twin(page: Page) -> Iterator[Finding]:
    """Find a translation that leads to less than half of what its original leads to: it is that of another text."""
    wanted = {_thing(link) for link in page.context.twin}
    own = {_thing(page.prose[number][slice(*link.address)]) for number, links in page.links.items() for link in links}
    if len(wanted) >= _FEWEST and len(wanted & own) < _MOST_LOST * len(wanted):
        yield page.finding("twin-differs", 0, detail=f"{len(wanted & own)}/{len(wanted)}")


def ran_on(edition: Edition, profile: Profile, day: date) -> dict[str, Ran]:
    """Return what the entries of a day's page lead to, each with its place there: "top 4"."""
    found: dict[str, Ran] = {}
    for section in edition.sections:
        name = name_of(section, profile) if section.kind in SOURCED else ""
        for number, entry in enumerate(section.entries, 1):
            if _is_sourced(section, entry):
                found.setdefault(entry.get(Role.LINK), Ran(day, f"{name} {number}"))
    return found


def _is_sourced(section: Section, entry: Entry) -> bool:
    """Return whether an entry is where its link stands on the page; a point to cite leads to what an entry is about."""
    return section.kind in SOURCED and section.kind is not SectionKind.CITABLE and WEB.match(entry.get(Role.LINK)) is not None


def _recent(page: Page, ran: Ran) -> bool:
    day, rest = page.context.date, timedelta(page.context.profile.rest_days)
    return day is None or timedelta(0) < day - ran.date <= rest


def _tracking(page: Page) -> Iterator[Finding]:
    """Find trackers in links of the whole page; in a callout, which sites use for promotion, they are the site's own."""
    for number, links in page.links.items():
        line = page.prose[number]
        for link in links if "?" in line and not line.lstrip().startswith(">") else ():
            address = line[slice(*link.address)]
            clean = untracked(address)
            if clean != address:
                yield page.on("tracking", number, address, clean)
