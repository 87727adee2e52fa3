from __future__ import annotations

from bioai_desktop.flow.allowance import Allowance


def test_without_seconds_there_is_no_end() -> None:
    free = Allowance()
    assert (free.limited, free.over, free.left) == (False, False, float("inf"))


def test_time_runs_out() -> None:
    now = 100.0
    some = Allowance(30, lambda: now)
    assert (some.limited, some.over, some.left) == (True, False, 30.0)
    now = 129.0
    assert some.left == 1.0
    now = 140.0
    assert (some.over, some.left) == (True, 0.0)
