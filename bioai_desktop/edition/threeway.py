"""Three forms of something, two of which come from the first: which of it stays. For pieces that have names, and for pieces of a text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

T = TypeVar("T")
#: Says for each piece of the second form the place of that of the first that it is.
Matcher = Callable[[Sequence[T], Sequence[T]], list[int | None]]
Hunk = tuple[int, int, tuple[str, ...]]


def named(base: Sequence[T], ours: Sequence[T], theirs: Sequence[T], match: Matcher[T]) -> tuple[dict[str, T], dict[str, T], dict[str, T]]:
    """Return the pieces of each form by names, in order: one name for what is the same piece."""
    here = {f"o{at}" if of is None else str(of): piece for (at, piece), of in zip(enumerate(ours), match(base, ours), strict=True)}
    new = [name for name in here if name.startswith("o")]
    found = match(base, theirs)
    rest = [at for at, of in enumerate(found) if of is None]
    also = dict(zip(rest, match([here[name] for name in new], [theirs[at] for at in rest]), strict=True))

    def name(at: int, of: int | None) -> str:
        known = also.get(at)
        return str(of) if of is not None else new[known] if known is not None else f"t{at}"

    there = {name(at, of): piece for (at, piece), of in zip(enumerate(theirs), found, strict=True)}
    return {str(at): piece for at, piece in enumerate(base)}, here, there


def decided(base: T | None, ours: T | None, theirs: T | None, same: Callable[[T, T], bool]) -> tuple[bool, T | None]:
    """Return whether the two sides go together, and what then stays; None stands for no such piece. Where they don't, ours is returned."""
    if ours is not None and theirs is not None:
        if same(ours, theirs) or (base is not None and same(base, theirs)):
            return True, ours
        return (True, theirs) if base is not None and same(base, ours) else (False, ours)
    left = theirs if ours is None else ours
    if base is None:
        return True, left
    return (True, None) if left is None or same(base, left) else (False, ours)


def woven(
    base: Mapping[str, T], ours: Mapping[str, T], theirs: Mapping[str, T], one: Callable[[str], T | None]
) -> tuple[dict[str, T], bool]:
    """Return what `one` says for each name, in one order, those it has nothing for left out; and whether both had moved them, each otherwise.

    What only one side has comes after what it follows there.
    """
    order, torn = arranged(list(base), list(ours), list(theirs))
    return {name: piece for name in order if (piece := one(name)) is not None}, torn


def arranged(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> tuple[list[str], bool]:
    """Return the names of both sides in one order, and whether both had moved what they share, each otherwise: then it is ours."""
    shared = set(base) & set(ours) & set(theirs)
    before, here, there = ([name for name in names if name in shared] for names in (base, ours, theirs))
    frame, other = (theirs, ours) if here == before and there != before else (ours, theirs)
    order, known, place = list(frame), set(other), 0
    for name in other:
        if name not in order:
            while place < len(order) and order[place] not in known:
                place += 1
            order.insert(place, name)
        place = order.index(name) + 1
    return order, before not in (here, there) and here != there


def joined(base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]) -> Sequence[str] | None:
    """Return the pieces of a text with what both sides changed of them, None where both changed the same ones otherwise."""
    if theirs in (ours, base):
        return ours
    if ours == base:
        return theirs
    merged: list[str] = []
    at, inserted = 0, -1
    for start, end, new in sorted({*_hunks(base, ours), *_hunks(base, theirs)}):
        if start < at or start == end == inserted:
            return None
        merged += [*base[at:start], *new]
        at, inserted = end, start if start == end else -1
    return [*merged, *base[at:]]


def _hunks(base: Sequence[str], changed: Sequence[str]) -> Iterable[Hunk]:
    """Yield what a side put in the place of which pieces."""
    for tag, start, end, first, last in SequenceMatcher(None, base, changed, autojunk=False).get_opcodes():
        if tag != "equal":
            yield start, end, tuple(changed[first:last])
