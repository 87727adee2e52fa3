"""The command line: everything the window does, scripted."""

from __future__ import annotations

import signal
from collections.abc import Callable, Sequence
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

import bioai_desktop
from bioai_desktop.cli import (
    bench,
    check,
    demo,
    doctor,
    drafting,
    editions,
    export,
    glossary,
    intake,
    models,
    pages,
    preview,
    profiles,
    ranking,
    rules,
    search,
    store,
    stories,
    texts,
    translate,
)
from bioai_desktop.cli.session import WRONG_USAGE, Build, Session
from bioai_desktop.domain import Language
from bioai_desktop.errors import AddressInvalid, AppError, Cancelled, DateInvalid, SourceUnknown, StoryUnknown, TaskUnknown

app = typer.Typer(name="bioai", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, rich_markup_mode=None)
for part in (intake, stories, texts, search, pages, check, editions, export, preview, translate, demo, doctor):
    part.add_to(app)
for name, group in (
    ("drafting", drafting),
    ("glossary", glossary),
    ("models", models),
    ("profiles", profiles),
    ("ranking", ranking),
    ("rules", rules),
    ("store", store),
    ("bench", bench),
):
    app.add_typer(group.app, name=name)


def run(build: Build, arguments: Sequence[str]) -> int:
    """Run one command; return 0, 1 (it failed, reason on stderr), 2 (wrong usage) or 3 (done, with findings that block)."""
    sessions: list[Session] = []
    before = signal.signal(signal.SIGINT, _stopping(sessions))
    try:
        return _status(build, arguments, sessions)
    finally:
        # What is being closed must not be broken off by a second Ctrl-C.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        for session in sessions:
            session.close()
        signal.signal(signal.SIGINT, before)


def _status(build: Build, arguments: Sequence[str], sessions: Sequence[Session]) -> int:
    try:
        typer.main.get_command(app)(args=list(arguments), prog_name="bioai", obj=(build, sessions))
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except AppError as error:
        for session in sessions:
            session.say_error(error)
        return WRONG_USAGE if isinstance(error, DateInvalid | AddressInvalid | SourceUnknown | StoryUnknown | TaskUnknown) else 1
    except OSError as error:
        # What the system refuses is no bug of ours, wherever it happens.
        for session in sessions:
            session.say("text.system-error", path=error.filename or "", reason=error.strerror or error)
        return 1
    return 0


def _stopping(sessions: Sequence[Session]) -> Callable[[int, FrameType | None], None]:
    """Return what makes of the terminal's interrupt what the window's stop button is."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        # Told twice: where the exception is swallowed half-way, the next step of the job ends the work all the same.
        for session in sessions:
            session.stopped = True
        raise Cancelled

    return stop


def _show_version(value: bool) -> None:
    if value:
        typer.echo(f"bioai {bioai_desktop.__version__}")
        raise typer.Exit


@app.callback()
def _start(
    context: typer.Context,
    data_dir: Annotated[Path | None, typer.Option("--data-dir", envvar="BIOAI_DATA_DIR", help="Keep all state in this folder.")] = None,
    lang: Annotated[Language | None, typer.Option("--lang", help="Language of the messages.")] = None,
    profile: Annotated[str, typer.Option("--profile", metavar="NAME", help="The site's profile; the settings decide if left out.")] = "",
    _version: Annotated[bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version and stop.")] = False,
) -> None:
    """An offline newsroom for one editor: fetch, rank, summarise, translate, check and publish a daily page."""
    build, sessions = context.obj
    context.obj = Session(build, data_dir, lang, profile)
    sessions.append(context.obj)
