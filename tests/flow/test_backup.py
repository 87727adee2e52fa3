from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bioai_desktop.domain import SilentJob, Step
from bioai_desktop.errors import Cancelled, FileUnwritable
from bioai_desktop.flow import backup
from bioai_desktop.flow.parts import Parts
from tests.gguf_files import RecordingJob
from tests.newsroom import NOON, fill, newsroom

JOB = SilentJob()


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    made = newsroom(tmp_path / "data")
    fill(made, 30)
    yield made
    made.close()


def test_what_is_due_is_done_once_a_day(parts: Parts) -> None:
    job = RecordingJob()
    made, tidied = backup.keep_up(parts, job)
    assert made is not None
    assert tidied is not None
    assert made.day == datetime.now().astimezone().date()
    assert {step for step, *_ in job.steps} == {Step.BACKUP}
    assert backup.keep_up(parts, JOB) == (None, None)
    assert backup.listed(parts) == [made]


def test_the_store_is_open_again_after_it_was_put_back(parts: Parts) -> None:
    made = backup.back_up(parts, JOB)
    fill(parts, 40)
    done = backup.restore(parts, None)
    assert done.backup == made
    assert done.aside is not None
    assert done.aside.exists()
    assert len(parts.store.items.between(NOON - timedelta(days=9), NOON + timedelta(days=9))) == 30


def test_the_whole_store_as_lines(parts: Parts, tmp_path: Path) -> None:
    target = tmp_path / "all.jsonl"
    count = backup.export_store(parts, target, JOB)
    told = [json.loads(line) for line in target.read_text("utf-8").splitlines()]
    assert len(told) == count == 31
    assert [each["record"] for each in told[:2]] == ["store", "item"]


def test_an_export_that_is_stopped_leaves_the_file_as_it_was(parts: Parts, tmp_path: Path) -> None:
    target = tmp_path / "all.jsonl"
    target.write_text("before")
    with pytest.raises(Cancelled):
        backup.export_store(parts, target, RecordingJob(cancel_at=0))
    assert target.read_text() == "before"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["all.jsonl", "data"]


def test_a_place_that_cannot_be_written(parts: Parts, tmp_path: Path) -> None:
    with pytest.raises(FileUnwritable):
        backup.export_store(parts, tmp_path / "nosuch" / "all.jsonl", JOB)
