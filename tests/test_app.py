from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from bioai_desktop.app import build
from bioai_desktop.engine.local import LocalEngine
from bioai_desktop.errors import FileUnreadable, ModelMissing, ProfileUnknown, SettingInvalid, StoreUnusable
from bioai_desktop.settings import Settings
from tests.gguf_files import write_model


def test_nothing_is_made_before_it_is_asked_for(tmp_path: Path) -> None:
    parts = build(tmp_path / "data")
    assert not (tmp_path / "data").exists()
    parts.close()
    assert not (tmp_path / "data").exists()


def test_the_parts_are_the_real_ones(tmp_path: Path) -> None:
    parts = build(tmp_path / "data")
    assert parts.profile.name == "bioai-daily"
    assert len({source.id for source in parts.sources}) == len(parts.sources) > 20
    assert parts.store.editions.days() == {}
    assert parts.paths.store.is_file()
    parts.close()


def test_the_engine_is_of_the_model_that_the_settings_name(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text(f'model = "{write_model(tmp_path / "own.gguf")}"', "utf-8")
    parts = build(tmp_path)
    assert isinstance(parts.engine(), LocalEngine)
    parts.close()


def test_a_model_that_is_not_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIOAI_MODELS", str(tmp_path))
    (tmp_path / "settings.toml").write_text('model = "large"', "utf-8")
    parts = build(tmp_path)
    with pytest.raises(ModelMissing):
        parts.engine()
    parts.close()


def test_mistakes_are_told_where_they_are_made(tmp_path: Path) -> None:
    (tmp_path / "settings.toml").write_text('device = "abacus"', "utf-8")
    with pytest.raises(SettingInvalid):
        build(tmp_path)
    (tmp_path / "settings.toml").write_text('profile = "nosuch"', "utf-8")
    with pytest.raises(ProfileUnknown):
        _ = build(tmp_path).profile
    with pytest.raises(FileUnreadable):
        build(tmp_path / ("n" * 300))
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(StoreUnusable):
        _ = build(tmp_path / "file").store


def test_building_loads_neither_the_window_nor_the_engine_nor_the_network(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from bioai_desktop.app import build; build(Path(sys.argv[1]));"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'PySide6', 'llama_cpp', 'httpx', 'feedparser', 'numpy', 'gguf'}))"
    )
    run = subprocess.run([sys.executable, "-c", script, str(tmp_path)], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_settings_are_read_once(tmp_path: Path) -> None:
    parts = build(tmp_path)
    assert parts.settings.model == Settings().model
    (tmp_path / "settings.toml").write_text('model = "tiny"', "utf-8")
    assert parts.settings.model == Settings().model
    parts.close()
