from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail, null

from bioai_desktop.errors import KeyringUnusable
from bioai_desktop.net import keys
from tests.keyrings import InMemory, Locked, OnDisk, Refusing


@pytest.fixture(autouse=True)
def restored() -> Iterator[None]:
    before = keyring.get_keyring()
    yield
    keyring.set_keyring(before)


def test_one_key_for_each_host() -> None:
    ring = InMemory()
    keyring.set_keyring(ring)
    keys.keep("api.github.com", "first")
    keys.keep("api.github.com", "second")
    keys.keep("eutils.ncbi.nlm.nih.gov", "other")
    assert keys.get("api.github.com") == "second"
    assert keys.get("example.org") is None
    assert set(ring.kept) == {("BioAI Desktop", "api.github.com"), ("BioAI Desktop", "eutils.ncbi.nlm.nih.gov")}
    keys.remove("api.github.com")
    keys.remove("api.github.com")
    assert keys.get("api.github.com") is None


@pytest.mark.parametrize(
    ("backend", "reason"),
    [(fail.Keyring(), "none"), (null.Keyring(), "none"), (OnDisk(), "none"), (Locked(), "locked"), (Refusing(), "refused")],
)
def test_a_system_without_a_keyring_that_is_fit(backend: KeyringBackend, reason: str) -> None:
    keyring.set_keyring(backend)
    with pytest.raises(KeyringUnusable) as caught:
        keys.keep("api.github.com", "s3cret")
    assert caught.value.reason == reason
    assert type(backend).__name__ in caught.value.backend
    assert "s3cret" not in repr(caught.value)
    assert isinstance(backend, InMemory) is False or backend.kept == {}


def test_the_library_is_loaded_with_the_first_key() -> None:
    code = "import sys, bioai_desktop.cli.main, bioai_desktop.flow.fetch, bioai_desktop.net.keys; print('keyring' in sys.modules, 'trafilatura' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split() == ["False", "False"]
