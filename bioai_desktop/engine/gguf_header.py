"""The header of a GGUF file, read in place: keys, values and tensor records, never the weights.

The `gguf` package's own reader makes an object for each of a vocabulary's 300,000 strings, which takes seconds, and trusts
every length it reads. This one steps over the arrays and checks each length against the file; what types and block sizes
mean still comes from `gguf`.
"""

from __future__ import annotations

import mmap
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from gguf import GGML_QUANT_SIZES, GGMLQuantizationType, GGUFValueType

from bioai_desktop.errors import FileUnreadable, ModelUnusable

_SCALARS = {
    GGUFValueType.UINT8: "<B",
    GGUFValueType.INT8: "<b",
    GGUFValueType.UINT16: "<H",
    GGUFValueType.INT16: "<h",
    GGUFValueType.UINT32: "<I",
    GGUFValueType.INT32: "<i",
    GGUFValueType.FLOAT32: "<f",
    GGUFValueType.BOOL: "<?",
    GGUFValueType.UINT64: "<Q",
    GGUFValueType.INT64: "<q",
    GGUFValueType.FLOAT64: "<d",
}
_VERSIONS = (2, 3)
_MAX_DIMENSIONS = 8
_DEFAULT_ALIGNMENT = 32


@dataclass(frozen=True, slots=True)
class Array:
    """An array that was stepped over."""

    count: int


Value = str | int | float | bool | Array


@dataclass(frozen=True, slots=True)
class Tensor:
    """Where a tensor lies and how it is stored."""

    name: str
    kind: str  #: "Q4_K", or the number of a kind that `gguf` does not know yet
    elements: int
    start: int  #: bytes after the end of the header
    bytes: int  #: 0 where the kind is unknown


@dataclass(frozen=True, slots=True)
class Header:
    """All that stands before the weights."""

    fields: Mapping[str, Value]
    tensors: tuple[Tensor, ...]
    end: int  #: where the weights begin
    file_bytes: int


class _Cursor:
    """A place in the file that moves forward and never past its end."""

    def __init__(self, data: mmap.mmap, path: Path) -> None:
        self.data, self.path, self.at = data, path, 0

    def skip(self, count: int) -> int:
        start = self.at
        if count > len(self.data) - start:
            raise ModelUnusable(str(self.path), "truncated")
        self.at = start + count
        return start

    def number(self, form: str) -> int:
        return struct.unpack_from(form, self.data, self.skip(struct.calcsize(form)))[0]

    def text(self) -> str:
        start = self.skip(self.number("<Q"))
        return self.data[start : self.at].decode("utf-8", "replace")

    def kind(self) -> GGUFValueType:
        number = self.number("<I")
        try:
            return GGUFValueType(number)
        except ValueError as error:
            raise ModelUnusable(str(self.path), "not-gguf") from error


def read_header(path: Path) -> Header:
    """Read the header of a GGUF file; raises `FileUnreadable`, or `ModelUnusable` "not-gguf", "version" or "truncated"."""
    try:
        with path.open("rb") as file:
            if file.read(4) != b"GGUF":
                raise ModelUnusable(str(path), "not-gguf")
            with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
                return _header(_Cursor(data, path))
    except OSError as error:
        raise FileUnreadable(str(path)) from error


def _header(cursor: _Cursor) -> Header:
    cursor.skip(4)
    if cursor.number("<I") not in _VERSIONS:
        raise ModelUnusable(str(cursor.path), "version")
    tensor_count, field_count = cursor.number("<Q"), cursor.number("<Q")
    fields: dict[str, Value] = {}
    for _ in range(field_count):
        name = cursor.text()
        fields[name] = _value(cursor, cursor.kind())
    tensors = tuple(_tensor(cursor) for _ in range(tensor_count))
    alignment = fields.get("general.alignment", _DEFAULT_ALIGNMENT)
    if not isinstance(alignment, int) or alignment < 1:
        raise ModelUnusable(str(cursor.path), "not-gguf")
    return Header(fields, tensors, -(-cursor.at // alignment) * alignment, len(cursor.data))


def _value(cursor: _Cursor, kind: GGUFValueType) -> Value:
    if kind is GGUFValueType.STRING:
        return cursor.text()
    if kind is GGUFValueType.ARRAY:
        return _array(cursor)
    return cursor.number(_SCALARS[kind])


def _array(cursor: _Cursor) -> Array:
    kind, count = cursor.kind(), cursor.number("<Q")
    if kind is GGUFValueType.ARRAY:  # nested arrays are in the format, and in no model
        raise ModelUnusable(str(cursor.path), "not-gguf")
    if kind is GGUFValueType.STRING:
        for _ in range(count):
            cursor.skip(cursor.number("<Q"))
    else:
        cursor.skip(count * struct.calcsize(_SCALARS[kind]))
    return Array(count)


def _tensor(cursor: _Cursor) -> Tensor:
    name, dimensions = cursor.text(), cursor.number("<I")
    if dimensions > _MAX_DIMENSIONS:
        raise ModelUnusable(str(cursor.path), "not-gguf")
    elements = 1
    for _ in range(dimensions):
        elements *= cursor.number("<Q")
    number, start = cursor.number("<I"), cursor.number("<Q")
    try:
        kind = GGMLQuantizationType(number)
    except ValueError:  # a newer llama.cpp may know it
        return Tensor(name, str(number), elements, start, 0)
    block, size = GGML_QUANT_SIZES[kind]
    return Tensor(name, kind.name, elements, start, elements // block * size)
