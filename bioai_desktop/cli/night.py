"""What drafting overnight and drafting against the clock share on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Annotated, Any

import typer

from bioai_desktop.cli.session import WRONG_USAGE, Session
from bioai_desktop.domain import Draft
from bioai_desktop.errors import Cancelled
from bioai_desktop.flow import night
from bioai_desktop.flow.allowance import Allowance
from bioai_desktop.flow.draft import LeftOut
from bioai_desktop.flow.night import Forecast, Night, Told

Budget = Annotated[
    int | None,
    typer.Option("--budget", metavar="SECONDS", min=1, help="Write what can be written in so many seconds, the most important first."),
]
Until = Annotated[str, typer.Option("--until", metavar="HH:MM", help="Write until that time of day.")]

_DAY = timedelta(days=1)


def allowed(here: Session, budget: int | None, until: str, now: datetime | None = None) -> int:
    """Return the seconds that writing may take, the fewer of both options; 0 where neither was given."""
    seconds = [budget] if budget else []
    if until:
        seconds.append(_until(here, until, now or datetime.now().astimezone()))
    return min(seconds, default=0)


def write_all(here: Session, day: date, seconds: int, *, as_json: bool) -> None:
    """Write about every story of a day; stopped, it says that what is written is kept."""
    try:
        report = night.write_all(here.parts, day, here.job(), Night(Allowance(seconds), told=lambda forecast: _say(here, forecast)))
    except Cancelled:
        here.say("drafting.night-stopped")
        raise typer.Exit(1) from None
    rows = [_row(told) for told in report.stories]
    document = {"date": day.isoformat(), "written": report.written, "ready": report.ready, "left": report.left, "stories": rows}
    here.answer({**document, "seconds": round(report.seconds, 1)}, [_line(told) for told in report.stories], as_json=as_json)
    here.say(
        "drafting.night-left" if report.left else "drafting.night-done",
        written=report.written,
        ready=report.ready,
        left=report.left,
        time=here.wording.duration(report.seconds),
    )


def say_left_out(here: Session, left_out: Sequence[LeftOut]) -> None:
    """Say for what there was no time, by kind."""
    for task in dict.fromkeys(each.task for each in left_out):
        names = [each.title for each in left_out if each.task is task]
        here.say("drafting.left-out", task=here.wording.text(f"drafting.task-{task}"), count=len(names), names="; ".join(names))


def _until(here: Session, until: str, now: datetime) -> int:
    try:
        end = datetime.combine(now.date(), time.fromisoformat(until), now.tzinfo)
    except ValueError:
        here.say("drafting.no-time", time=until)
        raise typer.Exit(WRONG_USAGE) from None
    return max(1, int(((end if end > now else end + _DAY) - now).total_seconds()))


def _say(here: Session, forecast: Forecast) -> None:
    """Say what is to be written, and when it will be done."""
    if not forecast.measured:
        here.say("drafting.night", stories=forecast.stories, texts=forecast.texts, ready=forecast.ready)
    if not forecast.seconds:
        return
    end = datetime.now().astimezone() + timedelta(seconds=forecast.seconds)
    key = "drafting.done-by-measured" if forecast.measured else "drafting.done-by-calibrated"
    here.say(key, time=f"{end:%H:%M}", left=here.wording.duration(forecast.seconds), rate=f"{forecast.rate:.0f}")


def _line(told: Told) -> str:
    title, text = _text(told.title), _text(told.text)
    return f"{told.story.score:5.1f}  {title or '–'}\n       {text or '–'}\n       {told.story.primary.title}"


def _row(told: Told) -> dict[str, Any]:
    return {
        "id": told.story.id,
        "source_title": told.story.primary.title,
        "score": round(told.story.score, 1),
        "title": _text(told.title),
        "text": _text(told.text),
        "task": told.text.task if told.text else None,
    }


def _text(draft: Draft | None) -> str | None:
    return draft.text if draft else None
