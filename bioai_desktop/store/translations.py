"""What was translated before: by a model, under what made it, and by the editor, whose words hold for every model."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import msgspec

from bioai_desktop.domain import Language
from bioai_desktop.store.database import Database
from bioai_desktop.store.times import now_micros

MOST = 50_000  #: translations by models, and as many by the editor: those that were used longest ago are let go
LONGEST = 4_000  #: characters of a source that is kept: a longer one does not come twice
_OWN = ""  # the version of what the editor wrote

_FIND = """
    SELECT source, version, text FROM translations
    WHERE source IN (SELECT value FROM json_each(?)) AND language = ? AND version IN (?, ?) ORDER BY version DESC
"""
_USED = """
    UPDATE translations SET used = ? WHERE source IN (SELECT value FROM json_each(?)) AND language = ? AND version IN (?, ?)
"""
_LET_GO = """
    DELETE FROM translations WHERE rowid IN (SELECT rowid FROM translations WHERE (version = '') = ? ORDER BY used DESC, rowid DESC LIMIT -1 OFFSET ?)
"""


@dataclass(frozen=True, slots=True)
class Remembered:
    """A translation of before."""

    text: str
    own: bool  #: the editor wrote it


class Translations:
    """Renderings by source text; blanks and the forms of characters make no difference."""

    def __init__(self, database: Database, most: int = MOST) -> None:
        self._database = database
        self._most = most

    def find(self, sources: Sequence[str], to: Language, version: str) -> dict[str, Remembered]:
        """Return what is known of these sources: the editor's words where there are any, else those made under this version."""
        segments = {source: segment(source) for source in sources}
        listed = msgspec.json.encode(list(segments.values())).decode()
        with self._database.read() as db:
            rows = db.execute(_FIND, (listed, to.value, version, _OWN)).fetchall()
        if rows:
            with self._database.write() as db:
                db.execute(_USED, (now_micros(), listed, to.value, version, _OWN))
        known = {source: Remembered(text, version == _OWN) for source, version, text in rows}  # the editor's come last, and stay
        return {source: known[key] for source, key in segments.items() if key in known}

    def keep(self, renderings: Mapping[str, str], to: Language, version: str) -> None:
        """Keep what a model wrote, under all that made it so."""
        self._put(renderings, to, version)

    def correct(self, source: str, to: Language, text: str) -> None:
        """Keep what the editor wrote for a source in the place of an earlier correction; what a model wrote too is none."""
        with self._database.write() as db:
            known = (segment(source), to.value)
            db.execute("DELETE FROM translations WHERE source = ? AND language = ? AND version = ''", known)
            made = db.execute("SELECT 1 FROM translations WHERE source = ? AND language = ? AND text = ?", (*known, segment(text)))
            if made.fetchone() is None:
                self._put({source: text}, to, _OWN)

    def source_of(self, text: str, to: Language) -> str | None:
        """Return the source that was rendered so, the last one of several; None where it is not known."""
        query = "SELECT source FROM translations WHERE text = ? AND language = ? ORDER BY used DESC, rowid DESC LIMIT 1"
        with self._database.read() as db:
            row = db.execute(query, (segment(text), to.value)).fetchone()
        return None if row is None else row[0]

    def _put(self, renderings: Mapping[str, str], to: Language, version: str) -> None:
        now = now_micros()
        rows = [
            (segment(source), to.value, version, segment(text), now)
            for source, text in renderings.items()
            if len(source) <= LONGEST and text
        ]
        if not rows:
            return
        with self._database.write() as db:
            db.executemany("INSERT OR REPLACE INTO translations (source, language, version, text, used) VALUES (?, ?, ?, ?, ?)", rows)
            db.execute(_LET_GO, (version == _OWN, self._most))


def segment(text: str) -> str:
    """Return a text as it is compared: composed characters, one blank between words."""
    return " ".join(unicodedata.normalize("NFC", text).split())
