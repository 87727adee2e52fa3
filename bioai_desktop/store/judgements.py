"""What became of drafts: one judgement for each draft of a page, the last one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date

from bioai_desktop.domain import Judgement, Language, Reception, Task
from bioai_desktop.store.database import Database
from bioai_desktop.store.times import now_micros

_FIELDS = "day, language, profile, story, task, model, prompt, source, before, after, reception"
_ADD = f"INSERT OR REPLACE INTO judgements ({_FIELDS}, decided) VALUES ({', '.join('?' * 12)})"  # noqa: S608 - constants
_ALL = f"SELECT {_FIELDS} FROM judgements ORDER BY decided, day, story, task"  # noqa: S608 - as above
_GOOD = f"""
    SELECT {_FIELDS} FROM judgements WHERE task = ? AND language = ? AND profile = ? AND after <> '' AND source <> ''
    ORDER BY decided DESC, day, story LIMIT ?
"""  # noqa: S608 - as above


class Judgements:
    """What an editor made of drafts, page by page."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def replace(self, day: date, language: Language, judgements: Iterable[Judgement]) -> None:
        """Keep what became of the drafts of a page, in the place of what was kept of it before."""
        now = now_micros()
        rows = [
            (
                each.day.isoformat(),
                each.language.value,
                each.profile,
                each.story,
                each.task.value,
                each.model,
                each.prompt,
                each.source,
                each.before,
                each.after,
                each.reception.value,
                now,
            )
            for each in judgements
        ]
        with self._database.write() as db:
            db.execute("DELETE FROM judgements WHERE day = ? AND language = ?", (day.isoformat(), language.value))
            db.executemany(_ADD, rows)

    def all(self) -> list[Judgement]:
        """Return all judgements, in the order in which they were made."""
        with self._database.read() as db:
            return list(_read(db.execute(_ALL)))

    def good(self, task: Task, language: Language, profile: str, most: int) -> list[Judgement]:
        """Return the newest drafts that left, as they were or edited, of one kind, language and profile."""
        with self._database.read() as db:
            return list(_read(db.execute(_GOOD, (task.value, language.value, profile, most))))


def _read(rows: Iterable[tuple[str, ...]]) -> Iterator[Judgement]:
    for day, language, profile, story, task, model, prompt, source, before, after, reception in rows:
        yield Judgement(
            date.fromisoformat(day),
            Language(language),
            profile,
            story,
            Task(task),
            model,
            prompt,
            source,
            before,
            after,
            Reception(reception),
        )
