"""The difference of two pages as a value: what undoes an edit exactly, and what does it again.

Two pages of one history share the sections that no edit touched, so the difference is the run of sections between the
first and the last that are not shared, and the front matter where it is another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from bioai_desktop.edition.model import Edition, Section, Span
from bioai_desktop.errors import EditConflict


class Edit(Protocol):
    """What is done to a page: a value whose `apply` raises `EditConflict` where the page has no place for it."""

    def apply(self, edition: Edition) -> Edition:
        """Return the changed page."""
        ...


@dataclass(frozen=True, slots=True)
class Patch:
    """Sections and front matter that stand in the place of others; an edit like any other."""

    at: int  #: among the sections of the page that it was made from
    before: tuple[Section, ...]
    after: tuple[Section, ...]
    front_before: tuple[Span, ...]
    front_after: tuple[Span, ...]

    @property
    def inverse(self) -> Patch:
        """The patch that takes this one back."""
        return Patch(self.at, self.after, self.before, self.front_after, self.front_before)

    def apply(self, edition: Edition) -> Edition:
        """Return the page with the one in the place of the other; raises `EditConflict` where those sections were changed since."""
        at = self._place(edition.sections)
        front = edition.front
        if self.front_before != self.front_after:
            if front != self.front_before:
                raise EditConflict("front matter")
            front = self.front_after
        sections = (*edition.sections[:at], *self.after, *edition.sections[at + len(self.before) :])
        return replace(edition, front=front, sections=sections)

    def _place(self, sections: Sequence[Section]) -> int:
        """Return where the sections before stand now: other sections may have come or gone above them."""
        if not self.before:
            return min(self.at, len(sections))
        length = len(self.before)
        for at in range(len(sections) - length + 1):
            if sections[at].id == self.before[0].id:
                if all(_same(one, other) for one, other in zip(sections[at : at + length], self.before, strict=True)):
                    return at
                break
        raise EditConflict(self.before[0].title or self.before[0].id)


def undoable(edition: Edition, edit: Edit) -> tuple[Edition, Patch]:
    """Apply an edit; return the page, and the patch that takes exactly this edit back, ids and states included."""
    changed = edit.apply(edition)
    return changed, difference(changed, edition)


def difference(before: Edition, after: Edition) -> Patch:
    """Return the patch that makes `after` of `before`."""
    old, new = before.sections, after.sections
    first = 0
    while first < min(len(old), len(new)) and _same(old[first], new[first]):
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and _same(old[-1 - last], new[-1 - last]):
        last += 1
    return Patch(first, old[first : len(old) - last], new[first : len(new) - last], before.front, after.front)


def _same(one: Section, other: Section) -> bool:
    """Return whether two sections are the same in all, what does not count in comparisons included."""
    return one is other or (one.id == other.id and one == other and _unseen(one) == _unseen(other))


def _unseen(section: Section) -> list[tuple[str, ...]]:
    return [(child.id, getattr(child, "story", ""), getattr(child, "state", "")) for child in section.children]
