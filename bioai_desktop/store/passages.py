"""The pieces of the pages that are shown, by day and language, for the search to find."""

from __future__ import annotations

import sqlite3
from collections import Counter

from bioai_desktop.edition.model import Edition
from bioai_desktop.edition.passages import Passage, passages
from bioai_desktop.store.index import PASSAGES, text_of_passage

_HELD = "SELECT id, section, place, title, link, text FROM passages WHERE day = ? AND language = ?"
_ADD = "INSERT INTO passages (id, day, language, section, place, title, link, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"


def show(db: sqlite3.Connection, day: str, language: str, edition: Edition) -> None:
    """Have the search find this page of that day, and no earlier form of it; only what differs is written."""
    new = Counter(passages(edition))
    gone: list[tuple[int, Passage]] = []
    for number, *fields in db.execute(_HELD, (day, language)):
        held = Passage(*fields)
        if new[held]:
            new[held] -= 1
        else:
            gone.append((number, held))
    PASSAGES.take(db, [(number, _text(passage)) for number, passage in gone])
    db.executemany("DELETE FROM passages WHERE id = ?", [(number,) for number, _ in gone])
    first = 1 + db.execute("SELECT coalesce(max(id), 0) FROM passages").fetchone()[0]
    added = list(enumerate(new.elements(), first))
    db.executemany(_ADD, [(number, day, language, each.section, each.place, each.title, each.link, each.text) for number, each in added])
    PASSAGES.put(db, [(number, _text(each)) for number, each in added])


def _text(passage: Passage) -> str:
    return text_of_passage(passage.title, passage.text, passage.link)
