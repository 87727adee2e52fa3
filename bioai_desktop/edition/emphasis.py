"""Stars and backticks as CommonMark pairs them: which of them a reader would see as signs, and how a pair could be written.

A run of stars opens where no blank follows it and closes where none comes before it; beside a punctuation mark on its inner
side, its outer side must be a blank or a mark too. Chinese text seldom has a blank there, so `**“引文”**说` shows its stars.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from bioai_desktop.edition.inline import links

_TICKS = re.compile(r"\\.|`+", re.DOTALL)
_TOKENS = re.compile(r"\\.|<[^<>\s][^<>\n]*>|\*+", re.DOTALL)
_BOLD = 2  # stars; a single one may be a footnote, an allele, a multiplication


@dataclass(slots=True)
class _Run:
    """Some stars in a row."""

    start: int
    count: int
    opens: bool
    closes: bool
    left: int  #: stars that are not part of a pair yet


@dataclass(frozen=True, slots=True)
class Stray:
    """A sign that Markdown does not read: its range in the text."""

    start: int
    end: int


def strays(text: str) -> list[Stray]:
    """Return the runs of two or more stars, and the backticks, of a paragraph that a reader would see, in their order."""
    if "**" not in text and "`" not in text:
        return []
    bare, found = _bare(text)
    found += [Stray(run.start, run.start + run.count) for run in _runs(bare) if run.count >= _BOLD and run.left]
    return sorted(found, key=lambda stray: stray.start)


def mended(text: str) -> list[tuple[int, int, str]]:
    """Return ranges of a paragraph and what they become, so that its stars pair in the order in which they stand.

    Blanks move from the inner sides of the stars to their outer ones, or come where CommonMark wants one; the words stay.
    Empty where that is not certain: an odd one is left, or other stars than pairs of two are about.
    """
    bare, _ = _bare(text)
    runs = sorted(_runs(bare), key=lambda run: run.start)
    pairs = list(zip(runs[::2], runs[1::2], strict=False))
    if len(runs) % 2 or any(run.count != _BOLD for run in runs):
        return []
    changes = [change for opening, closing in pairs if (change := _change(text, opening.start, closing.start))]
    new = text
    for start, end, words in reversed(changes):
        new = new[:start] + words + new[end:]
    return [] if strays(new) or "" in (words for *_, words in changes) else changes


def _change(text: str, first: int, second: int) -> tuple[int, int, str] | None:
    """Return what a pair of stars becomes, None where it is read as it stands; "" where there is nothing between them."""
    begin, end = first + _BOLD, second + _BOLD
    inner = text[begin:second]
    words = inner.strip()
    if not words or "\n" in inner:
        return first, end, ""
    before, after = (text[first - 1 : first] if first else "").strip("\n"), text[end : end + 1].strip("\n")
    new = f"{_gap(before, words[0], blank=inner[0].isspace())}**{words}**{_gap(after, words[-1], blank=inner[-1].isspace())}"
    return None if new == text[first:end] else (first - len(before), end + len(after), before + new + after)


def _gap(outer: str, inner: str, *, blank: bool) -> str:
    """Return the blank that stars need between these characters, or that was on their wrong side between two Latin ones."""
    if not outer or outer.isspace():
        return ""
    if blank and outer.isascii() and outer.isalnum():
        return " "
    return " " if _is_mark(inner) and not _is_mark(outer) else ""


def _bare(text: str) -> tuple[str, list[Stray]]:
    """Return a text with letters in the place of its code, so that nothing in there pairs, and its stray backticks."""
    found: list[Stray] = []
    at = 0 if "`" in text else len(text)
    while opening := _TICKS.search(text, at):
        at = opening.end()
        if opening[0][0] == "\\":
            continue
        closing = re.compile(rf"(?<!`){opening[0]}(?!`)").search(text, at)
        if closing is None:
            found.append(Stray(opening.start(), opening.end()))
        else:
            text = text[:at] + "x" * (closing.start() - at) + text[closing.start() :]
            at = closing.end()
    return text, found


def _runs(text: str) -> list[_Run]:
    """Return the runs of stars after all pairs are made; the words of a link pair among themselves."""
    runs: list[_Run] = []
    done: list[_Run] = []
    inside = [(link.title, link.end) for link in links(text)]
    for (start, end), _ in inside:
        done.extend(replace(run, start=start + run.start) for run in (_runs(text[start:end]) if "*" in text[start:end] else ()))
    at = 0
    while match := _TOKENS.search(text, at):
        link = next((end for title, end in inside if title[0] <= match.start() < end), None) if inside else None
        at = match.end() if link is None else link
        if link is None and match[0][0] == "*":
            runs.append(_run(text, match.start(), match.end()))
    _pair(runs)
    return [*runs, *done]


def _run(text: str, start: int, end: int) -> _Run:
    before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
    return _Run(start, end - start, _flanks(before, after), _flanks(after, before), end - start)


def _flanks(outer: str, inner: str) -> bool:
    """Return whether a run of stars between these characters holds on to the inner one."""
    if inner.isspace():
        return False
    return not _is_mark(inner) or outer.isspace() or _is_mark(outer)


@lru_cache(maxsize=1024)
def _is_mark(char: str) -> bool:
    return bool(char) and unicodedata.category(char)[0] in "PS"


def _pair(runs: Sequence[_Run]) -> None:
    """Take stars off runs, pair by pair, from the inside out."""
    for at, closer in enumerate(runs):
        if not closer.closes:
            continue
        for opener in _openers(runs, at):
            while closer.left and opener.left:
                taken = _BOLD if min(closer.left, opener.left) >= _BOLD else 1
                closer.left -= taken
                opener.left -= taken
            if not closer.left:
                break


def _openers(runs: Sequence[_Run], at: int) -> Iterator[_Run]:
    """Yield the runs that the run at `at` may close, the nearest first; those between the two are signs for good."""
    closer = runs[at]
    for back in range(at - 1, -1, -1):
        opener = runs[back]
        both = (opener.closes or closer.opens) and (opener.count + closer.count) % 3 == 0 and (opener.count % 3 or closer.count % 3)
        if opener.opens and opener.left and not both:
            yield opener
            for between in runs[back + 1 : at]:
                between.opens = False
