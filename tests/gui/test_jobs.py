"""Lanes, progress, stop, late answers, closing."""

import threading
import time
from collections.abc import Iterator

import pytest
from pytestqt.exceptions import capture_exceptions
from pytestqt.qtbot import QtBot

from bioai_desktop.domain import Step
from bioai_desktop.errors import AppError, Cancelled, FileUnreadable
from bioai_desktop.gui.jobs import Jobs, Kind, Lane, Progress, Running


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()
    made.deleteLater()


def test_work_runs_elsewhere_and_is_answered_here(qtbot: QtBot, jobs: Jobs) -> None:
    threads: list[threading.Thread] = []
    jobs.start(lambda _: threading.current_thread(), Lane.STORE, lambda there: threads.extend([there, threading.current_thread()]))
    qtbot.waitUntil(jobs.idle)
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_a_lane_keeps_the_order(qtbot: QtBot, jobs: Jobs) -> None:
    seen: list[int] = []
    for number in range(20):
        jobs.start(lambda _, number=number: (time.sleep(0.001), number)[1], Lane.STORE, seen.append)
    qtbot.waitUntil(jobs.idle)
    assert seen == list(range(20))


def test_an_app_error_is_answered_and_a_bug_is_raised(qtbot: QtBot, jobs: Jobs) -> None:
    failed: list[AppError] = []

    def unreadable(_: Running) -> None:
        raise FileUnreadable("somewhere")

    def bug(_: Running) -> None:
        raise ZeroDivisionError

    jobs.start(unreadable, Lane.STORE, failed=failed.append)
    qtbot.waitUntil(jobs.idle)
    assert isinstance(failed[0], FileUnreadable)
    with capture_exceptions() as raised:
        jobs.start(bug, Lane.STORE, failed=failed.append)
        qtbot.waitUntil(jobs.idle)
    assert [kind for kind, *_ in raised] == [ZeroDivisionError]
    assert len(failed) == 1


def test_stop_ends_work_at_its_next_step(qtbot: QtBot, jobs: Jobs) -> None:
    failed: list[AppError] = []
    begun = threading.Event()

    def work(job: Running) -> None:
        while True:
            job.step(Step.WRITE, 1, 10)
            begun.set()
            time.sleep(0.001)

    running = jobs.start(work, Lane.ENGINE, failed=failed.append, kind=Kind("draft", "Draft"))
    qtbot.waitUntil(begun.is_set)
    assert jobs.busy("draft")
    assert jobs.visible() == [running]
    jobs.cancel("draft")
    qtbot.waitUntil(jobs.idle)
    assert isinstance(failed[0], Cancelled)
    assert not jobs.busy("draft")


def test_of_two_readings_only_the_newer_is_answered(qtbot: QtBot, jobs: Jobs) -> None:
    gate, seen = threading.Event(), list[str]()
    jobs.start(lambda _: gate.wait(5), Lane.READ)
    jobs.start(lambda _: "old", Lane.READ, seen.append, kind=Kind("stories"))
    jobs.start(lambda _: "other", Lane.READ, seen.append, kind=Kind("page"))
    jobs.start(lambda _: "new", Lane.READ, seen.append, kind=Kind("stories"))
    gate.set()
    qtbot.waitUntil(jobs.idle)
    assert seen == ["other", "new"]


def test_what_work_tells_comes_bundled_and_the_newest_stays(qtbot: QtBot, jobs: Jobs) -> None:
    heard: list[object] = []
    gate = threading.Event()

    def work(job: Running) -> None:
        for number in range(1000):
            job.tell("text", number)
        gate.wait(5)

    jobs.start(work, Lane.ENGINE, kind=Kind("draft", "Draft", heard.append))
    qtbot.waitUntil(lambda: heard[-1:] == [999])
    assert len(heard) < 20
    gate.set()
    qtbot.waitUntil(jobs.idle)


def test_closing_finishes_the_store_cancels_the_rest_and_drops_answers(qtbot: QtBot) -> None:
    jobs, saved, answered = Jobs(), list[int](), list[object]()

    def endless(job: Running) -> None:
        while True:
            job.check()
            time.sleep(0.001)

    jobs.start(endless, Lane.ENGINE, answered.append, answered.append)
    jobs.start(endless, Lane.NETWORK, answered.append, answered.append)
    for number in range(5):
        jobs.start(lambda _, number=number: (time.sleep(0.01), saved.append(number)), Lane.STORE, answered.append)
    jobs.close()
    assert saved == [0, 1, 2, 3, 4]
    qtbot.wait(50)
    assert answered == []
    jobs.start(lambda _: saved.append(9), Lane.STORE)
    assert 9 not in saved


def test_finish_waits_for_a_lane_and_says_what_failed(jobs: Jobs) -> None:
    def fail(_: Running) -> None:
        time.sleep(0.02)
        raise FileUnreadable("x")

    jobs.start(fail, Lane.STORE, failed=lambda _: None)
    jobs.start(lambda _: None, Lane.STORE)
    assert [type(error) for error in jobs.finish(Lane.STORE)] == [FileUnreadable]


@pytest.mark.parametrize(("done", "total", "share"), [(0, 0, 0.0), (5, 10, 0.5), (12, 10, 1.0)])
def test_the_share_of_progress(done: int, total: int, share: float) -> None:
    assert Progress(Step.FETCH, done, total).share == share


def test_the_time_left_follows_the_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    job = Running(Kind(), Lane.ENGINE)
    assert job.seconds_left() is None
    job.step(Step.WRITE, 2, 10)
    assert job.seconds_left() is None
    now[0] += 4
    job.step(Step.WRITE, 4, 10)
    assert job.seconds_left() == pytest.approx(12)
    job.step(Step.TRANSLATE, 0, 10)
    assert job.seconds_left() is None
