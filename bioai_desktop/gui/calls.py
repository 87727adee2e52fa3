"""What the window asks of `flow`. Every function here runs off the GUI thread, on a lane of `jobs`.

`flow` brings the network client, the feed parser and the checks with it, so its modules are imported at the first
call: the window stands before any of them is read.
"""
# ruff: noqa: PLC0415 - see above

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bioai_desktop.domain import EngineInfo, Finding, Job, Language, Step, Story
from bioai_desktop.edition.model import Edition, Role
from bioai_desktop.edition.profile import Profile
from bioai_desktop.gui.jobs import Running
from bioai_desktop.settings import Settings

if TYPE_CHECKING:
    from bioai_desktop.checkout.diff import FileDiff
    from bioai_desktop.edition.patch import Edit, Patch
    from bioai_desktop.engine.shelf import ModelStatus
    from bioai_desktop.flow import outlook as flow_outlook
    from bioai_desktop.flow.articles import TextReport
    from bioai_desktop.flow.backup import Restored
    from bioai_desktop.flow.bring_in import FileReport
    from bioai_desktop.flow.draft import DraftReport
    from bioai_desktop.flow.export import ExportReport
    from bioai_desktop.flow.fetch import SourceReport
    from bioai_desktop.flow.morning import Morning
    from bioai_desktop.flow.night import NightReport
    from bioai_desktop.flow.outlook import Published
    from bioai_desktop.flow.parts import Parts
    from bioai_desktop.flow.retell import Retold
    from bioai_desktop.flow.search import Found
    from bioai_desktop.flow.site_preview import SitePreview
    from bioai_desktop.flow.take_back import UndoReport
    from bioai_desktop.flow.writing import Writing
    from bioai_desktop.site.library import Shelved
    from bioai_desktop.site.preview.blocks import Preview, PreviewBlock


@dataclass(frozen=True, slots=True)
class Opening:
    """What the desk needs to know first."""

    day: date
    profile: Profile
    recovered: bool = False  #: the store was found as a crash had left it, and is sound


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a day as it is now."""

    edition: Edition | None
    can_undo: bool = False
    can_redo: bool = False


@dataclass(frozen=True, slots=True)
class Told:
    """What is written about a story, "" where nothing is."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """What publishing would change, file by file; no outlook where there is no page."""

    outlook: flow_outlook.Outlook | None
    changes: Sequence[FileDiff] = ()


def opening(parts: Parts, day: date | None) -> Opening:
    """Return the day to open, unless one is given, and the profile."""
    from bioai_desktop.flow import triage

    return Opening(day or triage.latest_day(parts), parts.profile, parts.store.left_open)


def keep_up(parts: Parts, job: Job) -> None:
    """Copy and tidy the store, unless that was done today."""
    from bioai_desktop.flow import backup

    backup.keep_up(parts, job)


def restore(parts: Parts) -> Restored:
    """Put the newest copy of the store in its place."""
    from bioai_desktop.flow import backup

    return backup.restore(parts, None)


def stories(parts: Parts, day: date, query: str) -> list[Story]:
    """Return the stories of a day, best first."""
    from bioai_desktop.flow import triage

    return triage.stories(parts, day, query)


def on_pages(parts: Parts, query: str) -> list[Found]:
    """Return where the pages of all days hold these words, the last one perhaps not typed to its end; nothing for a half-typed filter."""
    from bioai_desktop.errors import SearchInvalid
    from bioai_desktop.flow import search
    from bioai_desktop.store.archive import HitKind

    last = query.rpartition(" ")[2]
    growing = "*" if last.isalnum() else ""
    try:
        found = search.search(parts, f"{query}{growing} kind:page") if query else []
    except SearchInvalid:
        return []
    return [each for each in found if each.hit.kind is HitKind.PAGE]


def sheet(parts: Parts, day: date) -> Morning:
    """Return the morning sheet of a day."""
    from bioai_desktop.flow import morning

    return morning.morning(parts, day)


def page(parts: Parts, day: date, language: Language) -> Page:
    """Return the page of a day."""
    from bioai_desktop.flow import edit

    edition = edit.current(parts, day, language)
    return Page(edition, edit.can_undo(parts, day, language), edit.can_redo(parts, day, language))


def findings(parts: Parts, day: date, language: Language) -> list[Finding]:
    """Return what the checks say about the page of a day, nothing where there is none."""
    from bioai_desktop.flow import check, edit

    return check.check(parts, day, language) if edit.current(parts, day, language) is not None else []


class Previews:
    """Renders the page of a day. Used on the read lane alone; what it rendered last it knows."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._renderer: Preview | None = None

    def blocks(self, day: date, language: Language) -> Sequence[PreviewBlock]:
        """Return how the page will read, nothing where there is none."""
        from bioai_desktop.flow import edit
        from bioai_desktop.site.preview.blocks import Preview

        self._renderer = self._renderer or Preview()
        edition = edit.current(self._parts, day, language)
        return self._renderer.blocks(edition, day) if edition is not None else ()


