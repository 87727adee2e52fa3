"""The command that searches all that is kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer

from bioai_desktop.cli.intake import Json
from bioai_desktop.cli.session import Session, session
from bioai_desktop.flow.search import Found
from bioai_desktop.flow.search import search as look_for
from bioai_desktop.store.archive import Order

_WORDS = (
    'Words, "words in a row", begin*, kind:page|item|draft|article|preprint|repository|news, source:ID, after:2026-02-01, before:2026-03-01, '
    "doi:10.…, arxiv:…, pmid:…, picked:yes|no."
)


def add_to(app: typer.Typer) -> None:
    """Add this command."""
    app.command("search")(search)


def search(
    context: typer.Context,
    text: Annotated[list[str], typer.Argument(metavar="TEXT...", help=_WORDS)],
    order: Annotated[Order, typer.Option("--order", help="What comes first.")] = Order.NEWEST,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many.")] = 50,
    json: Json = False,
) -> None:
    """Search the archive: items, drafts, and the pages of every day."""
    here = session(context)
    wanted = " ".join(f'"{word}"' if " " in word.strip() and '"' not in word else word for word in text)
    found = look_for(here.parts, wanted, limit, order)
    here.answer(
        {"query": wanted, "hits": [_row(each) for each in found]}, [line for each in found for line in _lines(here, each)], as_json=json
    )
    if not found:
        here.say("text.no-hits", query=wanted)


def _row(found: Found) -> dict[str, str | None]:
    hit = found.hit
    return {
        "kind": hit.kind,
        "date": hit.day.isoformat(),
        "language": hit.language,
        "section": hit.section,
        "place": hit.place,
        "source": hit.source,
        "title": hit.title,
        "url": hit.link,
        "snippet": found.snippet,
    }


def _lines(here: Session, found: Found) -> Iterator[str]:
    hit = found.hit
    where = " ".join(
        part for part in (here.wording.text(f"text.hit-{hit.kind}"), hit.language, hit.place or hit.section, hit.source) if part
    )
    yield f"{hit.day.isoformat()}  {where}  {hit.title}".rstrip()
    yield from (f"            {line}" for line in (found.snippet, hit.link) if line)
