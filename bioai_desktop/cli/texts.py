"""Commands for single stories of a day: have their pages read for the full text, and say of two whether they are one."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import typer

from bioai_desktop.cli.intake import Json
from bioai_desktop.cli.session import Session, parse_day, session
from bioai_desktop.domain import Story
from bioai_desktop.errors import StoryUnknown
from bioai_desktop.flow import articles, triage, twins
from bioai_desktop.flow.articles import TextReport


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("text")(text)
    app.command("same")(same)
    app.command("apart")(apart)


Id = Annotated[str, typer.Argument(metavar="ID", help="A story, as `items` shows it; the beginning of an id will do.")]
Date = Annotated[str, typer.Option("--date", help="The day, as 2026-02-05; the newest with items if left out.")]


def text(
    context: typer.Context,
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Stories, as `items` shows them; the beginning of an id will do.")],
    day: Date = "",
    json: Json = False,
) -> None:
    """Fetch the full text, or at least the abstract, of stories from their own pages, and keep it."""
    here = session(context)
    reports = articles.read(here.parts, articles.find(here.parts, _day(here, day), ids), here.job())
    lines = [_line(here, report) for report in reports]
    here.answer({"stories": [_row(here, report) for report in reports]}, lines, as_json=json)
    if all(report.problem for report in reports):
        raise typer.Exit(1)


def same(context: typer.Context, one: Id, other: Id, day: Date = "", json: Json = False) -> None:
    """Say that two stories are the same, so that they are one from now on."""
    here = session(context)
    first, second = _two(here, one, other, day)
    twins.judge(here.parts, first, second, same=True)
    _judged(here, "same", (first, second), as_json=json)


def apart(
    context: typer.Context,
    one: Id,
    other: Annotated[str, typer.Argument(metavar="[ID]", help="The other story; where left out, what `same` has made of the one.")] = "",
    day: Date = "",
    json: Json = False,
) -> None:
    """Say that two stories are not the same, or take apart what `same` has made one; neither is proposed again."""
    here = session(context)
    if other:
        first, second = _two(here, one, other, day)
        twins.judge(here.parts, first, second, same=False)
        _judged(here, "apart", (first, second), as_json=json)
        return
    [story] = articles.find(here.parts, _day(here, day), [one])
    if not twins.take_apart(here.parts, story):
        here.say("text.not-joined", title=story.primary.title)
        raise typer.Exit(1)
    _judged(here, "taken-apart", (story, story), as_json=json)


def _two(here: Session, one: str, other: str, day: str) -> tuple[Story, Story]:
    chosen = _day(here, day)
    first, second = articles.find(here.parts, chosen, [one, other])
    if first.id == second.id:
        raise StoryUnknown(other, chosen.isoformat())
    return first, second


def _judged(here: Session, key: str, stories: tuple[Story, Story], *, as_json: bool) -> None:
    said = here.wording.text(f"text.{key}", one=stories[0].primary.title, other=stories[1].primary.title)
    here.answer({"stories": list(dict.fromkeys(story.id for story in stories)), "same": key == "same"}, [said], as_json=as_json)


def _day(here: Session, day: str) -> date:
    return parse_day(day) if day else triage.latest_day(here.parts)


def _line(here: Session, report: TextReport) -> str:
    if report.text is None:
        problem = f"\n  {here.wording.error(report.problem)}" if report.problem else ""
        return report.story.primary.title + problem
    read = report.text
    head = here.wording.text("text.text-read", title=report.story.primary.title, count=len(read.text), url=read.url)
    return f"{head}\n\n{read.text}\n"


def _row(here: Session, report: TextReport) -> dict[str, Any]:
    return {
        "id": report.story.id,
        "title": report.story.primary.title,
        "item": report.text.item if report.text else None,
        "url": report.text.url if report.text else report.story.primary.url,
        "text": report.text.text if report.text else None,
        "problem": here.wording.error(report.problem) if report.problem else None,
    }
