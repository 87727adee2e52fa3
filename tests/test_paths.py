from __future__ import annotations

import importlib.util
import shutil
from pathlib import Path

import platformdirs
import pytest

from bioai_desktop import paths
from bioai_desktop.paths import Paths, resource

ROOT = Path(__file__).parents[1]


def module_at(package: Path):
    """Load a copy of the module that lies elsewhere."""
    spec = importlib.util.spec_from_file_location("copied_paths", package / "paths.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(autouse=True)
def no_folders_of_this_computer(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("BIOAI_DATA_DIR", "BIOAI_MODELS"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "bioai_desktop"
    folder.mkdir()
    shutil.copy(ROOT / "bioai_desktop" / "paths.py", folder)
    monkeypatch.setitem(__import__("sys").modules, "copied_paths", paths)
    return folder


def test_in_a_checkout_resources_stand_beside_the_package() -> None:
    assert resource("sources.toml") == ROOT / "resources" / "sources.toml"
    assert resource("profiles", "bioai-daily").is_dir()


def test_in_a_checkout_elsewhere(package: Path) -> None:
    (package.parent / "resources").mkdir()
    assert module_at(package).resource("a", "b.toml") == package.parent / "resources" / "a" / "b.toml"


def test_in_a_wheel_or_bundle_they_lie_inside(package: Path) -> None:
    (package / "resources").mkdir()
    (package.parent / "resources").mkdir()  # of some other package
    assert module_at(package).resource("sources.toml") == package / "resources" / "sources.toml"


def test_all_state_is_in_the_named_folder(tmp_path: Path) -> None:
    named = Paths.of(tmp_path)
    assert (named.data, named.cache, named.models) == (tmp_path, tmp_path / "cache", tmp_path / "models")
    assert {named.store.parent, named.settings.parent} == {tmp_path}


def test_the_environment_names_it_unless_it_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIOAI_DATA_DIR", str(tmp_path / "one"))
    assert Paths.of().data == tmp_path / "one"
    assert Paths.of(tmp_path / "two").data == tmp_path / "two"


def test_without_a_name_the_platform_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BIOAI_DATA_DIR", "")
    dirs = platformdirs.PlatformDirs("bioai-desktop", appauthor=False)
    assert (Paths.of().data, Paths.of().cache) == (Path(dirs.user_data_dir), Path(dirs.user_cache_dir))


def test_a_relative_folder_does_not_follow_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert Paths.of(Path("here")).data == tmp_path / "here"


def test_a_tilde_is_the_users_home_and_of_nobody_a_name(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert Paths.of(Path("~/news")).data == tmp_path / "news"
    assert Paths.of(Path("~nosuchuser/news")).data == tmp_path / "~nosuchuser" / "news"


def test_weights_are_looked_for_in_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = Paths.of(tmp_path)
    assert named.model_folders == (tmp_path / "models", ROOT / "models")
    monkeypatch.setenv("BIOAI_MODELS", str(tmp_path / "shared"))
    assert named.model_folders == (tmp_path / "models", tmp_path / "shared", ROOT / "models")


def test_the_demo_shares_weights_and_cache_only(tmp_path: Path) -> None:
    own, demo = Paths.of(tmp_path), Paths.of(tmp_path).for_demo()
    assert (demo.models, demo.cache) == (own.models, own.cache)
    assert demo.store != own.store
    assert demo.data.is_relative_to(own.data)
