"""Model files on disk: found by name, size and hash, each hashed once."""

from __future__ import annotations

import contextlib
import hashlib
import io
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bioai_desktop.domain import Job, Step
from bioai_desktop.engine.catalogue import CatalogueModel
from bioai_desktop.errors import FileUnreadable, ModelDamaged

_BEAT = 0.1  # seconds between two reports


@dataclass(frozen=True, slots=True)
class _Known:
    """A hash, and the state of the file it was taken from."""

    bytes: int
    mtime_ns: int
    sha256: str


class HashBook:
    """The hashes of files that have not changed since they were taken, kept in one small JSON file."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def known(self, file: Path) -> str | None:
        """Return the hash of a file that was hashed before and has the same size and time of change."""
        entry, state = self._entries().get(_key(file)), _state(file)
        return entry.sha256 if entry and (entry.bytes, entry.mtime_ns) == state else None

    def sha256(self, file: Path, job: Job) -> str:
        """Return the hash of a file, read only where it is not known yet; raises `FileUnreadable`, `Cancelled`."""
        if (known := self.known(file)) is not None:
            return known
        state, digest = _state(file), sha256_of(file, job)
        self._remember(file, _Known(*state, digest))
        return digest

    def moved(self, old: Path, new: Path) -> None:
        """Carry the hash of a file over to its new name."""
        if (entry := self._entries().get(_key(old))) and (entry.bytes, entry.mtime_ns) == _state(new):
            self._remember(new, entry)

    def _entries(self) -> dict[str, _Known]:
        try:
            return msgspec.json.decode(self._path.read_bytes(), type=dict[str, _Known])
        except (OSError, msgspec.DecodeError):  # missing or broken: it can be made again
            return {}

    def _remember(self, file: Path, entry: _Known) -> None:
        entries = {name: known for name, known in self._entries().items() if Path(name).exists()}
        entries[_key(file)] = entry
        partial = self._path.with_suffix(".part")
        with contextlib.suppress(OSError):  # a cache that can't be written costs time, nothing else
            self._path.parent.mkdir(parents=True, exist_ok=True)
            partial.write_bytes(msgspec.json.format(msgspec.json.encode(entries)))
            partial.replace(self._path)


def sha256_of(file: Path, job: Job) -> str:
    """Return the SHA-256 of a file in hexadecimal, reporting bytes read; raises `FileUnreadable`, `Cancelled`."""
    try:
        with file.open("rb") as raw:
            return hashlib.file_digest(_Reported(raw, file, job), "sha256").hexdigest()
    except OSError as error:
        raise FileUnreadable(str(file)) from error


def verify(file: Path, sha256: str, book: HashBook, job: Job) -> None:
    """Raise `ModelDamaged` where a file does not have this hash."""
    found = book.sha256(file, job)
    if found != sha256:
        raise ModelDamaged(str(file), sha256, found)


def find(model: CatalogueModel, folders: Iterable[Path], book: HashBook, job: Job) -> Path | None:
    """Return the first file in the folders that has the model's hash, whatever its name; raises `Cancelled`."""
    return next((file for file in candidates(model, folders) if book.sha256(file, job) == model.sha256), None)


def candidates(model: CatalogueModel, folders: Iterable[Path]) -> list[Path]:
    """Return the files of the model's size, those of its name first: what is worth hashing."""
    fitting = [file for file in weights(folders) if file.stat().st_size == model.bytes]
    return sorted(fitting, key=lambda file: file.name != model.file)


def weights(folders: Iterable[Path]) -> Iterator[Path]:
    """Yield the GGUF files of some folders, in the folders' order, each once."""
    seen: set[Path] = set()
    for folder in folders:
        for file in sorted(folder.glob("*.gguf")):
            if file.is_file() and (real := file.resolve()) not in seen:
                seen.add(real)
                yield file


class _Reported:
    """An open file that reports how far it was read, in the shape that `hashlib.file_digest` reads from."""

    def __init__(self, raw: io.BufferedReader, file: Path, job: Job) -> None:
        self._raw, self._name, self._job = raw, file.name, job
        self._total, self._done, self._told = file.stat().st_size, 0, 0.0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray, /) -> int:
        count = self._raw.readinto(buffer)
        self._done += count
        if (now := time.monotonic()) - self._told >= _BEAT or self._done == self._total:
            self._told = now
            self._job.step(Step.VERIFY, self._done, self._total, self._name)
        return count


def _state(file: Path) -> tuple[int, int]:
    try:
        stat = file.stat()
    except OSError as error:
        raise FileUnreadable(str(file)) from error
    return stat.st_size, stat.st_mtime_ns


def _key(file: Path) -> str:
    return str(file.resolve())
