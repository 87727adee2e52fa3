"""What the texts of the page rest on, asked for whenever the page changes and shown for the entry in hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from bioai_desktop.domain import Language
from bioai_desktop.edition.model import Edition
from bioai_desktop.edition.outline import text_of
from bioai_desktop.gui.jobs import Kind, Lane

if TYPE_CHECKING:
    from bioai_desktop.flow.grounds import Ground
    from bioai_desktop.flow.parts import Parts
    from bioai_desktop.gui.window import Window


class Grounding(QObject):
    """Knows the grounds of one state of the page, and hands the editor those of its entry."""

    def __init__(self, window: Window) -> None:
        super().__init__(window)
        self._desk, self._editor = window.desk, window.editor
        self._known: Mapping[str, tuple[str, Sequence[Ground]]] = {}
        self._desk.page_changed.connect(self._look)
        self._editor.shown.connect(self._show)

    def _look(self) -> None:
        edition, place = self._desk.edition, self._desk.place
        if edition is None:
            self._known = {}
            return
        work = partial(grounds, self._desk.parts, place.day, place.language, edition)
        done = partial(self._take, edition)
        self._desk.jobs.start(lambda _: work(), Lane.READ, done, self._desk.failed.emit, kind=Kind("grounds"))

    def _take(self, edition: Edition, found: Mapping[str, Sequence[Ground]]) -> None:
        if edition is self._desk.edition:
            self._known = {entry.id: (text_of(entry), found.get(entry.id, ())) for _, entry in edition.entries()}
            self._show()

    def _show(self) -> None:
        if known := self._known.get(self._editor.entry_id):
            self._editor.ground.show_grounds(*known)


def grounds(parts: Parts, day: date, language: Language, edition: Edition) -> Mapping[str, Sequence[Ground]]:
    """Return what the texts of a page rest on, by the ids of their entries. Runs off the GUI thread."""
    from bioai_desktop.flow import grounds as flow_grounds  # noqa: PLC0415 - brings much with it, as what `calls` asks for

    return flow_grounds.grounds(parts, day, language, edition)