class SitePages:
    """Shows pages as the site does. Used on the build lane alone; its server begins with the first page."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._shown: SitePreview | None = None

    def show(self, day: date, language: Language) -> str:
        """Have the page built, and return where the browser finds it."""
        from bioai_desktop.flow.site_preview import SitePreview

        self._shown = self._shown or SitePreview(self._parts)
        return self._shown.show(day, language, Path(self._parts.settings.site))

    def close(self) -> None:
        """Serve no longer."""
        if self._shown is not None:
            self._shown.close()


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


def drop(parts: Parts, day: date, language: Language, edit: Edit) -> tuple[Page, Patch]:
    """Take something off the page, and return what puts it back."""
    from bioai_desktop.flow import edit as flow_edit

    back = flow_edit.drop(parts, day, language, edit)
    return page(parts, day, language), back


def retell(parts: Parts, day: date, language: Language, old: str, new: str) -> tuple[Page, Retold]:
    """Change a term everywhere on the page, and return what came of it."""
    from bioai_desktop.flow import retell as flow_retell

    done = flow_retell.retell(parts, day, language, old, new)
    return page(parts, day, language), done


def add_story(parts: Parts, day: date, language: Language, story: Story, place: tuple[str, int | None]) -> Page:
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


def read_text(parts: Parts, story: Story, job: Job) -> TextReport:
    """Ask the page of a story for its full text, and keep that."""
    from bioai_desktop.flow import articles

    [report] = articles.read(parts, [story], job)
    return report


def judge(parts: Parts, one: Story, other: Story, *, same: bool | None) -> None:
    """Have two stories be one, or two for good; None takes such a judgement back."""
    from bioai_desktop.flow import twins

    if same is None:
        twins.forget(parts, one, other)
    else:
        twins.judge(parts, one, other, same=same)


def take_apart(parts: Parts, story: Story) -> bool:
    """Part the records of a story that a judgement made one; False where there are none."""
    from bioai_desktop.flow import twins

    return twins.take_apart(parts, story)


def import_files(parts: Parts, files: Sequence[Path], job: Job) -> list[FileReport]:
    """Take in files, and the pages of folders that are sites."""
    from bioai_desktop.flow import bring_in

    return bring_in.bring_in(parts, files, job)


def decide(parts: Parts, day: date, language: Language, conflict: int, *, disk: bool) -> Page:
    """Take what is on disk in a place that was changed there and here, or keep what is here."""
    from bioai_desktop.flow import conflicts

    conflicts.decide(parts, day, language, conflict, disk=disk)
    return page(parts, day, language)


def draft(parts: Parts, day: date, job: Running) -> DraftReport:
    """Write the page of a day, telling the window what is being written."""
    from bioai_desktop.flow import draft as flow_draft

    return flow_draft.draft(parts, day, job, watch=lambda writing: _tell(job, writing))


def draft_all(parts: Parts, day: date, job: Running, gives_way: Callable[[], bool]) -> NightReport:
    """Write about every story of a day while nobody else needs the engine, telling the window whenever another text is there."""
    from bioai_desktop.flow import night

    return night.write_all(parts, day, _Counting(job), night.Night(gives_way=gives_way))


class _Counting:
    """A job that tells the window of every unit that is done."""

    def __init__(self, job: Running) -> None:
        self._job = job
        self._done = 0

    def step(self, step: Step, done: int, total: int, note: str = "") -> None:
        """Pass a step on; raises as the job itself."""
        self._job.step(step, done, total, note)
        if step is Step.WRITE and done != self._done:
            self._done = done
            self._job.tell("progress", self._job.progress)


def told(parts: Parts, stories: Sequence[Story]) -> dict[str, Told]:
    """Return what is written about stories, by their ids."""
    from bioai_desktop.flow import night

    found = night.drafted(parts, stories)
    return {each.story.id: Told(each.title.text if each.title else "", each.text.text if each.text else "") for each in found}


def rewrite(parts: Parts, day: date, entries: Sequence[str], job: Running) -> Page:
    """Write entries anew, one after the other; each is on the page as soon as it is done."""
    from bioai_desktop.flow import draft as flow_draft

    for entry in entries:
        flow_draft.rewrite(parts, day, entry, job, watch=lambda writing: _tell(job, writing))
        job.tell("page", page(parts, day, parts.profile.language))
    return page(parts, day, parts.profile.language)


def translate_page(parts: Parts, day: date, to: Language, job: Job) -> Edition:
    """Translate the whole page into its twin."""
    from bioai_desktop.flow import translate

    return translate.translate_page(parts, day, to, job)


def translate_entry(parts: Parts, day: date, language: Language, entry: str, job: Job) -> Edition:
    """Translate one entry into the twin of its page."""
    from bioai_desktop.flow import translate

    return translate.translate_entry(parts, day, language, entry, other(language), job)


def write_html(parts: Parts, day: date, language: Language, file: Path) -> Path:
    """Write the page into an HTML file of the user's choice."""
    from bioai_desktop.flow import export

    export.write_html(parts, day, language, file)
    return file


