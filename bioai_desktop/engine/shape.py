"""What a text is made of, part by part, and how far one has come in it: an automaton with counters instead of copies.

A shape is a tree of parts. A thread is one reading of a text that has come so far: the part where it stands, and what
follows that.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from bioai_desktop.engine.scripts import Ranges, contains


@dataclass(frozen=True, eq=False, slots=True)
class Literal:
    """These very characters; at least one."""

    text: str


@dataclass(frozen=True, eq=False, slots=True)
class Chars:
    """One character of a set."""

    ranges: Ranges
    words: bool = False  #: it is a piece of a text, which has to be spelt as the constraint says


@dataclass(frozen=True, eq=False, slots=True)
class Sequence:
    """One part after the other."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Choice:
    """One of several parts."""

    options: tuple[Part, ...]


@dataclass(frozen=True, eq=False, slots=True)
class Repeat:
    """A part that is not empty, so many times."""

    part: Part
    least: int
    most: int | None = None  #: None: without end


Part = Literal | Chars | Sequence | Choice | Repeat


class Thread(NamedTuple):
    """A place in a shape."""

    part: Part
    at: int  #: characters written of a Literal, parts of a Sequence, rounds of a Repeat
    then: Thread | None  #: None: the end of the text


Place = Thread | None


def begin(part: Part) -> tuple[Place, ...]:
    """Return where a text of that shape begins."""
    return tuple(dict.fromkeys(_open(Thread(part, 0, None))))


def follow(thread: Thread, character: str) -> Iterable[Place]:
    """Return where a text may stand after one more character, at parts that are written character by character, or at its end."""
    part, at, then = thread
    if isinstance(part, Literal):
        if part.text[at] != character:
            return ()
        return (Thread(part, at + 1, then),) if at + 1 < len(part.text) else _open(then)
    assert isinstance(part, Chars)  # noqa: S101 - `_open` went down to those
    return _open(then) if contains(part.ranges, ord(character)) else ()


def _open(thread: Place) -> Iterator[Place]:
    """Go down to the parts that are written character by character."""
    if thread is None:
        yield None
        return
    part, at, then = thread
    match part:
        case Literal() | Chars():
            yield thread
        case Sequence(parts):
            if at >= len(parts):
                yield from _open(then)
            else:
                rest = Thread(part, at + 1, then) if at + 1 < len(parts) else then
                yield from _open(Thread(parts[at], 0, rest))
        case Choice(options):
            for option in options:
                yield from _open(Thread(option, 0, then))
        case Repeat(again, least, most):
            if most is None or at < most:
                rounds = at + 1 if most is not None else min(at + 1, least)
                yield from _open(Thread(again, 0, Thread(part, rounds, then)))
            if at >= least:
                yield from _open(then)


def is_words(place: Place) -> bool:
    """Tell whether the next character is one of a text."""
    return place is not None and isinstance(place.part, Chars) and place.part.words


def speaks(place: Place) -> bool:
    """Tell whether a text may still get words here or later."""
    while place is not None:
        part, at, place = place
        left = part.parts[at:] if isinstance(part, Sequence) else (part,) if not isinstance(part, Repeat) or at != part.most else ()
        if any(map(_has_words, left)):
            return True
    return False


def _has_words(part: Part) -> bool:
    match part:
        case Literal():
            return False
        case Chars():
            return part.words
        case Sequence(inner) | Choice(inner):
            return any(map(_has_words, inner))
        case Repeat():
            return _has_words(part.part)
