"""Keeps the panes in step with the desk: what is current, what is counted, what is said where there is nothing."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QObject
from PySide6.QtGui import QAction

from bioai_desktop.domain import EngineInfo, Finding, Language, Severity, Story, Task
from bioai_desktop.edition.model import EntryState, SectionKind
from bioai_desktop.edition.profile import Limits
from bioai_desktop.edition.rules import list_name
from bioai_desktop.errors import AppError, ExportRefused, StoreDamaged
from bioai_desktop.gui import calls
from bioai_desktop.gui.banner import Weight
from bioai_desktop.gui.gestures import LISTS
from bioai_desktop.gui.jobs import Kind, Lane
from bioai_desktop.gui.keeping import STORE
from bioai_desktop.gui.page_model import title
from bioai_desktop.gui.story_list import Filter
from bioai_desktop.gui.top_bar import DeskStep
from bioai_desktop.gui.widgets import restyle
from bioai_desktop.gui.work import Notice

if TYPE_CHECKING:
    from bioai_desktop.engine.shelf import ModelStatus
    from bioai_desktop.flow.morning import Morning
    from bioai_desktop.flow.writing import Writing
    from bioai_desktop.gui.window import Window

#: One text of a batch is shown while it grows; another one only after this long without a word, in seconds.
_CALM = 1.5
_NAME = 18  # characters of a title that name its place


class Showing(QObject):
    """The desk's answers, put where they belong."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._window = window
        self._desk, self._wording = window.desk, window.wording
        self._step = DeskStep.EDIT
        self._previews = calls.Previews(window.parts)
        self._writing: set[str] = set()
        self._live: tuple[object, float] = ("", 0.0)
        desk, work = window.desk, window.work
        desk.opened.connect(self._opened)
        desk.stories_changed.connect(self._stories)
        desk.told_changed.connect(self._written)
        desk.page_changed.connect(self._page)
        desk.findings_changed.connect(self._findings)
        desk.saved.connect(self._saved)
        desk.failed.connect(self._failed)
        work.said.connect(self._say)
        work.settled.connect(window.banner.settle)
        work.told.connect(self._told)
        work.refused.connect(self._refused)
        work.ended.connect(self._enable)
        work.models_listed.connect(self._models)
        work.engine_known.connect(self._engine)
        self._connect_panes()
        self.step(DeskStep.READ, focus=False)

    def _connect_panes(self) -> None:
        window = self._window
        window.page.tree.opened.connect(self._entry_opened)
        window.gestures.mending.connect(self._mend)
        window.stories.list.selectionModel().currentChanged.connect(self._story_turned)
        window.editor.findings.place_wanted.connect(window.page.tree.go_to)
        window.editor.here.clicked.connect(self._findings)
        window.editor.everywhere.clicked.connect(self._findings)
        for field in (window.editor.title, window.editor.text):
            field.textChanged.connect(lambda field=field: window.status.show_saved(None) if field.pending else None)

    # ---------------------------------------------------------------- steps and preview

    def step(self, step: DeskStep, *, focus: bool = True) -> None:
        """Turn to a step: its pane gets the keys, its action the accent."""
        window = self._window
        self._step = step
        window.top.show_step(step)
        for made, steps in ((window.stories.fetch, {DeskStep.READ}), (window.page.draft, {DeskStep.CHOOSE})):
            restyle(made, "primary", str(step in steps).lower())
        window.show_publishing(on=step is DeskStep.PUBLISH)
        if not focus:
            return
        window.stories.choose(Filter.CHOSEN if step is DeskStep.CHOOSE else Filter.ALL)
        window.top.preview.setChecked(step is DeskStep.PUBLISH)
        (window.stories.list if step in {DeskStep.READ, DeskStep.CHOOSE} else window.page.tree).setFocus()

    def list_all_findings(self) -> None:
        """List what the checks say about the whole page, and give the list the keys."""
        window = self._window
        window.editor.everywhere.setChecked(True)
        self._findings()
        window.editor.findings.setFocus()

    def _mend(self) -> None:
        """Have the editor in sight."""
        if self._step is DeskStep.PUBLISH:
            self.step(DeskStep.EDIT)

    def preview(self, on: bool) -> None:  # noqa: FBT001 - a slot
        """Show how the page will read in the place of the source."""
        self._window.side.show_preview(on)
        self._refresh_preview()

    def _refresh_preview(self) -> None:
        desk = self._desk
        if self._window.side.previewing:
            place = desk.place
            desk.jobs.start(
                lambda _: self._previews.blocks(place.day, place.language),
                Lane.READ,
                self._window.side.show_page,
                self._failed,
                kind=Kind("preview"),
            )

    # ---------------------------------------------------------------- the desk's answers

    def _opened(self) -> None:
        window = self._window
        window.top.show_day(self._desk.day)
        window.page.show_language(self._desk.language, tuple(self._desk.profile.files) if self._desk.profile else tuple(Language))
        window.editor.set_language(self._desk.language, drafted=self._desk.drafted)
        self._name_lists()

    def _name_lists(self) -> None:
        """Call the commands that put a story on the page by the names of the site's lists; those without a list rest."""
        lists = self._desk.lists
        for at, (command, _) in enumerate(LISTS):
            action = self._window.findChild(QAction, f"do-{command}")
            if action is not None:
                action.setEnabled(at < len(lists))
                if at < len(lists):
                    action.setText(self._wording.text("gui.do-to", title=list_name(lists[at], self._desk.language)))

    def _story_hint(self) -> str:
        """Say by which keys a story goes onto the page."""
        lists = zip(LISTS, self._desk.lists, strict=False)
        places = [f"{key}   {list_name(rule, self._desk.language)}" for (_, key), rule in lists]
        return self._wording.text("gui.story-hint", places="\n".join(places))

    def _stories(self) -> None:
        window, desk = self._window, self._desk
        current = window.stories.model.story(window.stories.list.currentIndex())
        key = "gui.reading" if not desk.loaded else "gui.no-match" if desk.query else "gui.no-stories"
        window.stories.list.hint = self._wording.text(key)
        window.stories.model.show(list(desk.stories.values()))
        if current is not None:
            window.stories.list.setCurrentIndex(window.stories.model.find(current.id))
        self._counts()
        self._show_entry()
        if desk.loaded and not desk.query:
            work = partial(calls.sheet, desk.parts, desk.day)
            desk.jobs.start(lambda _: work(), Lane.READ, self._sheet, self._failed, kind=Kind("sheet"))

    def _written(self) -> None:
        """Show what is written about the stories."""
        told = self._desk.told
        self._window.stories.model.tell({story: each.title for story, each in told.items() if each.title})
        self._window.side.show_told(told)

    def _sheet(self, sheet: Morning) -> None:
        if sheet.day == self._desk.day:
            self._window.side.show_sheet(self._wording.sheet(sheet))

    def _page(self, other_way: bool) -> None:  # noqa: FBT001 - a slot
        window, desk = self._window, self._desk
        if other_way:
            for field in (window.editor.title, window.editor.text):
                field.anchor()
        window.page.tree.hint = self._wording.text("gui.no-page")
        window.page.tree.show_page(desk.edition, desk.profile)
        window.stories.model.place(calls.titles(desk.edition))
        window.status.show_undo(on=desk.page.can_undo)
        self._enable()
        self._mark()
        self._show_entry()
        self._counts()
        self._refresh_preview()

    def _findings(self) -> None:
        window, desk = self._window, self._desk
        entry = window.editor.entry_id
        here = desk.of_entry(entry)
        window.editor.show_scope(len(here), len(desk.findings))
        everywhere = window.editor.everywhere.isChecked()
        window.finding_model.show(self._placed(desk.findings) if everywhere else [(finding, "") for finding in here])
        window.editor.underline(here)
        self._mark()
        self._counts()

    def _placed(self, findings: Sequence[Finding]) -> list[tuple[Finding, str]]:
        """Name the places of findings, what blocks first."""
        order = list(Severity)
        named: list[tuple[Finding, str]] = []
        for finding in sorted(findings, key=lambda each: order.index(each.severity)):
            found = self._desk.entry(finding.entry)
            named.append((finding, _short(title(found[1])) if found else self._wording.text("gui.page")))
        return named

    def _counts(self) -> None:
        window, desk = self._window, self._desk
        entries = [entry for _, entry in desk.edition.entries()] if desk.edition else []
        chosen = sum(bool(entry.story) for entry in entries)
        waiting = sum(entry.state is EntryState.EMPTY for entry in entries)
        look = len({finding.entry or finding.line for finding in desk.findings if finding.severity is not Severity.HINT})
        counts = {DeskStep.READ: len(desk.stories), DeskStep.CHOOSE: chosen, DeskStep.EDIT: max(waiting, look), DeskStep.PUBLISH: 0}
        counts[DeskStep.PUBLISH] = sum(finding.severity is Severity.BLOCK for finding in desk.findings)
        window.top.show_counts(counts)
        window.stories.show_counts()
        window.page.show_draft({"empty": waiting}, written=desk.edition is not None)

    def _mark(self) -> None:
        desk = self._desk
        self._window.page.model.mark(self._writing, desk.marked(Severity.BLOCK), desk.marked(Severity.LOOK))

    # ---------------------------------------------------------------- what is current

    def _entry_opened(self, entry: str) -> None:
        self._show_entry()
        self._window.side.preview.go_to(entry)
        found = self._desk.entry(entry)
        stories = self._window.stories
        if found is not None and found[1].story:
            index = stories.model.find(found[1].story)
            if index.isValid() and index != stories.list.currentIndex():
                stories.list.selectionModel().blockSignals(True)
                stories.list.setCurrentIndex(index)
                stories.list.selectionModel().blockSignals(False)
                stories.list.scrollTo(index)
                stories.list.viewport().update()

    def _story_turned(self, now: QModelIndex) -> None:
        self._story_opened(self._window.stories.model.story(now))

    def _story_opened(self, story: Story | None) -> None:
        """Show a story that was turned to in the list, and its entry where it has one."""
        entry = calls.place_of(self._desk.edition, story.id) if story and self._desk.edition else ""
        tree = self._window.page.tree
        if entry:
            tree.go_to(entry, announce=False)
        elif tree.current_id():
            tree.selectionModel().blockSignals(True)
            tree.clearSelection()
            tree.setCurrentIndex(tree.model().index(-1, -1))
            tree.selectionModel().blockSignals(False)
            tree.viewport().update()
        self._show_entry()
        if story is not None:
            self._window.side.show_story(story)

    def _show_entry(self) -> None:
        window, desk = self._window, self._desk
        found = desk.entry(window.page.tree.current_id())
        if found is None:
            story = window.stories.model.story(window.stories.list.currentIndex())
            window.editor.show_entry(None, SectionKind.TEXT, None, Limits())
            window.editor.show_hint(self._story_hint() if story else self._wording.text("gui.entry-hint"))
            window.side.show_story(story)
        else:
            section, entry = found
            story = desk.story(entry.story)
            raw = desk.is_raw(entry.id)
            window.editor.show_entry(entry, section.kind, story, Limits() if raw else desk.limits(section), raw=raw)
            window.side.show_story(story, entry)
        self._findings()

    # ---------------------------------------------------------------- messages

    def _say(self, notice: Notice) -> None:
        if self._window.keeping.damaged and notice.topic != STORE and notice.weight is not Weight.BLOCK:
            return
        self._window.banner.say(notice.words, notice.weight, topic=notice.topic, action=notice.action, act=notice.act)

    def _saved(self, when: datetime) -> None:
        self._window.status.show_saved(when)

    def _failed(self, error: AppError) -> None:
        if isinstance(error, StoreDamaged) and error.backup:
            self._window.keeping.offer(error)
        else:
            self._window.work.fail(error)

    def _refused(self, error: ExportRefused) -> None:
        """Show what keeps the page from leaving."""
        self._desk.findings = [*error.findings, *(finding for finding in self._desk.findings if finding not in error.findings)]
        self._mend()
        self.list_all_findings()

    def _enable(self) -> None:
        """Offer what can be done now, and only once at a time."""
        window, busy = self._window, self._desk.jobs.busy
        window.stories.fetch.setEnabled(not busy("fetch"))
        window.page.draft.setEnabled(self._desk.drafted and not busy("draft"))
        several = self._desk.profile is not None and len(self._desk.profile.files) > 1
        window.page.translate.setEnabled(several and self._desk.edition is not None and not busy("translate"))
        window.top.export.setEnabled(self._desk.edition is not None and not busy("export"))
        if not busy("draft"):
            self._writing.clear()
            self._mark()

    def _models(self, models: list[ModelStatus]) -> None:
        self._window.status.show_models(models, self._window.parts.settings)

    def _engine(self, info: EngineInfo) -> None:
        self._window.status.show_engine(info)

    def _told(self, writing: Writing) -> None:
        """Show a text as it grows: in its entry where that is at hand, else one text at a time."""
        window, edition = self._window, self._desk.edition
        entry = calls.place_of(edition, writing.story) if edition and writing.story else ""
        if entry:
            self._writing.add(entry)
            self._mark()
            if entry == window.editor.entry_id:
                is_title = writing.task is Task.TITLE
                window.editor.show_live(writing.text if is_title else "", "" if is_title else writing.text)
        elif not window.editor.entry_id and self._follows((writing.story, writing.task)):
            story = self._desk.story(writing.story)
            name = story.primary.title if story else self._wording.text(f"gui.task-{writing.task}")
            window.editor.show_hint(self._wording.text("gui.writing", title=name, text=writing.text))

    def _follows(self, text: object) -> bool:
        """Tell whether a growing text is the one that is shown; another takes its place only when that one rests."""
        now = time.monotonic()
        shown, seen = self._live
        if text != shown and now - seen < _CALM:
            return False
        self._live = (text, now)
        return True


def _short(words: str) -> str:
    """Return the beginning of a title, to name a place."""
    return words if len(words) <= _NAME else words[: _NAME - 1] + "…"
