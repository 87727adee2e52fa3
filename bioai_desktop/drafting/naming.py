"""Whether a text speaks of a passage of its source at all: of its subject, of its finding."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from bioai_desktop.domain import SupportKind
from bioai_desktop.drafting import latin
from bioai_desktop.drafting.counterparts import plain_words
from bioai_desktop.drafting.numbers import numbers
from bioai_desktop.drafting.organisms import organisms
from bioai_desktop.drafting.spans import tie

_LONGEST_TERM = 4  # words
_PLAIN_ENOUGH = 2  # plain words of a passage that tell as much as one number, name or term of it


def speaks_of(text: str, passage: str, house: Sequence[str], table: Mapping[str, str]) -> bool:
    """Return whether a text holds a number, name or term of a passage, or some of its plain words; true of one that has none to look for."""
    if any(each.kind is not SupportKind.UNIT for each in tie(text, passage, house, table).support):
        return True
    if _plain(text, passage) >= _PLAIN_ENOUGH:
        return True
    return not _has_keys(passage, table)


def _plain(text: str, passage: str) -> int:
    """Return how many words of an English passage have their counterpart among the plain words of a Chinese text."""
    return len(_places(passage, (theirs for ours, theirs in plain_words().items() if ours in text)))


def _has_keys(passage: str, table: Mapping[str, str]) -> bool:
    return (
        any(not number.weak for number in numbers(passage))
        or bool(latin.names(passage))
        or _has_term(passage, table)
        or next(organisms(passage), None) is not None
        or len(_places(passage, plain_words().values())) >= _PLAIN_ENOUGH
    )


def _places(passage: str, wanted: Iterable[str]) -> set[int]:
    """Return where the beginnings of English words are first found: several Chinese words may have the same counterpart."""
    return {match.start() for theirs in wanted if (match := _stem(theirs).search(passage))}


def _has_term(passage: str, table: Mapping[str, str]) -> bool:
    """Return whether whole words of a passage are one of the house's terms."""
    known = {theirs.casefold() for theirs in table}
    words = re.findall(r"[\w-]+", passage.casefold())
    return any(" ".join(words[at : at + size]) in known for size in range(1, _LONGEST_TERM + 1) for at in range(len(words) - size + 1))


def _stem(theirs: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![A-Za-z])(?:{theirs})", re.IGNORECASE)
