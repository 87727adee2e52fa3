from __future__ import annotations

import gzip
import random
import tracemalloc
import zlib
from collections.abc import Callable, Iterator

import brotli
import pytest
import zstandard

from bioai_desktop.net.unpack import PackingDamagedError, accepted, unpacker

SPOKEN = accepted().split(", ")
TEXT = random.Random(7).randbytes(3000) * 500  # packs well, in pieces that are not all alike


def bare(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush()


def packers() -> Iterator[object]:
    yield pytest.param("gzip", gzip.compress, id="gzip")
    yield pytest.param("x-gzip", gzip.compress, id="x-gzip")
    yield pytest.param("deflate", zlib.compress, id="deflate")
    yield pytest.param("deflate", bare, id="bare deflate")
    yield pytest.param("br", brotli.compress, id="br")
    yield pytest.param("zstd", zstandard.compress, id="zstd")


def unpacked(encoding: str, packed: bytes, size: int = 65536) -> bytes:
    undo = unpacker(encoding)
    return b"".join(step for start in range(0, len(packed), size) for step in undo(packed[start : start + size]))


@pytest.mark.parametrize("size", [1, 100, 65536])
@pytest.mark.parametrize(("encoding", "pack"), list(packers()))
def test_what_was_packed_comes_out(encoding: str, pack: Callable[[bytes], bytes], size: int) -> None:
    assert unpacked(encoding, pack(TEXT), size) == TEXT
    assert unpacked(encoding, pack(b""), size) == b""


@pytest.mark.parametrize(("encoding", "pack"), list(packers()))
def test_a_small_piece_that_stands_for_much_is_given_in_steps(encoding: str, pack: Callable[[bytes], bytes]) -> None:
    packed = pack(b"\0" * 100_000_000)
    undo, largest, total = unpacker(encoding), 0, 0
    tracemalloc.start()
    for start in range(0, len(packed), 65536):
        for step in undo(packed[start : start + 65536]):
            largest, total = max(largest, len(step)), total + len(step)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert total == 100_000_000
    assert largest <= 6_000_000
    assert peak < 30_000_000


def test_all_packings_of_the_web_are_asked_for() -> None:
    assert accepted() == "zstd, br, gzip, deflate"


def test_a_zstandard_frame_that_wants_more_memory_than_the_web_allows() -> None:
    parameters = zstandard.ZstdCompressionParameters(window_log=27, enable_ldm=True)
    packed = zstandard.ZstdCompressor(compression_params=parameters).compressobj()
    frame = packed.compress(b"x" * 40_000_000) + packed.flush()
    with pytest.raises(PackingDamagedError):
        unpacked("zstd", frame)


def test_members_that_a_server_joined() -> None:
    assert unpacked("gzip", gzip.compress(b"one ") + gzip.compress(b"two") + b"\0\0") == b"one two"


@pytest.mark.parametrize("encoding", SPOKEN)
def test_what_is_not_packed_as_it_says(encoding: str) -> None:
    with pytest.raises(PackingDamagedError):
        unpacked(encoding, b"\x78\x9c" + b"<rss version='2.0'><channel></channel></rss>" * 9)


def test_what_is_not_packed_at_all() -> None:
    assert unpacked("", b"plain") == unpacked(" Identity ", b"plain") == b"plain"


@pytest.mark.parametrize("encoding", ["compress", "gzip, gzip", "x"])
def test_a_packing_that_was_not_asked_for(encoding: str) -> None:
    with pytest.raises(PackingDamagedError):
        unpacker(encoding)
