"""Take in one page as it lies on disk: a new one as it is, one that is here already merged with what was changed here.

What was last seen of the file tells what changed there since; what it reads here, what changed here.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bioai_desktop.domain import Language
from bioai_desktop.edition.conflict import Conflict, What, reads
from bioai_desktop.edition.linked import places
from bioai_desktop.edition.merge import Merged, merge
from bioai_desktop.edition.model import Edition
from bioai_desktop.edition.parse import parse
from bioai_desktop.edition.render import render
from bioai_desktop.edition.whole import settled
from bioai_desktop.flow.parts import Parts
from bioai_desktop.site.following import follow


class Change(enum.StrEnum):
    """What a page on disk changed here."""

    NEW = "new"  #: there was none
    SAME = "same"  #: nothing
    TAKEN = "taken"  #: it is here now as it is on disk
    MERGED = "merged"  #: it had been changed here as well


@dataclass(frozen=True, slots=True)
class Taken:
    """What a page on disk gave."""

    change: Change
    items: int  #: entries on it, as it is here where nothing changed
    new: int  #: of them, those that were not here, or not so
    conflicts: int = 0  #: places changed here and on disk, each otherwise: what is here stayed


@dataclass(frozen=True, slots=True)
class PageFile:
    """A page on disk, and whose it is."""

    file: Path
    language: Language
    day: date


def take_in(parts: Parts, page: PageFile, text: str) -> Taken:
    """Have the store hold what a file holds, and know its links as published.

    To be called with `parts.editing` held, in one transaction of the store.
    """
    store, place = parts.store, (page.day, page.language)
    seen = store.seen.get(page.file)
    here = store.editions.get(*place)
    if here is not None and seen == text:
        return Taken(Change.SAME, sum(1 for _ in here.pieces()), 0)
    theirs = parse(text, parts.profile)
    count = sum(1 for _ in theirs.pieces())
    store.seen.set(page.file, text)
    store.published.record(*place, places(theirs, parts.profile))
    if here is None:
        store.editions.save(*place, theirs, "import")
        return Taken(Change.NEW, count, count)
    if render(here) == text:
        _settle(parts, page, here, text)
        return Taken(Change.SAME, count, 0)
    if seen is None and store.editions.had(*place, text):
        return Taken(Change.SAME, count, 0)
    ours = settled(here, parts.profile)
    merged = _merged(parts, page.language, (parse(seen, parts.profile) if seen is not None else None), ours, theirs)
    _settle(parts, page, merged.edition, text, merged.conflicts)
    store.editions.save(*place, merged.edition, "import", merged.conflicts)
    known = {entry.source for _, entry in ours.pieces()}
    new = sum(entry.source not in known for _, entry in merged.edition.pieces())
    return Taken(Change.TAKEN if render(merged.edition) == text else Change.MERGED, count, new, len(merged.conflicts))


def _merged(parts: Parts, language: Language, base: Edition | None, ours: Edition, theirs: Edition) -> Merged:
    """Return the page with the changes of both sides; two pages that have nothing known in common are one conflict."""
    text, there = render(ours), render(theirs)
    at_odds = Merged(ours, (Conflict(What.PAGE, there, text),))
    if base is None:
        return at_odds
    made = merge(base, ours, theirs)
    page = made.edition
    if render(page) not in (text, there):
        page = follow(page, parts.profile, language, ours)
    # A merge joins texts: where they would be read otherwise than they were meant, nothing is joined.
    return Merged(page, made.conflicts) if settled(page, parts.profile) == page else at_odds


def _settle(parts: Parts, page: PageFile, edition: Edition, text: str, new: Sequence[Conflict] = ()) -> None:
    """End the conflicts that new ones about the same replace, and those in whose places the file by now says what stands here."""
    for number, conflict in parts.store.conflicts.open(page.day, page.language).items():
        again = any((each.what, each.place) == (conflict.what, conflict.place) for each in new)
        if again or _agreed(edition, conflict, text):
            parts.store.conflicts.settle(page.day, page.language, number)


def _agreed(edition: Edition, conflict: Conflict, text: str) -> bool:
    """Return whether a file by now says what stands here."""
    here = reads(edition, conflict)
    return bool(here) and (here == text if conflict.what is What.PAGE else here in text)
