from __future__ import annotations

import pytest

from bioai_desktop.engine.protocol import Done
from bioai_desktop.engine.rates import Rates
from bioai_desktop.flow.bench_engine import Round
from bioai_desktop.flow.bench_load import SHARED

RAW = Rates(100.0, {1: 10.0, 8: 40.0, 24: 60.0})


def test_the_limit_is_each_token_once_at_the_best_rate_that_so_many_texts_allow() -> None:
    done = Round(RAW)
    done.work[SHARED] = Done(1, computed=500, reused=9000, written=1200, steps=120, seconds=40.0, native=39.0, choosing=0.1)
    assert done.limit(SHARED, 24) == pytest.approx(5.0 + 20.0)
    assert done.limit(SHARED, 9) == pytest.approx(5.0 + 30.0)
    assert done.limit(SHARED, 1) == pytest.approx(5.0 + 120.0)


@pytest.mark.parametrize(
    ("after", "disturbed"),
    [
        (RAW, False),
        (Rates(91.0, RAW.decode), False),
        (Rates(89.0, RAW.decode), True),
        (Rates(115.0, RAW.decode), True),
        (Rates(100.0, {24: 50.0}), True),
    ],
)
def test_a_round_in_which_other_load_showed_does_not_count(after: Rates, disturbed: bool) -> None:
    assert Round(RAW).is_disturbed(after) is disturbed
