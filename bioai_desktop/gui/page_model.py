"""The page of a day as a tree of sections and entries; what is dropped on it becomes an edit."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QMimeData, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from bioai_desktop.edition.edits import MoveEntry, MoveSection, SetTitle
from bioai_desktop.edition.model import Edition, Entry, EntryState, Raw, Role, Section, SectionKind
from bioai_desktop.edition.plain import plain
from bioai_desktop.edition.profile import Profile
from bioai_desktop.edition.raw_edits import MoveRaw
from bioai_desktop.edition.rules import name_of, rule_of
from bioai_desktop.edition.shape import STORIES
from bioai_desktop.gui import phrases
from bioai_desktop.gui.story_list import STORY_MIME
from bioai_desktop.wording import Wording

Index = QModelIndex | QPersistentModelIndex

ENTRY_MIME = "application/x-bioai-entry"
SECTION_MIME = "application/x-bioai-section"
NODE_ROLE = Qt.ItemDataRole.UserRole + 1  #: a row's `Section`, `Entry` or `Raw`
MARK_ROLE = Qt.ItemDataRole.UserRole + 2  #: a row's `Mark`
#: Sections that hold nothing to work on unless they have rows.
_FRAME = {SectionKind.PREAMBLE, SectionKind.NAVIGATION, SectionKind.NEWS}


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands beside a row: an entry's number, a raw block's kind, a section's count; how far an entry is, and whether it blocks."""

    text: str
    state: EntryState | None = EntryState.FINE  #: None for what is not written by degrees
    blocks: bool = False


def filled(entry: Entry) -> bool:
    """Tell whether an entry has been written."""
    return entry.state not in {EntryState.EMPTY, EntryState.WRITING}


def rows_of(section: Section) -> tuple[Entry | Raw, ...]:
    """Return what of a section has a row: all its blocks, but the links of a navigation, which follow the sections."""
    if section.kind is SectionKind.NAVIGATION:
        return tuple(child for child in section.blocks if isinstance(child, Raw))
    return section.blocks


