"""Beginnings that several prompts have in common: decoded once, kept, and shared by copying their memory cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bioai_desktop.engine.backend import Backend
from bioai_desktop.engine.kept import Kept

MOST = 6  #: beginnings kept at a time


@dataclass(slots=True, eq=False)
class Prefix:
    """One beginning, in a sequence of its own."""

    sequence: int
    tokens: tuple[int, ...]
    fed: int = 0  #: tokens decoded so far
    users: int = 0  #: texts that wait for it or share its cells
    used: int = 0  #: when it was last asked for, as a running number

    @property
    def ready(self) -> bool:
        """Whether all of it is decoded."""
        return self.fed == len(self.tokens)


class Prefixes:
    """The beginnings at hand; the longest unused goes when room is needed."""

    def __init__(self, backend: Backend, disk: Kept | None = None) -> None:
        self._backend = backend
        self._disk = disk
        self._kept: list[Prefix] = []
        self._clock = 0

    @property
    def cells(self) -> int:
        """Memory cells taken, counted without what the beginnings share among themselves."""
        return sum(len(prefix.tokens) for prefix in self._kept)

    @property
    def unready(self) -> list[Prefix]:
        """Those that somebody waits for."""
        return [prefix for prefix in self._kept if prefix.users and not prefix.ready]

    def holds(self, tokens: tuple[int, ...]) -> bool:
        """Tell whether a beginning is at hand."""
        return any(prefix.tokens == tokens for prefix in self._kept)

    def obtain(self, tokens: tuple[int, ...], room: int) -> Prefix | None:
        """Return the kept beginning for these tokens, or a new one that takes at most `room` cells; None where none fits."""
        self._clock += 1
        found = next((prefix for prefix in self._kept if prefix.tokens == tokens), None)
        if found is None:
            free = self._free_sequence() if len(tokens) <= room else None
            if free is None:
                return None
            found = self._begin(free, tokens)
            self._kept.append(found)
        found.used = self._clock
        return found

    def keep(self, prefix: Prefix) -> None:
        """Keep the cells of a beginning on disk once all of it is decoded, for the next start of the program."""
        if prefix.ready and self._disk is not None and self._disk.wants(prefix.tokens):
            self._disk.put(prefix.tokens, self._backend.state(prefix.sequence))

    def release(self, needed: int, keep: tuple[int, ...]) -> int:
        """Forget unused beginnings, the longest unused first, until `needed` cells are free; returns how many became free."""
        freed = 0
        for prefix in sorted(self._kept, key=lambda prefix: prefix.used):
            if freed >= needed:
                break
            if not prefix.users and prefix.tokens != keep:
                self._forget(prefix)
                freed += len(prefix.tokens)
        return freed

    def interrupted(self) -> None:
        """Forget what a batch that was given up may have left half-way."""
        for prefix in self._kept:
            prefix.users = 0
            if not prefix.ready:
                self._backend.drop(prefix.sequence, 0)
        self._kept = [prefix for prefix in self._kept if prefix.ready]

    def _free_sequence(self) -> int | None:
        taken = {prefix.sequence for prefix in self._kept}
        if len(taken) == MOST and not self.release(1, ()):
            return None
        return min(set(range(MOST)) - {prefix.sequence for prefix in self._kept})

    def _begin(self, sequence: int, tokens: tuple[int, ...]) -> Prefix:
        prefix = Prefix(sequence, tokens)
        if (state := self._disk.get(tokens) if self._disk else None) is not None and self._backend.restore(sequence, state):
            prefix.fed = len(tokens)
            return prefix
        shared = [(common(other.tokens[: other.fed], tokens), other) for other in self._kept]
        length, nearest = max(shared, key=lambda pair: pair[0], default=(0, None))
        if nearest is not None and length:
            self._backend.copy(nearest.sequence, sequence, length)
            prefix.fed = length
        return prefix

    def _forget(self, prefix: Prefix) -> None:
        self._backend.drop(prefix.sequence, 0)
        self._kept.remove(prefix)


def common(one: Sequence[int], other: Sequence[int]) -> int:
    """Return how many tokens two beginnings have in common."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
