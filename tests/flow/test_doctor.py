from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bioai_desktop.domain import Device, EngineInfo, SilentJob
from bioai_desktop.errors import EngineFailed, ExportRefused, ModelMissing, ModelUnknown, StoreUnusable
from bioai_desktop.flow.doctor import Check, Health, examine
from bioai_desktop.flow.parts import Parts
from bioai_desktop.settings import Settings
from tests.fakes import ScriptedEngine
from tests.gguf_files import write_model
from tests.newsroom import newsroom


class Sick(ScriptedEngine):
    def info(self, _beat: object = None) -> EngineInfo:
        raise EngineFailed("load", "no such tensor")


@pytest.fixture
def well(tmp_path: Path) -> Iterator[Parts]:
    """A newsroom with a model of the user's own."""
    made = newsroom(tmp_path / "data", settings=Settings(model=str(write_model(tmp_path / "own.gguf"))))
    yield made
    made.close()


def found(parts: Parts) -> dict[str, Check]:
    return {check.part: check for check in examine(parts, SilentJob())}


def test_every_part_is_looked_at(well: Parts) -> None:
    checks = found(well)
    assert list(checks) == ["python", "data", "sources", "model", "engine", "site"]
    assert {part for part, check in checks.items() if check.health is Health.BROKEN} == set()
    assert checks["model"].facts["name"] == "own"


def test_a_computer_without_a_card_is_told_why_unless_that_is_wanted(well: Parts) -> None:
    assert (found(well)["engine"].health, found(well)["engine"].key) == (Health.NOTE, "engine-no-gpu-found")
    well.use(replace(well.settings, device=Device.CPU))
    assert found(well)["engine"].health is Health.FINE


@pytest.mark.parametrize(("name", "problem"), [("standard", ModelMissing), ("nosuch", ModelUnknown)])
def test_without_a_model_the_engine_is_not_asked(
    well: Parts, name: str, problem: type[Exception], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("BIOAI_MODELS", str(tmp_path))
    well.use(replace(well.settings, model=name))
    checks = found(well)
    assert (checks["model"].health, type(checks["model"].problem)) == (Health.BROKEN, problem)
    assert "engine" not in checks
    assert well.engine_if_running is None


def test_an_engine_that_does_not_load_is_broken(tmp_path: Path) -> None:
    parts = newsroom(tmp_path / "data", Sick(), settings=Settings(model=str(write_model(tmp_path / "own.gguf"))))
    assert isinstance(found(parts)["engine"].problem, EngineFailed)
    parts.close()


def test_a_data_folder_that_cannot_be_used_is_broken_and_the_rest_is_still_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    checks = found(newsroom(tmp_path / "file", settings=Settings(model=str(write_model(tmp_path / "own.gguf")))))
    assert isinstance(checks["data"].problem, StoreUnusable)
    assert checks["site"].key == "site-unset"


def test_the_site_that_the_settings_name(well: Parts, tmp_path: Path) -> None:
    assert (found(well)["site"].health, found(well)["site"].key) == (Health.NOTE, "site-unset")
    well.use(replace(well.settings, site=str(tmp_path / "none")))
    assert isinstance(found(well)["site"].problem, ExportRefused)
    (tmp_path / "hugo.yaml").write_text("", "utf-8")
    well.use(replace(well.settings, site=str(tmp_path)))
    assert found(well)["site"].health is Health.FINE
