"""Commands to see and edit the page of a day."""

from __future__ import annotations

import difflib
import enum
from collections.abc import Iterator, Mapping
from typing import Annotated, Any

import typer

from bioai_desktop.cli.glossary import row_of
from bioai_desktop.cli.intake import Json
from bioai_desktop.cli.pages import Day, Lang, listing
from bioai_desktop.cli.session import Session, parse_day, session
from bioai_desktop.drafting.term_lines import render as term_line
from bioai_desktop.edition.conflict import What
from bioai_desktop.edition.model import Edition, Raw, Role
from bioai_desktop.edition.outline import outline
from bioai_desktop.edition.render import render
from bioai_desktop.flow import arrange, edit
from bioai_desktop.flow.conflicts import Open, decide, open_conflicts
from bioai_desktop.flow.grounds import Ground, grounds
from bioai_desktop.flow.retell import retell

Place = Annotated[
    str,
    typer.Argument(
        metavar="PLACE", help="An entry, as top/4, or a section, as notes; or the id that `show --json` gives, also of a raw block."
    ),
]

edition_app = typer.Typer(no_args_is_help=True, help="See and edit the page of a day.")


class Field(enum.StrEnum):
    """What of an entry can be written."""

    TITLE = Role.TITLE.value
    TEXT = Role.TEXT.value
    LINK = Role.LINK.value
    TAG = Role.TAG.value
    WINDOW = Role.WINDOW.value
    PROBABILITY = Role.PROBABILITY.value


class Stays(enum.StrEnum):
    """Which of two forms of something stays on the page."""

    HERE = "here"
    DISK = "disk"


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(edition_app, name="edition")


@edition_app.command("list")
def list_editions(context: typer.Context, json: Json = False) -> None:
    """List the days that have a page."""
    here = session(context)
    days = here.parts.store.editions.days()
    rows = [{"date": day.isoformat(), "languages": sorted(languages)} for day, languages in days.items()]
    lines = [f"{day.isoformat()}  {', '.join(sorted(languages))}" for day, languages in days.items()]
    here.answer({"days": [day.isoformat() for day in days], "editions": rows}, lines, as_json=json)


@edition_app.command("show")
def show(context: typer.Context, day: Day, lang: Lang = None, json: Json = False) -> None:
    """Show the page of a day."""
    here = session(context)
    language = here.page_language(lang)
    edition = edit.existing(here.parts, parse_day(day), language)
    document = _document(edition)
    if json:
        _add_grounds(document, grounds(here.parts, parse_day(day), language, edition))
    here.answer(document, [render(edition)], as_json=json)


