from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bioai_desktop.store.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = Store(tmp_path / "bioai.sqlite3")
    yield opened
    opened.close()
