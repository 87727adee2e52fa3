"""What planned changes would do, as a unified diff that `git apply` and `patch` take."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable

from bioai_desktop.checkout.files import PlannedChange

_NOTHING = "/dev/null"
_NO_FINAL_NEWLINE = "\n\\ No newline at end of file\n"


def diff(planned: Iterable[PlannedChange]) -> str:
    """Return the difference that writing the files makes, "" where it makes none."""
    return "".join(_of_file(change) for change in planned if change.change != "same")


def _of_file(change: PlannedChange) -> str:
    old = _lines((change.before or b"").decode("utf-8", "replace"))
    head = _NOTHING if change.before is None else f"a/{change.path}"
    lines = difflib.unified_diff(old, _lines(change.text), head, f"b/{change.path}")
    return "".join(line if line.endswith("\n") else line + _NO_FINAL_NEWLINE for line in lines)


def _lines(text: str) -> list[str]:
    """Return the lines with their ends; only a line feed ends one, as in git."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)
