from collections.abc import Iterator
from pathlib import Path

import pytest

from bioai_desktop.flow.parts import Parts
from tests.fakes import ScriptedEngine
from tests.newsroom import fill, newsroom


@pytest.fixture
def engine() -> ScriptedEngine:
    return ScriptedEngine()


@pytest.fixture
def parts(tmp_path: Path, engine: ScriptedEngine) -> Iterator[Parts]:
    """A newsroom in which thirty items came in."""
    made = newsroom(tmp_path / "data", engine)
    fill(made, 30)
    yield made
    made.close()
