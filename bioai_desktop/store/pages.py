"""An Edition as bytes and back: compressed JSON.

The page model has a list of two kinds of children; msgspec reads a union only where each member carries a tag,
and a plain dataclass has none, so a child is wrapped by the name of what it is.
"""

from __future__ import annotations

import zlib

import msgspec

from bioai_desktop.edition.model import Edition, Entry, Raw, RawKind, Section, SectionKind, Span


class _Child(msgspec.Struct, omit_defaults=True):
    entry: Entry | None = None
    raw: str = ""
    kind: RawKind = RawKind.GAP
    id: str = ""


class _Section(msgspec.Struct):
    kind: SectionKind
    heading: tuple[Span, ...]
    children: tuple[_Child, ...]
    level: int
    id: str


class _Page(msgspec.Struct):
    front: tuple[Span, ...]
    sections: tuple[_Section, ...]


_decoder = msgspec.json.Decoder(_Page)


def encode(edition: Edition) -> bytes:
    """Return the bytes of an edition, ids and states included; equal editions give equal bytes."""
    page = _Page(edition.front, tuple(_pack(section) for section in edition.sections))
    return zlib.compress(msgspec.json.encode(page))


def decode(body: bytes) -> Edition:
    """Return the edition that `encode` was given."""
    page = _decoder.decode(zlib.decompress(body))
    return Edition(page.front, tuple(_unpack(section) for section in page.sections))


def _pack(section: Section) -> _Section:
    children = tuple(
        _Child(entry=child) if isinstance(child, Entry) else _Child(None, child.text, child.kind, child.id) for child in section.children
    )
    return _Section(section.kind, section.heading, children, section.level, section.id)


def _unpack(section: _Section) -> Section:
    children = tuple(child.entry or Raw(child.raw, child.kind, child.id) for child in section.children)
    return Section(section.kind, section.heading, children, section.level, section.id)
