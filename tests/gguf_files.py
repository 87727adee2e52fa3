"""Small GGUF files, written by the `gguf` package itself."""

from __future__ import annotations

from pathlib import Path

import gguf
import numpy as np

from bioai_desktop.domain import Step
from bioai_desktop.engine.catalogue import CatalogueModel, Wheels
from bioai_desktop.engine.files import sha256_of
from bioai_desktop.errors import Cancelled


def write_model(path: Path, *, architecture: str = "llama", seed: int = 0, kind: str = "model", **extra: int) -> Path:
    """Write a model of a few kilobytes that has all that a language model's file has."""
    writer = gguf.GGUFWriter(path, architecture)
    writer.add_type(kind)
    writer.add_name("Tiny Test")
    writer.add_context_length(4096)
    writer.add_block_count(1)
    writer.add_file_type(gguf.LlamaFileType.MOSTLY_Q8_0)
    writer.add_chat_template("{{ messages[0].content }}")
    if "no_tokenizer" not in extra:
        writer.add_tokenizer_model("gpt2")
        writer.add_token_list(["<s>", "你", "好", "hello"])
        writer.add_token_scores([0.0, 1.0, 2.0, 3.0])
        writer.add_token_types([3, 1, 1, 1])
    if "pooling" in extra:
        writer.add_pooling_type(gguf.PoolingType.MEAN)
    if "split" in extra:
        writer.add_uint16("split.count", extra["split"])
    numbers = np.random.default_rng(seed).standard_normal((32, 64), dtype=np.float32)
    if "no_tensors" not in extra:
        writer.add_tensor(
            "token_embd.weight", gguf.quants.quantize(numbers, gguf.GGMLQuantizationType.Q8_0), raw_dtype=gguf.GGMLQuantizationType.Q8_0
        )
        writer.add_tensor("output_norm.weight", np.ones(64, dtype=np.float32))
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def entry(path: Path, name: str = "small", wheels: Wheels | None = None) -> CatalogueModel:
    """Return a catalogue entry for a file that is there."""
    return CatalogueModel(
        name=name,
        title="Tiny Test",
        use="for tests",
        use_zh="测试用",
        file=path.name,
        bytes=path.stat().st_size,
        sha256=sha256_of(path, RecordingJob()),
        license="Apache-2.0",
        hf="maker/tiny",
        memory=1,
        parameters=1,
        languages=("zh",),
        wheels=wheels,
    )


class RecordingJob:
    """A Job that keeps what was reported, and is cancelled at a step where that is asked for."""

    def __init__(self, cancel_at: int | None = None) -> None:
        self.steps: list[tuple[Step, int, int, str]] = []
        self.cancel_at = cancel_at

    def step(self, step: Step, done: int, total: int, note: str = "") -> None:
        self.steps.append((step, done, total, note))
        if self.cancel_at is not None and len(self.steps) > self.cancel_at:
            raise Cancelled
