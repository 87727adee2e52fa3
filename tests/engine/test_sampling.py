from itertools import islice

import numpy as np
import pytest

from bioai_desktop.engine.sampling import Sampler

_LOGITS = np.random.default_rng(7).normal(0, 3, 5000).astype(np.float32)


def test_greedy_goes_down_the_list() -> None:
    order = list(islice(Sampler(0.0, 1).likely(_LOGITS), 6))

    assert order[1:] == np.argsort(-_LOGITS)[:5].tolist()
    assert order[0] == order[1]


def test_a_seed_gives_the_same_order_again() -> None:
    def draw(seed: int) -> list[list[int]]:
        sampler = Sampler(0.8, seed)
        return [list(sampler.likely(_LOGITS)) for _ in range(3)]

    assert draw(5) == draw(5)
    assert draw(5) != draw(6)
    assert draw(-1) == draw(-1)


def test_a_draw_stays_among_the_likeliest() -> None:
    likeliest = set(np.argsort(-_LOGITS)[:40].tolist())

    order = list(Sampler(2.0, 3).likely(_LOGITS))

    assert set(order) == likeliest
    assert len(order) == 40


def test_draws_follow_the_probabilities() -> None:
    logits = np.full(100, -20.0, np.float32)
    logits[:2] = np.log([0.75, 0.25])
    sampler = Sampler(1.0, 11)

    share = sum(next(iter(sampler.likely(logits))) == 0 for _ in range(2000)) / 2000

    assert share == pytest.approx(0.75, abs=0.04)


@pytest.mark.parametrize("temperature", [0.0, 0.9])
def test_among_tries_each_candidate_once_up_to_a_bound(temperature: float) -> None:
    few, many = np.arange(10, 30, dtype=np.int32), np.arange(3000, dtype=np.int32)
    sampler = Sampler(temperature, 1)

    assert sorted(sampler.among(_LOGITS, few)) == few.tolist()
    bounded = list(sampler.among(_LOGITS, many))
    assert len(bounded) == len(set(bounded)) == 512
