from __future__ import annotations

import struct
import time
from pathlib import Path

import gguf
import pytest

from bioai_desktop.engine.gguf_header import Array, read_header
from bioai_desktop.errors import FileUnreadable, ModelUnusable
from tests.gguf_files import write_model


def test_it_reads_what_the_reference_reader_reads(tmp_path: Path) -> None:
    path = write_model(tmp_path / "m.gguf")
    ours, theirs = read_header(path), gguf.GGUFReader(path)
    assert [name for name in theirs.fields if not name.startswith("GGUF.")] == list(ours.fields)
    for name, value in ours.fields.items():
        expected = theirs.fields[name].contents()
        assert value == (Array(len(expected)) if isinstance(value, Array) else expected), name
    assert ours.end == theirs.data_offset
    assert [(t.name, t.kind, t.elements, t.bytes, ours.end + t.start) for t in ours.tensors] == [
        (t.name, t.tensor_type.name, t.n_elements, t.n_bytes, t.data_offset) for t in theirs.tensors
    ]


def test_a_large_vocabulary_is_stepped_over_quickly(tmp_path: Path) -> None:
    writer = gguf.GGUFWriter(tmp_path / "m.gguf", "llama")
    writer.add_token_list([f"token {n}" for n in range(150_000)])
    writer.add_token_scores([0.5] * 150_000)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.close()
    started = time.perf_counter()
    header = read_header(tmp_path / "m.gguf")
    assert time.perf_counter() - started < 2  # a tenth of a second where nothing else runs
    assert header.fields["tokenizer.ggml.tokens"] == Array(150_000)


@pytest.mark.parametrize("share", [0.02, 0.1, 0.3, 0.5])
def test_a_header_that_was_cut_short_is_truncated(tmp_path: Path, share: float) -> None:
    whole = write_model(tmp_path / "m.gguf")
    header_bytes = read_header(whole).end
    cut = tmp_path / "cut.gguf"
    cut.write_bytes(whole.read_bytes()[: int(header_bytes * share)])
    with pytest.raises(ModelUnusable) as caught:
        read_header(cut)
    assert caught.value.reason == "truncated"


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "not-gguf"),
        (b"<!DOCTYPE html><html>", "not-gguf"),
        (b"GGUF" + struct.pack("<I", 1) + bytes(64), "version"),
        (b"GGUF" + struct.pack(">I", 3) + bytes(64), "version"),
        (b"GGUF" + struct.pack("<IQQ", 3, 2**60, 0), "truncated"),
        (b"GGUF" + struct.pack("<IQQ", 3, 0, 2**60), "truncated"),
        (b"GGUF" + struct.pack("<IQQQ", 3, 0, 1, 2**63), "truncated"),
        (b"GGUF" + struct.pack("<IQQQ1sI", 3, 0, 1, 1, b"k", 99), "not-gguf"),
        (b"GGUF" + struct.pack("<IQQQ1sIIQ", 3, 0, 1, 1, b"k", 9, 0, 2**62), "truncated"),
        (b"GGUF" + struct.pack("<IQQQ1sIIQ", 3, 0, 1, 1, b"k", 9, 8, 2**62), "truncated"),
        (b"GGUF" + struct.pack("<IQQQ1sIIQ", 3, 0, 1, 1, b"k", 9, 9, 2), "not-gguf"),
        (b"GGUF" + struct.pack("<IQQQ1sI", 3, 1, 0, 1, b"t", 4_000_000_000), "not-gguf"),
    ],
)
def test_hostile_headers_end_in_a_reason(tmp_path: Path, body: bytes, reason: str) -> None:
    path = tmp_path / "m.gguf"
    path.write_bytes(body)
    with pytest.raises(ModelUnusable) as caught:
        read_header(path)
    assert caught.value.reason == reason


def test_a_missing_file_is_unreadable(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        read_header(tmp_path / "none.gguf")
