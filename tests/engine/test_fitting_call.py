"""A process that does one thing: asked, followed, stopped; in its place a script that says what it is told to."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import psutil
import pytest

from bioai_desktop import __main__ as entry_points
from bioai_desktop.domain import Device
from bioai_desktop.engine import fitting_call
from bioai_desktop.engine.fitting_call import Expect, Expected, Progress, Rate, Rated, ask
from bioai_desktop.errors import Cancelled, EngineFailed

ORDER = Expect("model.gguf", Device.CPU, ["text"])


@pytest.fixture
def says(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A program in place of Python: what is written into it is what it does."""
    program = tmp_path / "program"
    program.touch(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    return program


def _quiet(_progress: Progress | None) -> None:
    pass


def test_the_answer_comes_after_its_progress(says: Path, tmp_path: Path) -> None:
    says.write_text(
        f"#!/bin/sh\nhead -n 1 > {tmp_path}/order\n"
        """echo '{"type": "Progress", "done": 1, "total": 1}'; echo '{"type": "Expected", "total": -3.5, "tokens": 7}'\n"""
    )
    heard: list[Progress | None] = []

    found = ask(ORDER, Expected, heard.append)

    assert found == Expected(-3.5, 7)
    assert [progress for progress in heard if progress] == [Progress(1, 1)]
    assert '"texts":["text"]' in (tmp_path / "order").read_text("utf-8")


@pytest.mark.parametrize(
    ("script", "reason", "detail"),
    [
        ("""echo '{"type": "Refused", "reason": "memory", "detail": "full"}'""", "memory", "full"),
        ("echo too old >&2; exit 4", "died", "too old"),
        ("echo no json", "died", ""),
        ("""echo '{"type": "Transcoded"}'""", "died", ""),
    ],
)
def test_what_went_wrong_is_told(says: Path, script: str, reason: str, detail: str) -> None:
    says.write_text(f"#!/bin/sh\n{script}\n")
    with pytest.raises(EngineFailed) as caught:
        ask(ORDER, Expected, _quiet)
    assert caught.value.reason == reason
    assert detail in caught.value.detail


def test_a_program_that_is_missing_is_told(says: Path) -> None:
    says.unlink()
    with pytest.raises(EngineFailed) as caught:
        ask(ORDER, Expected, _quiet)
    assert caught.value.reason == "start"


def test_who_stops_waiting_leaves_no_process(says: Path, tmp_path: Path) -> None:
    says.write_text(f"#!/bin/sh\necho $$ > {tmp_path}/pid\nexec sleep 600\n")

    def stop(_progress: Progress | None) -> None:
        if (tmp_path / "pid").exists() and (tmp_path / "pid").read_text("utf-8").strip():
            raise Cancelled

    with pytest.raises(Cancelled):
        ask(ORDER, Expected, stop)
    assert not psutil.pid_exists(int((tmp_path / "pid").read_text("utf-8")))


def test_a_bundle_starts_itself(says: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    says.write_text('#!/bin/sh\necho "$@" >&2\n')
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    with pytest.raises(EngineFailed) as caught:
        ask(ORDER, Expected, _quiet)
    assert caught.value.detail.endswith(fitting_call.FITTING_ARGUMENT)
    assert entry_points.FITTING_ARGUMENT == fitting_call.FITTING_ARGUMENT


@pytest.mark.model
def test_tiny_has_rates_and_its_owner_can_leave_at_once(tiny_path: Path) -> None:
    rated = ask(Rate(str(tiny_path), Device.CPU), Rated, _quiet)
    assert min(rated.prefill, rated.decode) > 0
    assert (rated.device, rated.device_name.startswith("CPU, ")) == (Device.CPU, True)
    assert rated.build

    began = time.monotonic()

    def stop(_progress: Progress | None) -> None:
        if time.monotonic() - began > 0.2:
            raise Cancelled

    with pytest.raises(Cancelled):
        ask(Rate(str(tiny_path), Device.CPU), Rated, stop)
