from __future__ import annotations

import importlib.util
from contextlib import closing
from pathlib import Path

import pytest

from bioai_desktop.engine.peers import PLAIN, SERVER, Chat, PeerProcess, Setting, is_there
from bioai_desktop.errors import Cancelled, EngineFailed

_CHATS = [Chat("你是编辑。", "你好", 9), Chat("", "Hello", 9), Chat("你是编辑。", "再见", 9)]


def test_what_is_not_installed_is_not_there() -> None:
    assert is_there(PLAIN)
    assert not is_there("no-such-program")


@pytest.mark.model
@pytest.mark.parametrize(
    "program",
    [PLAIN, pytest.param(SERVER, marks=pytest.mark.skipif(importlib.util.find_spec("xllamacpp") is None, reason="it is not installed"))],
)
def test_another_program_writes_exactly_as_many_tokens_as_asked_for(tiny_path: Path, program: str) -> None:
    with closing(PeerProcess(Setting(program, str(tiny_path), 1, 2), lambda: None)) as process:
        assert process.peer.name == program
        assert process.peer.version
        for _ in range(2):
            took = process.write(_CHATS)
            assert (took.tokens, took.seconds > 0) == (27, True)


def test_one_that_can_not_start_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(EngineFailed):
        PeerProcess(Setting(PLAIN, str(tmp_path / "none.gguf"), 1), lambda: None)


@pytest.mark.model
def test_waiting_for_one_can_be_stopped(tiny_path: Path) -> None:
    def stop() -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        PeerProcess(Setting(PLAIN, str(tiny_path), 1), stop)
