from __future__ import annotations

from pathlib import Path

import pytest

from bioai_desktop.engine.fitting_call import Transcode, Transcoded, ask
from bioai_desktop.engine.gguf_header import read_header
from bioai_desktop.engine.recipes import Part, Recipe, Rule, plan
from bioai_desktop.errors import EngineFailed

RECIPE = Recipe("attention", (Rule("Q5_0", "Q4_0", (Part.ATTENTION,)),))


@pytest.mark.model
def test_the_copy_has_the_planned_types_and_all_else_is_as_it_was(tiny_path: Path, tmp_path: Path) -> None:
    original = read_header(tiny_path)
    planned = plan(original, RECIPE)

    ask(Transcode(str(tiny_path), str(tmp_path / "copy.gguf"), planned), Transcoded, lambda _: None)

    copy = read_header(tmp_path / "copy.gguf")
    assert {tensor.name: tensor.kind for tensor in copy.tensors} == {t.name: planned.get(t.name, t.kind) for t in original.tensors}
    assert sum(tensor.kind == "Q4_0" for tensor in copy.tensors) > 60
    assert {tensor.name: tensor.elements for tensor in copy.tensors} == {t.name: t.elements for t in original.tensors}
    assert copy.fields["tokenizer.chat_template"] == original.fields["tokenizer.chat_template"]


@pytest.mark.model
def test_a_type_that_a_tensor_cannot_have_is_refused(tiny_path: Path, tmp_path: Path) -> None:
    """Its rows are no multiple of 256, which Q4_K needs."""
    planned = plan(read_header(tiny_path), RECIPE) | {"blk.0.attn_q.weight": "Q4_K"}
    with pytest.raises(EngineFailed) as caught:
        ask(Transcode(str(tiny_path), str(tmp_path / "copy.gguf"), planned), Transcoded, lambda _: None)
    assert caught.value.reason == "transcode"
