"""A model without weights: a small vocabulary, and a backend whose logits depend on nothing but the tokens before them."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from bioai_desktop.engine.backend import DecodingFailed, Interrupted, Row
from bioai_desktop.engine.grammar import GrammarInvalid
from bioai_desktop.engine.sampling import Logits
from bioai_desktop.engine.vocabulary import Tokens, Vocabulary

END = 256
_PIECES = [
    "研究",
    "人员",
    "发现",
    "。",
    "，",
    "。\n",
    "\n",
    " ",
    " GPT",
    "GPT",
    "-4",
    "Cas",
    "Cas9",
    "12",
    "1.",
    "%，",
    "ab",
    " the",
    ". ",
    "的G",
    "！",
    "、",
    "\n\n",
    "ing",
    "2024",
]
#: "中" is E4 B8 AD, "国" E5 9B BD: pieces that begin or end inside a character.
_BROKEN = [b"\xe4\xb8", b"\xad", b"\xad\xe5\x9b", b"\xbd", b"\xbd\xe3\x80", b"\x82", b"\xef\xbc"]
PIECES: tuple[bytes, ...] = (*(bytes([byte]) for byte in range(256)), b"", *(piece.encode() for piece in _PIECES), *_BROKEN)
VOCABULARY = Vocabulary(PIECES, [END])

Logic = Callable[[tuple[int, ...]], Logits]


def token(text: str) -> int:
    """The token of a piece."""
    return VOCABULARY.index[text.encode()]


def noise(history: tuple[int, ...]) -> Logits:
    """Logits by chance, the same for the same history."""
    seed = int.from_bytes(hashlib.blake2b(repr(history).encode(), digest_size=8).digest())
    return np.random.default_rng(seed).normal(0, 4, len(PIECES)).astype(np.float32)


def wanting(*texts: str) -> Logits:
    """Logits that want these pieces, the first one most; "" is the end of the text."""
    logits = np.zeros(len(PIECES), np.float32)
    for rank, text in enumerate(texts):
        logits[token(text) if text else END] = 20 - rank
    return logits


@dataclass(frozen=True)
class OneOf:
    """A plain grammar: a text is one of several."""

    texts: tuple[bytes, ...]
    written: bytes = b""

    def allows(self, tokens: Tokens) -> NDArray[np.bool_]:
        return np.array([self._allows(int(token)) for token in tokens], np.bool_)

    def after(self, token: int) -> OneOf:
        assert self._allows(token), "only what is allowed is written"
        return replace(self, written=self.written + PIECES[token])

    def _allows(self, token: int) -> bool:
        if token == END:
            return self.written in self.texts
        return bool(PIECES[token]) and any(text.startswith(self.written + PIECES[token]) for text in self.texts)


class ScriptedBackend:
    """Keeps the tokens of each sequence as llama.cpp would, and objects to whatever it would object to."""

    def __init__(self, logic: Logic = noise, *, cells: int = 4096, sequences: int = 14, rows: int = 64, longest: int = 2048) -> None:
        self.cells, self.sequences, self.rows, self.longest = cells, sequences, rows, longest
        self.computed: list[Row] = []
        self.widths: list[int] = []  #: wanted rows of each step
        self.interrupt_at = -1  #: the step that is interrupted
        self.fail_at = -1
        self._logic = logic
        self._memory: dict[int, dict[int, tuple[int, object]]] = {number: {} for number in range(sequences)}

    @property
    def used(self) -> int:
        """Cells taken; a shared one counts once."""
        return len({id(cell) for memory in self._memory.values() for _, cell in memory.values()})

    def decode(self, rows: Sequence[Row]) -> Logits:
        assert 0 < len(rows) <= self.rows
        step = len(self.widths)
        self.widths.append(sum(row.wanted for row in rows))
        if step == self.fail_at:
            raise DecodingFailed(-3)
        done = rows[: len(rows) // 2] if step == self.interrupt_at else rows
        wanted = [logits for row in done if (logits := self._take(row)) is not None]
        if step == self.interrupt_at:
            raise Interrupted
        assert self.used <= self.cells
        return np.array(wanted, np.float32).reshape(-1, len(PIECES))

    def copy(self, source: int, target: int, end: int) -> None:
        assert not self._memory[target]
        self._memory[target] = {at: self._memory[source][at] for at in range(end)}

    def drop(self, sequence: int, start: int) -> None:
        for at in [at for at in self._memory[sequence] if at >= start]:
            del self._memory[sequence][at]

    def grammar(self, source: str) -> OneOf:
        """A "grammar" that is a list of texts, one a line."""
        if not source.strip():
            raise GrammarInvalid(source)
        return OneOf(tuple(source.encode().split(b"\n")))

    def state(self, sequence: int) -> bytes:
        return repr([self._memory[sequence][at][0] for at in range(len(self._memory[sequence]))]).encode()

    def restore(self, sequence: int, state: bytes) -> bool:
        assert not self._memory[sequence]
        self._memory[sequence] = {at: (token, object()) for at, token in enumerate(ast.literal_eval(state.decode()))}
        return True

    def _take(self, row: Row) -> Logits | None:
        memory = self._memory[row.sequence]
        assert row.position == len(memory), "positions follow one another"
        memory[row.position] = (row.token, object())
        self.computed.append(row)
        return self._logic(tuple(memory[at][0] for at in range(len(memory)))) if row.wanted else None
