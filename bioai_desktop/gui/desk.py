"""The state behind the window: the day on the desk, its stories, its page. Widgets show it; changes go through it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bioai_desktop.domain import Finding, Language, Severity, Story
from bioai_desktop.edition.edits import Edit, SetField, SetState
from bioai_desktop.edition.model import Edition, Entry, EntryState, Role, Section, SectionKind
from bioai_desktop.edition.profile import Limits, Profile
from bioai_desktop.errors import AppError
from bioai_desktop.gui import calls
from bioai_desktop.gui.calls import Page
from bioai_desktop.gui.jobs import Jobs, Kind, Lane

if TYPE_CHECKING:
    from bioai_desktop.flow.parts import Parts


@dataclass(frozen=True, slots=True)
class Desktop:
    """Which page is on the desk."""

    day: date
    language: Language


class Desk(QObject):
    """Loads, keeps and changes what is on the desk. Every answer of the store comes here, in order."""

    opened = Signal()  #: the day or the page's language is another
    stories_changed = Signal()
    page_changed = Signal(bool)  #: True where another way than typing changed it
    findings_changed = Signal()
    saved = Signal(datetime)
    failed = Signal(object)  #: an AppError

    def __init__(self, parts: Parts, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.parts = parts
        self.jobs = jobs
        self.place = Desktop(datetime.now(UTC).date(), Language.ZH)
        self.profile: Profile | None = None
        self.stories: dict[str, Story] = {}
        self.query = ""
        self.page = Page(None)
        self.findings: list[Finding] = []
        self.loaded = False  #: whether the stories of the day have been read
        self._changing = 0

    @property
    def day(self) -> date:
        """The date of the page."""
        return self.place.day

    @property
    def language(self) -> Language:
        """The language of the page."""
        return self.place.language

    @property
    def edition(self) -> Edition | None:
        """The page, None where there is none yet."""
        return self.page.edition

    # ---------------------------------------------------------------- reading

    def open(self, day: date | None = None) -> None:
        """Open a day, else the newest that has something."""
        self.jobs.start(lambda _: calls.opening(self.parts, day), Lane.READ, self._opening, self.failed.emit, kind=Kind("opening"))

    def go(self, day: date | None = None, language: Language | None = None) -> None:
        """Put another day, or the same in another language, on the desk."""
        other_day = day is not None and day != self.day
        self.place = Desktop(day or self.day, language or self.language)
        self.page, self.findings = Page(None), []
        if other_day:
            self.stories, self.loaded = {}, False
            self.stories_changed.emit()
        self.opened.emit()
        self.page_changed.emit(True)
        self.findings_changed.emit()
        self.refresh_page()
        if other_day:
            self.refresh_stories()

    def search(self, query: str) -> None:
        """List only stories that hold these words."""
        self.query = query.strip()
        self.refresh_stories()

    def refresh_stories(self) -> None:
        """Read the stories of the day again."""
        work = partial(calls.stories, self.parts, self.day, self.query)
        self.jobs.start(lambda _: work(), Lane.READ, self._take_stories, self.failed.emit, kind=Kind("stories"))

    def refresh_page(self) -> None:
        """Read the page again, after the changes that are still on their way."""
        place = self.place
        work = partial(calls.page, self.parts, place.day, place.language)
        self.jobs.start(lambda _: work(), Lane.STORE, partial(self._arrived, place), self.failed.emit)

    def refresh_findings(self) -> None:
        """Have the page checked."""
        place = self.place
        work = partial(calls.findings, self.parts, place.day, place.language)
        self.jobs.start(lambda _: work(), Lane.READ, partial(self._take_findings, place), self.failed.emit, kind=Kind("findings"))

    # ---------------------------------------------------------------- changing

    def edit(self, *edits: Edit) -> None:
        """Make edits on the page, as one version."""
        self._change(partial(calls.apply, edits=edits))

    def write(self, entry: str, role: Role, text: str, back: int) -> None:
        """Keep what the editor typed; `back` versions are walked back instead where that brings the same words."""
        if back:
            self._change(partial(calls.walk, versions=-back), typed=True)
        else:
            edits = (SetField(entry, role, text), SetState(entry, EntryState.EDITED))
            self._change(partial(calls.apply, edits=edits), typed=True)

    def add(self, story: Story, kind: SectionKind, index: int | None = None) -> None:
        """Put a story on the page."""
        self._change(partial(calls.add_story, story=story, place=(kind, index)))

    def mend(self, finding: Finding) -> None:
        """Make the change that a finding offers."""
        self._change(partial(calls.mend, finding=finding))

    def undo(self) -> None:
        """Go back one version."""
        self._change(partial(calls.walk, versions=-1))

    def redo(self) -> None:
        """Go forward one version."""
        self._change(partial(calls.walk, versions=1))

    def take_page(self, page: Page, place: Desktop) -> None:
        """Show a page that a longer piece of work made."""
        if not self._changing:
            self._show(place, page, typed=False)

    # ---------------------------------------------------------------- asking

    def story(self, story: str) -> Story | None:
        """Return a story of the day by its id."""
        return self.stories.get(story)

    def entry(self, entry: str) -> tuple[Section, Entry] | None:
        """Return an entry of the page by its id, with its section."""
        found = self.edition.entries() if self.edition else ()
        return next(((section, each) for section, each in found if each.id == entry), None)

    def limits(self, section: Section) -> Limits:
        """Return how long a text of that section may be."""
        rule = self.profile.rule(section.kind) if self.profile else None
        return rule.limits if rule else Limits()

    def of_entry(self, entry: str) -> list[Finding]:
        """Return the findings about an entry."""
        return [finding for finding in self.findings if entry and finding.entry == entry]

    def marked(self, severity: Severity) -> set[str]:
        """Return the ids of entries that have a finding of that severity."""
        return {finding.entry for finding in self.findings if finding.severity is severity and finding.entry}

    def empty(self) -> list[str]:
        """Return the ids of chosen entries that are still to be written."""
        found = self.edition.entries() if self.edition else ()
        return [entry.id for _, entry in found if entry.state is EntryState.EMPTY and entry.story]

    # ---------------------------------------------------------------- answers

    def _opening(self, found: calls.Opening) -> None:
        self.profile = found.profile
        self.place = Desktop(found.day, self.language)
        self.opened.emit()
        self.refresh_page()
        self.refresh_stories()

    def _take_stories(self, found: list[Story]) -> None:
        self.stories, self.loaded = {story.id: story for story in found}, True
        self.stories_changed.emit()

    def _take_findings(self, place: Desktop, found: list[Finding]) -> None:
        if place == self.place:
            self.findings = found
            self.findings_changed.emit()

    def _change(self, change: Callable[[Parts, date, Language], Page], *, typed: bool = False) -> None:
        place = self.place
        self._changing += 1
        self.jobs.start(
            lambda _: change(self.parts, place.day, place.language),
            Lane.STORE,
            partial(self._changed, place, typed=typed),
            partial(self._refused, place),
        )

    def _changed(self, place: Desktop, page: Page, *, typed: bool) -> None:
        self._changing -= 1
        self.saved.emit(datetime.now().astimezone())
        # An answer that a later change overtakes would show the page as it was for a moment.
        if not self._changing:
            self._show(place, page, typed=typed)

    def _refused(self, place: Desktop, error: AppError) -> None:
        self._changing -= 1
        self.failed.emit(error)
        if place == self.place:
            self.refresh_page()

    def _arrived(self, place: Desktop, page: Page) -> None:
        if not self._changing:
            self._show(place, page, typed=False)

    def _show(self, place: Desktop, page: Page, *, typed: bool) -> None:
        if place == self.place:
            self.page = page
            self.page_changed.emit(not typed)
            self.refresh_findings()
