"""What planned changes would do, as a unified diff that `git apply` and `patch` take."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from bioai_desktop.checkout.files import PlannedChange

_NOTHING = "/dev/null"
_NO_FINAL_NEWLINE = "\n\\ No newline at end of file\n"


@dataclass(frozen=True, slots=True)
class FileDiff:
    """What one planned change would do."""

    change: PlannedChange
    text: str  #: the difference, "" where it makes none
    added: int = 0  #: lines
    removed: int = 0


def diff(planned: Iterable[PlannedChange]) -> str:
    """Return the difference that writing the files makes, "" where it makes none."""
    return "".join(each.text for each in diffs(planned))


def diffs(planned: Iterable[PlannedChange]) -> list[FileDiff]:
    """Return what each of the changes would do."""
    return [_of_file(change) for change in planned]


def _of_file(change: PlannedChange) -> FileDiff:
    if change.change == "same":
        return FileDiff(change, "")
    old = _lines((change.before or b"").decode("utf-8", "replace"))
    head = _NOTHING if change.before is None else f"a/{change.path}"
    lines = list(difflib.unified_diff(old, _lines(change.text), head, f"b/{change.path}"))
    text = "".join(line if line.endswith("\n") else line + _NO_FINAL_NEWLINE for line in lines)
    marks = [line[0] for line in lines[2:]]
    return FileDiff(change, text, marks.count("+"), marks.count("-"))


def _lines(text: str) -> list[str]:
    """Return the lines with their ends; only a line feed ends one, as in git."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)
