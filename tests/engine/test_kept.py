from __future__ import annotations

import os
from pathlib import Path

import pytest

from bioai_desktop.engine import kept
from bioai_desktop.engine.kept import Kept

TOKENS = tuple(range(200))


def test_what_was_kept_comes_back(tmp_path: Path) -> None:
    one = Kept(tmp_path / "prompts", "model")
    assert one.wants(TOKENS)
    one.put(TOKENS, b"cells")
    assert not one.wants(TOKENS)
    assert Kept(tmp_path / "prompts", "model").get(TOKENS) == b"cells"


def test_another_model_or_other_tokens_have_nothing(tmp_path: Path) -> None:
    Kept(tmp_path, "model").put(TOKENS, b"cells")
    assert Kept(tmp_path, "other").get(TOKENS) is None
    assert Kept(tmp_path, "model").get(TOKENS[:-1]) is None


def test_a_short_beginning_is_not_worth_a_file(tmp_path: Path) -> None:
    assert not Kept(tmp_path, "model").wants(TOKENS[:20])
    assert Kept(tmp_path, "model").get(TOKENS[:20]) is None


@pytest.mark.parametrize("damage", [b"", b"short", b"x" * 400])
def test_a_damaged_file_is_dropped(tmp_path: Path, damage: bytes) -> None:
    one = Kept(tmp_path, "model")
    one.put(TOKENS, b"cells")
    [file] = tmp_path.iterdir()
    file.write_bytes(damage)
    assert one.get(TOKENS) is None
    assert list(tmp_path.iterdir()) == []
    assert one.wants(TOKENS)


def test_the_longest_unused_make_room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_MOST_BYTES", 450)
    one = Kept(tmp_path, "model")
    for number in range(4):
        one.put((*TOKENS, number), b"s" * 100)
        os.utime(one._file((*TOKENS, number)), (1000 + number, 1000 + number))
    one.put((*TOKENS, 9), b"s" * 100)
    assert one.get((*TOKENS, 0)) is None
    assert one.get((*TOKENS, 3)) is not None
    assert one.get((*TOKENS, 9)) is not None


def test_what_is_too_large_for_its_share_is_not_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_MOST_BYTES", 450)
    Kept(tmp_path, "model").put(TOKENS, b"s" * 200)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_can_not_be_written_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")
    one = Kept(tmp_path / "file" / "prompts", "model")
    one.put(TOKENS, b"cells")
    assert one.get(TOKENS) is None
