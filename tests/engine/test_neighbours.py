from __future__ import annotations

import pytest

from bioai_desktop.engine.neighbours import Neighbours, Spent


class Machine:
    """A computer on which so many cores are in use, by others and by this program."""

    def __init__(self, cores: int) -> None:
        self.spent = Spent(0.0, 0.0, 0.0)
        self.neighbours = Neighbours(cores, lambda: self.spent)

    def left(self, others: float, own: float = 1.0, seconds: float = 1.5) -> int:
        clock, busy, ours = self.spent
        self.spent = Spent(clock + seconds, busy + (others + own) * seconds, ours + own * seconds)
        return self.neighbours.left()


@pytest.mark.parametrize(("others", "left"), [(0.0, 4), (0.5, 4), (0.7, 3), (1.0, 3), (1.7, 2), (3.9, 1), (9.0, 1)])
def test_a_core_that_others_keep_busy_is_left_to_them(others: float, left: int) -> None:
    assert Machine(4).left(others) == left


def test_what_this_program_does_itself_counts_for_nothing() -> None:
    assert Machine(2).left(0.1, own=1.9) == 2


def test_when_they_stop_all_cores_are_used_again() -> None:
    machine = Machine(2)
    assert [machine.left(1.0), machine.left(1.0), machine.left(0.0)] == [1, 1, 2]


def test_a_load_on_the_border_does_not_go_back_and_forth() -> None:
    machine = Machine(2)
    assert [machine.left(load) for load in (0.5, 0.7, 0.5, 0.4, 0.7, 0.2)] == [2, 1, 1, 1, 1, 2]


def test_what_others_did_during_a_rest_says_nothing() -> None:
    machine = Machine(2)
    machine.spent = Spent(60.0, 110.0, 0.0)
    machine.neighbours.begin()
    assert [machine.left(0.0, seconds=0.1), machine.left(0.1)] == [2, 2]


def test_a_moment_says_nothing() -> None:
    assert Machine(2).left(2.0, seconds=0.2) == 2


def test_this_computer_can_be_looked_at() -> None:
    assert Neighbours(1).left() == 1
