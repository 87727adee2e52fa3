"""The models on this computer: which there are, the file behind a name, one more, one less."""

from __future__ import annotations

import contextlib
import enum
import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from bioai_desktop.domain import Job, Step
from bioai_desktop.engine import files, metadata
from bioai_desktop.engine.catalogue import CatalogueModel
from bioai_desktop.engine.files import HashBook
from bioai_desktop.errors import DiskFull, FileUnreadable, FileUnwritable, ModelKept, ModelMissing, ModelUnknown

_CHUNK = 4 * 1024 * 1024


class ModelState(enum.StrEnum):
    """How a model stands on this computer."""

    VERIFIED = "verified"  #: it has the published hash
    PRESENT = "present"  #: name and size fit; the hash is taken when it is first used
    OWN = "own"  #: the user's own file, of which nothing was published
    DAMAGED = "damaged"  #: its name is right, its bytes are not
    PARTIAL = "partial"  #: a download that stopped on the way
    ABSENT = "absent"
    SERVER = "server"  #: no file: other machines have it


@dataclass(frozen=True, slots=True)
class ModelStatus:
    """One line of the list of models."""

    name: str  #: what to type: the catalogue's name, else the file's without its ending
    title: str
    state: ModelState
    path: Path | None  #: where it lies, None where it does not
    bytes: int  #: of the whole file
    downloaded: int = 0  #: bytes that are here
    model: CatalogueModel | None = None  #: None for the user's own file

    @property
    def usable(self) -> bool:
        """Whether drafts can be written with it."""
        return self.state in {ModelState.VERIFIED, ModelState.PRESENT, ModelState.OWN, ModelState.SERVER}


