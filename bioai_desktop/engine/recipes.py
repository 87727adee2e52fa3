"""Recipes for a fitted model file: which tensors are stored as another type, for which this machine may have faster kernels."""

from __future__ import annotations

import enum
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec

from bioai_desktop.engine.gguf_header import Header, Tensor
from bioai_desktop.errors import FileUnreadable

_Name = Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9-]+$")]
_WHOLE = frozenset({"F32", "F16", "BF16"})  # types that are no quantisation


class Part(enum.StrEnum):
    """What a tensor is for."""

    EMBEDDING = "embedding"
    OUTPUT = "output"
    ATTENTION = "attention"
    FEED_FORWARD = "feed-forward"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Rule:
    """Tensors of one type, in these parts of the model, get another type; both as llama.cpp names them."""

    source: str
    target: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Recipe:
    """A way to fit a file, under a name that is kept with what was made by it."""

    name: _Name
    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class _Book:
    recipe: tuple[Recipe, ...]


def load(path: Path) -> tuple[Recipe, ...]:
    """Read recipes, in their order; raises `FileUnreadable` where the file is missing or broken."""
    try:
        return msgspec.convert(tomllib.loads(path.read_text("utf-8")), _Book).recipe
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise FileUnreadable(str(path)) from error


def part_of(name: str) -> Part:
    """Return what a tensor is for, by the name that llama.cpp gives it in all architectures."""
    if name.startswith("token_embd."):
        return Part.EMBEDDING
    if name.startswith("output."):
        return Part.OUTPUT
    if ".attn_" in name:
        return Part.ATTENTION
    return Part.FEED_FORWARD if ".ffn_" in name else Part.OTHER


def plan(header: Header, recipe: Recipe) -> dict[str, str]:
    """Return the type that each quantised tensor has in the fitted file; one that no rule names keeps its own."""
    return {tensor.name: _target(tensor, recipe) for tensor in header.tensors if tensor.kind not in _WHOLE}


def changes(header: Header, planned: Mapping[str, str]) -> int:
    """Return the bytes of the file that a plan stores as another type."""
    return sum(tensor.bytes for tensor in header.tensors if planned.get(tensor.name, tensor.kind) != tensor.kind)


def applicable(header: Header, recipes: Iterable[Recipe]) -> list[Recipe]:
    """Return the recipes that change something in a file, the one that changes most first: that is where most is gained."""
    sizes = [(changes(header, plan(header, recipe)), recipe) for recipe in recipes]
    return [recipe for size, recipe in sorted(sizes, key=lambda sized: -sized[0]) if size]


def _target(tensor: Tensor, recipe: Recipe) -> str:
    part = part_of(tensor.name)
    return next((rule.target for rule in recipe.rules if rule.source == tensor.kind and part in rule.parts), tensor.kind)
