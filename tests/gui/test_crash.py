"""A mistake of the program is written down and told once."""

import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from bioai_desktop.gui.crash import CrashNet
from bioai_desktop.wording import Wording


def test_a_mistake_is_written_down_each_time_and_told_once(
    qtbot: QtBot, wording: Wording, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    told: list[str] = []
    monkeypatch.setattr(QMessageBox, "critical", lambda *args: told.append(args[2]))
    log = tmp_path / "data" / "crash.log"
    net = CrashNet(log, wording)
    for number in range(2):
        try:
            raise ZeroDivisionError(f"number {number}")
        except ZeroDivisionError as error:
            net(type(error), error, error.__traceback__)
    assert "number 0" in log.read_text("utf-8")
    assert "number 1" in log.read_text("utf-8")
    assert "number 1" in capsys.readouterr().err
    assert len(told) == 1
    assert str(log) in told[0]


def test_an_interrupt_is_no_mistake(wording: Wording, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    passed: list[object] = []
    monkeypatch.setattr(sys, "__excepthook__", lambda *args: passed.append(args[0]))
    CrashNet(tmp_path / "crash.log", wording)(KeyboardInterrupt, KeyboardInterrupt(), None)
    assert passed == [KeyboardInterrupt]
    assert not (tmp_path / "crash.log").exists()
