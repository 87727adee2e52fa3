"""The command that shows a page as the site itself shows it."""

from __future__ import annotations

import sys
import time
import webbrowser
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from bioai_desktop.cli.export import first_language
from bioai_desktop.cli.intake import Json
from bioai_desktop.cli.session import WRONG_USAGE, Session, parse_day, session
from bioai_desktop.domain import Language
from bioai_desktop.errors import Cancelled
from bioai_desktop.flow.site_preview import SitePreview, build

_PAUSE = 0.2  # seconds between two looks whether the user has had enough


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command("preview")(preview)


def preview(
    context: typer.Context,
    day: Annotated[str, typer.Argument(metavar="DATE", help="The page's date, as 2026-02-05.")],
    site: Annotated[Path | None, typer.Option("--site", help="The site's folder; the settings' one if left out.")] = None,
    lang: Annotated[Language | None, typer.Option("--lang", help="Language of the page.")] = None,
    out: Annotated[Path | None, typer.Option("--out", help="Build into this folder, and open nothing.")] = None,
    json: Json = False,
) -> None:
    """Have Hugo build the page as the site shows it, and open it in the browser; nothing is written into the site.

    Without a terminal, with --json and with --out it only builds, and says where.
    """
    here = session(context)
    when = parse_day(day)
    folder = site or (Path(chosen) if (chosen := here.parts.settings.site) else None)
    if folder is None:
        here.say("text.site-unknown")
        raise typer.Exit(WRONG_USAGE)
    language = lang or first_language(here, when)
    if out is None and not json and sys.stdout.isatty():
        _serve(here, when, language, folder)
        return
    built = build(here.parts, when, language, folder, out or here.parts.paths.cache / "preview")
    here.answer({"page": str(built.page), "seconds": round(built.seconds, 3)}, [str(built.page)], as_json=json)


def _serve(here: Session, day: date, language: Language, site: Path) -> None:
    """Open the page in the browser, and serve it until the user presses Ctrl-C, which is the way to end it."""
    shown = SitePreview(here.parts)
    try:
        address = shown.show(day, language, site)
        here.say("text.serving", address=address)
        with suppress(Cancelled):
            if not webbrowser.open(address):
                here.say("text.no-browser")
            while not here.stopped:
                time.sleep(_PAUSE)
    finally:
        shown.close()
