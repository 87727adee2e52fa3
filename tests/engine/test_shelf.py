from __future__ import annotations

import errno
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from bioai_desktop.domain import SilentJob, Step
from bioai_desktop.engine.files import HashBook
from bioai_desktop.engine.shelf import ModelState, Shelf
from bioai_desktop.errors import (
    Cancelled,
    DiskFull,
    FileUnreadable,
    FileUnwritable,
    ModelDamaged,
    ModelKept,
    ModelMissing,
    ModelUnknown,
    ModelUnusable,
)
from tests.gguf_files import RecordingJob, entry, write_model

JOB = SilentJob()


@pytest.fixture
def published(tmp_path: Path) -> Path:
    (tmp_path / "published").mkdir()
    return write_model(tmp_path / "published" / "small-q8.gguf", seed=1)


@pytest.fixture
def own(tmp_path: Path) -> Path:
    (tmp_path / "downloads").mkdir()
    return write_model(tmp_path / "downloads" / "mine.gguf", seed=2)


@pytest.fixture
def shelf(tmp_path: Path, published: Path) -> Shelf:
    home, checkout = tmp_path / "data" / "models", tmp_path / "checkout"
    return Shelf(home, (home, checkout), (entry(published),), HashBook(tmp_path / "cache" / "hashes.json"))


def put(file: Path, folder: Path, name: str = "") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copy(file, folder / (name or file.name)))


def state(shelf: Shelf) -> ModelState:
    return shelf.states()[0].state


def without_links(*_: object) -> None:
    raise OSError(errno.EXDEV, "another disk")


def test_states_follow_what_is_on_disk(shelf: Shelf, published: Path) -> None:
    assert state(shelf) is ModelState.ABSENT
    put(published, shelf.home, "small-q8.gguf.part")
    assert (state(shelf), shelf.states()[0].downloaded) == (ModelState.PARTIAL, published.stat().st_size)
    put(published, shelf.home)
    assert state(shelf) is ModelState.PRESENT
    shelf.resolve("small", JOB)
    assert state(shelf) is ModelState.VERIFIED
    (shelf.home / "small-q8.gguf").write_bytes(b"cut short")
    assert state(shelf) is ModelState.DAMAGED
    assert not shelf.states()[0].usable


def test_a_file_with_right_size_and_wrong_bytes_is_damaged_once_it_was_hashed(shelf: Shelf, published: Path) -> None:
    file = put(published, shelf.home)
    file.write_bytes(file.read_bytes()[:-1] + b"!")
    assert state(shelf) is ModelState.PRESENT
    with pytest.raises(ModelMissing):
        shelf.resolve("small", JOB)
    assert state(shelf) is ModelState.DAMAGED


def test_a_verified_model_under_another_name_counts(shelf: Shelf, published: Path) -> None:
    file = put(published, shelf.folders[1], "renamed.gguf")
    assert shelf.resolve("small", JOB).path == file
    (only,) = shelf.states()
    assert (only.state, only.path) == (ModelState.VERIFIED, file)


def test_the_users_own_files_are_listed_after_the_catalogue(shelf: Shelf, own: Path) -> None:
    put(own, shelf.folders[1])
    first, second = shelf.states()
    assert first.name == "small"
    assert (second.name, second.title, second.state, second.usable) == ("mine", "mine.gguf", ModelState.OWN, True)


@pytest.mark.parametrize("name", ["mine", "mine.gguf"])
def test_an_own_file_is_resolved_by_its_name(shelf: Shelf, own: Path, name: str) -> None:
    file = put(own, shelf.home)
    found = shelf.resolve(name, JOB)
    assert (found.path, found.name, found.sha256) == (file, "mine", shelf.book.known(file))


def test_a_path_is_resolved_and_a_published_model_known_by_its_hash(shelf: Shelf, own: Path, published: Path) -> None:
    assert shelf.resolve(str(own), JOB).name == "mine"
    assert shelf.resolve(str(published), JOB).name == "small"


def test_names_that_lead_nowhere(shelf: Shelf, tmp_path: Path) -> None:
    with pytest.raises(ModelMissing):
        shelf.resolve("small", JOB)
    with pytest.raises(ModelUnknown) as caught:
        shelf.resolve("huge", JOB)
    assert caught.value.known == "small"
    with pytest.raises(FileUnreadable):
        shelf.resolve(str(tmp_path / "none.gguf"), JOB)


