from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest

from bioai_desktop.domain import Draft, Request, Step, Story, Task, nothing_more
from bioai_desktop.drafting import tasks
from bioai_desktop.drafting.assignment import Assignment
from bioai_desktop.edition.profile import Profile
from bioai_desktop.errors import Cancelled
from bioai_desktop.flow.writing import Writer, Writing
from bioai_desktop.paths import resource
from bioai_desktop.site.profile import load_profile
from tests.fakes import ScriptedEngine, fitting
from tests.gguf_files import RecordingJob
from tests.newsroom import item

PROFILE: Profile = load_profile(resource("profiles", "bioai-daily"))
NOTES = next(rule for rule in PROFILE.sections if rule.name == "notes")
BAD = "抱歉，我无法完成这个请求。"


def assignments(count: int = 2) -> list[Assignment]:
    return [tasks.entry(Story(f"story-{number}", (item(number),)), PROFILE, NOTES) for number in range(count)]


def second_attempt(request: Request) -> bool:
    return request.temperature > 0


def test_each_text_is_a_draft_in_the_order_asked() -> None:
    engine = ScriptedEngine()
    drafts = Writer(engine, PROFILE, RecordingJob()).write(assignments(3))
    assert [(draft.story, draft.task, draft.attempts, draft.findings) for draft in drafts] == [
        (f"story-{number}", Task.NOTE, 1, ()) for number in range(3)
    ]
    assert drafts[0].provenance.model == engine.info().model_hash
    assert len({request.id for request in engine.asked}) == 3


def test_nothing_asked_is_nothing_written() -> None:
    engine = ScriptedEngine()
    assert Writer(engine, PROFILE, RecordingJob()).write([]) == []
    assert engine.asked == []


def test_a_text_that_breaks_a_rule_is_asked_for_once_more() -> None:
    engine = ScriptedEngine(lambda request: fitting(request) if second_attempt(request) else BAD)
    first, second = Writer(engine, PROFILE, RecordingJob()).write(assignments())
    assert (first.attempts, second.attempts) == (2, 2)
    assert first.findings == second.findings == ()
    assert [second_attempt(request) for request in engine.asked] == [False, False, True, True]


def test_only_what_failed_is_asked_for_again() -> None:
    odd = tasks.entry(
        Story("odd", (item(1, text="The authors look at the quagga, where proteins are read in each cell of the body."),)), PROFILE, NOTES
    )
    engine = ScriptedEngine(lambda request: BAD if "quagga" in request.prompt and not second_attempt(request) else fitting(request))
    first, last = assignments(2)
    drafts = Writer(engine, PROFILE, RecordingJob()).write([first, odd, last])
    assert [draft.attempts for draft in drafts] == [1, 2, 1]


def test_a_text_that_fails_twice_is_kept_with_what_is_wrong() -> None:
    engine = ScriptedEngine(lambda _: BAD)
    [draft] = Writer(engine, PROFILE, RecordingJob()).write(assignments(1))
    assert "refusal" in {finding.kind for finding in draft.findings}
    assert len(engine.asked) == 2


def test_of_two_bad_ones_the_milder_stays() -> None:
    short = "给做酶工程的人看"
    engine = ScriptedEngine(lambda request: BAD if second_attempt(request) else short)
    [draft] = Writer(engine, PROFILE, RecordingJob()).write(assignments(1))
    assert (draft.text, draft.attempts) == (short, 1)


def test_a_second_attempt_is_written_beside_the_first_ones_of_others() -> None:
    first, last = assignments(2)
    engine = ScriptedEngine(lambda request: fitting(request) if second_attempt(request) or request.prompt == last.request.prompt else BAD)
    streams: list[int] = []

    class Counting(ScriptedEngine):
        def stream(self, requests, beat=lambda: None, more=nothing_more):
            streams.append(len(requests))
            return engine.stream(requests, beat, more)

    drafts = Writer(Counting(), PROFILE, RecordingJob()).write([first, last])
    assert [draft.attempts for draft in drafts] == [2, 1]
    assert streams == [2]
    assert [second_attempt(request) for request in engine.asked] == [False, False, True]


def test_what_follows_on_a_text_is_written_beside_the_rest() -> None:
    first, last = assignments(2)
    then = replace(last, request=replace(last.request, prompt="after the first"))
    streams: list[int] = []

    class Counting(ScriptedEngine):
        def stream(self, requests, beat=lambda: None, more=nothing_more):
            streams.append(len(requests))
            yield from super().stream(requests, beat, more)

    engine = Counting(lambda request: fitting(request) if second_attempt(request) or request.prompt != first.request.prompt else BAD)
    asked_on: list[tuple[int, int]] = []

    def follow(at: int, draft: Draft) -> Assignment | None:
        asked_on.append((at, draft.attempts))
        return then if at == 0 else None

    drafts, on = Writer(engine, PROFILE, RecordingJob()).write_on([first, last], follow)
    assert [draft.attempts for draft in drafts] == [2, 1]
    assert asked_on == [(1, 1), (0, 2)]  # of a text that will not change any more
    assert list(on) == [0]
    assert engine.asked[-1].prompt == "after the first"
    assert streams == [2]


def test_progress_counts_texts_and_never_runs_over() -> None:
    job = RecordingJob()
    writer = Writer(ScriptedEngine(lambda request: fitting(request) if second_attempt(request) else BAD), PROFILE, job)
    writer.plan(3)
    writer.write(assignments(2))
    assert {step for step, *_ in job.steps} == {Step.WRITE}
    assert all(done <= total == 3 for _, done, total, _ in job.steps)
    assert job.steps[-1][1] == 2


def test_the_watcher_sees_each_text_grow() -> None:
    seen: list[Writing] = []
    Writer(ScriptedEngine(), PROFILE, RecordingJob(), seen.append).write(assignments(1))
    texts = [writing.text for writing in seen]
    assert {(writing.story, writing.task) for writing in seen} == {("story-0", Task.NOTE)}
    assert all(after.startswith(before) for before, after in pairwise(texts))
    assert len(texts[0]) < len(texts[-1])


def test_stopping_ends_the_stream() -> None:
    ended: list[bool] = []

    class Watched(ScriptedEngine):
        def stream(self, requests, beat=lambda: None, more=nothing_more):
            try:
                yield from super().stream(requests, beat, more)
            finally:
                ended.append(True)

    engine = Watched()
    with pytest.raises(Cancelled):
        Writer(engine, PROFILE, RecordingJob(cancel_at=1)).write(assignments(3))
    assert ended == [True]
    assert len(engine.asked) < 3
