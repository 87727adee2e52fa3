"""What tests of several parts share."""

import os
from pathlib import Path

import pytest

_TINY = "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf"


@pytest.fixture(scope="session")
def tiny_path() -> Path:
    """The weights of `tiny`, which set-up puts in place."""
    named = os.environ.get("BIOAI_MODELS")
    folders = [*([Path(named)] if named else []), Path(__file__).parents[1] / "models"]
    found = next((folder / _TINY for folder in folders if (folder / _TINY).is_file()), None)
    if found is None:
        pytest.fail(f"{_TINY} is in none of {', '.join(map(str, folders))}: run make setup")
    return found
