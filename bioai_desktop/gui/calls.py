"""What the window asks of `flow`. Every function here runs off the GUI thread, on a lane of `jobs`.

`flow` brings the network client, the feed parser and the checks with it, so its modules are imported at the first
call: the window stands before any of them is read.
"""
# ruff: noqa: PLC0415 - see above

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bioai_desktop.domain import EngineInfo, Finding, Job, Language, Story
from bioai_desktop.edition.model import Edition, Role, SectionKind
from bioai_desktop.edition.profile import Profile
from bioai_desktop.gui.jobs import Running
from bioai_desktop.settings import Settings

if TYPE_CHECKING:
    from bioai_desktop.edition.edits import Edit
    from bioai_desktop.engine.shelf import ModelStatus
    from bioai_desktop.flow.draft import DraftReport
    from bioai_desktop.flow.export import ExportReport
    from bioai_desktop.flow.fetch import SourceReport
    from bioai_desktop.flow.parts import Parts
    from bioai_desktop.flow.writing import Writing


@dataclass(frozen=True, slots=True)
class Opening:
    """What the desk needs to know first."""

    day: date
    profile: Profile


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a day as it is now."""

    edition: Edition | None
    can_undo: bool = False
    can_redo: bool = False


def opening(parts: Parts, day: date | None) -> Opening:
    """Return the day to open, unless one is given, and the profile."""
    from bioai_desktop.flow import triage

    return Opening(day or triage.latest_day(parts), parts.profile)


def stories(parts: Parts, day: date, query: str) -> list[Story]:
    """Return the stories of a day, best first."""
    from bioai_desktop.flow import triage

    return triage.stories(parts, day, query)


def page(parts: Parts, day: date, language: Language) -> Page:
    """Return the page of a day."""
    from bioai_desktop.flow import edit

    edition = edit.current(parts, day, language)
    return Page(edition, edit.can_undo(parts, day, language), edit.can_redo(parts, day, language))


def findings(parts: Parts, day: date, language: Language) -> list[Finding]:
    """Return what the checks say about the page of a day, nothing where there is none."""
    from bioai_desktop.flow import check, edit

    return check.check(parts, day, language) if edit.current(parts, day, language) is not None else []


def preview(parts: Parts, day: date, language: Language) -> str:
    """Return the page as harmless HTML, "" where there is none."""
    from bioai_desktop.flow import edit, export
    from bioai_desktop.gui import html

    return html.page(export.page_text(parts, day, language)) if edit.current(parts, day, language) is not None else ""


def page_text(parts: Parts, day: date, language: Language) -> str:
    """Return the page as Markdown."""
    from bioai_desktop.flow import export

    return export.page_text(parts, day, language)


def write_page(parts: Parts, day: date, language: Language, file: Path) -> Path:
    """Write the page into a file of the user's choice."""
    from bioai_desktop.flow import export

    export.write_page(parts, day, language, file)
    return file


def apply(parts: Parts, day: date, language: Language, edits: Sequence[Edit]) -> Page:
    """Make edits as one version."""
    from bioai_desktop.flow import edit

    edit.apply(parts, day, language, *edits)
    return page(parts, day, language)


def add_story(parts: Parts, day: date, language: Language, story: Story, place: tuple[SectionKind, int | None]) -> Page:
    """Put a story on the page."""
    from bioai_desktop.flow import edit

    edit.add_story(parts, day, language, story, place[0], place[1])
    return page(parts, day, language)


def mend(parts: Parts, day: date, language: Language, finding: Finding) -> Page:
    """Make the change that a finding offers, as one version."""
    from bioai_desktop.flow import mend as mending

    mending.mend_one(parts, day, language, finding)
    return page(parts, day, language)


def walk(parts: Parts, day: date, language: Language, versions: int) -> Page:
    """Walk the page's versions: back where `versions` is negative, else forward."""
    from bioai_desktop.flow import edit

    for _ in range(abs(versions)):
        (edit.undo if versions < 0 else edit.redo)(parts, day, language)
    return page(parts, day, language)


def fetch(parts: Parts, job: Job) -> list[SourceReport]:
    """Ask all sources for what is new."""
    from bioai_desktop.flow import fetch as flow_fetch

    return flow_fetch.fetch(parts, job)


def import_files(parts: Parts, files: Sequence[Path], job: Job) -> list[SourceReport]:
    """Take items from files."""
    from bioai_desktop.flow import fetch as flow_fetch

    return flow_fetch.import_files(parts, files, job)


def draft(parts: Parts, day: date, job: Running) -> DraftReport:
    """Write the page of a day, telling the window what is being written."""
    from bioai_desktop.flow import draft as flow_draft

    return flow_draft.draft(parts, day, job, watch=lambda writing: _tell(job, writing))


def rewrite(parts: Parts, day: date, entries: Sequence[str], job: Running) -> Page:
    """Write entries anew, one after the other; each is on the page as soon as it is done."""
    from bioai_desktop.flow import draft as flow_draft

    for entry in entries:
        flow_draft.rewrite(parts, day, entry, job, watch=lambda writing: _tell(job, writing))
        job.tell("page", page(parts, day, Language.ZH))
    return page(parts, day, Language.ZH)


def translate_page(parts: Parts, day: date, to: Language, job: Job) -> Edition:
    """Translate the whole page into its twin."""
    from bioai_desktop.flow import translate

    return translate.translate_page(parts, day, to, job)


def translate_entry(parts: Parts, day: date, language: Language, entry: str, job: Job) -> Edition:
    """Translate one entry into the twin of its page."""
    from bioai_desktop.flow import translate

    return translate.translate_entry(parts, day, language, entry, other(language), job)


def export(parts: Parts, day: date, language: Language) -> ExportReport:
    """Write the day into the site that the settings name."""
    from bioai_desktop.flow import export as flow_export

    return flow_export.export(parts, day, language, Path(parts.settings.site))


def models(parts: Parts) -> list[ModelStatus]:
    """Return the models there are, and how each stands."""
    from bioai_desktop.flow import models as flow_models

    return flow_models.list_models(parts.paths)


def install(parts: Parts, name: str, job: Job) -> Path:
    """Fetch and verify a model."""
    from bioai_desktop.flow import models as flow_models

    return flow_models.install(name, parts.paths, job)


def change(parts: Parts, make: Callable[[Settings], Settings]) -> None:
    """Save changed settings."""
    parts.change(make(parts.settings))


def engine_info(parts: Parts) -> EngineInfo | None:
    """Return what the engine runs on, None while none was needed yet."""
    engine = parts.engine_if_running
    return engine.info() if engine is not None else None


def other(language: Language) -> Language:
    """Return the language of a page's twin."""
    return Language.EN if language is Language.ZH else Language.ZH


def place_of(edition: Edition, story: str) -> str:
    """Return the id of the entry that a story has on the page, "" where it has none."""
    return next((entry.id for _, entry in edition.entries() if entry.story == story), "")


def titles(edition: Edition | None) -> dict[str, str]:
    """Return the stories on the page, with their titles there."""
    return {entry.story: entry.get(Role.TITLE) for _, entry in edition.entries() if entry.story} if edition else {}


def _tell(job: Running, writing: Writing) -> None:
    job.tell((writing.story, writing.task), writing)
