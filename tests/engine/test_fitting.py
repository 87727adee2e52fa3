from __future__ import annotations

import numpy as np
import pytest

from bioai_desktop.engine.fitting import likelihood
from tests.engine.scripted import PIECES, ScriptedBackend


def test_the_likelihood_of_a_text_is_that_of_each_token_after_those_before_it() -> None:
    """A model that gives the token after `t` the odds 3 to 1 against each other one is known in closed form."""
    size = len(PIECES)

    def logic(history: tuple[int, ...]) -> np.ndarray:
        logits = np.zeros(size, np.float32)
        logits[history[-1] + 1] = np.log(3)
        return logits

    found = likelihood(ScriptedBackend(logic), [7, 8, 9, 20])

    assert found.tokens == 3
    assert found.total == pytest.approx(2 * np.log(3 / (size + 2)) + np.log(1 / (size + 2)), rel=1e-5)


def test_what_does_not_fit_into_a_batch_is_left_out_and_one_token_alone_says_nothing() -> None:
    backend = ScriptedBackend(rows=8)
    assert likelihood(backend, range(20)).tokens == 7
    assert likelihood(backend, [5]).tokens == 0
    assert backend.used == 0
