"""Decide about what was changed here and on disk, each otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bioai_desktop.domain import Finding, Language
from bioai_desktop.edition.checkers.kinds import SEVERITIES
from bioai_desktop.edition.conflict import Conflict, What, held, over, reads, taken
from bioai_desktop.edition.model import Edition, Entry
from bioai_desktop.edition.outline import lines_of
from bioai_desktop.edition.plain import plain
from bioai_desktop.errors import EditConflict
from bioai_desktop.flow.edit import existing
from bioai_desktop.flow.parts import Parts
from bioai_desktop.site.following import follow

_MOST = 500  # characters of the other form that a finding quotes


@dataclass(frozen=True, slots=True)
class Open:
    """A conflict that nobody has decided yet."""

    conflict: Conflict
    here: str  #: how the place reads on the page now, "" where it is not on it


def open_conflicts(parts: Parts, day: date, language: Language) -> Mapping[int, Open]:
    """Return what is still to be decided on a page, by number."""
    edition = existing(parts, day, language)
    found = parts.store.conflicts.open(day, language)
    return {number: Open(each, reads(edition, each)) for number, each in found.items() if not over(edition, each)}


def decide(parts: Parts, day: date, language: Language, number: int, *, disk: bool) -> Edition:
    """Take what is on disk, or keep what is here; raises `EditConflict` where there is no such conflict, or no room for it any more."""
    with parts.editing, parts.store.together():
        edition = existing(parts, day, language)
        conflict = parts.store.conflicts.open(day, language).get(number)
        if conflict is None:
            raise EditConflict(str(number))
        settled = [number]
        if disk:
            before, edition = edition, taken(edition, conflict, parts.profile)
            if conflict.what is What.PAGE:
                settled = list(parts.store.conflicts.open(day, language))
            else:
                edition = follow(edition, parts.profile, language, before)
            parts.store.editions.save(day, language, edition, "import")
        for each in settled:
            parts.store.conflicts.settle(day, language, each)
    return edition


def findings(parts: Parts, day: date, language: Language, edition: Edition) -> list[Finding]:
    """Return a finding for each place of a page that is still to be decided about."""
    lines = lines_of(edition)
    found: list[Finding] = []
    for number, conflict in parts.store.conflicts.open(day, language).items():
        if over(edition, conflict):
            continue
        there = held(edition, conflict)
        kind = "merge-conflict" if conflict.theirs else "merge-removed"
        severity = parts.profile.severities.get(kind, SEVERITIES[kind])
        line = lines[there.id] if there else 1
        entry = there.id if isinstance(there, Entry) else ""
        found.append(Finding(kind, severity, line, entry, _told(conflict), conflict=number))
    return found


def _told(conflict: Conflict) -> str:
    """Return the beginning of what reads otherwise on disk, or of what was taken away there."""
    here = set(plain(conflict.ours).splitlines()) if conflict.theirs else set[str]()
    lines = [line for line in plain(conflict.theirs or conflict.ours).splitlines() if line not in here]
    words = " ".join(" ".join(lines).split())
    return words if len(words) <= _MOST else words[: _MOST - 1] + "…"
