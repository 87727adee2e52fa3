"""What the decoding loop asks of native code: the one seam between scheduling and llama.cpp."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

from bioai_desktop.engine.grammar import Grammar
from bioai_desktop.engine.sampling import Logits


class Row(NamedTuple):
    """One token to decode."""

    token: int
    position: int
    sequence: int
    wanted: bool  #: whether the logits after it are needed


class DecodingFailed(Exception):
    """Native code refused a batch; `code` is llama.cpp's."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


class Interrupted(Exception):
    """A batch was given up half-way, because somebody asked for it."""


class Backend(Protocol):
    """A model with its memory of several sequences; memory cells can be shared between them."""

    cells: int  #: tokens that all sequences together can hold
    longest: int  #: tokens that one sequence can hold
    sequences: int  #: how many sequences there are
    rows: int  #: tokens in one batch at most

    def decode(self, rows: Sequence[Row]) -> Logits:
        """Decode a batch; returns one row of logits for each wanted row, valid until the next call.

        Raises `Interrupted`, or `DecodingFailed`.
        """
        ...

    def copy(self, source: int, target: int, end: int) -> None:
        """Let `target` share the first `end` cells of `source`."""
        ...

    def drop(self, sequence: int, start: int) -> None:
        """Forget a sequence from a position on."""
        ...

    def state(self, sequence: int) -> bytes:
        """Return the cells of a sequence as bytes that the same build and model can read back."""
        ...

    def restore(self, sequence: int, state: bytes) -> bool:
        """Put cells that were kept into an empty sequence; say whether they fit."""
        ...

    def grammar(self, source: str) -> Grammar:
        """Return the beginning of a grammar in GBNF; raises `GrammarInvalid`."""
        ...
