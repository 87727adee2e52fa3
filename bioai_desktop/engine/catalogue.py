"""The models the product offers, as `resources/models.toml` names them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import msgspec

from bioai_desktop.errors import FileUnreadable

_FileName = Annotated[str, msgspec.Meta(pattern=r"^[\w.-]+\.gguf$")]  # a name, never a path
_Sha256 = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]
_Positive = Annotated[int, msgspec.Meta(gt=0)]


@dataclass(frozen=True, slots=True)
class Wheels:
    """A model's bytes as data members of numbered wheels; `{n}` in `pattern` and `member` is the number."""

    pattern: str
    first: int
    last: int
    version: str
    member: str

    @property
    def parts(self) -> tuple[tuple[str, str], ...]:
        """Each part in order: the pinned requirement, and the member that holds the bytes."""
        numbers = range(self.first, self.last + 1)
        return tuple((f"{self.pattern.format(n=n)}=={self.version}", self.member.format(n=n)) for n in numbers)


@dataclass(frozen=True, slots=True)
class CatalogueModel:
    """One model that can be installed by name."""

    name: str
    title: str
    use: str  #: one line in English: for whom
    use_zh: str  #: the same in Chinese
    file: _FileName
    bytes: _Positive
    sha256: _Sha256
    license: str  #: SPDX identifier
    hf: str  #: repository on the hub
    memory: _Positive  #: free bytes it wants, context included
    parameters: _Positive
    languages: tuple[str, ...]
    wheels: Wheels | None = None


@dataclass(frozen=True, slots=True)
class _Catalogue:
    model: tuple[CatalogueModel, ...]


def load(path: Path) -> tuple[CatalogueModel, ...]:
    """Read a catalogue, in its order; raises `FileUnreadable` where it is missing, broken, or names a model twice."""
    try:
        models = msgspec.convert(tomllib.loads(path.read_text("utf-8")), _Catalogue).model
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise FileUnreadable(str(path)) from error
    if len({model.name for model in models}) < len(models):
        raise FileUnreadable(str(path))
    return models
