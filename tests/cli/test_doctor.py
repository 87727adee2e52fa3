from __future__ import annotations

from pathlib import Path

import pytest

from bioai_desktop.domain import Language
from bioai_desktop.wording import catalogue
from tests.cli.conftest import Bioai
from tests.gguf_files import write_model


def test_each_part_is_told_with_what_to_do(bioai: Bioai, tmp_path: Path) -> None:
    said = bioai("--lang", "en", "doctor", "--model", write_model(tmp_path / "own.gguf"))
    assert said.status == 0
    lines = said.out.splitlines()
    assert [line[0] for line in lines] == ["✓", "✓", "✓", "✓", "·", "·"]
    assert "own.gguf" in lines[3]
    assert "No graphics card was found" in lines[4]
    assert "bioai export DATE --site DIR" in lines[5]


def test_what_is_broken_ends_with_three(bioai: Bioai, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("BIOAI_MODELS", str(tmp_path))
    said = bioai("--lang", "zh", "doctor", "--model", "standard", "--json")
    assert said.status == 3
    checks = {check["part"]: check for check in said.document["checks"]}
    assert checks["model"]["health"] == "broken"
    assert "bioai models install standard" in checks["model"]["message"]
    assert "engine" not in checks


@pytest.mark.parametrize("reason", ["build-without-gpu", "no-gpu-found", "gpu-memory"])
def test_every_reason_for_the_cpu_has_a_sentence(reason: str) -> None:
    assert all(f"doctor.engine-{reason}" in catalogue(language) for language in Language)