@edition_app.command("move")
def move(
    context: typer.Context,
    day: Day,
    place: Place,
    to: Annotated[
        str, typer.Argument(metavar="TO", help="For an entry, its place to be, as notes/1; for a section, its number on the page.")
    ],
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Move an entry or a section to another place."""
    here = session(context)
    _changed(here, arrange.move(here.parts, parse_day(day), here.page_language(lang), place, to), as_json=json)


@edition_app.command("set")
def set_field(
    context: typer.Context,
    day: Day,
    place: Place,
    field: Annotated[Field, typer.Argument(help="What is written; of a section, its title.")],
    text: Annotated[str, typer.Argument(metavar="TEXT", help="What it is to say.")],
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Write a field of an entry, or the title of a section."""
    here = session(context)
    _changed(here, arrange.write(here.parts, parse_day(day), here.page_language(lang), place, Role(field.value), text), as_json=json)


@edition_app.command("accept")
def accept(
    context: typer.Context,
    day: Day,
    places: Annotated[list[str], typer.Argument(metavar="PLACE...", help="Entries, as top/4, or their ids.")],
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Say that entries are fine as they are."""
    here = session(context)
    _changed(here, arrange.accept(here.parts, parse_day(day), here.page_language(lang), places), as_json=json)


@edition_app.command("term")
def change_term(
    context: typer.Context,
    day: Day,
    old: Annotated[str, typer.Argument(metavar="OLD", help="What it is called on the page.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="What it is to be called.")],
    lang: Lang = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show the places.")] = False,
    json: Json = False,
) -> None:
    """Change a term everywhere on a page; a word of the glossary's is called so from then on."""
    here = session(context)
    done = retell(here.parts, parse_day(day), here.page_language(lang), old, new, dry=dry_run)
    places = [
        {"section": place.section.title, "entry": place.entry, "field": place.role, "before": place.before, "after": place.after}
        for place in done.places
    ]
    lines = [f"{row['section']}  {row['before']}[{old} → {new}]{row['after']}".replace("\n", " ") for row in places]
    here.answer({"changed": not dry_run, "places": places, "learned": [row_of(term) for term in done.learned]}, lines, as_json=json)
    here.say("glossary.would" if dry_run else "glossary.changed", count=len(places))
    for term in done.learned:
        here.say("glossary.learned", term=term_line(term))


@edition_app.command("conflicts")
def conflicts(context: typer.Context, day: Day, lang: Lang = None, json: Json = False) -> None:
    """List what was changed here and on disk, each otherwise, and is still to be decided."""
    here = session(context)
    language = here.page_language(lang)
    found = open_conflicts(here.parts, parse_day(day), language)
    rows = [
        {"number": number, "what": each.conflict.what, "here": each.here, "disk": each.conflict.theirs} for number, each in found.items()
    ]
    lines = [line for number, each in found.items() for line in _conflict_lines(here, number, each)]
    here.answer({"conflicts": rows}, lines, as_json=json)
    here.say("text.decide" if rows else "text.no-conflicts", date=day, language=language)


@edition_app.command("decide")
def decide_conflict(
    context: typer.Context,
    day: Day,
    number: Annotated[int, typer.Argument(metavar="NUMBER", help="As `conflicts` lists it.")],
    stays: Annotated[Stays, typer.Argument(help="What is on the page here, or what is on disk.")],
    lang: Lang = None,
    json: Json = False,
) -> None:
    """Decide which of two forms stays on the page."""
    here = session(context)
    _changed(here, decide(here.parts, parse_day(day), here.page_language(lang), number, disk=stays is Stays.DISK), as_json=json)


def _conflict_lines(here: Session, number: int, found: Open) -> Iterator[str]:
    """Yield a conflict to be read: short forms one below the other, long ones as what parts them."""
    what, forms = found.conflict.what, {Stays.HERE: found.here, Stays.DISK: found.conflict.theirs}
    names = {side: here.wording.text(f"text.reads-{side}") for side in Stays}
    yield f"{number}  {here.wording.text(f'text.conflict-{what}')}"
    if what in {What.PAGE, What.SECTION} and all(forms.values()):
        ours, theirs = (text.splitlines() for text in forms.values())
        yield from (f"   {line}" for line in difflib.unified_diff(ours, theirs, *names.values(), n=1, lineterm=""))
        return
    for side, text in forms.items():
        yield f"   {names[side]}"
        yield from (f"      {line}" for line in text.strip().splitlines() or ["–"])


def _changed(here: Session, edition: Edition, *, as_json: bool) -> None:
    here.answer(_document(edition), listing(edition), as_json=as_json)


def _add_grounds(document: dict[str, Any], found: Mapping[str, tuple[Ground, ...]]) -> None:
    """Say with each text what its words rest on: slices of the text and of its source, and the words of both."""
    for line in (line for section in document["sections"] for line in section["entries"] if line["id"] in found):
        line["support"] = [
            {
                "kind": each.support.kind,
                "start": each.support.start,
                "end": each.support.end,
                "words": each.words,
                "source_start": each.support.source_start,
                "source_end": each.support.source_end,
                "source": each.source,
            }
            for each in found[line["id"]]
        ]


def _document(edition: Edition) -> dict[str, Any]:
    """Return the page's outline, with what names each place and how far each entry is."""
    document = outline(edition)
    for section, row in zip(edition.sections, document["sections"], strict=True):
        row["id"] = section.id
        for entry, line in zip(section.entries, row["entries"], strict=True):
            line |= {"id": entry.id, "story": entry.story, "state": entry.state}
        for raw, line in zip((child for child in section.blocks if isinstance(child, Raw)), row["blocks"], strict=True):
            line["id"] = raw.id
    return document
