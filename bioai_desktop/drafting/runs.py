"""Long runs of characters that two texts of one page have in common; names aside, for those can't be said otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

RUN = 12  #: Chinese characters, or two thirds as many English words and one more
_AHEAD = 10  # characters of a run that are kept from a second attempt: it has to turn off before the run is full
_NAME = 4  # characters from which on a term counts as a name here
_REST = 4  # characters of a run beside the names in it up to which it is no run of words
_HAN_RUN = re.compile(r"[\u4e00-\u9fff]+")
_WORD = re.compile(r"[A-Za-z][\w'’-]*")
_WORDS_OF_CHARS = 2 / 3


def shared(text: str, others: Iterable[str], table: Mapping[str, str]) -> str:
    """Return the first long run that a text has in common with one of the others, "" where it has none; `table` has terms, theirs to ours."""
    names = sorted({ours for ours in table.values() if len(ours) >= _NAME and ours in text}, key=len, reverse=True)
    for other in others:
        for run in windows(text, RUN):
            if run in other and not _is_name(run, text, names):
                return run
        if run := _words(text, other):
            return run
    return ""


def windows(text: str, size: int) -> Iterator[str]:
    """Yield all runs of so many Chinese characters."""
    for match in _HAN_RUN.finditer(text):
        yield from (match.group()[at : at + size] for at in range(len(match.group()) - size + 1))


def kept_away(texts: Iterable[str], run: str) -> tuple[str, ...]:
    """Return what a second attempt must not write, so that no long run of the text that held this one comes back."""
    found = (window for text in texts if run in text for window in windows(text, _AHEAD))
    return tuple(dict.fromkeys((*found, run)))


def _is_name(run: str, text: str, names: Iterable[str]) -> bool:
    """Whether a run is little more than names, those that reach beyond it included."""
    at = text.index(run)
    covered: set[int] = set()
    for name in names:
        for match in re.finditer(re.escape(name), text):
            covered |= set(range(match.start(), match.end())) & set(range(at, at + len(run)))
    return len(run) - len(covered) <= _REST


def _words(text: str, other: str) -> str:
    words, count = _WORD.findall(text), int(RUN * _WORDS_OF_CHARS) + 1
    if len(words) < count:
        return ""
    said = f" {' '.join(_WORD.findall(other))} ".casefold()
    runs = (" ".join(words[at : at + count]) for at in range(len(words) - count + 1))
    return next((run for run in runs if f" {run} ".casefold() in said), "")
