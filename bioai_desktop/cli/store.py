"""Commands that look after the store: copies, the way back, the whole of it as lines."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bioai_desktop.cli.intake import Json
from bioai_desktop.cli.session import parse_day, session
from bioai_desktop.flow import backup as keeping
from bioai_desktop.store.backups import Backup

app = typer.Typer(no_args_is_help=True, help="Look after what is kept: check it, copy it, go back to a copy, export it.")


@app.command()
def check(context: typer.Context, json: Json = False) -> None:
    """Read the whole store for damage; ends with 1 where there is some, and says what to do."""
    here = session(context)
    here.parts.store.look()
    path = here.parts.paths.store
    here.answer({"path": str(path), "sound": True}, [here.wording.text("store.sound", path=path)], as_json=json)


@app.command()
def backup(context: typer.Context, json: Json = False) -> None:
    """Copy the store as it is now; the copies of seven days are kept."""
    here = session(context)
    made = keeping.back_up(here.parts, here.job())
    here.answer(_row(made), [here.wording.text("store.backed-up", path=made.path, size=here.wording.size(made.size))], as_json=json)


@app.command()
def backups(context: typer.Context, json: Json = False) -> None:
    """List the copies that there are, newest first."""
    here = session(context)
    found = keeping.listed(here.parts)
    lines = [f"{each.day.isoformat()}  {here.wording.size(each.size)}  {each.path}" for each in found]
    here.answer({"backups": [_row(each) for each in found]}, lines, as_json=json)
    if not found:
        here.say("store.no-backups")


@app.command()
def restore(
    context: typer.Context,
    day: Annotated[str, typer.Argument(metavar="[DATE]", help="Day of the copy; the newest if left out.")] = "",
    json: Json = False,
) -> None:
    """Put a copy in the place of the store; what was there is kept beside it."""
    here = session(context)
    done = keeping.restore(here.parts, parse_day(day) if day else None)
    aside = str(done.aside) if done.aside else None
    lines = [here.wording.text("store.restored", date=done.backup.day.isoformat())]
    lines += [here.wording.text("store.set-aside", path=aside)] if aside else []
    here.answer({**_row(done.backup), "set_aside": aside}, lines, as_json=json)


@app.command()
def upkeep(context: typer.Context, json: Json = False) -> None:
    """Do what the window does once a day: copy the store, and let go of what is too old to be of use."""
    here = session(context)
    made, tidied = keeping.keep_up(here.parts, here.job())
    if made is None or tidied is None:
        here.answer({"done": False}, [here.wording.text("store.kept-up")], as_json=json)
        return
    lines = [
        here.wording.text("store.backed-up", path=made.path, size=here.wording.size(made.size)),
        here.wording.text("store.tidied", texts=tidied.texts, polls=tidied.polls),
    ]
    here.answer({"done": True, "backup": _row(made), "texts": tidied.texts, "polls": tidied.polls}, lines, as_json=json)


@app.command()
def export(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Where to write; - for standard output.")],
    json: Json = False,
) -> None:
    """Write all that is kept as JSON Lines: a record for each item, page version, draft, decision, published link, poll and fetch."""
    here = session(context)
    to_stdout = str(file) == "-"
    count = keeping.export_store(here.parts, None if to_stdout else file, here.job())
    if to_stdout:
        here.say("store.exported", count=count, path="-")
    else:
        here.answer({"path": str(file), "records": count}, [here.wording.text("store.exported", count=count, path=file)], as_json=json)


def _row(made: Backup) -> dict[str, str | int]:
    return {"date": made.day.isoformat(), "path": str(made.path), "bytes": made.size}
