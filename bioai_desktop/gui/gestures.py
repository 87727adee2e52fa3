"""What keys mean for the row at hand: choose, move, drop, rewrite, undo. They act on the pane that was used last."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QUrl, Signal

from bioai_desktop.domain import Finding, Likeness, Story
from bioai_desktop.edition.edits import MoveEntry, RemoveEntry, RemoveSection
from bioai_desktop.edition.joins import MergeEntry, MergeSection, SplitEntry, SplitSection
from bioai_desktop.edition.model import Entry, Role, Section
from bioai_desktop.edition.raw_edits import RemoveRaw
from bioai_desktop.gui import calls
from bioai_desktop.gui.commands import Command
from bioai_desktop.gui.desk import Desk
from bioai_desktop.gui.entry_editor import EntryEditor
from bioai_desktop.gui.page_model import title
from bioai_desktop.gui.panes import PagePane, StoriesPane
from bioai_desktop.gui.reader import open_link
from bioai_desktop.gui.work import Work

#: Commands that put a story into the site's first lists, with their keys.
LISTS = (("to-first", "S"), ("to-second", "N"), ("to-third", "M"))


class Gestures(QObject):
    """The hands of the editor."""

    mending = Signal()  #: the piece in hand is about to be worked on

    def __init__(self, desk: Desk, work: Work, stories: StoriesPane, page: PagePane, editor: EntryEditor) -> None:
        super().__init__(editor)
        self._desk, self._work = desk, work
        self._stories, self._page, self._editor = stories, page, editor
        self._reading = True  # whether the stories were used last, not the page

    def commands(self) -> list[Command]:
        """Return what can be done with a row."""
        return [
            Command("next", ("J",), lambda: self.step(1)),
            Command("previous", ("K",), lambda: self.step(-1)),
            *(Command(name, (key,), partial(self.place_in, at)) for at, (name, key) in enumerate(LISTS)),
            Command("drop", ("X", "Del"), self.drop),
            Command("up", ("Alt+Up",), lambda: self.move(-1)),
            Command("down", ("Alt+Down",), lambda: self.move(1)),
            Command("edit", ("E",), self.edit),
            Command("split", ("Ctrl+Shift+Return",), self.split),
            Command("merge", ("Ctrl+Shift+M",), self.merge),
            Command("section-here", (), self.section_here),
            Command("rewrite", ("R",), self.rewrite),
            Command("translate-entry", (), self.translate),
            Command("open-source", ("O",), self.open_source),
            Command("full-text", ("T",), self.read_text),
            Command("take-apart", (), self.take_apart),
            Command("next-finding", ("F8",), self.next_finding),
            Command("undo", ("U", "Ctrl+Z"), self.undo),
            Command("redo", ("Ctrl+Shift+Z", "Ctrl+Y"), self.redo),
        ]

    # ---------------------------------------------------------------- going about

    def use(self, *, stories: bool) -> None:
        """Remember which pane was used last."""
        self._reading = stories

    def step(self, by: int) -> None:
        """Go to the next or the previous row of the pane that was used last."""
        if not self._reading:
            self._page.tree.step_entry(by)
            return
        row = max(0, min(self._stories.list.currentIndex().row() + by, self._stories.model.rowCount() - 1))
        self._stories.list.setCurrentIndex(self._stories.model.index(row))

    def story_at_hand(self) -> Story | None:
        """Return the story of the current row."""
        if self._reading:
            return self._stories.model.story(self._stories.list.currentIndex())
        node = self._page.tree.current_node()
        return self._desk.story(node.story) if isinstance(node, Entry) else None

    def open_source(self) -> None:
        """Open the source's own page in the browser."""
        story = self.story_at_hand()
        node = self._page.tree.current_node()
        link = story.primary.url if story else node.get(Role.LINK) if isinstance(node, Entry) else ""
        if link:
            open_link(QUrl(link))

    def read_text(self) -> None:
        """Ask the source's own page for its full text."""
        story = self.story_at_hand()
        if story is not None:
            self._work.read_text(story)

    def judge(self, like: Likeness, same: bool) -> None:  # noqa: FBT001 - a slot
        """Say of the story at hand whether it is the same as another."""
        story = self.story_at_hand()
        if story is not None:
            self._work.judge(story, like, same=same)

    def take_apart(self) -> None:
        """Part the records of the story at hand that were called one."""
        story = self.story_at_hand()
        if story is not None:
            self._work.take_apart(story)

    def edit(self) -> None:
        """Put the cursor into the text at hand."""
        self.mending.emit()
        field = self._editor.text if self._editor.text.isVisible() else self._editor.title
        field.setFocus()

    def next_finding(self) -> None:
        """Go to the next place to look at."""
        self.mending.emit()
        self._editor.findings.next_finding()

    # ---------------------------------------------------------------- changing the page

    def place_in(self, number: int) -> None:
        """Put the story at hand into one of the site's lists, counted from 0; where it has fewer, nothing happens."""
        lists = self._desk.lists
        if number < len(lists):
            self.place(lists[number].name)

    def place(self, name: str) -> None:
        """Put the story at hand into the section of that name, or move it there."""
        edition = self._desk.edition
        section = self._desk.section(name)
        story = self.story_at_hand()
        entry = calls.place_of(edition, story.id) if edition and story else ""
        node = self._page.tree.current_node()
        if not self._reading and isinstance(node, Entry):
            entry = node.id
        if entry and section is not None:
            if all(each.id != entry for each in section.entries):
                self._desk.edit(MoveEntry(entry, section.id, len(section.entries)))
        elif story is not None:
            self._desk.add(story, name)

    def add(self, story: str, name: str, index: int) -> None:
        """Put a story that was dragged onto the page into a place."""
        found = self._desk.story(story)
        if found is not None:
            self._desk.add(found, name, index)

    def drop(self) -> None:
        """Take the row at hand off the page; undo brings it back, and so does a word beside the page."""
        node = self._page.tree.current_node()
        if self._reading:
            story, edition = self.story_at_hand(), self._desk.edition
            entry = calls.place_of(edition, story.id) if edition and story else ""
            if story and entry:
                self._work.drop(RemoveEntry(entry), story.primary.title)
        elif isinstance(node, Section):
            self._work.drop(RemoveSection(node.id), node.title)
        elif node is not None:
            self._page.tree.step_entry(1)
            self._work.drop(RemoveEntry(node.id) if isinstance(node, Entry) else RemoveRaw(node.id), title(node))

    def split(self) -> None:
        """Make two entries of the one at hand, at the cursor in its text."""
        self._editor.settle()
        if self._editor.entry_id:
            self._desk.edit(SplitEntry(self._editor.entry_id, self._editor.text.textCursor().position()))

    def merge(self) -> None:
        """Make one of the row at hand and the one below it: of an entry and the next, of a section and the one above."""
        self._editor.settle()
        node = self._page.tree.current_node()
        if isinstance(node, Entry):
            self._desk.edit(MergeEntry(node.id))
        elif isinstance(node, Section):
            self._desk.edit(MergeSection(node.id))

    def section_here(self) -> None:
        """Let a section of its own begin at the entry at hand; its title is then to be written."""
        self._editor.settle()
        node = self._page.tree.current_node()
        if isinstance(node, Entry):
            self._desk.edit(SplitSection(node.id, self._work.words("gui.new-section")))

    def move(self, by: int) -> None:
        """Move the row at hand one place up or down."""
        edit = self._page.model.moved(self._page.tree.currentIndex(), by)
        if edit is not None:
            self._desk.edit(edit)

    def fix(self, finding: Finding) -> None:
        """Put the suggested words in the place of those that a finding is about, wherever on the page they stand."""
        if finding.fix is not None:
            self._editor.settle()
            self._desk.mend(finding)

    def decide(self, finding: Finding, disk: bool) -> None:  # noqa: FBT001 - a slot
        """Take what is on disk in the place of a conflict, or keep what is here."""
        self._editor.settle()
        self._desk.decide(finding.conflict, disk=disk)

    def undo(self) -> None:
        """Go back one version of the page, after what is being typed has become one."""
        self._editor.settle()
        self._desk.undo()

    def redo(self) -> None:
        """Go forward one version."""
        self._desk.redo()

    def rewrite(self) -> None:
        """Have the model write the entry at hand again."""
        if self._editor.entry_id:
            self._editor.settle()
            self._work.rewrite([self._editor.entry_id])

    def translate(self) -> None:
        """Have the model translate the entry at hand."""
        if self._editor.entry_id:
            self._editor.settle()
            self._work.translate_entry(self._editor.entry_id)
