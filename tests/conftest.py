"""What tests of several parts share."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

from bioai_desktop.paths import Paths

# A property is judged by what it finds, not by how busy the machine is. The default run asks the same questions each time, so that
# a change is judged by what it changed; `make fuzz` asks new ones, and more of them, `make mutate` few, thousands of times.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.register_profile("fuzz", deadline=None, max_examples=2000)
settings.register_profile("mutate", deadline=None, derandomize=True, max_examples=12, database=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

_TINY = "qwen2.5-coder-0.5b-instruct-q4_k_m.gguf"
#: Read at once: single tests point the program's folders elsewhere.
_FOLDERS = Paths.of().model_folders


@pytest.fixture(scope="session")
def tiny_path() -> Path:
    """The weights of `tiny`, where `bioai models install tiny` has put them."""
    found = next((folder / _TINY for folder in _FOLDERS if (folder / _TINY).is_file()), None)
    if found is None:
        pytest.fail(f"{_TINY} is in none of {', '.join(map(str, _FOLDERS))}: run bioai models install tiny")
    return found
