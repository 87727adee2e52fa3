"""What a model file says about itself, learned before anything native touches it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from gguf import LlamaFileType

from bioai_desktop.engine.gguf_header import Array, Header, read_header
from bioai_desktop.errors import ModelUnusable

#: Architectures that embed, see or hear, but do not write.
_NOT_WRITERS = frozenset(
    {"bert", "modern-bert", "neo-bert", "nomic-bert", "nomic-bert-moe", "jina-bert-v2", "jina-bert-v3", "eurobert", "t5encoder"}
    | {"gemma-embedding", "clip", "wavtokenizer-dec"}
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a GGUF file holds."""

    architecture: str  #: "qwen2", "llama", …
    title: str  #: as its maker named it, "" where it has none
    parameters: int
    context: int  #: tokens it was trained for, 0 where it does not say
    tokenizer: str  #: "gpt2", "llama", …
    vocabulary: int  #: number of tokens
    quantisation: str  #: "Q4_K_M", "Q8_0", …
    chat_template: str  #: Jinja source, "" where it has none
    bytes: int  #: of the file


def inspect(path: Path) -> Facts:
    """Read the facts of a model file; raises `FileUnreadable`, or `ModelUnusable` with the reason why no engine can use it."""
    header = read_header(path)
    if (reason := _unusable(header)) is not None:
        raise ModelUnusable(str(path), reason)
    architecture = _text(header, "general.architecture")
    return Facts(
        architecture=architecture,
        title=_text(header, "general.name"),
        parameters=sum(tensor.elements for tensor in header.tensors),
        context=_number(header, f"{architecture}.context_length"),
        tokenizer=_text(header, "tokenizer.ggml.model"),
        vocabulary=_count(header, "tokenizer.ggml.tokens"),
        quantisation=_quantisation(header),
        chat_template=_text(header, "tokenizer.chat_template"),
        bytes=header.file_bytes,
    )


def _unusable(header: Header) -> str | None:
    """Return the key of the reason why no engine can write with this file."""
    architecture = _text(header, "general.architecture")
    if architecture in _NOT_WRITERS or _text(header, "general.type") not in {"", "model"} or not header.tensors:
        return "not-generative"
    if _number(header, f"{architecture}.pooling_type") > 0:  # an embedding model or a reranker
        return "not-generative"
    if _number(header, "split.count") > 1:
        return "split"
    if _text(header, "tokenizer.ggml.model") in {"", "no_vocab"} or not _count(header, "tokenizer.ggml.tokens"):
        return "no-tokenizer"
    if any(header.end + tensor.start + tensor.bytes > header.file_bytes for tensor in header.tensors):
        return "truncated"
    return None


def _quantisation(header: Header) -> str:
    """Return the recipe the file names, else the kind that most of its weights have."""
    number = _number(header, "general.file_type", missing=-1)
    if number in {kind.value for kind in LlamaFileType}:
        return LlamaFileType(number).name.removeprefix("MOSTLY_").removeprefix("ALL_")
    kinds: Counter[str] = Counter()
    for tensor in header.tensors:
        kinds[tensor.kind] += tensor.elements
    return kinds.most_common(1)[0][0]


def _text(header: Header, key: str) -> str:
    value = header.fields.get(key)
    return value if isinstance(value, str) else ""


def _number(header: Header, key: str, missing: int = 0) -> int:
    value = header.fields.get(key)
    return value if isinstance(value, int) else missing


def _count(header: Header, key: str) -> int:
    value = header.fields.get(key)
    return value.count if isinstance(value, Array) else 0
