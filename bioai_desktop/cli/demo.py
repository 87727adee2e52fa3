"""The command that shows the whole job."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bioai_desktop.cli.intake import Json
from bioai_desktop.cli.pages import Model, Where, say_skipped
from bioai_desktop.cli.session import session
from bioai_desktop.flow.demo import demo as run_demo


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command("demo")(demo)


def demo(
    context: typer.Context,
    out: Annotated[Path, typer.Option("--out", help="This folder becomes a site with the page in it.")] = Path("out/demo"),
    model: Model = "",
    device: Where = None,
    json: Json = False,
) -> None:
    """Make a page from the built-in example: no network but the model's first download."""
    here = session(context)
    here.use_engine(model, device)
    parts = here.parts.for_demo()
    try:
        report = run_demo(parts, out, here.job())
    finally:
        parts.close()
    say_skipped(here, report.draft.skipped)
    steps = [{"step": step, "seconds": round(seconds, 2)} for step, seconds in report.seconds]
    lines = [f"{here.wording.step(step):<12} {seconds:8.1f} s" for step, seconds in report.seconds]
    page, *others = report.files
    entries = sum(1 for _ in report.draft.edition.pieces())
    lines += ["", here.wording.text("text.demo-page", page=page, entries=entries, stories=report.stories)]
    lines += [f"  {other}" for other in others]
    lines.append(here.wording.text("text.demo-see"))
    here.answer({"page": str(page), "files": [str(file) for file in report.files], "steps": steps}, lines, as_json=json)
