"""The process itself, over its pipes: what it refuses, and that it ends with its owner."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import BinaryIO, cast

import msgspec
import pytest

from bioai_desktop.domain import Device
from bioai_desktop.engine.fitting_call import Expect, Expected, Progress, Rate, Refused, Reply, Transcode

_COMMAND = [sys.executable, "-m", "bioai_desktop.engine.fitting_process"]


def replies(order: msgspec.Struct) -> list[Reply]:
    """What it says until it ends by itself."""
    with subprocess.Popen(_COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as running:
        pipe = cast("BinaryIO", running.stdin)
        pipe.write(msgspec.json.encode(order) + b"\n")
        pipe.flush()
        said = [msgspec.json.decode(line, type=Reply) for line in cast("BinaryIO", running.stdout)]
        assert running.wait(20) == 0
    return said


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    path = tmp_path / "broken.gguf"
    path.write_bytes(b"GGUF and nothing more")
    return path


def test_a_file_that_is_no_model_is_refused_with_words(broken: Path, tmp_path: Path) -> None:
    for order, reason in (
        (Rate(str(broken), Device.CPU), "load"),
        (Expect(str(broken), Device.CPU, ["a"]), "load"),
        (Transcode(str(broken), str(tmp_path / "copy.gguf"), {"a": "Q4_0"}), "transcode"),
        (Transcode(str(broken), str(tmp_path / "copy.gguf"), {"a": "Q99"}), "transcode"),
    ):
        (refused,) = replies(order)
        assert isinstance(refused, Refused)
        assert (refused.reason, bool(refused.detail)) == (reason, True)


def test_it_ends_with_its_owner() -> None:
    with subprocess.Popen(_COMMAND, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as running:
        cast("BinaryIO", running.stdin).close()
        assert running.wait(20) == 0


@pytest.mark.model
def test_tiny_expects_a_sentence_more_than_its_words_in_disorder(tiny_path: Path) -> None:
    sentence, disorder = "The cell divides into two cells.", "into The cells two divides cell."
    found: list[float] = []
    for text in (sentence, disorder):
        *progress, expected = replies(Expect(str(tiny_path), Device.CPU, [text]))
        assert progress == [Progress(1, 1)]
        assert isinstance(expected, Expected)
        found.append(expected.total / expected.tokens)
    assert found[0] > found[1]
