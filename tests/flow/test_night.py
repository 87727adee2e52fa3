"""Overnight: every story gets its texts, once, the best first; what is there in the morning makes the page in a moment."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bioai_desktop.domain import Answer, EngineInfo, Piece, Request, SilentJob, Step, Stop, Task, nothing_more
from bioai_desktop.edition.model import EntryState, Role, SectionKind
from bioai_desktop.errors import Cancelled, NothingToDraft
from bioai_desktop.flow.allowance import Allowance
from bioai_desktop.flow.draft import draft
from bioai_desktop.flow.night import Forecast, Night, drafted, write_all
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.triage import stories
from bioai_desktop.settings import Settings
from tests.fakes import ScriptedEngine, fitting
from tests.gguf_files import RecordingJob
from tests.newsroom import DAY, fill, newsroom

JOB = SilentJob()
BAD = "抱歉，我无法完成这个请求。"


def asked(engine: ScriptedEngine) -> int:
    """Return how many texts were asked for since the last call."""
    count = len(engine.asked)
    engine.asked.clear()
    return count


def test_every_story_has_a_title_and_a_text_in_the_morning(parts: Parts) -> None:
    report = write_all(parts, DAY, JOB)
    assert [told.story.id for told in report.stories] == [story.id for story in stories(parts, DAY)]
    assert all(told.title and told.text and told.text.task is Task.TEXT for told in report.stories)
    assert (report.ready, report.left) == (0, 0)


def test_second_night_writes_nothing(parts: Parts, engine: ScriptedEngine) -> None:
    written = write_all(parts, DAY, JOB).written
    assert asked(engine) == written > 60
    report = write_all(parts, DAY, JOB)
    assert (report.written, report.ready, report.left) == (0, written, 0)
    assert asked(engine) == 0


def test_page_of_ready_stories_asks_for_its_own_parts_alone(parts: Parts, engine: ScriptedEngine) -> None:
    write_all(parts, DAY, JOB)
    asked(engine)
    page = draft(parts, DAY, JOB).edition
    assert (
        asked(engine) <= 3 + 1 + 6 + 3 + 3 + 2 + 2
    )  # digest, lead, topics, lines that began like their neighbours; facts, forecasts, questions
    texts = {told.story.id: told.text.text for told in drafted(parts, stories(parts, DAY)) if told.text}
    top = page.section(SectionKind.TOP)
    assert top is not None
    assert [entry.get(Role.TEXT) for entry in top.entries] == [texts[entry.story] for entry in top.entries]


def test_story_with_other_words_is_written_about_anew(parts: Parts, engine: ScriptedEngine) -> None:
    write_all(parts, DAY, JOB)
    asked(engine)
    best = stories(parts, DAY)[0].primary
    parts.store.articles.keep(best.id, best.url, f"{best.text} {'A later part says in which cells it fails, and why. ' * 20}")
    assert 0 < write_all(parts, DAY, JOB).written <= 4


def test_best_stories_come_first(parts: Parts, engine: ScriptedEngine) -> None:
    write_all(parts, DAY, JOB)
    order = [title for request in engine.asked for title in [best_of(parts, request)] if title]
    ranked = [story.primary.title for story in stories(parts, DAY)]
    assert len(order) > 4
    assert order == [title for title in ranked if title in order]


def best_of(parts: Parts, request: Request) -> str:
    """Return the title of the story that a request for a long text is about, "" where the house has other words for it."""
    if request.constraint.max_chars < 50:
        return ""
    return next((story.primary.title for story in stories(parts, DAY) if f"{story.primary.title}." in request.prompt), "")


def test_stopping_loses_nothing_that_was_written(parts: Parts, engine: ScriptedEngine) -> None:
    with pytest.raises(Cancelled):
        write_all(parts, DAY, RecordingJob(cancel_at=60))
    before = asked(engine)
    report = write_all(parts, DAY, JOB)
    assert report.ready >= before - 2  # the text that was being written, and one that had ended
    assert len({told.story.id for told in report.stories if told.text}) == len(report.stories)


def test_refused_text_is_tried_twice_and_not_again(parts: Parts, engine: ScriptedEngine) -> None:
    best = stories(parts, DAY)[0]
    engine.reply = lambda request: BAD if f"{best.primary.title}." in request.prompt else fitting(request)
    report = write_all(parts, DAY, JOB)
    assert next(told.text for told in report.stories if told.story.id == best.id) is None
    asked(engine)
    write_all(parts, DAY, JOB)
    assert asked(engine) == 0


def test_when_the_time_is_up_the_rest_is_left(parts: Parts) -> None:
    report = write_all(parts, DAY, JOB, Night(Allowance(20, clock=iter(range(10_000)).__next__)))
    assert report.written > 0
    assert report.left > 0
    assert report.stories[0].text is not None
    assert report.stories[-1].text is None


def test_somebody_else_goes_first(parts: Parts, engine: ScriptedEngine) -> None:
    calls = iter([False, True, True, False])
    waited: list[float] = []

    def gives_way() -> bool:
        busy = next(calls, False)
        waited.append(busy)
        return busy

    report = write_all(parts, DAY, JOB, Night(gives_way=gives_way))
    assert (report.left, waited[:4]) == (0, [False, True, True, False])
    assert asked(engine) == report.written + 1  # the one that was broken off was asked for again


def test_finish_time_is_told_when_a_pace_is_known(parts: Parts) -> None:
    heard: list[Forecast] = []
    job = RecordingJob()
    write_all(parts, DAY, job, Night(told=heard.append))
    first, second = heard
    assert (first.texts, first.ready, first.seconds, first.measured) == (second.texts, 0, 0.0, False)
    assert second.measured
    assert second.rate > 0
    assert any(note.startswith("→ ") for step, _, _, note in job.steps if step is Step.WRITE)


def test_day_without_stories(parts: Parts) -> None:
    with pytest.raises(NothingToDraft):
        write_all(parts, DAY + timedelta(days=300), JOB)
    assert parts.engine_if_running is None


_SLOW = """
import sys, time
from pathlib import Path
from bioai_desktop.domain import SilentJob
from bioai_desktop.flow.night import write_all
from tests.fakes import ScriptedEngine, fitting
from tests.newsroom import DAY, newsroom

