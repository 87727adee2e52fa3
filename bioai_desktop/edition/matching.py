"""Which pieces of two forms of a page are the same piece: by what names it, else by its place between such ones."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import TypeVar

from bioai_desktop.edition.addresses import same
from bioai_desktop.edition.model import Entry, Role, Section, SectionKind
from bioai_desktop.edition.outline import text_of
from bioai_desktop.edition.parse import words

T = TypeVar("T")
Name = Callable[[T], Hashable]


def matched(old: Sequence[T], new: Sequence[T], names: Sequence[Name[T]], alike: Callable[[T, T], bool]) -> list[int | None]:
    """Return for each new piece the place of the old one that it is, None where it is none of them.

    Names are tried in order, a falsy one names nothing; of several with one name the first go together. What is left over
    between two such pairs goes together in order, where both sides have as many and all are alike.
    """
    found: list[int | None] = [None] * len(new)
    for name in names:
        taken = set(found)
        free: dict[Hashable, list[int]] = {}
        for at, piece in enumerate(old):
            if at not in taken and (called := name(piece)):
                free.setdefault(called, []).append(at)
        for at, piece in enumerate(new):
            if found[at] is None and free.get(name(piece)):
                found[at] = free[name(piece)].pop(0)
    taken = set(found)
    for first, end, left in _gaps(len(old), found):
        if len(left) == end - first and all(at not in taken for at in left) and all(map(alike, (old[at] for at in left), new[first:end])):
            found[first:end] = left
    return found


def _gaps(count: int, found: Sequence[int | None]) -> list[tuple[int, int, range]]:
    """Return each run of new pieces that are still alone, with the old ones between the same neighbours."""
    gaps: list[tuple[int, int, range]] = []
    at = 0
    while at < len(found):
        end = next((place for place in range(at, len(found)) if found[place] is not None), len(found))
        before = found[at - 1] if at else None
        after = found[end] if end < len(found) else None
        if end > at:
            gaps.append((at, end, range(0 if before is None else before + 1, count if after is None else after)))
        at = end + 1
    return gaps


def link_name(entry: Entry) -> Hashable:
    """Return what an entry's link leads to."""
    link = entry.get(Role.LINK)
    return same(link) if link else ""


def title_name(entry: Entry) -> Hashable:
    """Return an entry's title, case and punctuation folded."""
    return words(entry.get(Role.TITLE))


def entries(old: Sequence[Entry], new: Sequence[Entry]) -> list[int | None]:
    """Return for each new entry the place of the old one that it is: by link, else title, else text, else place."""
    return matched(old, new, (_said, link_name, title_name, text_of), _unlinked)


def sections(old: Sequence[Section], new: Sequence[Section]) -> list[int | None]:
    """Return for each new section the place of the old one that it is: by kind and title, else by a kind that says enough, else by place."""
    return matched(old, new, (lambda each: (each.kind, words(each.title)), _kind), lambda one, other: one.kind is other.kind)


def stories(old: Sequence[Entry], new: Sequence[Entry]) -> list[int | None]:
    """Return the same for entries of different sections, which have no place in common: by link, else title."""
    return matched(old, new, (_said, link_name, title_name), lambda _one, _other: False)


def _unlinked(one: Entry, other: Entry) -> bool:
    """Say whether both are known by their place only: two stories at one place are two stories."""
    return not (one.get(Role.LINK) or other.get(Role.LINK))


def _said(entry: Entry) -> Hashable:
    """Return link and title of an entry that has both."""
    return (link_name(entry), title_name(entry)) if entry.get(Role.LINK) and title_name(entry) else ""


def _kind(section: Section) -> Hashable:
    return section.kind if section.kind is not SectionKind.TEXT else ""
