"""Commands for the page: draft, page, roundtrip."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from operator import itemgetter
from pathlib import Path
from typing import Annotated, Any

import typer

from bioai_desktop.cli.findings import end, rows_of
from bioai_desktop.cli.intake import Json
from bioai_desktop.cli.night import Budget, Until, allowed, say_left_out, write_all
from bioai_desktop.cli.session import BLOCKED, WRONG_USAGE, Session, parse_day, session
from bioai_desktop.domain import Device, Language
from bioai_desktop.edition.model import Edition
from bioai_desktop.edition.outline import outline
from bioai_desktop.edition.parse import parse
from bioai_desktop.edition.render import render
from bioai_desktop.flow import check as checking
from bioai_desktop.flow import draft as drafting
from bioai_desktop.flow import triage
from bioai_desktop.flow.reading import read_page

Day = Annotated[str, typer.Argument(metavar="DATE", help="The page's date, as 2026-02-05.")]
Lang = Annotated[Language | None, typer.Option("--lang", help="Language of the page; the profile's first if left out.")]
Model = Annotated[str, typer.Option("--model", help="Name of the catalogue, a GGUF file, or “server”; the settings decide if left out.")]
Where = Annotated[Device | None, typer.Option("--device", help="Where the model computes.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("draft")(draft)
    app.command("page")(page)
    app.command("roundtrip")(roundtrip)


def draft(
    context: typer.Context,
    day: Annotated[
        str, typer.Argument(metavar="[DATE]", help="The page's date, as 2026-02-05; with --all, the newest with items if left out.")
    ] = "",
    only: Annotated[
        list[str] | None, typer.Option("--only", metavar="SECTION", help="Write only these sections anew; may be given more than once.")
    ] = None,
    unattended: Annotated[
        bool, typer.Option("--unattended", help="Leave nothing to mend: a story that fails gives its place to the next.")
    ] = False,
    overnight: Annotated[
        bool, typer.Option("--all", help="Instead of a page, write a title and a text for every story of the day, the best first.")
    ] = False,
    budget: Budget = None,
    until: Until = "",
    model: Model = "",
    device: Where = None,
    json: Json = False,
) -> None:
    """Choose the day's stories, have the model write about them, arrange the page; texts that are ready are taken as they are."""
    here, names = session(context), frozenset(only or ())
    if not (day or overnight):
        here.say("drafting.no-day")
        raise typer.Exit(WRONG_USAGE)
    when = parse_day(day) if day else triage.latest_day(here.parts)
    known = [rule.name for rule in here.parts.profile.drafted]
    if names - set(known):
        here.say("text.not-written", names=", ".join(sorted(names - set(known))), known=", ".join(known))
        raise typer.Exit(WRONG_USAGE)
    if overnight and (names or unattended):
        here.say("drafting.all-alone")
        raise typer.Exit(WRONG_USAGE)
    here.use_engine(model, device)
    seconds = allowed(here, budget, until)
    if overnight:
        write_all(here, when, seconds, as_json=json)
        return
    if seconds:
        here.parts.use(replace(here.parts.settings, budget=seconds))
    report = drafting.draft(here.parts, when, here.job(), only=names, unattended=unattended)
    say_skipped(here, report.skipped)
    say_left_out(here, report.left_out)
    found = checking.check(here.parts, when, here.page_language())
    left_out = [{"task": each.task, "title": each.title} for each in report.left_out]
    document = {"date": when.isoformat(), **outline(report.edition), "findings": rows_of(here, "", found), "left_out": left_out}
    here.answer(document, [render(report.edition)], as_json=json)
    end(here, found)


def say_skipped(here: Session, skipped: Sequence[drafting.Skipped]) -> None:
    """Say which stories were left out, and why."""
    for story in skipped:
        here.say("text.skipped", title=story.title, why="; ".join(here.wording.finding(finding) for finding in story.findings))


def page(context: typer.Context, file: Annotated[Path, typer.Argument(help="A page of the site.")], json: Json = False) -> None:
    """Show what the parser sees in a page."""
    here = session(context)
    edition = parse(read_page(file), here.parts.profile)
    here.answer(outline(edition), listing(edition), as_json=json)


def listing(edition: Edition) -> list[str]:
    """Return lines that show the sections of a page with their entries."""
    lines: list[str] = []
    for section in outline(edition)["sections"]:
        lines.append(f"{section['kind']:<11} {section['title']}")
        rows = [
            (entry["line"], f"  {entry['number'] or '·':>3} {entry['title'] or entry['text'][:60]}  {entry['link']}")
            for entry in section["entries"]
        ]
        rows += [(block["line"], f"    ¶ {block['text'][:60].splitlines()[0]}") for block in section["blocks"]]
        lines += [row for _, row in sorted(rows, key=itemgetter(0))]
    return lines


def roundtrip(context: typer.Context, files: Annotated[list[Path], typer.Argument(metavar="FILE...")], json: Json = False) -> None:
    """Parse and render files again; ends with 3 where one comes back changed."""
    here = session(context)
    differing: list[dict[str, Any]] = []
    for file in files:
        text = read_page(file)
        back = render(parse(text, here.parts.profile))
        if back != text:
            before, after = text.encode(), back.encode()
            first = next((i for i, (a, b) in enumerate(zip(before, after, strict=False)) if a != b), min(len(before), len(after)))
            differing.append({"path": str(file), "byte": first})
    here.answer({"files": len(files), "differing": differing}, [f"{row['path']}: byte {row['byte']}" for row in differing], as_json=json)
    if differing:
        raise typer.Exit(BLOCKED)