def test_a_file_that_is_no_model_is_refused_before_it_is_hashed(shelf: Shelf, tmp_path: Path) -> None:
    page = tmp_path / "page.gguf"
    page.write_text("<html>")
    job = RecordingJob()
    for use in (lambda: shelf.resolve(str(page), job), lambda: shelf.add(page, job)):
        with pytest.raises(ModelUnusable):
            use()
    assert job.steps == []
    assert not shelf.home.exists()


def test_adding_keeps_the_original_and_needs_no_second_hash(shelf: Shelf, own: Path) -> None:
    added = shelf.add(own, JOB)
    assert added.path == shelf.home / "mine.gguf"
    assert added.path.read_bytes() == own.read_bytes()
    assert shelf.book.known(added.path) == added.sha256
    assert [path.name for path in shelf.home.iterdir()] == ["mine.gguf"]


def test_adding_across_disks_copies_with_progress(shelf: Shelf, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "hardlink_to", without_links)
    job = RecordingJob()
    assert shelf.add(own, job).path.read_bytes() == own.read_bytes()
    assert (Step.COPY, own.stat().st_size, own.stat().st_size, "mine.gguf") in job.steps


def test_adding_a_published_model_gives_it_its_published_name(shelf: Shelf, published: Path, tmp_path: Path) -> None:
    added = shelf.add(put(published, tmp_path / "downloads", "download (3).gguf"), JOB)
    assert (added.name, added.path) == ("small", shelf.home / "small-q8.gguf")
    assert state(shelf) is ModelState.VERIFIED


def test_adding_repairs_a_damaged_model(shelf: Shelf, published: Path) -> None:
    put(published, shelf.home).write_bytes(b"damaged")
    shelf.add(published, JOB)
    assert state(shelf) is ModelState.VERIFIED


def test_adding_twice_is_the_same_and_another_model_of_that_name_gets_its_own(shelf: Shelf, own: Path) -> None:
    first = shelf.add(own, JOB)
    assert shelf.add(own, JOB) == first
    assert shelf.add(first.path, JOB) == first
    own.unlink()
    other = shelf.add(write_model(own, seed=3), JOB)
    assert other.path.name == f"mine-{other.sha256[:8]}.gguf"
    assert first.path.exists()


def test_a_cancelled_copy_leaves_nothing(shelf: Shelf, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "hardlink_to", without_links)
    with pytest.raises(Cancelled):
        shelf.add(own, RecordingJob(cancel_at=0))
    assert list(shelf.home.iterdir()) == []


def test_a_full_disk_is_told(shelf: Shelf, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "hardlink_to", without_links)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=10))
    with pytest.raises(DiskFull):
        shelf.add(own, JOB)


def test_a_folder_that_cannot_be_is_told(shelf: Shelf, own: Path) -> None:
    shelf.home.parent.mkdir()
    shelf.home.write_text("in the way")
    with pytest.raises(FileUnwritable):
        shelf.add(own, JOB)


def test_settle_gives_the_name_only_to_the_right_bytes(shelf: Shelf, published: Path, own: Path) -> None:
    part = put(own, shelf.home, "small-q8.gguf.part")
    with pytest.raises(ModelDamaged):
        shelf.settle(part, shelf.catalogue[0], JOB)
    assert not (shelf.home / "small-q8.gguf").exists()
    part = put(published, shelf.home, "small-q8.gguf.part")
    assert shelf.settle(part, shelf.catalogue[0], JOB) == shelf.home / "small-q8.gguf"
    assert state(shelf) is ModelState.VERIFIED


@pytest.mark.parametrize("name", ["small", "mine"])
def test_removing_what_is_ours(shelf: Shelf, published: Path, own: Path, name: str) -> None:
    shelf.add(published, JOB)
    shelf.add(own, JOB)
    gone = shelf.remove(name, JOB)
    assert not gone.exists()
    assert len(list(shelf.home.iterdir())) == 1
    assert published.exists()
    assert own.exists()


def test_what_is_not_ours_stays(shelf: Shelf, published: Path, own: Path) -> None:
    kept = put(published, shelf.folders[1])
    with pytest.raises(ModelKept) as caught:
        shelf.remove("small", JOB)
    assert caught.value.path == str(kept)
    with pytest.raises(ModelKept):
        shelf.remove(str(own), JOB)
    assert kept.exists()
    assert own.exists()


def test_removing_what_is_not_there(shelf: Shelf) -> None:
    with pytest.raises(ModelMissing):
        shelf.remove("small", JOB)
    with pytest.raises(ModelUnknown):
        shelf.remove("huge", JOB)
