"""The status line's work: words, time left, stop."""

import threading
import time
from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from bioai_desktop.domain import Step
from bioai_desktop.gui.job_list import JobList, JobModel
from bioai_desktop.gui.jobs import Jobs, Kind, Lane, Running
from bioai_desktop.gui.look import Look
from bioai_desktop.wording import Wording


@pytest.fixture
def jobs(qtbot: QtBot) -> Iterator[Jobs]:
    made = Jobs()
    yield made
    made.close()
    made.deleteLater()


@pytest.fixture
def view(qtbot: QtBot, jobs: Jobs, wording: Wording, look: Look) -> JobList:
    made = JobList(JobModel(jobs, wording), wording, look)
    made.model().setParent(made)
    qtbot.addWidget(made)
    made.resize(600, 28)
    return made


def steps(*reported: tuple[Step, int, int], gate: threading.Event) -> Callable[[Running], None]:
    def work(job: Running) -> None:
        for step in reported:
            job.step(*step)
        while not gate.wait(0.005):
            job.check()

    return work


@pytest.mark.parametrize(
    ("step", "said"),
    [
        ((Step.WRITE, 11, 18), "起草 11/18"),
        ((Step.DOWNLOAD, 250_000_000, 1_000_000_000), "起草 25%"),
        ((Step.LOAD, 0, 0), "起草 载入模型"),
    ],
)
def test_work_says_how_far_it_is(qtbot: QtBot, jobs: Jobs, view: JobList, step: tuple[Step, int, int], said: str) -> None:
    gate = threading.Event()
    jobs.start(steps(step, gate=gate), Lane.ENGINE, kind=Kind("draft", "起草"))
    qtbot.waitUntil(lambda: view.model().index(0, 0).data() == said)
    assert view.isVisibleTo(view.parentWidget())
    gate.set()
    qtbot.waitUntil(jobs.idle)
    assert view.model().rowCount() == 0


def test_work_that_waits_says_so(qtbot: QtBot, jobs: Jobs, view: JobList) -> None:
    gate = threading.Event()
    jobs.start(lambda _: gate.wait(5), Lane.ENGINE)
    jobs.start(lambda _: None, Lane.ENGINE, kind=Kind("translate", "翻译"))
    assert view.model().index(0, 0).data() == "翻译 等候"
    gate.set()
    qtbot.waitUntil(jobs.idle)


def test_a_click_on_stop_stops_and_one_on_the_words_does_not(qtbot: QtBot, jobs: Jobs, view: JobList) -> None:
    gate = threading.Event()
    running = jobs.start(steps((Step.WRITE, 1, 18), gate=gate), Lane.ENGINE, failed=lambda _: None, kind=Kind("draft", "起草"))
    qtbot.waitUntil(lambda: running.progress is not None)
    view.show()
    rect = view.visualRect(view.model().index(0, 0))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=rect.topLeft() + QPoint(10, 12))
    assert not running.stopping
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(rect.right() - 20, rect.center().y()))
    assert running.stopping
    qtbot.waitUntil(jobs.idle)


def test_the_time_left_is_shown_once_there_is_a_pace(qtbot: QtBot, jobs: Jobs, view: JobList) -> None:
    def work(job: Running) -> None:
        for done in range(4):
            job.step(Step.WRITE, done, 400)
            time.sleep(0.05)
        while True:
            job.check()
            time.sleep(0.005)

    running = jobs.start(work, Lane.ENGINE, failed=lambda _: None, kind=Kind("draft", "起草"))
    qtbot.waitUntil(lambda: "还需" in view.model().index(0, 0).data())
    view.show()
    view.grab()
    running.cancel()
    qtbot.waitUntil(jobs.idle)
