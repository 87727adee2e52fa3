from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import bioai_desktop
from bioai_desktop import __main__ as entry
from bioai_desktop.engine import fitting_call, fitting_process, protocol, worker

ROOT = Path(__file__).parents[1]


def bioai(*arguments: str | bytes, **environment: str) -> subprocess.CompletedProcess[bytes]:
    """Run the command line as a program of its own."""
    return subprocess.run(
        [sys.executable, "-m", "bioai_desktop", *arguments], cwd=ROOT, capture_output=True, check=False, env={**os.environ, **environment}
    )


@pytest.mark.parametrize("start", [entry.cli, entry.desktop])
def test_a_bundle_starts_itself_as_the_worker(monkeypatch: pytest.MonkeyPatch, start: object) -> None:
    monkeypatch.setattr(sys, "argv", ["bioai", protocol.WORKER_ARGUMENT])
    monkeypatch.setattr(worker, "main", lambda: 7)
    assert callable(start)
    assert start() == 7


@pytest.mark.parametrize("start", [entry.cli, entry.desktop])
def test_a_bundle_starts_itself_to_measure_a_model(monkeypatch: pytest.MonkeyPatch, start: object) -> None:
    monkeypatch.setattr(sys, "argv", ["bioai", fitting_call.FITTING_ARGUMENT])
    monkeypatch.setattr(fitting_process, "main", lambda: 8)
    assert callable(start)
    assert start() == 8


def test_the_worker_loads_no_window_and_no_command_line() -> None:
    script = (
        "import sys; from bioai_desktop.engine import worker; worker.main = lambda: 0; sys.argv = ['bioai', '--engine-worker'];"
        "from bioai_desktop.__main__ import cli; cli();"
        "print(sorted({name.split('.')[0] for name in sys.modules} & {'PySide6', 'typer', 'rich', 'httpx', 'feedparser'}))"
    )
    run = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_the_command_line_is_a_module() -> None:
    run = bioai("--version")
    assert (run.returncode, run.stdout.decode().strip()) == (0, f"bioai {bioai_desktop.__version__}")


def test_the_exit_status_is_the_commands(tmp_path: Path) -> None:
    assert bioai("check", BIOAI_DATA_DIR=str(tmp_path)).returncode == 2
    assert bioai("check", "2026-02-05", BIOAI_DATA_DIR=str(tmp_path)).returncode == 1


def test_chinese_is_written_whatever_the_terminal_says_it_can(tmp_path: Path) -> None:
    run = bioai("--lang", "zh", "models", "list", BIOAI_DATA_DIR=str(tmp_path), PYTHONIOENCODING="latin-1")
    assert run.returncode == 0
    assert "未安装" in run.stdout.decode()


def test_a_file_name_that_is_no_text_is_shown_all_the_same(tmp_path: Path) -> None:
    for options in ((), ("--json",)):
        run = bioai("import", b"feed-\xff.xml", *options, BIOAI_DATA_DIR=str(tmp_path))
        assert run.returncode == 1
        assert b"Traceback" not in run.stderr
    assert json.loads(run.stdout)["files"][0]["path"] == "feed-?.xml"


def test_who_stops_reading_gets_no_traceback(tmp_path: Path) -> None:
    command = f"{sys.executable} -m bioai_desktop sources list | true"
    run = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, capture_output=True, check=False, env={**os.environ, "BIOAI_DATA_DIR": str(tmp_path)}
    )
    assert run.returncode == 0
    assert b"Traceback" not in run.stderr
