"""The worker program itself, spoken to over its pipes."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from bioai_desktop.domain import Constraint, Device, Request
from bioai_desktop.engine.protocol import Ask, Cancel, Done, FromWorker, Load, Ready, Receiver, Wrote, send

_COMMAND = [sys.executable, "-m", "bioai_desktop.engine.worker"]


class Owner:
    """The other end of the pipes."""

    def __init__(self, running: subprocess.Popen[bytes]) -> None:
        self.running = running
        self.stdin = cast("BinaryIO", running.stdin)
        self._receiver = Receiver(cast("BinaryIO", running.stdout), FromWorker)

    def wait_for(self, kind: type[FromWorker]) -> FromWorker:
        """Read messages up to one of this kind."""
        while not isinstance(message := self._receiver.receive(), kind):
            assert message is not None
        return cast("FromWorker", message)


@pytest.fixture
def owner(tiny_path: Path) -> Iterator[Owner]:
    """A worker that has loaded `tiny`."""
    with subprocess.Popen(_COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as running:
        owner = Owner(running)
        send(owner.stdin, Load(str(tiny_path), Device.CPU))
        owner.wait_for(Ready)
        yield owner
        running.kill()


def _endless(name: str) -> Request:
    return Request(name, "", "cells fold proteins " * 60, max_tokens=4000, constraint=Constraint(min_chars=9000))


@pytest.mark.model
def test_it_ends_with_its_owner_in_the_middle_of_a_text(owner: Owner) -> None:
    send(owner.stdin, Ask(1, [_endless("a"), _endless("b")]))
    owner.wait_for(Wrote)

    owner.stdin.close()

    assert owner.running.wait(3) == 0


@pytest.mark.model
def test_a_cancel_reaches_the_ask_it_names_and_no_later_one(owner: Owner) -> None:
    send(owner.stdin, Ask(1, [_endless("a")]))
    send(owner.stdin, Ask(2, [Request("b", "", "hello", max_tokens=3)]))
    owner.wait_for(Wrote)
    began = time.monotonic()
    send(owner.stdin, Cancel(1))

    done = owner.wait_for(Done)

    assert isinstance(done, Done)
    assert done.number == 1
    assert time.monotonic() - began < 1  # 0.1 on a machine that does nothing else
    last = owner.wait_for(Done)
    assert isinstance(last, Done)
    assert (last.number, last.written > 0) == (2, True)
