from __future__ import annotations

import io
import time

import pytest
from rich.console import Console

from bioai_desktop.cli.progress import TerminalJob
from bioai_desktop.domain import Language, Step
from bioai_desktop.errors import Cancelled
from bioai_desktop.wording import Wording


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(time, "monotonic", made.monotonic)
    return made


def job(*, terminal: bool) -> tuple[TerminalJob, io.StringIO]:
    out = io.StringIO()
    console = Console(file=out, force_terminal=terminal, width=100, highlight=False, soft_wrap=True)
    return TerminalJob(console, Wording(Language.EN), lambda: False), out


def test_where_nobody_watches_lines_are_few(clock: Clock) -> None:
    shown, out = job(terminal=False)
    for done in range(101):
        clock.now += 0.5
        shown.step(Step.WRITE, done, 100)
    lines = out.getvalue().splitlines()
    assert len(lines) <= 8
    assert "100/100" in lines[-1]
    assert all(line == line.rstrip() for line in lines)


def test_in_a_terminal_it_is_one_line_until_the_end(clock: Clock) -> None:
    shown, out = job(terminal=True)
    for done in range(11):
        clock.now += 0.5
        shown.step(Step.WRITE, done, 10)
    assert out.getvalue().count("\n") == 1
    assert out.getvalue().count("\r") == 11


def test_a_reader_can_follow(clock: Clock) -> None:
    shown, out = job(terminal=True)
    for done in range(1000):
        clock.now += 0.001
        shown.step(Step.WRITE, done, 1000)
    assert out.getvalue().count("\r") <= 11


def test_bytes_are_told_with_their_rate_and_the_time_left(clock: Clock) -> None:
    shown, out = job(terminal=False)
    shown.step(Step.DOWNLOAD, 100_000_000, 500_000_000, "tiny")  # a download that goes on
    clock.now += 20
    shown.step(Step.DOWNLOAD, 200_000_000, 500_000_000, "tiny")
    last = out.getvalue().splitlines()[-1]
    assert "200 MB / 500 MB" in last
    assert "5 MB/s" in last
    assert "1:00 left" in last
    assert last.endswith("tiny")


def test_what_is_over_is_said_once(clock: Clock) -> None:
    shown, out = job(terminal=False)
    for done in (0, 3, 3, 3):
        clock.now += 20
        shown.step(Step.FETCH, done, 3)
    assert out.getvalue().count("3/3") == 1
    shown.step(Step.WRITE, 3, 3)
    shown.step(Step.FETCH, 3, 3)
    assert out.getvalue().count("3/3") == 3


def test_a_step_without_a_count_is_named(clock: Clock) -> None:
    shown, out = job(terminal=False)
    shown.step(Step.FETCH, 0, 0)
    assert out.getvalue() == "Fetching sources\n"


def test_finishing_ends_an_open_line_only(clock: Clock) -> None:
    shown, out = job(terminal=True)
    shown.finish()
    assert out.getvalue() == ""
    shown.step(Step.RANK, 0, 1)
    shown.finish()
    shown.finish()
    assert out.getvalue().count("\n") == 1


def test_a_stop_is_noticed_at_the_next_step() -> None:
    stopped: list[bool] = []
    shown = TerminalJob(Console(file=io.StringIO()), Wording(Language.EN), lambda: bool(stopped))
    shown.step(Step.WRITE, 0, 3)
    stopped.append(True)
    with pytest.raises(Cancelled):
        shown.step(Step.WRITE, 1, 3)


def test_work_of_the_same_name_that_begins_anew_has_a_pace_of_its_own(clock: Clock) -> None:
    shown, out = job(terminal=True)
    shown.step(Step.MEASURE, 0, 1_000_000)
    clock.now += 600
    shown.step(Step.MEASURE, 999_000, 1_000_000)
    shown.step(Step.MEASURE, 0, 200)
    clock.now += 10
    shown.step(Step.MEASURE, 100, 200)
    assert out.getvalue().rstrip().endswith("0:10 left")