@dataclass(frozen=True, slots=True)
class ResolvedModel:
    """A model file, ready for the engine."""

    path: Path
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The folders that hold model files, and what is known about them."""

    home: Path  #: the program's own folder, the only one it changes
    folders: tuple[Path, ...]  #: where it looks, `home` among them
    catalogue: Sequence[CatalogueModel]
    book: HashBook

    def named(self, name: str) -> CatalogueModel:
        """Return the catalogue's model of that name; raises `ModelUnknown`."""
        model = next((model for model in self.catalogue if model.name == name), None)
        if model is None:
            raise ModelUnknown(name, self._names())
        return model

    def published(self, sha256: str) -> CatalogueModel | None:
        """Return the catalogue's model with that hash."""
        return next((model for model in self.catalogue if model.sha256 == sha256), None)

    def states(self) -> list[ModelStatus]:
        """Return the catalogue's models, then the user's own, as they stand now; nothing is hashed."""
        known = {file: self.book.known(file) for file in files.weights(self.folders)}
        hashes, names = {model.sha256 for model in self.catalogue}, {model.file for model in self.catalogue}
        own = [file for file, sha256 in known.items() if sha256 not in hashes and file.name not in names]
        return [self._state(model, known) for model in self.catalogue] + [_own_state(file) for file in own]

    def find(self, model: CatalogueModel, job: Job) -> Path | None:
        """Return a file that has the model's hash; raises `Cancelled`."""
        return files.find(model, self.folders, self.book, job)

    def resolve(self, name: str, job: Job) -> ResolvedModel:
        """Return the file behind a catalogue name, a file's name or a path; its hash is taken where it is not known yet.

        Raises `ModelUnknown`, `ModelMissing` for a catalogue model that is not here, `ModelUnusable`, `FileUnreadable`, `Cancelled`.
        """
        if any(model.name == name for model in self.catalogue):
            model = self.named(name)
            if (path := self.find(model, job)) is None:
                raise ModelMissing(name)
            return ResolvedModel(path, name, model.sha256)
        path = self._own_file(name)
        metadata.inspect(path)
        return self._resolved(path, self.book.sha256(path, job))

    def add(self, file: Path, job: Job) -> ResolvedModel:
        """Take a model file into the program's folder, as a hard link where the disk allows it, else as a copy.

        A catalogue model is known by its hash and gets its published name. Raises `FileUnreadable`, `ModelUnusable`, `DiskFull`,
        `FileUnwritable`, `Cancelled`.
        """
        metadata.inspect(file)
        if file.resolve().parent == self.home.resolve():
            return self._resolved(file, self.book.sha256(file, job))
        staged = self.home / f"{file.name}.adding"
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            staged.unlink(missing_ok=True)
            _bring(file, staged, job)
            sha256 = self.book.sha256(staged, job)
            return self._place(staged, self._target(file, sha256, job), sha256)
        except OSError as error:
            raise FileUnwritable(str(error.filename or self.home)) from error
        finally:
            with contextlib.suppress(OSError):  # what went wrong is being told already
                staged.unlink()

    def settle(self, part: Path, model: CatalogueModel, job: Job) -> Path:
        """Give a downloaded file its name once its hash is right; raises `ModelDamaged`, `FileUnwritable`, `Cancelled`."""
        files.verify(part, model.sha256, self.book, job)
        try:
            return self._place(part, self.home / model.file, model.sha256).path
        except OSError as error:
            raise FileUnwritable(str(self.home / model.file)) from error

    def remove(self, name: str, job: Job) -> Path:
        """Delete a model from the program's folder, and return where it was.

        Raises `ModelUnknown`, `ModelMissing`, `ModelKept` where it lies elsewhere, and `FileUnwritable`.
        """
        model = next((model for model in self.catalogue if model.name == name), None)
        path = self._own_file(name) if model is None else self._any_file(model, job)
        if path.resolve().parent != self.home.resolve():
            raise ModelKept(name, str(path))
        try:
            path.unlink()
        except OSError as error:
            raise FileUnwritable(str(path)) from error
        return path

    def _state(self, model: CatalogueModel, known: dict[Path, str | None]) -> ModelStatus:
        """Look for the model by its hash, then by its name, then for what is left of a download."""
        by_hash = next((file for file, sha256 in known.items() if sha256 == model.sha256), None)
        if by_hash is not None:
            return ModelStatus(model.name, model.title, ModelState.VERIFIED, by_hash, model.bytes, model.bytes, model)
        by_name = next((file for file in known if file.name == model.file), None)
        if by_name is not None:
            size = by_name.stat().st_size
            state = ModelState.PRESENT if size == model.bytes and known[by_name] is None else ModelState.DAMAGED
            return ModelStatus(model.name, model.title, state, by_name, model.bytes, size, model)
        part = self.home / f"{model.file}.part"
        downloaded = part.stat().st_size if part.exists() else 0
        state = ModelState.PARTIAL if downloaded else ModelState.ABSENT
        return ModelStatus(model.name, model.title, state, None, model.bytes, downloaded, model)

    def _own_file(self, name: str) -> Path:
        """Return the file of that path, name or stem."""
        if (given := _given(name)) is not None:
            return given
        found = next((file for file in files.weights(self.folders) if name in {file.name, file.stem}), None)
        if found is not None:
            return found
        if name.endswith(".gguf"):
            raise FileUnreadable(name)
        raise ModelUnknown(name, self._names())

    def _any_file(self, model: CatalogueModel, job: Job) -> Path:
        """Return where a catalogue model lies: the program's folder first, where a damaged file counts as well."""
        if (mine := self.home / model.file).is_file():
            return mine
        if (path := self.find(model, job)) is None:
            raise ModelMissing(model.name)
        return path

    def _place(self, staged: Path, target: Path, sha256: str) -> ResolvedModel:
        staged.replace(target)
        self.book.moved(staged, target)
        return self._resolved(target, sha256)

    def _resolved(self, path: Path, sha256: str) -> ResolvedModel:
        model = self.published(sha256)
        return ResolvedModel(path, model.name if model else path.stem, sha256)

    def _target(self, file: Path, sha256: str, job: Job) -> Path:
        """Return the name for an added file: the same bytes may be replaced, others get part of their hash added."""
        model = self.published(sha256)
        target = self.home / (model.file if model else f"{file.stem}.gguf")
        taken = model is None and target.exists() and self.book.sha256(target, job) != sha256
        return target.with_name(f"{target.stem}-{sha256[:8]}.gguf") if taken else target

    def _names(self) -> str:
        return ", ".join(model.name for model in self.catalogue)


def _given(name: str) -> Path | None:
    """Return the file of that path, None where the name is no path of a file, or can't be one."""
    try:
        path = Path(name).expanduser()
        return path.absolute() if path.is_file() else None
    except (OSError, RuntimeError, ValueError):  # too long a name, no such user, a null character
        return None


def _own_state(file: Path) -> ModelStatus:
    size = file.stat().st_size
    return ModelStatus(file.stem, file.name, ModelState.OWN, file, size, size)


def _bring(file: Path, staged: Path, job: Job) -> None:
    """Link a file to its new place, or copy it where the disks differ."""
    try:
        staged.hardlink_to(file.resolve())
    except OSError:  # another disk, or a file system without links
        _copy(file, staged, job)


def _copy(file: Path, staged: Path, job: Job) -> None:
    total, free = file.stat().st_size, shutil.disk_usage(staged.parent).free
    if free < total:
        raise DiskFull(str(staged.parent), total, free)
    with file.open("rb") as source, staged.open("wb") as sink:
        while chunk := source.read(_CHUNK):
            sink.write(chunk)
            job.step(Step.COPY, sink.tell(), total, file.name)
        os.fsync(sink.fileno())
