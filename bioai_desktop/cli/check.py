"""The command that checks a page, or all pages of a site, and mends what is certain."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from bioai_desktop.cli.findings import end, line_of, rows_of, say_kinds
from bioai_desktop.cli.intake import Json
from bioai_desktop.cli.sarif import Checked, log
from bioai_desktop.cli.session import WRONG_USAGE, Session, parse_day, session
from bioai_desktop.domain import Language
from bioai_desktop.errors import FileUnreadable
from bioai_desktop.flow import check as checking
from bioai_desktop.flow import mend as mending
from bioai_desktop.flow.export import page_text
from bioai_desktop.flow.reading import read_page


class Format(enum.StrEnum):
    """How findings are answered."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"  #: 2.1.0, as code review tools read it


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command("check")(check)


def check(
    context: typer.Context,
    day: Annotated[str, typer.Argument(metavar="[DATE]", help="The page's date.")] = "",
    file: Annotated[Path | None, typer.Option("--file", help="A page on disk instead.")] = None,
    site: Annotated[Path | None, typer.Option("--site", help="All pages of a site instead.")] = None,
    lang: Annotated[
        Language | None, typer.Option("--lang", help="Language of the page; a file's path tells it, a day's is Chinese.")
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Make the changes that are certain, and say which.")] = False,
    form: Annotated[Format, typer.Option("--format", help="How to answer.")] = Format.TEXT,
    json: Json = False,
) -> None:
    """Say what is wrong with a page; ends with 3 where something blocks."""
    here = session(context)
    form = Format.JSON if json else form
    if sum(map(bool, (day, file, site))) != 1:
        here.say("text.day-or-file")
        raise typer.Exit(WRONG_USAGE)
    if fix and (site or form is Format.SARIF):
        here.say("text.fix-one-page")
        raise typer.Exit(WRONG_USAGE)
    if fix:
        _fix(here, day, file, lang, as_json=form is Format.JSON)
        return
    found = _found(here, day, file, site, lang)
    _answer(here, found, site or Path(), form)
    findings = [finding for _, several, _ in found for finding in several]
    if site:
        say_kinds(here, findings)
    end(here, findings)


def _found(here: Session, day: str, file: Path | None, site: Path | None, lang: Language | None) -> list[Checked]:
    """Return what is wrong with each page."""
    if site:
        pages = checking.check_site(here.parts, site, here.job())
        return [Checked(str(page), findings, partial(_text, page)) for page, findings in pages.items()]
    if file:
        return [Checked(str(file), checking.check_file(here.parts, file, lang), partial(_text, file))]
    when, language = parse_day(day), lang or Language.ZH
    return [Checked("", checking.check(here.parts, when, language), partial(page_text, here.parts, when, language))]


def _text(file: Path) -> str:
    """Return the text of a page, "" where it is none: that is a finding."""
    try:
        return read_page(file)
    except FileUnreadable:
        return ""


def _answer(here: Session, found: Sequence[Checked], base: Path, form: Format) -> None:
    if form is Format.SARIF:
        here.answer(log(found, base, here.wording), [], as_json=True)
        return
    rows = [row for page in found for row in rows_of(here, page.name, page.findings)]
    here.answer({"findings": rows}, [line_of(row) for row in rows], as_json=form is Format.JSON)


def _fix(here: Session, day: str, file: Path | None, lang: Language | None, *, as_json: bool) -> None:
    """Mend a page, and say what was changed and what is left."""
    mended = mending.mend_file(here.parts, file, lang) if file else mending.mend_page(here.parts, parse_day(day), lang or Language.ZH)
    name = str(file or "")
    made, left = rows_of(here, name, mended.made), rows_of(here, name, mended.left)
    changes = [
        here.wording.text("text.changed", place=f"{name}:{change.line}".removeprefix(":"), old=change.detail, new=change.fix)
        for change in mended.made
    ]
    here.answer({"fixed": made, "findings": left}, [*changes, *(line_of(row) for row in left)], as_json=as_json)
    here.say("text.fixed", count=len(made))
    end(here, mended.left)
