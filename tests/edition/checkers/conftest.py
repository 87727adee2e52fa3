"""Prints at the end of a run what the checks are worth, kind by kind."""

import pytest

from tests.edition.checkers.passages import Measure

MEASURES = pytest.StashKey[list[tuple[Measure, Measure]]]()


@pytest.fixture
def report(pytestconfig: pytest.Config):
    """Keeps a kind's measure, of all its passages and of the held half, for the table."""
    return pytestconfig.stash.setdefault(MEASURES, []).append


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    measures = config.stash.get(MEASURES, [])
    if measures:
        terminalreporter.section("the checks on their corpora")
        terminalreporter.line(f"{'kind':<20}{'defects':>8}{'recall':>8}{'held':>7}{'clean':>8}{'alarms':>8}{'held':>7}")
    for whole, held in sorted(measures, key=lambda pair: pair[0].kind):
        shares = f"{whole.defects:>8}{whole.recall:>8.1%}{held.recall:>7.0%}{whole.clean:>8}{whole.alarm_rate:>8.1%}{held.alarm_rate:>7.1%}"
        terminalreporter.line(f"{whole.kind:<20}{shares}")
