from __future__ import annotations

from pathlib import Path

import pytest

from bioai_desktop.engine.metadata import inspect
from bioai_desktop.errors import ModelUnusable
from tests.gguf_files import write_model


def test_the_facts_of_a_model(tmp_path: Path) -> None:
    path = write_model(tmp_path / "m.gguf")
    facts = inspect(path)
    assert facts.architecture == "llama"
    assert facts.title == "Tiny Test"
    assert facts.parameters == 32 * 64 + 64
    assert facts.context == 4096
    assert (facts.tokenizer, facts.vocabulary) == ("gpt2", 4)
    assert facts.quantisation == "Q8_0"
    assert facts.chat_template == "{{ messages[0].content }}"
    assert facts.bytes == path.stat().st_size


def reason_of(path: Path) -> str:
    with pytest.raises(ModelUnusable) as caught:
        inspect(path)
    assert caught.value.path == str(path)
    return caught.value.reason


@pytest.mark.parametrize(
    ("extra", "reason"),
    [
        ({"architecture": "bert"}, "not-generative"),
        ({"kind": "adapter"}, "not-generative"),
        ({"pooling": 1}, "not-generative"),
        ({"no_tensors": 1}, "not-generative"),
        ({"no_tokenizer": 1}, "no-tokenizer"),
        ({"split": 3}, "split"),
    ],
    ids=str,
)
def test_files_that_no_engine_can_write_with(tmp_path: Path, extra: dict[str, object], reason: str) -> None:
    assert reason_of(write_model(tmp_path / "m.gguf", **extra)) == reason


def test_weights_that_were_cut_short(tmp_path: Path) -> None:
    path = write_model(tmp_path / "m.gguf")
    path.write_bytes(path.read_bytes()[:-200])
    assert reason_of(path) == "truncated"
