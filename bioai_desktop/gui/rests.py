"""Which words of a field rest on a place of a source, while the field is being typed in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtGui import QTextCursor, QTextDocument

if TYPE_CHECKING:
    from bioai_desktop.flow.grounds import Ground


class Rests:
    """The grounds of a text, each tied to its words in a document: it moves with them, and is gone once they change."""

    def __init__(self, document: QTextDocument) -> None:
        self._document = document
        self._held: list[tuple[Ground, QTextCursor]] = []

    def hold(self, text: str, grounds: Sequence[Ground]) -> None:
        """Hold these instead; `text` is the whole of the document, of which they name slices."""
        self._held = [(ground, self._cursor(text, ground)) for ground in grounds]

    def places(self) -> list[QTextCursor]:
        """Return the places of the words that still stand, in their order; of places that overlap one."""
        found: list[QTextCursor] = []
        for _, cursor in self._standing():
            overlaps = bool(found) and cursor.selectionStart() < found[-1].selectionEnd()
            found.append(max(found.pop(), cursor, key=_size) if overlaps else cursor)
        return found

    def at(self, position: int) -> Ground | None:
        """Return what the words at a position rest on, the most words where several hold it, None where none do.

        Words begin at the place before them; the place after them is theirs too where no others begin.
        """
        touching = [(ground, cursor) for ground, cursor in self._standing() if cursor.selectionStart() <= position <= cursor.selectionEnd()]
        best = max(touching, key=lambda each: (position < each[1].selectionEnd(), _size(each[1])), default=None)
        return best[0] if best else None

    def _standing(self) -> list[tuple[Ground, QTextCursor]]:
        return [(ground, cursor) for ground, cursor in self._held if cursor.selectedText() == ground.words]

    def _cursor(self, text: str, ground: Ground) -> QTextCursor:
        """Return a cursor over the words that grows with what is typed at either end of them: that makes them other words."""
        cursor = QTextCursor(self._document)
        cursor.setPosition(_units(text[: ground.support.end]))
        cursor.setPosition(_units(text[: ground.support.start]), QTextCursor.MoveMode.KeepAnchor)
        cursor.setKeepPositionOnInsert(True)
        return cursor


def _units(text: str) -> int:
    """Return how long Qt takes a text to be: it counts in UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def _size(cursor: QTextCursor) -> int:
    return cursor.selectionEnd() - cursor.selectionStart()
