"""A prompt that is too long for the model, made shorter where its request says that it may be."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable

from bioai_desktop.engine.landing import borders


def shortened(prompt: str, spare: str, fits: Callable[[str], bool]) -> str | None:
    """Return the prompt with as many whole sentences of its part `spare` as fit, from its beginning; None where not even one does.

    `fits` says whether a prompt does; of two it is the shorter one that does. Takes about as many calls as the number of sentences has
    binary digits.
    """
    at = prompt.rfind(spare) if spare else -1
    if at < 0:
        return None
    before, after = prompt[:at], prompt[at + len(spare) :]
    ends = borders(spare)
    found = bisect_right(ends, 0, key=lambda end: int(not fits(before + spare[:end] + after)))
    return before + spare[: ends[found - 1]] + after if found else None
