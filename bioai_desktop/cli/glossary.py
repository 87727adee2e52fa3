"""Commands for the glossary: what things are called, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any

import typer

from bioai_desktop.cli.intake import Json
from bioai_desktop.cli.session import Session, session
from bioai_desktop.drafting.glossary import Known, Origin
from bioai_desktop.drafting.term_lines import Term, render
from bioai_desktop.flow import glossary as terms

English = Annotated[str, typer.Argument(metavar="ENGLISH", help="The English words; other forms after “|”.")]

app = typer.Typer(no_args_is_help=True, help="The glossary: your own terms, then the site's, then those that come with the program.")


@app.command("list")
def list_terms(
    context: typer.Context,
    origin: Annotated[Origin | None, typer.Option("--origin", help="Only those of one origin.")] = None,
    json: Json = False,
) -> None:
    """List the terms that hold, your own first."""
    here = session(context)
    known = [term for term in terms.known_terms(here.parts) if origin in (None, term.origin)]
    _tell(here, known, as_json=json)
    for line in terms.strange_lines(here.parts):
        here.say("glossary.strange", path=here.parts.paths.glossary, line=line)


@app.command("find")
def find(context: typer.Context, text: Annotated[str, typer.Argument(metavar="TEXT")], json: Json = False) -> None:
    """Find terms that hold some words, in either language; of a whole sentence, the terms in it."""
    here = session(context)
    _tell(here, found := terms.find(here.parts, text), as_json=json)
    if not found:
        here.say("glossary.none", text=text)


@app.command("set")
def set_term(
    context: typer.Context,
    english: English,
    chinese: Annotated[str, typer.Argument(metavar="CHINESE", help="What it is to be called; what is accepted beside it after “|”.")],
    json: Json = False,
) -> None:
    """Say what something is called from now on; the same word on both sides stays in Latin script."""
    here = session(context)
    made = terms.put(here.parts, english, chinese)
    here.answer(_row(Known(made, Origin.OWN)), [render(made)], as_json=json)


@app.command("forget")
def forget(context: typer.Context, english: English, json: Json = False) -> None:
    """Take one of your own terms away; the site's, or the one that came with the program, holds again."""
    here = session(context)
    gone = terms.forget(here.parts, english)
    here.answer(_row(Known(gone, Origin.OWN)), [here.wording.text("glossary.forgotten", term=render(gone))], as_json=json)


@app.command("import")
def take_in(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE", help="CSV or TSV with a header: sourceLang,targetLang,sourceString,targetString, or english,chinese."
        ),
    ],
    json: Json = False,
) -> None:
    """Add a list of terms to your own, as open term lists have it; rows that are no terms are told."""
    here = session(context)
    done = terms.take_in(here.parts, file)
    rows = [{"line": row.line, "words": row.words, "reason": row.reason} for row in done.skipped]
    lines = [here.wording.text("glossary.imported", count=len(done.taken), known=done.known, skipped=len(done.skipped))]
    lines += [
        here.wording.text("glossary.skipped", line=row.line, words=row.words, reason=here.wording.text(f"glossary.{row.reason}"))
        for row in done.skipped
    ]
    document = {"taken": [_row(Known(term, Origin.OWN)) for term in done.taken], "known": done.known, "skipped": rows}
    here.answer(document, lines, as_json=json)


def row_of(term: Term) -> dict[str, Any]:
    """Return what a document says of a term."""
    return {"english": list(term.english), "chinese": list(term.chinese), "firm": term.firm, "remark": term.remark}


def _row(known: Known) -> dict[str, Any]:
    return row_of(known.term) | {"origin": known.origin, "instead_of": list(known.displaced)}


def _tell(here: Session, known: Iterable[Known], *, as_json: bool) -> None:
    held = list(known)
    names = {origin: here.wording.text(f"glossary.of-{origin}") for origin in Origin}
    lines = [f"{names[term.origin]}  {render(term.term)}" for term in held]
    here.answer({"path": str(here.parts.paths.glossary), "terms": [_row(term) for term in held]}, lines, as_json=as_json)
