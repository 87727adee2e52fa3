"""The memory cells of house prompts on disk: the first text of a morning does not pay for its instructions again."""

from __future__ import annotations

import contextlib
import os
import struct
from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path

_LEAST = 96  # tokens: less is decoded sooner than a file is looked for
_MOST_BYTES = 512_000_000  # of all files together
_SHARE = 4  # one file may take one part in so many
_DIGEST = 16
_SUFFIX = ".cells"


class Kept:
    """The kept beginnings of one model and build, one file each; `maker` names both, and is part of every key."""

    def __init__(self, folder: Path, maker: str) -> None:
        self._folder = folder
        self._maker = maker

    def wants(self, tokens: Sequence[int]) -> bool:
        """Say whether a beginning is worth a file, and has none."""
        return len(tokens) >= _LEAST and not self._file(tokens).exists()

    def get(self, tokens: Sequence[int]) -> bytes | None:
        """Return the state of a beginning, None where there is none; a file that is damaged is deleted."""
        if len(tokens) < _LEAST:
            return None
        file = self._file(tokens)
        with contextlib.suppress(OSError):
            digest, state = (data := file.read_bytes())[:_DIGEST], data[_DIGEST:]
            if digest == _digest(state):
                os.utime(file)  # what was used last goes last
                return state
            file.unlink()
        return None

    def put(self, tokens: Sequence[int], state: bytes) -> None:
        """Keep the state of a beginning; the longest unused make room. A disk that takes nothing costs only the time."""
        if not state or len(state) * _SHARE > _MOST_BYTES:
            return
        file = self._file(tokens)
        partial = file.with_suffix(f".{os.getpid()}")
        with contextlib.suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            self._make_room(len(state))
            try:
                partial.write_bytes(_digest(state) + state)
                partial.replace(file)
            finally:
                partial.unlink(missing_ok=True)

    def _file(self, tokens: Sequence[int]) -> Path:
        key = blake2b(self._maker.encode() + b"\0" + struct.pack(f"<{len(tokens)}i", *tokens), digest_size=16).hexdigest()
        return self._folder / f"{key}{_SUFFIX}"

    def _make_room(self, size: int) -> None:
        files = sorted((file.stat().st_mtime, file.stat().st_size, file) for file in self._folder.glob(f"*{_SUFFIX}"))
        total = size + sum(taken for _, taken, _ in files)
        for _, taken, file in files:
            if total <= _MOST_BYTES:
                return
            file.unlink(missing_ok=True)
            total -= taken


def _digest(state: bytes) -> bytes:
    return blake2b(state, digest_size=_DIGEST).digest()
