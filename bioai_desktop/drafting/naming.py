"""Whether a text speaks of a passage of its source at all: of its subject, of its finding."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bioai_desktop.domain import SupportKind
from bioai_desktop.drafting import latin
from bioai_desktop.drafting.counterparts import plain_words
from bioai_desktop.drafting.numbers import numbers
from bioai_desktop.drafting.organisms import organisms
from bioai_desktop.drafting.spans import tie

_PLAIN_ENOUGH = 2  # plain words of a passage that tell as much as one number, name or term of it


def speaks_of(text: str, passage: str, house: Sequence[str], table: Mapping[str, str]) -> bool:
    """Return whether a text holds a number, name or term of a passage, or some of its plain words; true of one that has none to look for."""
    if any(each.kind is not SupportKind.UNIT for each in tie(text, passage, house, table).support):
        return True
    if _plain(text, passage) >= _PLAIN_ENOUGH:
        return True
    return not _has_keys(passage, table)


def _plain(text: str, passage: str) -> int:
    """Return how many plain words of a Chinese text have their counterpart in an English passage."""
    return sum(ours in text and bool(_stem(theirs).search(passage)) for ours, theirs in plain_words().items())


def _has_keys(passage: str, table: Mapping[str, str]) -> bool:
    folded = passage.casefold()
    return (
        any(not number.weak for number in numbers(passage))
        or bool(latin.names(passage))
        or any(theirs.casefold() in folded for theirs in table)
        or next(organisms(passage), None) is not None
        or sum(bool(_stem(theirs).search(passage)) for theirs in plain_words().values()) >= _PLAIN_ENOUGH
    )


def _stem(theirs: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z])(?:{theirs})", re.IGNORECASE)
