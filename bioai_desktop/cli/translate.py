"""The command that translates: text in, text out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from bioai_desktop.cli.intake import Json
from bioai_desktop.cli.pages import Model, Where
from bioai_desktop.cli.session import Session, parse_day, session
from bioai_desktop.domain import Language
from bioai_desktop.drafting.translate import CANDIDATES, Translated
from bioai_desktop.edition.outline import outline
from bioai_desktop.edition.render import render
from bioai_desktop.errors import FileUnreadable
from bioai_desktop.flow.translate import How, translate_all, translate_page


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command("translate")(translate)


def translate(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="A text; standard input if left out.")] = None,
    to: Annotated[Language, typer.Option("--to", help="The language to translate into.")] = Language.ZH,
    lines: Annotated[bool, typer.Option("--lines", help="One line out for each line in.")] = False,
    page: Annotated[str, typer.Option("--page", metavar="DATE", help="Instead of a text: the page of that day, into its twin.")] = "",
    memory: Annotated[bool, typer.Option(help="Take what was translated before, and keep what is translated now.")] = True,
    candidates: Annotated[int, typer.Option("--candidates", min=1, help="How often each piece is written, to choose from.")] = CANDIDATES,
    model: Model = "",
    device: Where = None,
    json: Json = False,
) -> None:
    """Translate a text; Markdown, links and numbers survive, or it is said which did not."""
    here = session(context)
    here.use_engine(model, device)
    job, how = here.job(), How(candidates, memory)
    if page:
        twin = translate_page(here.parts, parse_day(page), to, job, how)
        job.finish()
        here.answer({"date": page, **outline(twin)}, [render(twin)], as_json=json)
        return
    text = _read(file)
    parts = text.splitlines() if lines else [text]
    translated = translate_all(here.parts, parts, to, job, how)
    job.finish()
    _tell(here, translated)
    whole = "\n".join(each.text.replace("\n", " ") for each in translated) if lines else translated[0].text
    findings = [here.wording.finding(finding) for each in translated for finding in each.findings]
    # Standard output ends a text with a line end of its own; of lines, an empty last one is one more.
    here.answer({"text": whole, "findings": findings}, [whole if lines else whole.removesuffix("\n")], as_json=json)


def _tell(here: Session, translated: Sequence[Translated]) -> None:
    """Say on stderr what did not survive, with its line where there are several texts."""
    for number, each in enumerate(translated, 1):
        place = f"{number}: " if len(translated) > 1 else ""
        for finding in each.findings:
            here.messages.print(place + here.wording.finding(finding), markup=False)


def _read(file: Path | None) -> str:
    try:
        data = file.read_bytes() if file else sys.stdin.buffer.read()
        return data.decode()
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(str(file or "-")) from error
