"""The state behind the window: the day on the desk, its stories, its page. Widgets show it; changes go through it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from bioai_desktop.domain import Finding, Language, Severity, Story
from bioai_desktop.edition.edits import SetField, SetState
from bioai_desktop.edition.model import Edition, Entry, EntryState, Raw, Role, Section, Span
from bioai_desktop.edition.profile import Limits, Profile, SectionRule
from bioai_desktop.edition.raw_edits import RemoveRaw, SetRaw
from bioai_desktop.edition.rules import name_of, rule_of
from bioai_desktop.edition.shape import STORIES
from bioai_desktop.errors import AppError
from bioai_desktop.gui import calls
from bioai_desktop.gui.calls import Page, Told
from bioai_desktop.gui.jobs import Jobs, Kind, Lane

if TYPE_CHECKING:
    from bioai_desktop.edition.patch import Edit, Patch
    from bioai_desktop.flow.parts import Parts
    from bioai_desktop.flow.retell import Retold


@dataclass(frozen=True, slots=True)
class Desktop:
    """Which page is on the desk."""

    day: date
    language: Language


class Desk(QObject):
    """Loads, keeps and changes what is on the desk. Every answer of the store comes here, in order."""

    opened = Signal()  #: the day or the page's language is another
    stories_changed = Signal()
    told_changed = Signal()  #: what is written about the stories
    page_changed = Signal(bool)  #: True where another way than typing changed it
    findings_changed = Signal()
    saved = Signal(datetime)
    failed = Signal(object)  #: an AppError
    searched = Signal(str)  #: what is looked for, "" for nothing
    recovered = Signal()  #: the store was found as a crash had left it, and is sound

    def __init__(self, parts: Parts, jobs: Jobs, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.parts = parts
        self.jobs = jobs
        self.place = Desktop(datetime.now(UTC).date(), Language.ZH)
        self.profile: Profile | None = None
        self.stories: dict[str, Story] = {}
        self.told: dict[str, Told] = {}
        self.query = ""
        self.page = Page(None)
        self.findings: list[Finding] = []
        self.loaded = False  #: whether the stories of the day have been read
        self.unopened = False  #: whether the last try to open a day failed: the profile can't be read, or the store
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
        self.jobs.start(lambda _: calls.opening(self.parts, day), Lane.READ, self._opening, self._not_opened, kind=Kind("opening"))

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
        self.searched.emit(self.query)
        self.refresh_stories()

    def refresh_stories(self) -> None:
        """Read the stories of the day again."""
        work = partial(calls.stories, self.parts, self.day, self.query)
        self.jobs.start(lambda _: work(), Lane.READ, self._take_stories, self.failed.emit, kind=Kind("stories"))

    def refresh_told(self) -> None:
        """Read again what is written about the stories."""
        stories = list(self.stories.values())
        self.jobs.start(lambda _: calls.told(self.parts, stories), Lane.READ, self._take_told, self.failed.emit, kind=Kind("told"))

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
        elif self.is_raw(entry):
            edit = SetRaw(entry, text) if text.strip() else RemoveRaw(entry)
            self._change(partial(calls.apply, edits=(edit,)), typed=True)
        else:
            edits = (SetField(entry, role, text), SetState(entry, EntryState.EDITED))
            self._change(partial(calls.apply, edits=edits), typed=True)

    def drop(self, edit: Edit, dropped: Callable[[Patch], None]) -> None:
        """Take something off the page; `dropped` is handed what puts it back, also after edits elsewhere."""

        def change(parts: Parts, day: date, language: Language) -> Page:
            page, back = calls.drop(parts, day, language, edit)
            patches.append(back)
            return page

        patches: list[Patch] = []
        self._change(change, then=lambda: dropped(patches[0]))

    def retell(self, old: str, new: str, told: Callable[[Retold], None]) -> None:
        """Change a term everywhere on the page; `told` is handed what came of it."""

        def change(parts: Parts, day: date, language: Language) -> Page:
            page, done = calls.retell(parts, day, language, old, new)
            found.append(done)
            return page

        found: list[Retold] = []
        self._change(change, then=lambda: told(found[0]))

    def add(self, story: Story, name: str, index: int | None = None) -> None:
        """Put a story into the section of that name."""
        self._change(partial(calls.add_story, story=story, place=(name, index)))

    def decide(self, conflict: int, *, disk: bool) -> None:
        """Have the page read as it does on disk in a place that was changed there and here, or as it does here."""
        self._change(partial(calls.decide, conflict=conflict, disk=disk))

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
        """Return an entry of the page by its id, with its section; a raw block as an entry that is all text."""
        found = ((section, each) for section in (self.edition.sections if self.edition else ()) for each in section.blocks)
        for section, each in found:
            if each.id == entry:
                return section, each if isinstance(each, Entry) else Entry((Span(each.text, Role.TEXT),), each.id)
        return None

    def is_raw(self, place: str) -> bool:
        """Tell whether an id is that of a raw block."""
        sections = self.edition.sections if self.edition else ()
        return any(isinstance(child, Raw) and child.id == place for section in sections for child in section.blocks)

    @property
    def drafted(self) -> bool:
        """Whether the page is in the language in which the model writes; in another one it is a translation."""
        return self.language is self.first_language

    @property
    def first_language(self) -> Language:
        """The language in which the site's pages are drafted."""
        return self.profile.language if self.profile else self.language

    @property
    def lists(self) -> tuple[SectionRule, ...]:
        """The site's lists of stories, in the order of its page."""
        return tuple(rule for rule in self.profile.sections if rule.kind in STORIES) if self.profile else ()

    def section(self, name: str) -> Section | None:
        """Return the section that the site calls so, None where the page has none."""
        sections = self.edition.sections if self.edition and self.profile else ()
        return next((section for section in sections if self.profile and name_of(section, self.profile) == name), None)

    def limits(self, section: Section) -> Limits:
        """Return how long a text of that section may be; what the profile says of it is meant for the language of drafts."""
        rule = rule_of(section, self.profile) if self.profile and self.drafted else None
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
        self.unopened = False
        same = self.profile is not None and self.profile.name == found.profile.name
        known = self.language if same else found.profile.language
        self.profile = found.profile
        self.place = Desktop(found.day, known)
        self.opened.emit()
        if found.recovered:
            self.recovered.emit()
        self.refresh_page()
        self.refresh_stories()

    def _not_opened(self, error: AppError) -> None:
        self.unopened = True
        self.failed.emit(error)

    def _take_stories(self, found: list[Story]) -> None:
        self.stories, self.loaded = {story.id: story for story in found}, True
        self.stories_changed.emit()
        self.refresh_told()

    def _take_told(self, told: dict[str, Told]) -> None:
        self.told = told
        self.told_changed.emit()

    def _take_findings(self, place: Desktop, found: list[Finding]) -> None:
        if place == self.place:
            self.findings = found
            self.findings_changed.emit()

    def _change(
        self, change: Callable[[Parts, date, Language], Page], *, typed: bool = False, then: Callable[[], None] = lambda: None
    ) -> None:
        place = self.place
        self._changing += 1

        def done(page: Page) -> None:
            self._changed(place, page, typed=typed)
            then()

        self.jobs.start(lambda _: change(self.parts, place.day, place.language), Lane.STORE, done, partial(self._refused, place))

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
