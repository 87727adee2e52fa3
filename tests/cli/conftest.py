"""The command line, called in this process; it writes where a terminal would read."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bioai_desktop import settings as user_settings
from bioai_desktop.cli.main import run
from bioai_desktop.domain import Source
from bioai_desktop.flow.parts import Parts
from bioai_desktop.paths import Paths
from tests.fakes import ScriptedEngine
from tests.newsroom import fill, newsroom


@dataclass(frozen=True)
class Said:
    """What a command left: its exit status and both streams."""

    status: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document on stdout."""
        return json.loads(self.out)


Bioai = Callable[..., Said]


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine()


@pytest.fixture
def sources() -> list[Source]:
    """The sources of the newsroom; a test puts its own in."""
    return []


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def parts(data: Path) -> Iterator[Parts]:
    """The newsroom from outside, with thirty items."""
    made = newsroom(data)
    fill(made, 30)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def terminal(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing of this computer's own: no data folder, no language, an empty working folder."""
    monkeypatch.delenv("BIOAI_DATA_DIR", raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    monkeypatch.delenv("LC_MESSAGES", raising=False)
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


@pytest.fixture
def bioai(data: Path, engine: ScriptedEngine, sources: Sequence[Source], capfd: pytest.CaptureFixture[str]) -> Bioai:
    """Run a command as `bioai --data-dir DATA ...`."""

    def build(folder: Path | None) -> Parts:
        settings = user_settings.load(Paths.of(folder).settings)
        return newsroom(folder or data, engine, sources, settings)

    def call(*arguments: object) -> Said:
        capfd.readouterr()
        status = run(build, ["--data-dir", str(data), *map(str, arguments)])
        return Said(status, *capfd.readouterr())

    return call
