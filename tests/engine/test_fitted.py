"""Copies on disk: used only where they are what their record says, for this original, build, machine and device."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bioai_desktop.domain import Device, SilentJob
from bioai_desktop.engine.files import HashBook, sha256_of
from bioai_desktop.engine.fitted import Copies, Copy, CopyState, Here, Quality
from bioai_desktop.engine.fitting import Speed
from bioai_desktop.errors import FileUnwritable

HERE = Here("mark", "a processor, 2 threads", Device.AUTO)
FIT = Copy(
    original="aa" * 32,
    sha256="",
    bytes=0,
    recipe="small",
    build="llama.cpp",
    build_mark="mark",
    machine="a processor, 2 threads",
    device=Device.CPU,
    device_name="CPU, 2 threads",
    before=Speed(100, 50),
    after=Speed(110, 60),
    gain=1.15,
    steady=True,
    quality=Quality((-3.0, -3.01), (37.0, 37.2), 40, "shipped"),
    made="2026-02-05T04:00:00+00:00",
)


@pytest.fixture
def book(tmp_path: Path) -> HashBook:
    return HashBook(tmp_path / "hashes.json")


@pytest.fixture
def original(tmp_path: Path) -> Path:
    return tmp_path / "model.gguf"


@pytest.fixture
def copies(tmp_path: Path) -> Copies:
    return Copies(tmp_path / "fitted", lambda: HERE)


@pytest.fixture
def record(copies: Copies, original: Path, book: HashBook) -> Copy:
    """A copy that is kept."""
    copies.folder.mkdir()
    staged = copies.folder / "model.gguf.part"
    staged.write_bytes(b"GGUF, fitted")
    made = replace(FIT, sha256=book.sha256(staged, SilentJob()), bytes=staged.stat().st_size)
    assert copies.keep(staged, original, made, book) == copies.copy_of(original)
    return made


def test_what_is_kept_is_read_back_and_used(copies: Copies, record: Copy, original: Path, book: HashBook) -> None:
    assert copies.record(original) == record
    assert copies.state(record, original, record.original, book) is CopyState.USED
    assert sha256_of(copies.copy_of(original), SilentJob()) == record.sha256
    assert sorted(path.name for path in copies.folder.iterdir()) == ["model.gguf", "model.json"]


@pytest.mark.parametrize(
    ("here", "state"),
    [
        (replace(HERE, build_mark="other"), CopyState.BUILD),
        (replace(HERE, machine="a processor, 4 threads"), CopyState.MACHINE),
        (replace(HERE, device=Device.GPU), CopyState.DEVICE),
        (replace(HERE, device=Device.CPU), CopyState.USED),
    ],
)
def test_elsewhere_the_original_is_used(copies: Copies, record: Copy, original: Path, book: HashBook, here: Here, state: CopyState) -> None:
    assert Copies(copies.folder, lambda: here).state(record, original, record.original, book) is state


def test_another_original_has_no_use_for_it(copies: Copies, record: Copy, original: Path, book: HashBook) -> None:
    assert copies.state(record, original, "bb" * 32, book) is CopyState.ORIGINAL


@pytest.mark.parametrize("data", [None, b"GGUF, changed", b"GGUF, fItted"])
def test_a_copy_that_is_another_is_not_used(copies: Copies, record: Copy, original: Path, book: HashBook, data: bytes | None) -> None:
    copy = copies.copy_of(original)
    copy.unlink()
    if data is not None:
        copy.write_bytes(data)
        book.sha256(copy, SilentJob())
    assert copies.state(record, original, record.original, book) is CopyState.DAMAGED


def test_a_copy_is_taken_away_with_its_record(copies: Copies, record: Copy, original: Path) -> None:
    assert copies.drop(original)
    assert not copies.folder.exists()
    assert copies.record(original) is None
    assert not copies.drop(original)


def test_a_record_that_makes_no_sense_is_none(copies: Copies, record: Copy, original: Path) -> None:
    (copies.folder / "model.json").write_text('{"original": 1}', "utf-8")
    assert copies.record(original) is None


def test_a_folder_that_is_gone_is_told(copies: Copies, record: Copy, original: Path, book: HashBook) -> None:
    with pytest.raises(FileUnwritable):
        copies.keep(copies.folder / "none.part", original, record, book)
