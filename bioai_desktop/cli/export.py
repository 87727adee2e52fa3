"""The command for letting a page leave: export, and taking one back."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bioai_desktop.cli.findings import rows_of
from bioai_desktop.cli.intake import Json
from bioai_desktop.cli.session import BLOCKED, WRONG_USAGE, Session, parse_day, session
from bioai_desktop.domain import Language
from bioai_desktop.errors import ExportRefused
from bioai_desktop.flow import export as exporting
from bioai_desktop.flow.take_back import take_back


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command("export")(export)


def export(
    context: typer.Context,
    day: Annotated[str, typer.Argument(metavar="DATE", help="The page's date, as 2026-02-05.")],
    site: Annotated[Path | None, typer.Option("--site", help="The site's folder; the settings' one if left out.")] = None,
    file: Annotated[Path | None, typer.Option("--file", help="Write the one page to this file instead.")] = None,
    html: Annotated[Path | None, typer.Option("--html", help="Write the one page to this file as HTML that needs nothing else.")] = None,
    lang: Annotated[Language | None, typer.Option("--lang", help="Only the page of this language.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would change.")] = False,
    commit: Annotated[bool, typer.Option("--commit", help="Commit the files with the site's own git and hooks.")] = False,
    push: Annotated[bool, typer.Option("--push", help="Commit, and push.")] = False,
    undo: Annotated[bool, typer.Option("--undo", help="Take the last export of that date back.")] = False,
    json: Json = False,
) -> None:
    """Write the page into the site: the day's page, its body, month index, home page; or into one file."""
    here = session(context)
    if ((file or html) and (commit or push or undo)) or (undo and dry_run):
        here.say("text.export-options")
        raise typer.Exit(WRONG_USAGE)
    when = parse_day(day)
    wish = exporting.Wish(lang is not None, commit, push)
    if undo:
        _undo(here, when, site, wish, as_json=json)
        return
    folder = site or (Path(chosen) if (chosen := here.parts.settings.site) and not (file or html) else None)
    if [folder, file, html].count(None) != 2:
        here.say("text.site-or-file")
        raise typer.Exit(WRONG_USAGE)
    page = (when, lang or first_language(here, when))
    if html is not None:
        _show(here, page, html, dry_run=dry_run, as_json=json)
        return
    try:
        if folder is not None:
            _answer(here, exporting.export(here.parts, *page, folder, dry_run=dry_run, wish=wish), dry_run=dry_run, as_json=json)
        elif file is not None:
            change = exporting.write_page(here.parts, *page, file, dry_run=dry_run)
            _answer_file(here, file, change, as_json=json)
    except ExportRefused as refused:
        if not refused.findings:
            raise
        here.say_error(refused)
        here.answer({"files": [], "commit": None, "findings": rows_of(here, "", refused.findings)}, [], as_json=json)
        raise typer.Exit(BLOCKED) from None


def _answer(here: Session, report: exporting.ExportReport, *, dry_run: bool, as_json: bool) -> None:
    document = {
        "files": [{"path": planned.path, "change": planned.change} for planned in report.files],
        "languages": report.languages,
        "left_out": report.left_out,
        "stood": rows_of(here, "", report.stood),
        "commit": report.commit or None,
        "pushed": report.pushed,
    }
    lines = [f"{planned.change:<7} {planned.path}" for planned in report.files]
    if dry_run:
        document["diff"] = report.diff
        lines += report.diff.removesuffix("\n").split("\n") if report.diff else []
    here.answer(document, lines, as_json=as_json)
    if report.commit:
        here.say("text.committed", commit=report.commit[:12])
    if report.stood:
        here.say("text.stood", count=len(report.stood))
    for language in report.left_out:
        here.say("text.left-out", language=language)
    if report.left_out:
        raise typer.Exit(BLOCKED)


def _answer_file(here: Session, file: Path, change: exporting.Change, *, as_json: bool) -> None:
    here.answer({"files": [{"path": str(file), "change": change}], "commit": None}, [f"{change:<7} {file}"], as_json=as_json)


def _show(here: Session, page: tuple[date, Language], file: Path, *, dry_run: bool, as_json: bool) -> None:
    """Write the page as HTML; ends with 3 where something on it blocks."""
    change, blocked = exporting.write_html(here.parts, *page, file, dry_run=dry_run)
    _answer_file(here, file, change, as_json=as_json)
    if blocked:
        here.say("text.html-blocked", count=len(blocked), date=page[0].isoformat(), language=page[1])
        raise typer.Exit(BLOCKED)


def _undo(here: Session, day: date, site: Path | None, wish: exporting.Wish, *, as_json: bool) -> None:
    report = take_back(here.parts, day, site, wish=wish)
    rows = [{"path": each.path, "change": "remove" if each.after is None else "restore"} for each in report.files]
    document = {"site": str(report.site), "files": rows, "commit": report.commit or None, "pushed": report.pushed}
    here.answer(document, [f"{row['change']:<7} {row['path']}" for row in rows], as_json=as_json)
    if report.commit:
        here.say("text.committed", commit=report.commit[:12])


def first_language(here: Session, day: date) -> Language:
    """Return the language of the page that is asked for: the profile's first that has one."""
    known = tuple(here.parts.profile.files)
    return next((each for each in known if here.parts.store.editions.get(day, each) is not None), known[0])
