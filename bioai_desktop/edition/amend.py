"""The least change that makes one text of another: what an editor did not touch stays, trailing blanks and ends of line included."""

from __future__ import annotations

import re
from collections.abc import Sequence

_END = re.compile(r"\r\n|\r")
_STRANGE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\x85\u2028\u2029]")


def plain_ends(text: str) -> str:
    """Return a text as it is shown to an editor: whatever ends its lines, a line feed does."""
    return _END.sub("\n", text) if "\r" in text else text


def amended(held: Sequence[str], new: str, between: str, eol: str) -> list[str] | None:
    """Return the texts of a field that holds several, amended so that joined by `between` they show `new`.

    One of them changes, between the first and the last character that differ; None where the difference reaches over more
    than one, or brings characters that no page should hold. New line breaks are written as `eol`.
    """
    shown = [plain_ends(text) for text in held]
    old = between.join(shown)
    first = _common(old, new)
    last = _common(old[first:][::-1], new[first:][::-1])
    added = new[first : len(new) - last]
    if _STRANGE.search(added):
        return None
    start = 0
    for at, text in enumerate(shown):
        end = start + len(text)
        if start <= first and len(old) - last <= end:
            cut = (_place(held[at], first - start), _place(held[at], len(old) - last - start))
            changed = held[at][: cut[0]] + added.replace("\n", eol) + held[at][cut[1] :]
            return [*held[:at], changed, *held[at + 1 :]]
        start = end + len(between)
    return None


def _common(one: str, other: str) -> int:
    """Return how many characters two texts have in common at their beginning."""
    most = min(len(one), len(other))
    return next((at for at in range(most) if one[at] != other[at]), most)


def _place(text: str, shown: int) -> int:
    """Return the place in a text of the character that is shown at `shown`, where each CRLF is shown as one."""
    pairs = 0
    for found in re.finditer("\r\n", text):
        if found.start() - pairs >= shown:
            break
        pairs += 1
    return shown + pairs
