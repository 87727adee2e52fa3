"""Compressed answers, unpacked a little at a time: however much a small piece stands for, only as much is in memory as was asked for.

gzip and deflate are Python's own; the packages for Brotli and Zstandard come with httpx, and are loaded by the first answer that needs them.
"""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Callable, Iterator, Mapping
from typing import Any, Protocol

_STEP = 64 * 1024  # bytes that one step gives, where the library lets us say so
#: Bytes that Zstandard is fed at once: its blocks of 128 KB may be three bytes long, and it gives all they hold.
_BITE = 128
_WINDOW = 8 * 1024 * 1024  # bytes; the most that RFC 9659 lets a web server ask for


class PackingDamagedError(Exception):
    """What was sent is not packed as its header says."""


class Unpacker(Protocol):
    """One answer's way from packed to plain."""

    def __call__(self, piece: bytes) -> Iterator[bytes]:
        """Yield what a piece stands for, in steps; raises `PackingDamagedError`."""
        ...


def accepted() -> str:
    """Return the header that says which packings we can undo, the best first."""
    return ", ".join(_PACKINGS)


def unpacker(encoding: str) -> Unpacker:
    """Return what undoes the packing that an answer's header names; raises `PackingDamagedError` for one we did not ask for."""
    name = encoding.strip().lower().removeprefix("x-")
    if name in {"", "identity"}:
        return _plain
    make = _PACKINGS.get(name)
    if make is None:
        raise PackingDamagedError(name)
    return make()


def _plain(piece: bytes) -> Iterator[bytes]:
    yield piece


class _Gzip:
    """One member after the other, as some servers join them."""

    _bits = zlib.MAX_WBITS | 16
    _joins = True  #: another member may follow

    def __init__(self) -> None:
        self._inner = zlib.decompressobj(self._bits)

    def __call__(self, piece: bytes) -> Iterator[bytes]:
        while piece:
            try:
                yield self._inner.decompress(piece, _STEP)
            except zlib.error as error:
                raise PackingDamagedError from error
            piece = self._inner.unconsumed_tail
            if self._inner.eof:
                piece, self._inner = self._inner.unused_data, zlib.decompressobj(self._bits)
                if not self._joins or not piece.startswith(b"\x1f\x8b"):
                    return


class _Deflate(_Gzip):
    """With the header of zlib, or without, as many servers send it."""

    _bits = zlib.MAX_WBITS
    _joins = False

    def __init__(self) -> None:
        super().__init__()
        self._begun = False

    def __call__(self, piece: bytes) -> Iterator[bytes]:
        if piece and not self._begun:
            self._begun = True
            # The first byte of the header names method 8 in its lower half; a bare stream hardly ever begins so.
            if piece[0] & 0x0F != 8:
                self._inner = zlib.decompressobj(-zlib.MAX_WBITS)
        return super().__call__(piece)


class _Brotli:
    """By the package `brotli`, 1.2 or later, which lets the size of a step be said."""

    def __init__(self) -> None:
        library: Any = importlib.import_module("brotli")
        self._inner, self._fault = library.Decompressor(), library.error

    def __call__(self, piece: bytes) -> Iterator[bytes]:
        try:
            step = self._inner.process(piece, output_buffer_limit=_STEP)
            while step:
                yield step
                step = self._inner.process(b"", output_buffer_limit=_STEP)
        except self._fault as error:
            raise PackingDamagedError from error


class _Zstandard:
    """By the package `zstandard`, in bites: it has no limit for a step, but none of its blocks holds more than 128 KB."""

    def __init__(self) -> None:
        library: Any = importlib.import_module("zstandard")
        self._inner, self._fault = (
            library.ZstdDecompressor(max_window_size=_WINDOW).decompressobj(read_across_frames=True),
            library.ZstdError,
        )

    def __call__(self, piece: bytes) -> Iterator[bytes]:
        try:
            for start in range(0, len(piece), _BITE):
                yield self._inner.decompress(piece[start : start + _BITE])
        except self._fault as error:
            raise PackingDamagedError from error


#: What undoes each packing, the best first.
_PACKINGS: Mapping[str, Callable[[], Unpacker]] = {"zstd": _Zstandard, "br": _Brotli, "gzip": _Gzip, "deflate": _Deflate}
