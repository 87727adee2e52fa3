"""An installed wheel finds its resources as the checkout does."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel and unpack it as an installer would."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    (wheel,) = folder.glob("*.whl")
    target = folder / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def run(installed: Path, tmp_path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(installed), "BIOAI_DATA_DIR": str(tmp_path / "data"), "LANG": "C.UTF-8"}
    command = [sys.executable, "-P", "-m", "bioai_desktop", *arguments]
    return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=environment, check=False)


def test_the_wheel_carries_its_resources_and_no_others(installed: Path) -> None:
    package = installed / "bioai_desktop"
    shipped = {path.relative_to(ROOT) for path in (ROOT / "resources").rglob("*") if path.is_file()}
    assert {path.relative_to(package) for path in (package / "resources").rglob("*") if path.is_file()} == shipped
    assert not list(installed.rglob("*.gguf"))


def test_the_installed_program_reads_its_own_resources(installed: Path, tmp_path: Path) -> None:
    code = "from bioai_desktop import paths; print(paths.resource('models.toml'))"
    environment = {**os.environ, "PYTHONPATH": str(installed)}
    found = subprocess.run([sys.executable, "-P", "-c", code], cwd=tmp_path, capture_output=True, text=True, env=environment, check=True)
    assert Path(found.stdout.strip()) == installed / "bioai_desktop" / "resources" / "models.toml"


def test_the_installed_program_imports_and_ranks_the_example(installed: Path, tmp_path: Path) -> None:
    feeds = sorted((installed / "bioai_desktop" / "resources" / "demo").glob("*.[arx]*"))
    imported = run(installed, tmp_path, "import", *map(str, feeds))
    assert imported.returncode == 0, imported.stderr
    listed = run(installed, tmp_path, "items", "--limit", "3")
    assert listed.returncode == 0, listed.stderr
    assert listed.stdout.count("https://") == 3
