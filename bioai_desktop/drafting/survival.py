"""How much of a draft is still there after an editor had it in hand."""

from __future__ import annotations

from difflib import SequenceMatcher

#: Characters that two versions have in common by themselves are chance: in Chinese every text has a 的 and a 了.
_RUN = 2


def kept(before: str, after: str) -> int:
    """Return how many characters of a text an edited version kept: those of runs, in their order, blanks not counted."""
    one, other = "".join(before.split()), "".join(after.split())
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    # A whole short text that stayed is a run however short.
    least = min(_RUN, len(one))
    return sum(block.size for block in matcher.get_matching_blocks() if block.size >= least)


def share(before: str, after: str) -> float:
    """Return which share of a text an edited version kept, 0 to 1; 1.0 where there was nothing to keep."""
    chars = len("".join(before.split()))
    return kept(before, after) / chars if chars else 1.0
