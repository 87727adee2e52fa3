"""A model's tokens as bytes, and which of them may be written in a script: found once for each model."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from bioai_desktop.engine import utf8
from bioai_desktop.engine.scripts import Ranges, overlaps

Tokens = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Usable:
    """The tokens made of free characters only."""

    whole: bytes  #: for each token 1 where it is whole characters without a blank: it may be written anywhere between words
    tokens: Tokens  #: those, the ones with blanks, and the ones that end inside a character which may become a free one


class Vocabulary:
    """What each token writes; tokens that write nothing or are markup of the chat are empty."""

    def __init__(self, pieces: Iterable[bytes], ends: Iterable[int]) -> None:
        self.pieces = tuple(pieces)
        self.ends = frozenset(ends)  #: tokens that end a text
        self._usable: dict[Ranges, Usable] = {}

    @cached_property
    def index(self) -> dict[bytes, int]:
        """The token of a piece; the lowest where several write the same."""
        return {piece: token for token, piece in reversed(list(enumerate(self.pieces))) if piece and token not in self.ends}

    @cached_property
    def continuations(self) -> Tokens:
        """Tokens that begin inside a character."""
        found = [token for token, piece in enumerate(self.pieces) if piece and 0x80 <= piece[0] <= 0xBF]
        return np.array(found, np.int32)

    @cached_property
    def first(self) -> NDArray[np.int16]:
        """The first byte of each token, -1 where it writes nothing."""
        return np.array([piece[0] if piece else -1 for piece in self.pieces], np.int16)

    @cached_property
    def singles(self) -> Tokens:
        """Tokens of one byte, by rising byte: whatever may be written at all can be written by them, in a vocabulary that has all."""
        found = [token for byte in range(256) if (token := self.index.get(bytes([byte]))) is not None]
        return np.array(found, np.int32)

    @cached_property
    def longest(self) -> int:
        """Bytes of the longest piece."""
        return max(map(len, self.pieces), default=0)

    def usable(self, free: Ranges) -> Usable:
        """Return the tokens that are made of these characters."""
        if free not in self._usable:
            self._usable[free] = self._sort(free)
        return self._usable[free]

    def prefixes(self, text: str | bytes) -> Iterator[int]:
        """Yield every token that is a beginning of `text`."""
        data = text.encode() if isinstance(text, str) else text
        for end in range(1, min(len(data), self.longest) + 1):
            if (token := self.index.get(data[:end])) is not None:
                yield token

    def _sort(self, free: Ranges) -> Usable:
        matches = re.compile("[" + "".join(f"\\U{low:08x}-\\U{high:08x}" for low, high in free) + "]*").fullmatch
        whole = bytearray(len(self.pieces))
        tokens: list[int] = []
        for token, piece in enumerate(self.pieces):
            if not piece or token in self.ends:
                continue
            if (parts := _decode(piece)) is None or not matches(parts[0]):
                continue
            text, rest = parts
            if rest and not ((reached := utf8.reach(rest)) and overlaps(free, *reached)):
                continue
            tokens.append(token)
            whole[token] = not rest and " " not in text and "\n" not in text
        return Usable(bytes(whole), np.array(tokens, np.int32))


def _decode(piece: bytes) -> tuple[str, bytes] | None:
    try:
        return piece.decode(), b""
    except UnicodeDecodeError:
        return utf8.split(piece)
