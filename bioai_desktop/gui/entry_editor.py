"""The piece in hand: title, evidence, text, its length, what the checks say, and ways to ask again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from bioai_desktop.domain import Finding, ItemKind, Language, Severity, Story
from bioai_desktop.edition.model import Entry, EntryState, Role, SectionKind
from bioai_desktop.edition.outline import text_of
from bioai_desktop.edition.plain import length
from bioai_desktop.edition.profile import Limits
from bioai_desktop.gui import phrases
from bioai_desktop.gui.field import Field
from bioai_desktop.gui.findings import FindingList, FindingModel
from bioai_desktop.gui.ground_line import GroundLine
from bioai_desktop.gui.look import Look
from bioai_desktop.gui.rows import Rows
from bioai_desktop.gui.widgets import LengthBar, button, chip, label
from bioai_desktop.wording import Wording

#: Heights of lines in pixels: 16 px text at 1.85 for Chinese and 1.65 for English, 19 px titles.
_LINES = {Language.ZH: 30, Language.EN: 26}
_TITLE_LINE = 28
#: Entries of these have a place for a title and a text even while they have none.
_WITH_TEXT = {SectionKind.TOP, SectionKind.NOTES, SectionKind.FUN}


class EntryEditor(QFrame):
    """Shows one entry and hands on every change of its words."""

    edited = Signal(str, object, str, int)  #: Entry.id, Role, text, versions to walk back instead
    shown = Signal()  #: an entry, or what became of it
    rewrite_wanted = Signal()
    translate_wanted = Signal()
    open_wanted = Signal()
    next_wanted = Signal()
    left = Signal()
    undo_wanted = Signal()
    redo_wanted = Signal()

    def __init__(self, wording: Wording, look: Look, findings: FindingModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("entryEditor")
        self._wording, self._look = wording, look
        self._entry: Entry | None = None
        self._limits = Limits()
        self.title = self._field("entryTitle", Role.TITLE, _TITLE_LINE, one_line=True)
        self.text = self._field("entryText", Role.TEXT, _LINES[Language.ZH], one_line=False)
        self.ground = GroundLine(self.text, wording, look)
        self._hint = label(wording.text("gui.entry-hint"), "second")
        self._chips = QWidget()
        self._chip_row = Rows(self._chips)
        self._meter, self._count, self._bar, self._range = self._make_meter()
        self.findings = FindingList(findings, wording, look)
        self._scope = QWidget()
        self.here = button(wording.text("gui.findings-here", count=0), "findingsHere", chip=True)
        self.everywhere = button(wording.text("gui.findings-all", count=0), "findingsAll", chip=True)
        self._buttons: dict[str, QPushButton] = {}
        self._actions = self._make_actions()
        self._arrange()
        self.show_entry(None, SectionKind.TEXT, None, Limits())

    @property
    def entry_id(self) -> str:
        """The id of the entry in hand, "" where there is none."""
        return self._entry.id if self._entry else ""

    @property
    def composing(self) -> bool:
        """Whether an input method is composing in one of the fields."""
        return self.title.composing or self.text.composing

    def settle(self) -> None:
        """Hand on what was typed and not yet saved."""
        self.title.settle()
        self.text.settle()

    def set_language(self, language: Language, *, drafted: bool) -> None:
        """Space the text's lines for the page's language; only a page that is drafted is written again by the model."""
        self.text.set_line_height(_LINES[language])
        self._buttons["rewrite"].setVisible(drafted)

    def show_entry(self, entry: Entry | None, kind: SectionKind, story: Story | None, limits: Limits, *, raw: bool = False) -> None:
        """Show an entry as the page holds it now; words being typed into the same entry stay.

        A raw block has no title, no limits and no source: it is shown as its text alone.
        """
        same = entry is not None and entry.id == self.entry_id
        if not same:
            self.settle()
            self.ground.clear_grounds()
        self._entry, self._limits = entry, limits
        for field, role in ((self.title, Role.TITLE), (self.text, Role.TEXT)):
            words = (text_of(entry) if role is Role.TEXT else entry.get(role)) if entry else ""
            (field.follow if same else field.load)(words)
            holds = entry is not None and any(span.role is role for span in entry.spans)
            field.setVisible(holds or (entry is not None and not raw and kind in _WITH_TEXT))
        self._show_chips(entry, story)
        self._hint.setVisible(entry is None)
        for widget in (self._meter, self._actions):
            widget.setVisible(entry is not None)
        for name in ("rewrite", "translate-entry", "open-source"):
            self._buttons[name].setEnabled(entry is not None and not raw)
        self._measure()
        self.shown.emit()

    def show_hint(self, words: str) -> None:
        """Say something where no entry is in hand."""
        self._hint.setText(words)

    def hint(self) -> str:
        """Return what is said where no entry is in hand."""
        return self._hint.text()

    def show_live(self, title: str, text: str) -> None:
        """Show words as they are written."""
        if title:
            self.title.show_live(title)
        if text:
            self.text.show_live(text)
        self._measure()

    def show_scope(self, here: int, everywhere: int) -> None:
        """Say how many findings there are on this entry and on the whole page."""
        self.here.setText(self._wording.text("gui.findings-here", count=here))
        self.everywhere.setText(self._wording.text("gui.findings-all", count=everywhere))
        self._scope.setVisible(everywhere > 0)

    def underline(self, findings: Sequence[Finding]) -> None:
        """Set off what findings are about."""
        colours = {Severity.BLOCK: "block", Severity.LOOK: "look", Severity.HINT: "ink2"}
        words = [(finding.detail, self._look.colour(colours[finding.severity])) for finding in findings]
        self.title.underline(words)
        self.text.underline(words)

    # ---------------------------------------------------------------- making

    def _field(self, name: str, role: Role, line: int, *, one_line: bool) -> Field:
        field = Field(line, one_line=one_line)
        field.setObjectName(name)
        field.setAccessibleName(self._wording.text(f"gui.field-{role}"))
        field.setPlaceholderText(self._wording.text(f"gui.empty-{role}"))

        def settled(text: str, back: int) -> None:
            self.edited.emit(self.entry_id, role, text, back)

        field.settled.connect(settled)
        field.textChanged.connect(self._measure)
        field.undo_beyond.connect(self.undo_wanted)
        field.redo_beyond.connect(self.redo_wanted)
        field.left.connect(self.left)
        return field

    def _make_meter(self) -> tuple[QWidget, QLabel, LengthBar, QLabel]:
        meter = QWidget()
        column = QVBoxLayout(meter)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(12)
        column.addLayout(row)
        column.addWidget(self.ground)
        count, bar, limits = label(role="second"), LengthBar(self._look), label(role="second")
        for widget in (count, bar, limits):
            row.addWidget(widget)
        return meter, count, bar, limits

    def _make_actions(self) -> QWidget:
        actions = QWidget()
        row = Rows(actions)
        wanted = {
            "rewrite": self.rewrite_wanted,
            "translate-entry": self.translate_wanted,
            "open-source": self.open_wanted,
            "next": self.next_wanted,
        }
        for name, signal in wanted.items():
            made = button(self._wording.text(f"gui.{name}"), f"{name}Button")
            made.clicked.connect(signal)
            row.addWidget(made)
            self._buttons[name] = made
        return actions

    def _arrange(self) -> None:
        scope = QHBoxLayout(self._scope)
        scope.setContentsMargins(0, 4, 0, 0)
        scope.setSpacing(8)
        for made in (self.here, self.everywhere):
            made.setCheckable(True)
            made.setAutoExclusive(True)
            scope.addWidget(made)
        self.here.setChecked(True)
        scope.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(12)
        for widget in (self._hint, self.title, self._chips, self.text, self._meter, self._scope, self.findings, self._actions):
            column.addWidget(widget)
        self._hint.setWordWrap(True)
        self._hint.setAlignment(Qt.AlignmentFlag.AlignTop)

    # ---------------------------------------------------------------- showing

    def _show_chips(self, entry: Entry | None, story: Story | None) -> None:
        self._chip_row.clear()
        words = self._evidence(entry, story) if entry else []
        for text, style in words:
            self._chip_row.addWidget(chip(text, style))
        self._chips.setVisible(bool(words))

    def _evidence(self, entry: Entry, story: Story | None) -> list[tuple[str, str]]:
        """Return where the entry comes from, of what kind and how old that is, and how it stands."""
        chips: list[tuple[str, str]] = []
        if story is not None:
            item = story.primary
            chips = [(phrases.venue(item), "accent"), (phrases.kind(self._wording, item), "true")]
            if item.published is not None:
                chips.append((item.published.astimezone(UTC).date().isoformat(), "true"))
            basis = "abstract" if len(item.text) > 200 else "full" if item.article else "short" if item.text else "title"
            is_enough = basis in {"abstract", "full"} or item.kind is ItemKind.REPOSITORY
            chips.append((self._wording.text(f"gui.basis-{basis}"), "true" if is_enough else "look"))
            chips += [(phrases.ran(self._wording, earlier), "look") for earlier in story.ran[:1]]
        elif host := entry.get(Role.LINK).split("/")[2:3]:
            chips = [(host[0], "accent")]
        if entry.state is EntryState.EDITED:
            chips.append((self._wording.text("gui.state-edited"), "true"))
        return chips

    def _measure(self) -> None:
        count = length(self.text.words)
        least, most = self._limits.min_chars, self._limits.max_chars
        self._count.setText(self._wording.text("gui.chars", count=count))
        self._range.setText(f"{least}–{most}" if least and most else f"≤ {most}" if most else "")
        self._bar.show_length(count, least, most)
