"""The command that says what works on this computer."""

from __future__ import annotations

import typer

from bioai_desktop.cli.intake import Json
from bioai_desktop.cli.pages import Model, Where
from bioai_desktop.cli.session import BLOCKED, Session, session
from bioai_desktop.flow.doctor import Check, Health, examine

_MARKS = {Health.FINE: "✓", Health.NOTE: "·", Health.BROKEN: "✗"}


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command("doctor")(doctor)


def doctor(context: typer.Context, model: Model = "", device: Where = None, json: Json = False) -> None:
    """Say what works on this computer, and what to do about the rest; ends with 3 where something is broken."""
    here = session(context)
    here.use_engine(model, device, aloud=False)  # it is one of the answers
    found = list(examine(here.parts, here.job()))
    rows = [{"part": check.part, "health": check.health, "message": _sentence(here, check)} for check in found]
    lines = [f"{_MARKS[check.health]} {row['message']}" for check, row in zip(found, rows, strict=True)]
    here.answer({"checks": rows}, lines, as_json=json)
    if any(check.health is Health.BROKEN for check in found):
        raise typer.Exit(BLOCKED)


def _sentence(here: Session, check: Check) -> str:
    return here.wording.error(check.problem) if check.problem else here.wording.text(f"doctor.{check.key}", **check.facts)
