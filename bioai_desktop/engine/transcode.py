"""A model file written anew by llama.cpp's own quantizer, each tensor in the type that it is given. Imported in a process of its own only."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

import llama_cpp.llama_cpp as llama

from bioai_desktop.engine.gguf_header import read_header

_OUTPUT, _EMBEDDING = "output.weight", "token_embd.weight"  # these two have fields of their own
#: What a tensor would become that nothing is said about; each is named, and `transcode` looks whether it was heeded.
_DEFAULT = llama.LLAMA_FTYPE_MOSTLY_Q4_0


class TranscodingFailed(Exception):
    """The quantizer gave up, or made something else than was planned."""


def transcode(source: Path, target: Path, types: Mapping[str, str], threads: int) -> None:
    """Write `target` with the types given by tensor name; raises `TranscodingFailed`, also where a type is not known."""
    params = llama.llama_model_quantize_default_params()
    params.nthread = threads
    params.ftype = _DEFAULT
    params.allow_requantize = True
    if _OUTPUT in types:
        params.output_tensor_type = _number(types[_OUTPUT])
    if _EMBEDDING in types:
        params.token_embedding_type = _number(types[_EMBEDDING])
    overrides = _overrides({name: kind for name, kind in types.items() if name not in {_OUTPUT, _EMBEDDING}})
    params.tt_overrides = ctypes.cast(overrides, ctypes.POINTER(llama.llama_model_tensor_override))
    status = llama.llama_model_quantize(str(source).encode(), str(target).encode(), ctypes.pointer(params))
    if status:
        raise TranscodingFailed(f"llama_model_quantize: {status}")
    made = {tensor.name: tensor.kind for tensor in read_header(target).tensors}
    if other := [name for name, kind in types.items() if made.get(name) != kind]:
        raise TranscodingFailed(f"{other[0]}: {made.get(other[0])}, not {types[other[0]]}")


def _overrides(types: Mapping[str, str]) -> Any:  # noqa: ANN401 - an array of C
    """Return the quantizer's list of patterns, each of which fits one tensor; it ends with an empty one."""
    made = (llama.llama_model_tensor_override * (len(types) + 1))()
    for entry, (name, kind) in zip(made, types.items(), strict=False):
        entry.pattern = f"^{re.escape(name)}$".encode()
        entry.type = _number(kind)
    return made


def _number(kind: str) -> int:
    number = getattr(llama, f"GGML_TYPE_{kind}", None)
    if number is None:
        raise TranscodingFailed(kind)
    return cast("int", number)
