from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from bioai_desktop.domain import SilentJob, Step
from bioai_desktop.engine import files
from bioai_desktop.engine.files import HashBook
from bioai_desktop.errors import Cancelled, FileUnreadable, ModelDamaged
from tests.gguf_files import RecordingJob, entry


@pytest.fixture
def book(tmp_path: Path) -> HashBook:
    return HashBook(tmp_path / "cache" / "hashes.json")


def written(path: Path, body: bytes = b"weights" * 100_000) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    return path


def test_a_hash_is_taken_with_progress(tmp_path: Path) -> None:
    file, job = written(tmp_path / "a.gguf"), RecordingJob()
    assert files.sha256_of(file, job) == hashlib.sha256(file.read_bytes()).hexdigest()
    assert job.steps[-1] == (Step.VERIFY, 700_000, 700_000, "a.gguf")


def test_hashing_can_be_cancelled(tmp_path: Path, book: HashBook) -> None:
    file = written(tmp_path / "a.gguf")
    with pytest.raises(Cancelled):
        book.sha256(file, RecordingJob(cancel_at=0))
    assert book.known(file) is None


def test_a_file_is_hashed_once(tmp_path: Path, book: HashBook) -> None:
    file, again = written(tmp_path / "a.gguf"), RecordingJob()
    first = book.sha256(file, SilentJob())
    assert HashBook(tmp_path / "cache" / "hashes.json").sha256(file, again) == first
    assert again.steps == []


def test_a_changed_file_is_hashed_again(tmp_path: Path, book: HashBook) -> None:
    file = written(tmp_path / "a.gguf", b"one")
    first = book.sha256(file, SilentJob())
    written(file, b"two")
    os.utime(file, ns=(1, 1))
    assert book.known(file) is None
    assert book.sha256(file, SilentJob()) != first


def test_a_broken_book_costs_time_only(tmp_path: Path, book: HashBook) -> None:
    file = written(tmp_path / "a.gguf")
    written(tmp_path / "cache" / "hashes.json", b"{broken")
    digest = book.sha256(file, SilentJob())
    assert book.known(file) == digest


def test_a_hash_moves_with_its_file(tmp_path: Path, book: HashBook) -> None:
    file = written(tmp_path / "a.part")
    digest = book.sha256(file, SilentJob())
    file.rename(tmp_path / "a.gguf")
    book.moved(tmp_path / "a.part", tmp_path / "a.gguf")
    assert book.known(tmp_path / "a.gguf") == digest


def test_verify_names_both_hashes(tmp_path: Path, book: HashBook) -> None:
    file = written(tmp_path / "a.gguf")
    files.verify(file, hashlib.sha256(file.read_bytes()).hexdigest(), book, SilentJob())
    with pytest.raises(ModelDamaged) as caught:
        files.verify(file, "0" * 64, book, SilentJob())
    assert (caught.value.expected, caught.value.found) == ("0" * 64, hashlib.sha256(file.read_bytes()).hexdigest())


def test_a_missing_file_is_unreadable(tmp_path: Path, book: HashBook) -> None:
    with pytest.raises(FileUnreadable):
        book.sha256(tmp_path / "none.gguf", SilentJob())


def test_a_model_is_found_by_its_hash_whatever_its_name(tmp_path: Path, book: HashBook) -> None:
    model = entry(written(tmp_path / "made" / "m.gguf"))
    first, second = tmp_path / "first", tmp_path / "second"
    written(first / "m.gguf", b"too short")
    written(first / "other.gguf", b"WEIGHTS" * 100_000)
    renamed = written(second / "renamed.gguf")
    assert files.find(model, (first, second, tmp_path / "none"), book, SilentJob()) == renamed
    assert files.find(model, (first,), book, SilentJob()) is None


def test_only_files_of_the_right_size_are_hashed(tmp_path: Path, book: HashBook) -> None:
    model, job = entry(written(tmp_path / "made" / "m.gguf")), RecordingJob()
    written(tmp_path / "here" / "m.gguf", b"another size")
    assert files.find(model, (tmp_path / "here",), book, job) is None
    assert job.steps == []


def test_a_file_seen_through_two_folders_is_listed_once(tmp_path: Path) -> None:
    file = written(tmp_path / "here" / "m.gguf")
    (tmp_path / "link").symlink_to(tmp_path / "here")
    assert list(files.weights((tmp_path / "here", tmp_path / "link"))) == [file]
