"""The command that has the pages of stories read, for their full text."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from bioai_desktop.cli.intake import Json
from bioai_desktop.cli.session import Session, parse_day, session
from bioai_desktop.flow import articles, triage
from bioai_desktop.flow.articles import TextReport


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command("text")(text)


def text(
    context: typer.Context,
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="Stories, as `items` shows them; the beginning of an id will do.")],
    day: Annotated[str, typer.Option("--date", help="The day, as 2026-02-05; the newest with items if left out.")] = "",
    json: Json = False,
) -> None:
    """Fetch the full text, or at least the abstract, of stories from their own pages, and keep it."""
    here = session(context)
    chosen = parse_day(day) if day else triage.latest_day(here.parts)
    reports = articles.read(here.parts, articles.find(here.parts, chosen, ids), here.job())
    lines = [_line(here, report) for report in reports]
    here.answer({"stories": [_row(here, report) for report in reports]}, lines, as_json=json)
    if all(report.problem for report in reports):
        raise typer.Exit(1)


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
