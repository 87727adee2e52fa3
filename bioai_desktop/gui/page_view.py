"""The page as it will read: its blocks in one document, of which only those that changed are replaced."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QUrl
from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor, QTextDocument, QTextDocumentFragment
from PySide6.QtWidgets import QWidget

from bioai_desktop.gui.reader import Reader, open_link

if TYPE_CHECKING:
    from bioai_desktop.site.preview.blocks import PreviewBlock


_INDENT = 22  # pixels, of a list


class PageView(Reader):
    """Shows blocks. What is read and what is selected stay where they are while the page around them changes."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._shown: tuple[PreviewBlock, ...] = ()
        self._lengths: list[int] = []  # of each block in the document, the end of the paragraph before it included
        self._scratch = QTextDocument(self)
        self.replaced = 0  #: how many blocks the last change put in

    def set_style(self, sheet: str) -> None:
        """Show the same blocks in another style."""
        self._scratch.setDefaultStyleSheet(sheet)
        shown, self._shown = self._shown, ()
        at = self.verticalScrollBar().value()
        self.document().clear()
        self._lengths = []
        self.document().setIndentWidth(_INDENT)
        self._begin()
        self.show_blocks(shown)
        self.verticalScrollBar().setValue(at)

    def show_blocks(self, blocks: Sequence[PreviewBlock]) -> None:
        """Show these blocks in the place of those that are shown."""
        new = tuple(blocks)
        changes = SequenceMatcher(None, [block.html for block in self._shown], [block.html for block in new], autojunk=False).get_opcodes()
        reading = self.cursorForPosition(QPoint(0, 0))
        top = self.cursorRect(reading).top()
        self.replaced = 0
        edit = QTextCursor(self.document())
        edit.beginEditBlock()
        for tag, first, last, start, end in reversed(changes):
            if tag != "equal":
                self._replace(edit, first, last, new[start:end])
        edit.endEditBlock()
        self._shown = new
        bar = self.verticalScrollBar()
        another = self.replaced == len(new)  # page: nothing of the one before is left
        bar.setValue(0 if another else bar.value() + self.cursorRect(reading).top() - top)

    def go_to(self, place: str) -> None:
        """Scroll to the section or entry of that id."""
        at = next((at for at, block in enumerate(self._shown) if place == block.id or place in block.holds), None)
        if at is not None:
            cursor = QTextCursor(self.document())
            cursor.setPosition(sum(self._lengths[:at]) + 1)
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + self.cursorRect(cursor).top())

    def open(self, url: QUrl) -> None:
        """Scroll to a heading of the page, or open a web address in the browser."""
        if url.isRelative() and url.hasFragment():
            self.scrollToAnchor(url.fragment(QUrl.ComponentFormattingOption.FullyDecoded))
        else:
            open_link(url)

    def _begin(self) -> None:
        """Make the paragraph behind which the first block is put too low to be seen."""
        low = QTextBlockFormat()
        low.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        QTextCursor(self.document()).setBlockFormat(low)

    def _replace(self, edit: QTextCursor, first: int, last: int, new: Sequence[PreviewBlock]) -> None:
        """Put blocks in the place of those from `first` to `last`; each begins with the end of the paragraph before it."""
        at = sum(self._lengths[:first])
        edit.setPosition(at)
        kept = edit.blockFormat()  # an empty paragraph would take the format of what is removed behind it
        edit.setPosition(at + sum(self._lengths[first:last]), QTextCursor.MoveMode.KeepAnchor)
        edit.removeSelectedText()
        edit.setBlockFormat(kept)
        lengths: list[int] = []
        for block in new:
            before = self.document().characterCount()
            edit.setPosition(at + sum(lengths))
            self._insert(edit, block.html)
            lengths.append(self.document().characterCount() - before)
        self._lengths[first:last] = lengths
        self.replaced += len(new)

    def _insert(self, edit: QTextCursor, html: str) -> None:
        """Insert a block behind a paragraph; Qt drops the format of a fragment's first one, so it is set before."""
        self._scratch.setHtml(html)
        begun, at, kept = self._scratch.firstBlock(), edit.position(), edit.blockFormat()
        listed, apart = _is_listed(begun.blockFormat()), at == 0 or _is_listed(kept)
        if not listed:
            edit.insertBlock(begun.blockFormat(), begun.charFormat())
        elif apart:
            edit.insertBlock(QTextBlockFormat(), QTextCharFormat())
        edit.insertFragment(QTextDocumentFragment(self._scratch))
        if listed and apart:  # a list begins with a paragraph of its own
            edit.setPosition(at)
            edit.deleteChar()
            edit.setBlockFormat(kept)


def _is_listed(form: QTextBlockFormat) -> bool:
    """Return whether a paragraph of that format is an item of a list."""
    return form.objectIndex() != -1
