"""What the model proposed, with its provenance and what was found in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

import msgspec

from bioai_desktop.domain import Draft, Language
from bioai_desktop.store.database import Database
from bioai_desktop.store.index import DRAFTS
from bioai_desktop.store.times import now_micros

_ADD = "INSERT INTO drafts (day, language, story, body, saved, asked) VALUES (?, ?, ?, ?, ?, ?)"
_READY = "SELECT asked, body FROM drafts WHERE asked IN (SELECT value FROM json_each(?)) AND asked <> '' ORDER BY id"
_OF_STORIES = """
    SELECT story, body FROM drafts
    WHERE story IN (SELECT value FROM json_each(?)) AND language = ? ORDER BY id
"""

_decoder = msgspec.json.Decoder(Draft)


class Drafts:
    """All drafts, the refused ones included."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, day: date, language: Language, drafts: Iterable[Draft]) -> None:
        """Keep drafts that were written for that day's page; earlier ones stay."""
        now = now_micros()
        with self._database.write() as db:
            for draft in drafts:
                body = msgspec.json.encode(draft).decode()
                row = (day.isoformat(), language.value, draft.story, body, now, draft.provenance.asked)
                DRAFTS.put(db, [(db.execute(_ADD, row).lastrowid or 0, draft.text)])

    def of_edition(self, day: date, language: Language) -> list[Draft]:
        """Return the drafts for that page, in the order they were saved."""
        query = "SELECT body FROM drafts WHERE day = ? AND language = ? ORDER BY id"
        return self._ask(query, day.isoformat(), language.value)

    def of_story(self, story: str) -> list[Draft]:
        """Return the drafts for that story on any page, in the order they were saved."""
        return self._ask("SELECT body FROM drafts WHERE story = ? ORDER BY id", story)

    def newest(self, story: str) -> Draft | None:
        """Return the draft for that story that was saved last, None where there is none."""
        return next(iter(self._ask("SELECT body FROM drafts WHERE story = ? ORDER BY id DESC LIMIT 1", story)), None)

    def ready(self, asked: Iterable[str]) -> Mapping[str, Draft]:
        """Return the drafts that were written when just this was asked (`Provenance.asked`), the last of each, by it."""
        with self._database.read() as db:
            return {key: _decoder.decode(body) for key, body in db.execute(_READY, (msgspec.json.encode(list(asked)).decode(),))}

    def by_story(self, stories: Iterable[str], language: Language) -> Mapping[str, list[Draft]]:
        """Return the drafts for these stories in a language, in the order they were saved; a story without any is left out."""
        names = msgspec.json.encode(list(stories)).decode()
        found: dict[str, list[Draft]] = {}
        with self._database.read() as db:
            for story, body in db.execute(_OF_STORIES, (names, language.value)):
                found.setdefault(story, []).append(_decoder.decode(body))
        return found

    def _ask(self, query: str, *values: str) -> list[Draft]:
        with self._database.read() as db:
            return [_decoder.decode(row[0]) for row in db.execute(query, values)]
