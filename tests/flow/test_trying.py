"""A prompt tried on a story: all that is sent, what comes back, and nothing is kept."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bioai_desktop.domain import SilentJob, Story, Task
from bioai_desktop.errors import DateInvalid, FileUnreadable, NothingToTell, ProfileInvalid, StoryUnknown, TaskUnknown
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.triage import stories
from bioai_desktop.flow.trying import attempt, find, known
from tests.fakes import ScriptedEngine, fitting
from tests.newsroom import DAY

JOB = SilentJob()


def test_story_is_named_by_its_place_that_day(parts: Parts) -> None:
    assert find(parts, "2026-02-05:3") == stories(parts, DAY)[2]


@pytest.mark.parametrize(
    ("name", "error"),
    [("2026-02-05:99", StoryUnknown), ("2026-02-05:0", StoryUnknown), ("today:1", DateInvalid), ("nothing", StoryUnknown)],
)
def test_story_that_is_none(parts: Parts, name: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        find(parts, name)


@pytest.mark.parametrize("task", ["title", "text", "note", "row", "digest", "lead", "keyword", "cite", "forecast"])
def test_each_kind_of_text_can_be_tried(parts: Parts, task: str) -> None:
    done = attempt(parts, stories(parts, DAY)[0], task, None, JOB)
    assert done.task == Task(task)
    assert done.attempts[-1].draft.text
    assert done.attempts[0].request.system
    assert parts.store.drafts.by_story([story.id for story in stories(parts, DAY)], parts.profile.language) == {}


def test_a_question_needs_a_source_that_says_more(parts: Parts) -> None:
    story = stories(parts, DAY)[0]
    with pytest.raises(NothingToTell) as failed:
        attempt(parts, story, "question", None, JOB)
    assert failed.value.title == story.primary.title
    said = [
        f"In part {number} of the study the model was tried on tissue of another kind, and it failed there less often."
        for number in "ABCDEFGH"
    ]
    longer = Story(story.id, (replace(story.primary, text=" ".join(said)),))
    done = attempt(parts, longer, "question", None, JOB)
    assert (done.task, bool(done.attempts[0].request.constraint.form)) == (Task.QUESTION, True)


def test_second_attempt_is_shown_with_its_advice(parts: Parts, engine: ScriptedEngine) -> None:
    engine.reply = lambda request: fitting(request) if request.temperature else "抱歉，我无法完成这个请求。"
    done = attempt(parts, stories(parts, DAY)[0], "text", None, JOB)
    assert len(done.attempts) == 2
    assert done.draft == done.attempts[1].draft
    assert done.attempts[0].draft.findings


def test_file_in_the_place_of_the_prompt(parts: Parts, tmp_path: Path) -> None:
    file = tmp_path / "mine.md"
    file.write_text("用一句话说清：\n---\n{{ title }}", "utf-8")
    done = attempt(parts, stories(parts, DAY)[0], "text", file, JOB)
    assert done.attempts[0].request.shared.strip() == "用一句话说清："
    assert done.draft.provenance.prompt != attempt(parts, stories(parts, DAY)[0], "text", None, JOB).draft.provenance.prompt


def test_prompt_with_a_mistake_names_its_line(parts: Parts, tmp_path: Path) -> None:
    file = tmp_path / "mine.md"
    file.write_text("用一句话说清：\n---\n{{ tittle }}", "utf-8")
    with pytest.raises(ProfileInvalid) as failed:
        attempt(parts, stories(parts, DAY)[0], "text", file, JOB)
    assert failed.value.line == 3
    with pytest.raises(FileUnreadable):
        attempt(parts, stories(parts, DAY)[0], "text", tmp_path / "none.md", JOB)


def test_kind_of_text_that_is_not_written(parts: Parts) -> None:
    with pytest.raises(TaskUnknown) as failed:
        attempt(parts, stories(parts, DAY)[0], "poem", None, JOB)
    assert set(failed.value.known.split(", ")) == set(known(parts.profile))