def outlook(parts: Parts, day: date, language: Language) -> Outlook:
    """Return what publishing would change in the site that the settings name."""
    from bioai_desktop.flow import edit
    from bioai_desktop.flow import outlook as flow_outlook

    if edit.current(parts, day, language) is None:
        return Outlook(None)
    found = flow_outlook.outlook(parts, day, language, Path(parts.settings.site))
    return Outlook(found, found.report.diffs)


def published(parts: Parts, day: date) -> Published | None:
    """Return the last publication of a day into the site that the settings name."""
    from bioai_desktop.flow import outlook as flow_outlook

    return flow_outlook.published(parts, day, Path(parts.settings.site)) if parts.settings.site else None


def export(parts: Parts, day: date, language: Language, *, commit: bool = False, push: bool = False) -> ExportReport:
    """Write the day into the site that the settings name."""
    from bioai_desktop.flow import export as flow_export

    return flow_export.export(parts, day, language, Path(parts.settings.site), wish=flow_export.Wish(commit=commit, push=push))


def take_back(parts: Parts, day: date) -> UndoReport:
    """Take the last publication of a day back out of the site that the settings name."""
    from bioai_desktop.flow import take_back as flow_take_back

    return flow_take_back.take_back(parts, day, Path(parts.settings.site))


def models(parts: Parts) -> list[ModelStatus]:
    """Return the models there are, and how each stands; other machines last."""
    from bioai_desktop.flow import models as flow_models
    from bioai_desktop.flow import servers

    return [*flow_models.list_models(parts.paths), *servers.state(parts.settings)]


def name_servers(parts: Parts, addresses: Sequence[str], job: Job) -> EngineInfo | None:
    """Get to know other machines by their addresses, which one of them has to confirm; without any, forget those that were known."""
    from bioai_desktop.flow import servers

    if addresses:
        return servers.add(parts, addresses, parts.settings.server_model, job)
    servers.forget(parts)
    return None


def install(parts: Parts, name: str, job: Job) -> Path:
    """Fetch and verify a model."""
    from bioai_desktop.flow import models as flow_models

    return flow_models.install(name, parts.paths, job)


def profiles(parts: Parts) -> list[Shelved]:
    """Return the profiles that can be chosen."""
    from bioai_desktop.flow import profiles as flow_profiles

    return flow_profiles.names(parts.paths)


def chosen_profile(parts: Parts) -> str:
    """Return the name of the profile that is worked with."""
    from bioai_desktop.flow import profiles as flow_profiles

    return parts.settings.profile or flow_profiles.library(parts.paths).default


def choose_profile(parts: Parts, name: str) -> None:
    """Work with another profile from now on; one that can't be read is not chosen."""
    from bioai_desktop.flow import profiles as flow_profiles

    flow_profiles.load(parts.paths, name)
    parts.change(replace(parts.settings, profile=name))


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
