from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
import typer

from bioai_desktop.cli.night import allowed
from bioai_desktop.cli.session import Session
from bioai_desktop.domain import Language
from tests.newsroom import newsroom

EVENING = datetime(2026, 2, 5, 22, 30, tzinfo=timezone(timedelta(hours=8)))


@pytest.fixture
def here() -> Session:
    return Session(lambda folder: newsroom(folder or pytest.fail("nothing is to be made")), None, Language.EN)


@pytest.mark.parametrize(
    ("budget", "until", "seconds"),
    [(None, "", 0), (60, "", 60), (None, "06:30", 8 * 3600), (None, "23:00", 1800), (60, "23:00", 60), (7200, "23:00", 1800)],
)
def test_the_earlier_of_both_ends_counts(here: Session, budget: int | None, until: str, seconds: int) -> None:
    assert allowed(here, budget, until, EVENING) == seconds


@pytest.mark.parametrize("until", ["soon", "24:30", "6 Uhr"])
def test_what_is_no_time_of_day(here: Session, until: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit):
        allowed(here, None, until, EVENING)
    assert until in capsys.readouterr().err
