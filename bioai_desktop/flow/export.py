"""Let a page leave: into the site, or into one file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from bioai_desktop.checkout import files as checkout
from bioai_desktop.checkout import git
from bioai_desktop.checkout.diff import FileDiff, diff, diffs
from bioai_desktop.checkout.files import PlannedChange
from bioai_desktop.domain import Finding, Language
from bioai_desktop.edition.linked import places
from bioai_desktop.edition.model import Edition
from bioai_desktop.edition.parse import parse
from bioai_desktop.edition.profile import TABLE
from bioai_desktop.edition.render import render
from bioai_desktop.errors import ExportRefused, FileUnwritable, ProfileInvalid
from bioai_desktop.flow import landing, teaching
from bioai_desktop.flow.check import blocking, check, check_edition, require_site
from bioai_desktop.flow.edit import current, existing
from bioai_desktop.flow.parts import Parts
from bioai_desktop.site.files import FileChange, change_set, page_path, subject
from bioai_desktop.site.preview.standalone import standalone


@dataclass(frozen=True, slots=True)
class Wish:
    """What is wanted beside the files."""

    alone: bool = False  #: only the page asked for, not its twin in the other language
    commit: bool = False  #: one commit with the site's own git
    push: bool = False  #: and push it


Change = Literal["create", "update", "same"]


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written, or would be."""

    files: tuple[PlannedChange, ...]
    languages: tuple[Language, ...] = ()  #: of the pages, the one asked for first
    left_out: tuple[Language, ...] = ()  #: of pages that may not leave yet
    stood: tuple[Finding, ...] = ()  #: what would block, but stands on the site's page already
    commit: str = ""  #: its hash where one was made
    pushed: bool = False

    @property
    def replaced(self) -> list[str]:
        """The paths of the files that come to hold something else."""
        return [planned.path for planned in self.files if planned.change != "same"]

    @property
    def diffs(self) -> list[FileDiff]:
        """What becomes of each file."""
        return diffs(self.files)

    @property
    def diff(self) -> str:
        """The unified diff of all files, "" where nothing changes."""
        return diff(self.files)


@dataclass(frozen=True, slots=True)
class Leaving:
    """The pages of a day that leave together, and what keeps the first of them."""

    editions: Mapping[Language, Edition]  #: the one asked for first
    left_out: tuple[Language, ...]  #: of pages that may not leave yet
    blocked: tuple[Finding, ...]
    stood: tuple[Finding, ...] = ()  #: what would block, but stands on the site's page already


_NO_WISH = Wish()


def export(parts: Parts, day: date, language: Language, site: Path, *, dry_run: bool = False, wish: Wish = _NO_WISH) -> ExportReport:
    """Write the day's files into a site, all or none, and keep a copy of what they replace.

    The page of the other language goes with it where there is one that may leave. Refuses a page with blocking findings that the site's
    page did not have when it was last read or written, a page that was changed on disk since then, and a site in which one of the files
    holds work that is not committed. When the commit fails, the files are put back; when the push fails, files and commit stay.
    """
    leaving = pages(parts, day, language, site, alone=wish.alone)
    if leaving.blocked:
        raise ExportRefused("findings", findings=leaving.blocked)
    report = planned(parts, day, leaving, site)
    commit = wish.commit or wish.push
    landing.refuse(parts, site, report.replaced, commit=commit)
    if dry_run:
        return report
    made = landing.land(parts, day, site, report.files, _subject(parts, day, language, site) if commit else "")
    with parts.store.together():
        for each, edition in leaving.editions.items():
            parts.store.published.record(day, each, places(edition, parts.profile))
            landing.look(parts, site, page_path(parts.profile, each, day))
            teaching.judge(parts, day, each, edition)
    if wish.push:
        git.push(site)
    return replace(report, commit=made, pushed=wish.push)


def page_text(parts: Parts, day: date, language: Language) -> str:
    """Return the page as Markdown, to copy."""
    return render(existing(parts, day, language))


