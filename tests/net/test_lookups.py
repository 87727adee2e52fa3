from __future__ import annotations

import asyncio
import threading
import time

from bioai_desktop.net.lookups import Lookups, addresses


def test_a_number_stands_for_itself() -> None:
    assert set(asyncio.run(addresses("127.0.0.1"))) == {"127.0.0.1"}


def test_a_name_that_nobody_knows_stands_for_nothing() -> None:
    assert asyncio.run(addresses("nobody.invalid")) == ()


def test_a_name_that_can_be_none_stands_for_nothing() -> None:
    assert asyncio.run(addresses("a..b")) == ()
    assert asyncio.run(addresses("x" * 300)) == ()


def test_a_lookup_that_hangs_does_not_hold_up_the_end() -> None:
    hanging = threading.Event()

    async def ask() -> None:
        loop = asyncio.get_running_loop()
        loop.set_default_executor(Lookups(1))
        loop.run_in_executor(None, hanging.wait, 20)
        await asyncio.sleep(0.01)

    started = time.monotonic()
    asyncio.run(ask())
    assert time.monotonic() - started < 5
    hanging.set()
