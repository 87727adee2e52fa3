"""The workload of the engine's measure: requests as a morning's drafts are, of exactly so many tokens."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bioai_desktop.domain import Constraint, Priority, Request, Script
from bioai_desktop.engine.peers import Chat
from bioai_desktop.errors import FileUnreadable, RequestsInvalid
from bioai_desktop.paths import resource

TOKENS = 120  #: that each text has, on every side
SHARED, APART, ALONE = "shared", "apart", "alone"  #: the sets: with a common beginning, without one, one text alone
SETS = (SHARED, APART, ALONE)
_UNENDING = 1_000_000  # characters that a text has to have before it may end
_NAME = re.compile(r"[A-Z][\w-]*")
_NUMBER = re.compile(r"\d[\d.,]*")


class Row(msgspec.Struct, frozen=True):
    """One line of the workload's file."""

    set: str
    id: str
    system: str
    shared: str
    prompt: str


@dataclass(frozen=True, slots=True)
class Workload:
    """Requests by set. A `mark` begins each prompt, so that nothing that was computed before is of use."""

    path: str
    rows: Mapping[str, Sequence[Row]]

    def requests(self, name: str, mark: str, priority: Priority = Priority.BACKGROUND) -> list[Request]:
        """Return a set for this engine, its texts free."""
        free = Constraint(Script.ANY, min_chars=_UNENDING, one_line=False)
        return [self._request(row, mark, free, priority) for row in self.rows[name]]

    def chinese(self, name: str, mark: str) -> list[Request]:
        """Return a set for this engine, its texts confined to Chinese and the names and numbers of each prompt."""
        return [
            self._request(
                row,
                mark,
                Constraint(
                    Script.CHINESE,
                    tuple(dict.fromkeys(_NAME.findall(row.prompt))),
                    tuple(dict.fromkeys(_NUMBER.findall(row.prompt))),
                    min_chars=_UNENDING,
                    one_line=False,
                ),
                Priority.BACKGROUND,
            )
            for row in self.rows[name]
        ]

    def chats(self, name: str, mark: str) -> list[Chat]:
        """Return a set for another program."""
        return [Chat(mark + row.system, row.shared + row.prompt, TOKENS) for row in self.rows[name]]

    @staticmethod
    def _request(row: Row, mark: str, constraint: Constraint, priority: Priority) -> Request:
        return Request(row.id, mark + row.system, row.prompt, row.shared, TOKENS, constraint=constraint, priority=priority)


def workload(file: Path | None = None) -> Workload:
    """Read the shipped requests, or others of the same form; raises `FileUnreadable` and `RequestsInvalid`."""
    path = file or resource("bench", "requests.jsonl")
    try:
        rows = msgspec.json.Decoder(Row).decode_lines(path.read_bytes())
    except OSError as error:
        raise FileUnreadable(str(path)) from error
    except msgspec.MsgspecError as error:
        raise RequestsInvalid(str(path), "form", str(error)) from error
    sets = {name: [row for row in rows if row.set == name] for name in SETS}
    for name, found in sets.items():
        if not found:
            raise RequestsInvalid(str(path), "sets", name)
    return Workload(str(path), sets)
