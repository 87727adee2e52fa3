"""Copies on disk: used only where they are what their record says, for this original, build, machine and device."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bioai_desktop.domain import Device, SilentJob
from bioai_desktop.engine.files import HashBook, sha256_of
from bioai_desktop.engine.fitted import Fit, Fits, FitState, Here, Quality
from bioai_desktop.engine.fitting import Rates
from bioai_desktop.errors import FileUnwritable

HERE = Here("mark", "a processor, 2 threads", Device.AUTO)
FIT = Fit(
    original="aa" * 32,
    sha256="",
    bytes=0,
    recipe="small",
    build="llama.cpp",
    build_mark="mark",
    machine="a processor, 2 threads",
    device=Device.CPU,
    device_name="CPU, 2 threads",
    before=Rates(100, 50),
    after=Rates(110, 60),
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
def fits(tmp_path: Path) -> Fits:
    return Fits(tmp_path / "fitted", lambda: HERE)


@pytest.fixture
def fit(fits: Fits, original: Path, book: HashBook) -> Fit:
    """A copy that is kept."""
    fits.folder.mkdir()
    staged = fits.folder / "model.gguf.part"
    staged.write_bytes(b"GGUF, fitted")
    made = replace(FIT, sha256=book.sha256(staged, SilentJob()), bytes=staged.stat().st_size)
    assert fits.keep(staged, original, made, book) == fits.copy_of(original)
    return made


def test_what_is_kept_is_read_back_and_used(fits: Fits, fit: Fit, original: Path, book: HashBook) -> None:
    assert fits.record(original) == fit
    assert fits.state(fit, original, fit.original, book) is FitState.USED
    assert sha256_of(fits.copy_of(original), SilentJob()) == fit.sha256
    assert sorted(path.name for path in fits.folder.iterdir()) == ["model.gguf", "model.json"]


@pytest.mark.parametrize(
    ("here", "state"),
    [
        (replace(HERE, build_mark="other"), FitState.BUILD),
        (replace(HERE, machine="a processor, 4 threads"), FitState.MACHINE),
        (replace(HERE, device=Device.GPU), FitState.DEVICE),
        (replace(HERE, device=Device.CPU), FitState.USED),
    ],
)
def test_elsewhere_the_original_is_used(fits: Fits, fit: Fit, original: Path, book: HashBook, here: Here, state: FitState) -> None:
    assert Fits(fits.folder, lambda: here).state(fit, original, fit.original, book) is state


def test_another_original_has_no_use_for_it(fits: Fits, fit: Fit, original: Path, book: HashBook) -> None:
    assert fits.state(fit, original, "bb" * 32, book) is FitState.ORIGINAL


@pytest.mark.parametrize("data", [None, b"GGUF, changed", b"GGUF, fItted"])
def test_a_copy_that_is_another_is_not_used(fits: Fits, fit: Fit, original: Path, book: HashBook, data: bytes | None) -> None:
    copy = fits.copy_of(original)
    copy.unlink()
    if data is not None:
        copy.write_bytes(data)
        book.sha256(copy, SilentJob())
    assert fits.state(fit, original, fit.original, book) is FitState.DAMAGED


def test_a_copy_is_taken_away_with_its_record(fits: Fits, fit: Fit, original: Path) -> None:
    assert fits.drop(original)
    assert not fits.folder.exists()
    assert fits.record(original) is None
    assert not fits.drop(original)


def test_a_record_that_makes_no_sense_is_none(fits: Fits, fit: Fit, original: Path) -> None:
    (fits.folder / "model.json").write_text('{"original": 1}', "utf-8")
    assert fits.record(original) is None


def test_a_folder_that_is_gone_is_told(fits: Fits, fit: Fit, original: Path, book: HashBook) -> None:
    with pytest.raises(FileUnwritable):
        fits.keep(fits.folder / "none.part", original, fit, book)
