"""Before a page leaves, and after: what publishing would change, what keeps it, what the last publication was."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from bioai_desktop.checkout import backup, git
from bioai_desktop.domain import Language
from bioai_desktop.errors import ExportRefused, UndoRefused
from bioai_desktop.flow import landing
from bioai_desktop.flow.export import ExportReport, pages, planned
from bioai_desktop.flow.parts import Parts


@dataclass(frozen=True, slots=True)
class Outlook:
    """What publishing a page would do now."""

    report: ExportReport
    refused: ExportRefused | None = None  #: why it would do nothing instead
    versioned: bool = False  #: whether a commit can be made of it


@dataclass(frozen=True, slots=True)
class Published:
    """The last publication of a day that was not taken back."""

    at: datetime | None  #: in UTC; None of one made before times were kept
    files: int
    commit: str = ""


def outlook(parts: Parts, day: date, language: Language, site: Path) -> Outlook:
    """Return what publishing would change, also of a page that may not leave yet; raises `ExportRefused` where the site is none."""
    leaving = pages(parts, day, language, site)
    report = planned(parts, day, leaving, site)
    refused = ExportRefused("findings", findings=leaving.blocked) if leaving.blocked else _hindrance(parts, site, report)
    return Outlook(report, refused, git.is_checkout(site))


def published(parts: Parts, day: date, site: Path) -> Published | None:
    """Return the last publication of a day into a site, None where none stands."""
    try:
        export = backup.last(parts.paths.exports, day, site).export
    except UndoRefused:
        return None
    return Published(export.at, len(export.files), export.commit)


def _hindrance(parts: Parts, site: Path, report: ExportReport) -> ExportRefused | None:
    """Return why the site can't take the files, None where it can."""
    try:
        landing.refuse(parts, site, report.replaced, commit=False)
    except ExportRefused as error:
        return error
    return None
