"""The rows of the design are a test: an import that points up or sideways fails the check."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, env={"PYTHONPATH": str(folder), "PATH": ""}, check=False)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "bioai_desktop", tmp_path / "bioai_desktop", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_contracts_hold(copy: Path) -> None:
    result = lint(copy)
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("module", "planted", "contract"),
    [
        ("edition/model.py", "def leak():\n    from bioai_desktop.store import database\n", "rows of the design"),
        ("drafting/tasks.py", "def leak():\n    from bioai_desktop.engine import local\n", "rows of the design"),
        ("flow/check.py", "import PySide6\n", "PySide6 lives in gui"),
        ("flow/fetch.py", "import httpx\n", "httpx lives in net"),
        ("cli/main.py", "import sqlite3\n", "sqlite3 lives in store"),
        ("gui/reading.py", "def leak():\n    import markdown\n", "markdown lives in site"),
        ("flow/export.py", "import nh3\n", "nh3 lives in site and sources"),
        ("flow/articles.py", "import trafilatura\n", "trafilatura lives in sources"),
        ("flow/keys.py", "def leak():\n    import keyring\n", "keyring lives in net"),
    ],
)
def test_a_planted_violation_is_found(copy: Path, module: str, planted: str, contract: str) -> None:
    path = copy / "bioai_desktop" / module
    path.write_text(path.read_text("utf-8") + "\n\n" + planted, "utf-8")
    result = lint(copy)
    assert result.returncode == 1
    assert any(contract in line and "BROKEN" in line for line in result.stdout.splitlines()), result.stdout
