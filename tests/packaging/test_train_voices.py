from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from tests.edition.checkers.passages import KINDS, passages


@pytest.fixture(scope="module")
def training() -> ModuleType:
    place = Path(__file__).parents[2] / "packaging" / "train_voices.py"
    spec = importlib.util.spec_from_file_location("train_voices", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["train_voices"] = module
    spec.loader.exec_module(module)
    return module


def test_nothing_is_learned_from_what_is_held_back(training: ModuleType) -> None:
    learned = {passage.text for passage in training.read()}
    held = {passage.text for kind in KINDS for passage in passages(kind) if passage.held and kind in training.KINDS}
    assert learned & held == set()
    assert len(learned) > 3000


def test_what_is_learned_tells_apart_what_was_learned_from(training: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(training, "WEIGHTS", tmp_path / "weights.tsv")
    monkeypatch.setattr(training, "RUNS", 2)
    some = training.read()[::40]
    weights = training.learn(some)
    right = 0
    for passage in some:
        _, _, sums = training.strongest(passage, weights)
        right += sums.index(max(sums)) == passage.label
    assert right >= 0.95 * len(some)
    assert weights == training.learn(some)
    assert training.write(weights) == len((tmp_path / "weights.tsv").read_text("utf-8").splitlines())


def test_what_is_held_back_by_folds_is_told(
    training: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(training, "RUNS", 1)
    monkeypatch.setattr(training, "EPOCHS", 4)
    training.folds(training.read()[::40], 2)
    assert len(capsys.readouterr().out.splitlines()) == 3
