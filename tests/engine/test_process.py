"""The worker as a process: it starts, says why it can't, and leaves nothing behind."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from bioai_desktop import __main__ as entry_points
from bioai_desktop.domain import Device
from bioai_desktop.engine import process
from bioai_desktop.engine.process import Ended, WorkerProcess
from bioai_desktop.engine.protocol import Failed, FromWorker, Load, Ready

_OWNER = """
import queue, sys, time
from bioai_desktop.engine.process import WorkerProcess
from bioai_desktop.engine.protocol import Load, Ready
from bioai_desktop.domain import Device
inbox = queue.SimpleQueue()
worker = WorkerProcess(inbox.put)
worker.send(Load(sys.argv[1], Device.CPU))
while not isinstance(inbox.get(), Ready):
    pass
print(worker.pid, flush=True)
time.sleep(600)
"""


def _started() -> tuple[WorkerProcess, queue.SimpleQueue[FromWorker | Ended]]:
    inbox: queue.SimpleQueue[FromWorker | Ended] = queue.SimpleQueue()
    return WorkerProcess(inbox.put), inbox


def _gone(pid: int) -> bool:
    end = time.monotonic() + 5
    while time.monotonic() < end:
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.02)
    return False


def test_a_file_that_is_none_fails_with_words(tmp_path: Path) -> None:
    worker, inbox = _started()
    worker.send(Load(str(tmp_path / "none.gguf"), Device.CPU))

    failed, ended = inbox.get(timeout=20), inbox.get(timeout=20)
    worker.close()

    assert isinstance(failed, Failed)
    assert failed.reason == "load"
    assert "none.gguf" in failed.detail
    assert isinstance(ended, Ended)
    assert not ended.closed


def test_closing_ends_the_process_at_once() -> None:
    worker, inbox = _started()
    began = time.monotonic()

    worker.close()

    assert time.monotonic() - began < 2
    assert inbox.get(timeout=1) == Ended("exit status 0", closed=True)
    assert _gone(worker.pid)


def test_a_worker_that_was_killed_says_how() -> None:
    worker, inbox = _started()
    os.kill(worker.pid, signal.SIGKILL)

    ended = inbox.get(timeout=5)
    worker.close()

    assert isinstance(ended, Ended)
    assert ended.detail.startswith("SIGKILL")
    worker.send(Load("", Device.CPU))  # to nobody: no error


def test_last_words_are_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.write_text("#!/bin/sh\necho the kernel is too old >&2\nexit 4\n")
    broken.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(broken))
    worker, inbox = _started()

    ended = inbox.get(timeout=5)
    worker.close()

    assert ended == Ended("exit status 4\nthe kernel is too old")


def test_a_program_that_is_missing_is_an_end_too(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "gone"))
    worker, inbox = _started()

    ended = inbox.get(timeout=5)
    worker.close()

    assert isinstance(ended, Ended)
    assert "gone" in ended.detail
    assert worker.pid == 0


def test_the_entry_points_know_the_argument() -> None:
    assert entry_points.WORKER_ARGUMENT == process.WORKER_ARGUMENT


def test_a_bundle_starts_itself(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    bundled = tmp_path / "bioai"
    bundled.write_text('#!/bin/sh\necho "$@" >&2\n')
    bundled.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(bundled))
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    worker, inbox = _started()

    ended = inbox.get(timeout=5)
    worker.close()

    assert ended == Ended(f"exit status 0\n{process.WORKER_ARGUMENT}")


@pytest.mark.model
def test_a_worker_ends_with_an_owner_that_was_killed(tiny_path: Path) -> None:
    owner = subprocess.Popen([sys.executable, "-c", _OWNER, tiny_path], stdout=subprocess.PIPE, text=True)
    with owner:
        assert owner.stdout is not None
        pid = int(owner.stdout.readline())
        assert psutil.pid_exists(pid)
        owner.kill()

    assert _gone(pid)


@pytest.mark.model
def test_a_worker_steps_back_for_the_user(tiny_path: Path) -> None:
    worker, inbox = _started()
    worker.send(Load(str(tiny_path), Device.CPU))
    while not isinstance(inbox.get(timeout=60), Ready):
        pass
    running = psutil.Process(worker.pid)
    assert running.nice() > psutil.Process().nice()
    assert int(running.environ()["GOMP_SPINCOUNT"]) < 10_000
    os.kill(worker.pid, signal.SIGINT)  # Ctrl-C is the owner's business
    time.sleep(0.1)
    assert psutil.pid_exists(worker.pid)
    worker.close()
