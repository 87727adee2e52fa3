"""Fitted copies of model files on disk, each with a record of what it was made from, by what, where, and how it was found good."""

from __future__ import annotations

import contextlib
import enum
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bioai_desktop.domain import Device
from bioai_desktop.engine.files import HashBook
from bioai_desktop.engine.fitting import Speed
from bioai_desktop.errors import FileUnwritable


class CopyState(enum.StrEnum):
    """Whether a copy is used in place of its original, or why not."""

    USED = "used"
    ORIGINAL = "original"  #: the original is another file now
    BUILD = "build"  #: llama.cpp is another build now
    MACHINE = "machine"  #: the processor, or the number of its threads, is another
    DEVICE = "device"  #: it was measured on the processor, and a graphics card is wanted, or the other way round
    DAMAGED = "damaged"  #: the copy is gone, or its bytes are others


@dataclass(frozen=True, slots=True)
class Quality:
    """What the copy was compared by: the original's figure, and its own."""

    likelihood: tuple[float, float]  #: mean logarithm of a token's probability
    chrf: tuple[float, float]  #: of translations into both languages, 0 to 100
    sentences: int  #: pairs that both were taken over
    source: str  #: where the pairs come from


@dataclass(frozen=True, slots=True)
class Copy:
    """The record of one copy."""

    original: str  #: SHA-256
    sha256: str  #: of the copy
    bytes: int  #: of the copy
    recipe: str
    build: str  #: of llama.cpp, as it tells itself
    build_mark: str  #: hash of its libraries
    machine: str
    device: Device  #: where it was measured, CPU or GPU
    device_name: str
    before: Speed
    after: Speed
    gain: float  #: speed of a draft, as a multiple of the original's
    steady: bool  #: no other program disturbed the rates for long
    quality: Quality
    made: str  #: ISO 8601, UTC


@dataclass(frozen=True, slots=True)
class Here:
    """What a copy has to have been made for."""

    build_mark: str
    machine: str
    device: Device  #: as the settings have it


@dataclass(frozen=True, slots=True)
class Copies:
    """The folder of copies; the name of the original is the copy's and its record's."""

    folder: Path
    here: Callable[[], Here]  #: asked only where there is a record

    def copy_of(self, original: Path) -> Path:
        """Return where the copy of a file lies, if there is one."""
        return self.folder / original.name

    def record(self, original: Path) -> Copy | None:
        """Return what is known of a file's copy, None where it has none."""
        try:
            return msgspec.json.decode(self._record(original).read_bytes(), type=Copy)
        except (OSError, msgspec.DecodeError):  # none, or of no use: it can be made again
            return None

    def state(self, record: Copy, original: Path, sha256: str, book: HashBook) -> CopyState:
        """Tell whether the copy of a file with that hash may be used; the copy is not read, where it was not changed since."""
        if record.original != sha256:
            return CopyState.ORIGINAL
        here, copy = self.here(), self.copy_of(original)
        if record.build_mark != here.build_mark:
            return CopyState.BUILD
        if record.machine != here.machine:
            return CopyState.MACHINE
        if here.device not in {Device.AUTO, record.device}:
            return CopyState.DEVICE
        known = book.known(copy) if copy.is_file() else ""
        intact = known == record.sha256 if known is not None else copy.stat().st_size == record.bytes
        return CopyState.USED if intact else CopyState.DAMAGED

    def keep(self, staged: Path, original: Path, record: Copy, book: HashBook) -> Path:
        """Give a copy its name, and write its record; raises `FileUnwritable`."""
        copy, target = self.copy_of(original), self._record(original)
        partial = target.with_name(f"{target.name}.part")
        try:
            partial.write_bytes(msgspec.json.format(msgspec.json.encode(record)))
            target.unlink(missing_ok=True)  # at no time does a record stand beside another copy than its own
            staged.replace(copy)
            partial.replace(target)
        except OSError as error:
            raise FileUnwritable(str(copy)) from error
        book.moved(staged, copy)
        return copy

    def drop(self, original: Path) -> bool:
        """Delete the copy of a file and its record; tells whether there was one. Raises `FileUnwritable`."""
        paths = (self._record(original), self.copy_of(original))
        there = any(path.exists() for path in paths)
        try:
            for path in paths:
                path.unlink(missing_ok=True)
        except OSError as error:
            raise FileUnwritable(str(paths[1])) from error
        with contextlib.suppress(OSError):  # others lie there too
            self.folder.rmdir()
        return there

    def _record(self, original: Path) -> Path:
        return self.folder / f"{original.stem}.json"