def write_page(parts: Parts, day: date, language: Language, file: Path, *, dry_run: bool = False) -> Change:
    """Write the one page anywhere, and say what that does to the file; refuses a page with blocking findings."""
    refuse_blocked(parts, day, language)
    return _put(file, page_text(parts, day, language), dry_run=dry_run)


def write_html(parts: Parts, day: date, language: Language, file: Path, *, dry_run: bool = False) -> tuple[Change, tuple[Finding, ...]]:
    """Write the page anywhere as one HTML file; return what that does to the file, and the findings that block.

    Those are no hindrance: a page is looked at, and shown around, to be mended.
    """
    text = standalone(existing(parts, day, language), language, day)
    return _put(file, text, dry_run=dry_run), blocking(check(parts, day, language))


def _put(file: Path, text: str, *, dry_run: bool) -> Change:
    """Write a file of the user's choice, whole or not at all."""
    data = text.encode()
    partial = file.parent / f"{file.name}.part"
    try:
        change: Change = "create" if not file.exists() else "same" if file.read_bytes() == data else "update"
        if change != "same" and not dry_run:
            partial.write_bytes(data)
            partial.replace(file)
    except OSError as error:
        with suppress(OSError):
            partial.unlink()
        raise FileUnwritable(str(file)) from error
    return change


def refuse_blocked(parts: Parts, day: date, language: Language) -> None:
    """Raise `ExportRefused` with the findings that block."""
    found = blocking(check(parts, day, language))
    if found:
        raise ExportRefused("findings", findings=found)


def pages(parts: Parts, day: date, language: Language, site: Path, *, alone: bool = False) -> Leaving:
    """Return the page asked for, and with it the twin where there is one that may leave."""
    with parts.editing:  # what is checked is what leaves
        twins = [each for each in parts.profile.files if each is not language and not alone and current(parts, day, each) is not None]
        hindrances = {each: _hindrances(parts, day, each, site) for each in (language, *twins)}
        left_out = tuple(each for each in twins if hindrances[each][0])
        editions = {each: existing(parts, day, each) for each in hindrances if each not in left_out}
        stood = tuple(finding for each in editions for finding in hindrances[each][1])
        return Leaving(editions, left_out, hindrances[language][0], stood)


def _hindrances(parts: Parts, day: date, language: Language, site: Path) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the findings that keep a page from leaving, and those that its readers have before them already.

    Who opens an old page to change one word is not made to mend all else on it first.
    """
    found = blocking(check(parts, day, language))
    seen = parts.store.seen.get(site / page_path(parts.profile, language, day)) if found else None
    if seen is None:
        return found, ()
    before = check_edition(parts, day, language, parse(seen, parts.profile))
    left = Counter((finding.kind, finding.detail) for finding in blocking(before) if not finding.conflict)
    blocked: list[Finding] = []
    stood: list[Finding] = []
    for finding in found:
        same = (finding.kind, finding.detail)
        (stood if left[same] and not finding.conflict else blocked).append(finding)
        left[same] -= 1
    return tuple(blocked), tuple(stood)


def planned(parts: Parts, day: date, leaving: Leaving, site: Path) -> ExportReport:
    """Return what writing those pages would do to a site."""
    require_site(parts, site)
    changes = change_sets(parts, day, leaving.editions, site)
    return ExportReport(tuple(checkout.plan(site, changes)), tuple(leaving.editions), leaving.left_out, leaving.stood)


def change_sets(parts: Parts, day: date, editions: Mapping[Language, Edition], site: Path) -> list[FileChange]:
    """Return the one change set of all those pages; raises `ProfileInvalid` where two of them claim a file."""
    changes: dict[str, FileChange] = {}
    for language, edition in editions.items():
        for change in change_set(parts.profile, language, day, render(edition), lambda path: checkout.read(site, path)):
            if changes.setdefault(change.path, change) != change:
                raise ProfileInvalid(parts.profile.file(TABLE), change.path, "claimed")
    return list(changes.values())


def _subject(parts: Parts, day: date, language: Language, site: Path) -> str:
    """Return what the commit says: whether the day is new to the site's git."""
    page = page_path(parts.profile, language, day)
    return subject(parts.profile, day, "update" if page and git.knows(site, page) else "create")
