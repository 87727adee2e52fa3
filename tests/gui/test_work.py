"""How longer work ends, in words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from bioai_desktop.domain import Device, Severity
from bioai_desktop.engine.shelf import ModelState, ModelStatus
from bioai_desktop.errors import AppError, Cancelled, DiskFull, ExportRefused, FetchFailed, ModelMissing
from bioai_desktop.flow.fetch import SourceReport
from bioai_desktop.flow.parts import Parts
from bioai_desktop.gui import calls
from bioai_desktop.gui.banner import Weight
from bioai_desktop.gui.desk import Desk
from bioai_desktop.gui.jobs import Jobs
from bioai_desktop.gui.work import Notice, Work
from bioai_desktop.settings import Settings
from bioai_desktop.wording import Wording
from tests.fakes import ScriptedEngine
from tests.gui import news


@pytest.fixture
def work(qtbot: QtBot, parts: Parts, wording: Wording) -> Iterator[Work]:
    jobs = Jobs()
    desk = Desk(parts, jobs)
    made = Work(desk, wording, desk)
    desk.open(news.DAY)
    qtbot.waitUntil(jobs.idle)
    yield made
    jobs.close()
    desk.deleteLater()
    jobs.deleteLater()


def notices(work: Work) -> list[Notice]:
    seen: list[Notice] = []
    work.said.connect(seen.append)
    return seen


@pytest.mark.parametrize(
    ("error", "weight", "said"),
    [
        (Cancelled(), Weight.NOTE, "已停止"),
        (DiskFull("/data", 10**9, 10**6), Weight.BLOCK, "空间不足"),
        (ModelMissing("tiny"), Weight.LOOK, "tiny"),
        (ExportRefused("no-site", "/nowhere"), Weight.BLOCK, "/nowhere"),
        (ExportRefused("findings", findings=(news.finding("e1", severity=Severity.BLOCK),)), Weight.BLOCK, "1 处"),
    ],
)
def test_an_error_is_told_by_its_weight(work: Work, error: AppError, weight: Weight, said: str) -> None:
    seen = notices(work)
    work.fail(error)
    assert seen[0].weight is weight
    assert said in seen[0].words


def test_offline_is_one_message_and_not_one_for_each_source(qtbot: QtBot, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = notices(work)
    reports = [SourceReport(name, 0, 0, problem=FetchFailed(name, "offline")) for name in "abc"]
    monkeypatch.setattr(calls, "fetch", lambda *_: reports)
    work.fetch()
    qtbot.waitUntil(lambda: bool(seen))
    assert "连不上网" in seen[0].words
    assert "a" not in seen[0].words


def test_a_second_press_starts_nothing(qtbot: QtBot, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []
    monkeypatch.setattr(calls, "fetch", lambda *args: asked.append(args) or [])
    work.fetch()
    work.fetch()
    qtbot.waitUntil(lambda: not work._desk.jobs.busy("fetch"))
    assert len(asked) == 1


def test_another_model_lets_go_of_the_engine(qtbot: QtBot, work: Work, engine: ScriptedEngine) -> None:
    parts = work._desk.parts
    parts.engine()
    work.choose_device(Device.CPU)
    qtbot.waitUntil(work._desk.jobs.idle)
    assert engine.closed
    assert parts.settings.device is Device.CPU
    work.choose_model("starter")
    qtbot.waitUntil(work._desk.jobs.idle)
    assert parts.settings.model == "starter"


def test_a_site_is_kept_before_what_follows(qtbot: QtBot, work: Work, tmp_path: Path) -> None:
    seen: list[str] = []
    work.choose_site(tmp_path, lambda: seen.append(work._desk.parts.settings.site))
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [str(tmp_path)]


def test_an_absent_model_is_offered_and_a_present_one_settles_it(qtbot: QtBot, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = notices(work)
    settled: list[str] = []
    work.settled.connect(settled.append)
    state = [ModelState.ABSENT]
    monkeypatch.setattr(calls, "models", lambda _: [ModelStatus("tiny", "Tiny", state[0], None, 491_400_064)])
    work.list_models()
    qtbot.waitUntil(work._desk.jobs.idle)
    assert (seen[0].topic, settled) == ("model", [])
    state[0] = ModelState.PRESENT
    work.list_models()
    qtbot.waitUntil(work._desk.jobs.idle)
    assert settled == ["model"]


def test_a_stopped_draft_leaves_the_page_as_it_was(qtbot: QtBot, work: Work, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*_: object) -> None:
        raise Cancelled

    seen = notices(work)
    before = news.stored(work._desk.parts)
    monkeypatch.setattr(calls, "rewrite", stopped)
    work.draft()
    qtbot.waitUntil(work._desk.jobs.idle)
    assert seen[0].topic == "stopped"
    assert work._desk.edition == before
    assert Settings().model == "starter"
