from __future__ import annotations

from pathlib import Path

import pytest

from bioai_desktop.flow import models
from tests.cli.conftest import Bioai
from tests.gguf_files import entry, write_model
from tests.net.file_server import FileServer


@pytest.fixture(autouse=True)
def catalogue(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalogue of one small model, which a local hub has; nothing of this computer's own models."""
    (tmp_path / "hub").mkdir()
    file = write_model(tmp_path / "hub" / "small-q8.gguf")
    known = (entry(file),)
    monkeypatch.setattr(models, "load", lambda _: known)
    monkeypatch.setenv("BIOAI_MODELS", str(tmp_path / "elsewhere"))
    return file


def row(bioai: Bioai, name: str = "small") -> dict[str, object]:
    return next(row for row in bioai("models", "list", "--json").document["models"] if row["name"] == name)


def test_list_install_info_remove(bioai: Bioai, catalogue: Path, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert row(bioai)["state"] == "absent"
    with FileServer(catalogue.read_bytes()) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.base)
        said = bioai("models", "install", "small", "--json")
    assert (said.status, said.document) == (0, {"name": "small", "path": str(data / "models" / "small-q8.gguf")})
    assert "Downloading the model" in said.err
    assert row(bioai)["state"] == "verified"
    document = bioai("models", "info", "small", "--json").document
    assert (document["name"], document["license"], document["context"]) == ("small", "Apache-2.0", 4096)
    assert len(document["sha256"]) == 64
    assert "Tiny Test" in bioai("models", "info", "small").out
    assert bioai("models", "remove", "small", "--json").document["path"] == said.document["path"]
    assert row(bioai)["state"] == "absent"


def test_list_speaks_the_readers_language(bioai: Bioai) -> None:
    assert "测试用" in bioai("--lang", "zh", "models", "list").out
    said = bioai("--lang", "en", "models", "list").out
    assert "for tests" in said
    assert "not here" in said


def test_a_file_of_ones_own(bioai: Bioai, tmp_path: Path) -> None:
    own = write_model(tmp_path / "mine.gguf", seed=3)
    said = bioai("models", "add", own, "--json")
    assert said.status == 0
    assert said.document["name"] == "mine"
    assert row(bioai, "mine")["state"] == "own"
    assert bioai("models", "info", own).status == 0


def test_what_lies_elsewhere_is_not_removed(bioai: Bioai, catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIOAI_MODELS", str(catalogue.parent))
    said = bioai("models", "remove", "small")
    assert said.status == 1
    assert str(catalogue) in said.err
    assert catalogue.exists()


def test_a_hub_that_has_it_not_is_told(bioai: Bioai, catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with FileServer(catalogue.read_bytes()) as hub:
        hub.behaviour.status = 404
        monkeypatch.setenv("HF_ENDPOINT", hub.base)
        said = bioai("models", "install", "small")
    assert (said.status, said.out) == (1, "")
    assert "404" in said.err


def test_other_bytes_are_told(bioai: Bioai, catalogue: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with FileServer(bytes(catalogue.stat().st_size)) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.base)
        said = bioai("--lang", "zh", "models", "install", "small")
    assert said.status == 1
    assert "已损坏" in said.err
    assert row(bioai)["state"] == "absent"
