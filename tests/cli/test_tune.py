from __future__ import annotations

from pathlib import Path

import pytest

from bioai_desktop.cli import tune
from bioai_desktop.domain import Device, SilentJob
from bioai_desktop.engine.files import HashBook, sha256_of
from bioai_desktop.engine.fitted import Copy, CopyState, Quality
from bioai_desktop.engine.fitting import Speed
from bioai_desktop.flow import models
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.tune import Trial, Tuned, Verdict, Wish
from bioai_desktop.paths import Paths
from tests.cli.conftest import Bioai
from tests.gguf_files import write_model

RATES = Speed(100, 50), Speed(120, 60)
TRIALS = (
    Trial("one", Verdict.SLOW, *RATES, 1.02, False),
    Trial("two", Verdict.UNLIKELY, *RATES, 1.5, True, (-3.0, -3.5)),
    Trial("three", Verdict.WORSE, *RATES, 1.5, True, (-3.0, -3.0), (37.0, 30.0)),
    Trial("four", Verdict.KEPT, *RATES, 1.2, True, (-3.0, -3.01), (37.0, 37.2)),
)


@pytest.fixture(autouse=True)
def own(data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A model of the user's own."""
    monkeypatch.setenv("BIOAI_MODELS", str(tmp_path / "elsewhere"))
    (data / "models").mkdir(parents=True)
    return write_model(data / "models" / "own.gguf")


@pytest.fixture
def fitted(data: Path, own: Path, tmp_path: Path) -> Copy:
    """A copy of it that is in use."""
    copies, book = models.fitted_copies(Paths.of(data), Device.AUTO), HashBook(data / "cache" / "model-hashes.json")
    here = copies.here()
    copies.folder.mkdir()
    staged = write_model(copies.folder / "own.part", seed=2)
    fit = Copy(
        original=sha256_of(own, SilentJob()),
        sha256=book.sha256(staged, SilentJob()),
        bytes=staged.stat().st_size,
        recipe="q4",
        build="llama.cpp",
        build_mark=here.build_mark,
        machine=here.machine,
        device=Device.CPU,
        device_name="CPU, 2 threads",
        before=RATES[0],
        after=RATES[1],
        gain=1.2,
        steady=True,
        quality=Quality((-3.0, -3.01), (37.0, 37.2), 40, "shipped"),
        made="2026-02-05T04:00:00+00:00",
    )
    copies.keep(staged, own, fit, book)
    return fit


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Wish]:
    """What was asked for; the answer is one of each verdict."""
    wishes: list[Wish] = []

    def fit(name: str, _parts: Parts, wish: Wish, _job: object) -> Tuned:
        wishes.append(wish)
        return Tuned(name, Path("copy.gguf"), TRIALS) if len(wishes) < 2 else Tuned(name, None, TRIALS[: 2 - len(wishes)])

    monkeypatch.setattr(tune, "fit", fit)
    return wishes


@pytest.mark.parametrize("language", ["zh", "en"])
def test_each_recipe_is_told_with_what_was_measured(bioai: Bioai, asked: list[Wish], language: str) -> None:
    said = bioai("--lang", language, "models", "tune", "own")
    assert said.status == 0
    assert all(text in said.out for text in ("one", "two", "three", "four", "1.02", "100", "120", "-0.5000", "30.0", "copy.gguf"))
    assert len(asked[0].pairs) == 40
    assert "copy.gguf" not in bioai("--lang", language, "models", "tune", "own").out


def test_as_json(bioai: Bioai, asked: list[Wish], tmp_path: Path) -> None:
    (tmp_path / "pairs.jsonl").write_text('{"en": "a", "zh": "甲"}\n' * 9, "utf-8")
    document = bioai("models", "tune", "own", "--bilingual", tmp_path / "pairs.jsonl", "--sentences", 3, "--json").document
    assert (document["name"], document["path"]) == ("own", "copy.gguf")
    assert [trial["verdict"] for trial in document["trials"]] == ["slow", "unlikely", "worse", "kept"]
    assert document["trials"][1]["chrf"] is None
    assert len(asked[0].pairs) == 3


def test_a_model_for_which_there_is_no_recipe(bioai: Bioai) -> None:
    said = bioai("--lang", "en", "models", "tune", "own")
    assert (said.status, said.out.count("\n")) == (0, 1)
    assert "own" in said.out


def test_a_copy_in_use_is_told_everywhere_and_can_be_taken_away(bioai: Bioai, fitted: Copy) -> None:
    bioai("models", "info", "own")  # from here on the original's hash is known
    assert "in use" in bioai("--lang", "en", "models", "list").out
    (row,) = (row for row in bioai("models", "list", "--json").document["models"] if row["name"] == "own")
    assert (row["fitted"]["state"], row["fitted"]["gain"]) == (CopyState.USED, 1.2)
    assert bioai("models", "info", "own", "--json").document["fitted"]["recipe"] == "q4"
    assert "37.0 → 37.2" in bioai("models", "info", "own").out
    checks = bioai("doctor", "--model", "own", "--json").document["checks"]
    assert "fitted" in next(check["message"] for check in checks if check["part"] == "model")

    assert bioai("models", "tune", "own", "--off", "--json").document == {"name": "own", "removed": True}
    assert bioai("models", "tune", "own", "--off", "--json").document["removed"] is False
    assert bioai("models", "info", "own", "--json").document["fitted"] is None


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_copy_of_another_build_is_told_to_be_unused(bioai: Bioai, fitted: Copy, monkeypatch: pytest.MonkeyPatch, language: str) -> None:
    monkeypatch.setattr(models, "build_mark", lambda: "another")
    assert "llama.cpp" in bioai("--lang", language, "models", "info", "own").out.splitlines()[-5]
    checks = bioai("--lang", language, "doctor", "--model", "own", "--json").document["checks"]
    (model,) = (check for check in checks if check["part"] == "model")
    assert model["health"] == "note"
    assert "bioai models tune own" in model["message"]