class PageModel(QAbstractItemModel):
    """Sections at the top, entries and raw blocks below them; never changes the page itself, but says what change is wanted."""

    edit_wanted = Signal(object)  #: an `edition.edits.Edit`
    story_wanted = Signal(str, str, int)  #: Story.id, what the site calls the section, index

    def __init__(self, wording: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._profile: Profile | None = None
        self._edition: Edition | None = None
        self._rows: list[int] = []
        self._writing: frozenset[str] = frozenset()
        self._blocked: frozenset[str] = frozenset()
        self._looked: frozenset[str] = frozenset()

    def show(self, edition: Edition | None, profile: Profile | None) -> None:
        """Show this page instead."""
        self.beginResetModel()
        self._edition, self._profile = edition, profile
        sections = edition.sections if edition else ()
        self._rows = [row for row, section in enumerate(sections) if rows_of(section) or section.kind not in _FRAME]
        self.endResetModel()

    def mark(self, writing: Collection[str], blocked: Collection[str], looked: Collection[str]) -> None:
        """Say which entries are being written, which keep the page from leaving, and which are to be looked at."""
        before = (self._writing, self._blocked, self._looked)
        self._writing, self._blocked, self._looked = frozenset(writing), frozenset(blocked), frozenset(looked)
        if before != (self._writing, self._blocked, self._looked) and self._rows:
            for row in range(len(self._rows)):
                parent = self.index(row, 0)
                if count := self.rowCount(parent):
                    self.dataChanged.emit(self.index(0, 0, parent), self.index(count - 1, 0, parent))

    def node(self, index: Index) -> Section | Entry | Raw | None:
        """Return what a row stands for."""
        if not index.isValid() or self._edition is None:
            return None
        within = int(index.internalId())
        if within:
            rows = rows_of(self._section(within - 1))
            return rows[index.row()] if index.row() < len(rows) else None
        return self._section(index.row())

    def find(self, entry: str) -> QModelIndex:
        """Return the row of a section's, an entry's or a raw block's id, an invalid one where it has none."""
        for row in range(len(self._rows)):
            section = self._section(row)
            if section.id == entry:
                return self.index(row, 0)
            for below, each in enumerate(rows_of(section)):
                if each.id == entry:
                    return self.index(below, 0, self.index(row, 0))
        return QModelIndex()

    def section_of(self, index: Index) -> Section | None:
        """Return the section that a row is or belongs to."""
        node = self.node(index)
        return node if isinstance(node, Section) or node is None else self._section(int(index.internalId()) - 1)

    def moved(self, index: Index, by: int) -> MoveEntry | MoveRaw | MoveSection | None:
        """Return the edit that moves a row up (-1) or down (+1), None at the edge: an entry among entries, a raw block among all."""
        node = self.node(index)
        place = index.row() + by
        if isinstance(node, Section):
            return MoveSection(node.id, self._among_all(index.row(), place)) if 0 <= place < len(self._rows) else None
        section = self.section_of(index)
        if node is None or section is None:
            return None
        if isinstance(node, Raw):
            place = section.blocks.index(node) + by
            return MoveRaw(node.id, section.id, place) if 0 <= place < len(section.blocks) else None
        place = section.entries.index(node) + by
        return MoveEntry(node.id, section.id, place) if 0 <= place < len(section.entries) else None

    # ---------------------------------------------------------------- what Qt asks

    def index(self, row: int, column: int, parent: Index | None = None) -> QModelIndex:
        if parent is None or not parent.isValid():
            return self.createIndex(row, column, 0) if 0 <= row < len(self._rows) else QModelIndex()
        return self.createIndex(row, column, parent.row() + 1) if 0 <= row < self.rowCount(parent) else QModelIndex()

    def parent(self, index: Index) -> QModelIndex:  # pyright: ignore[reportIncompatibleMethodOverride] - Qt overloads the name
        within = int(index.internalId()) if index.isValid() else 0
        return self.createIndex(within - 1, 0, 0) if within else QModelIndex()

    def rowCount(self, parent: Index | None = None) -> int:
        if parent is None or not parent.isValid():
            return len(self._rows)
        return 0 if parent.internalId() else len(rows_of(self._section(parent.row())))

    def columnCount(self, parent: Index | None = None) -> int:
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled
        common = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled
        return common if index.internalId() else common | Qt.ItemFlag.ItemIsEditable

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt's own signature
        node = self.node(index)
        if node is None:
            return None
        if role in {MARK_ROLE, Qt.ItemDataRole.AccessibleDescriptionRole}:
            mark = self._mark(node)
            return mark if role == MARK_ROLE else self._said(mark, node)
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return phrases.heading(self._wording, node) if isinstance(node, Section) else title(node)
        if role == Qt.ItemDataRole.EditRole:
            return node.title if isinstance(node, Section) else None
        return node if role == NODE_ROLE else None

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        node = self.node(index)
        text = str(value).strip()
        if role != Qt.ItemDataRole.EditRole or not isinstance(node, Section) or not text or text == node.title:
            return False
        self.edit_wanted.emit(SetTitle(node.id, text))
        return True

    def mimeTypes(self) -> list[str]:
        return [ENTRY_MIME, SECTION_MIME, STORY_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        node = self.node(indexes[0]) if indexes else None
        if node is not None:
            data.setData(SECTION_MIME if isinstance(node, Section) else ENTRY_MIME, node.id.encode())
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index) -> bool:
        """Say which edit a drop means. Always False: the page changes once the edit has been made, not before."""
        if data.hasFormat(SECTION_MIME) and not parent.isValid():
            self._drop_section(bytes(data.data(SECTION_MIME).data()).decode(), row)
        section = self.section_of(parent) if parent.isValid() else None
        if section is not None:
            above = rows_of(section) if row < 0 else rows_of(section)[:row]
            if data.hasFormat(ENTRY_MIME):
                self._drop_row(bytes(data.data(ENTRY_MIME).data()).decode(), section, above)
            elif data.hasFormat(STORY_MIME) and self._profile and section.kind in STORIES:
                place = sum(isinstance(each, Entry) for each in above)
                self.story_wanted.emit(bytes(data.data(STORY_MIME).data()).decode(), name_of(section, self._profile), place)
        return False

    # ---------------------------------------------------------------- details

    def _section(self, row: int) -> Section:
        assert self._edition is not None  # noqa: S101 - rows exist only while there is a page
        return self._edition.sections[self._rows[row]]

    def _drop_section(self, moving: str, row: int) -> None:
        source = self.find(moving)
        if source.isValid():
            # A gap below the section's own place is one less once the section has left it.
            target = (len(self._rows) if row < 0 else row) - (1 if 0 <= source.row() < row else 0)
            target = min(target, len(self._rows) - 1)
            if target != source.row():
                self.edit_wanted.emit(MoveSection(moving, self._among_all(source.row(), target)))

    def _among_all(self, source: int, target: int) -> int:
        """Return the place among all sections, those not shown included, that a row has once it left its own."""
        rest = [row for row in self._rows if row != self._rows[source]]
        place = rest[target] if target < len(rest) else rest[-1] + 1 if rest else 0
        return place - 1 if self._rows[source] < place else place

    def _drop_row(self, moving: str, section: Section, above: Sequence[Entry | Raw]) -> None:
        """Say which edit a row means that was dropped below those rows of a section; none where it stands there already."""
        node = self.node(self.find(moving))
        if not isinstance(node, Entry | Raw):
            return
        own = section.entries if isinstance(node, Entry) else section.blocks
        place = sum(each in own for each in above if each.id != moving)
        if node in own and own.index(node) == place:
            return
        make = MoveEntry if isinstance(node, Entry) else MoveRaw
        self.edit_wanted.emit(make(moving, section.id, place))

    def _mark(self, node: Section | Entry | Raw) -> Mark:
        if isinstance(node, Raw):
            return Mark(self._wording.text(f"gui.raw-{node.kind}"), None, node.id in self._blocked)
        if isinstance(node, Entry):
            number = node.get(Role.NUMBER) or node.get(Role.TAG)
            return Mark(number, self._state(node), node.id in self._blocked)
        rule = rule_of(node, self._profile) if self._profile else None
        done = sum(filled(entry) for entry in node.entries)
        wanted = max(rule.most if rule else 0, len(node.entries))
        return Mark(f"{done}/{wanted}" if wanted != done or (rule and rule.most) else str(done) if done else "")

    def _state(self, entry: Entry) -> EntryState:
        """Return how far an entry is: what the checks say of a text that is written outweighs how it was left."""
        if entry.id in self._writing:
            return EntryState.WRITING
        return EntryState.LOOK if entry.id in self._looked and entry.state is not EntryState.EMPTY else entry.state

    def _said(self, mark: Mark, node: Section | Entry | Raw) -> str:
        """Return a mark in words, for those who do not see it."""
        if isinstance(node, Section) or (mark.state is None and not mark.blocks):
            return mark.text
        return self._wording.text("gui.state-block" if mark.blocks else f"gui.state-{mark.state}")


def title(node: Entry | Raw) -> str:
    """Return what a row is called in the tree: an entry's title, else how its text begins."""
    if isinstance(node, Raw):
        return (plain(node.text) or node.text).strip().replace("\n", " ")[:80]
    return node.get(Role.TITLE) or node.get(Role.TEXT).strip().replace("\n", " ")[:80] or node.get(Role.LINK)