def reply(request):
    time.sleep(0.02)
    print(request.id, flush=True)
    return fitting(request)

write_all(newsroom(Path(sys.argv[1]), ScriptedEngine(reply)), DAY, SilentJob())
"""


def test_killed_program_loses_no_more_than_a_few_texts(tmp_path: Path, parts: Parts, engine: ScriptedEngine) -> None:
    parts.release_store()
    root = Path(__file__).parents[2]
    with subprocess.Popen(
        [sys.executable, "-c", _SLOW, str(parts.paths.data)], cwd=root, env={**os.environ, "PYTHONPATH": str(root)}, stdout=subprocess.PIPE
    ) as running:
        assert running.stdout is not None
        said = [running.stdout.readline() for _ in range(30)]
        running.send_signal(signal.SIGKILL)
        running.wait()
    assert len(said) == 30
    again = newsroom(parts.paths.data, engine)
    report = write_all(again, DAY, JOB)
    assert 30 - 8 - 1 <= report.ready <= 31
    assert report.written == asked(engine)
    again.close()


# ---------------------------------------------------------------- against the clock


class Slow(ScriptedEngine):
    """An engine that takes a second for each text, by a clock of its own."""

    now = 0.0

    def __init__(self) -> None:
        super().__init__(self._take)

    def _take(self, request: Request) -> str:
        self.now += 1.0
        return fitting(request)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Slow:
    made = Slow()
    monkeypatch.setattr(time, "monotonic", lambda: made.now)
    return made


class AllAtOnce(Slow):
    """An engine whose texts end together: each takes as long as all of a stream."""

    def stream(
        self,
        requests: Sequence[Request],
        beat: Callable[[], None] = lambda: None,
        more: Callable[[], Sequence[Request]] = nothing_more,
    ) -> Generator[Piece | Answer]:
        while requests:
            self.now += len(requests)
            beat()
            added: list[Request] = []
            for request in requests:
                self.asked.append(request)
                yield Answer(request.id, fitting(request), Stop.END)
                added += more()
            requests = added

    def info(self, _beat: Callable[[], None] = lambda: None) -> EngineInfo:
        return replace(super().info(), calibrated=40.0)


def test_no_more_texts_are_begun_than_there_is_time_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = AllAtOnce()
    monkeypatch.setattr(time, "monotonic", lambda: engine.now)
    parts = timed(tmp_path, engine, 9)
    report = draft(parts, DAY, JOB)
    top = report.edition.section(SectionKind.TOP)
    assert top is not None
    written = [entry for entry in top.entries if entry.get(Role.TEXT)]
    assert 0 < len(written) < 10
    assert written == list(top.entries[: len(written)])  # the best
    parts.close()


def timed(tmp_path: Path, slow: Slow, budget: int) -> Parts:
    made = newsroom(tmp_path / "timed", slow, settings=Settings(budget=budget))
    fill(made, 30)
    return made


def test_budget_goes_to_the_top_first(tmp_path: Path, slow: Slow) -> None:
    parts = timed(tmp_path, slow, 25)
    report = draft(parts, DAY, JOB)
    top, notes = (report.edition.section(kind) for kind in (SectionKind.TOP, SectionKind.NOTES))
    assert top is not None
    assert notes is not None
    assert {entry.state for entry in top.entries} == {EntryState.FINE}
    states = [entry.state for entry in notes.entries]
    assert states.count(EntryState.EMPTY) == len(states)  # some have a text, none has a title of its own yet
    assert slow.now <= 26
    assert {each.task for each in report.left_out} >= {Task.NOTE, Task.TITLE, Task.LEAD}
    parts.close()


def test_what_there_was_no_time_for_is_written_by_the_next_draft(tmp_path: Path, slow: Slow) -> None:
    parts = timed(tmp_path, slow, 25)
    draft(parts, DAY, JOB)
    before = len(slow.asked)
    draft(parts, DAY, JOB)
    assert len(slow.asked) - before <= 26
    report = draft(parts, DAY, JOB)
    assert report.left_out == ()
    assert {entry.state for _, entry in report.edition.entries()} == {EntryState.FINE}
    parts.close()


def test_second_attempts_are_made_only_while_there_is_time(tmp_path: Path, slow: Slow) -> None:
    good = slow.reply

    def reply(request: Request) -> str:
        written = good(request)
        return written if request.temperature else BAD

    slow.reply = reply
    parts = timed(tmp_path, slow, 46)
    draft(parts, DAY, JOB)
    seconds = [request for request in slow.asked if request.temperature]
    assert len(seconds) < 10
    parts.close()


def test_unattended_what_there_was_no_time_for_is_not_on_the_page(tmp_path: Path, slow: Slow) -> None:
    parts = timed(tmp_path, slow, 15)
    report = draft(parts, DAY, JOB, unattended=True)
    assert {entry.state for _, entry in report.edition.entries()} == {EntryState.FINE}
    assert report.left_out
    parts.close()
