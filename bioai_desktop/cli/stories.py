"""Commands for what there is to choose from: the stories of a day with their reasons, and the morning sheet."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer

from bioai_desktop.cli.intake import Json
from bioai_desktop.cli.session import WRONG_USAGE, Session, parse_day, session
from bioai_desktop.domain import Item, Likeness, Reason, Story
from bioai_desktop.flow import morning as sheets
from bioai_desktop.flow import night, triage
from bioai_desktop.flow.evidence import of_story
from bioai_desktop.flow.night import Told
from bioai_desktop.stories import language
from bioai_desktop.stories.basis import Basis
from bioai_desktop.stories.since import since

_BAR = 20  # signs of a bar that is full
_ID = 8  # signs of an id: enough to name a story of the day
_LISTED = 25  # stories on the morning sheet
Date = Annotated[str, typer.Option("--date", help="The day, as 2026-02-05; the newest with items if left out.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("items")(items)
    app.command("morning")(morning)


def items(
    context: typer.Context,
    day: Date = "",
    query: Annotated[str, typer.Option("--query", help="Only stories that hold all these words.")] = "",
    limit: Annotated[int, typer.Option("--limit", min=0, help="At most so many; 0 for all.")] = 0,
    explain: Annotated[bool, typer.Option("--explain", help="Say for each story why it stands where it does.")] = False,
    dropped: Annotated[bool, typer.Option("--dropped", help="Only the stories that a rule drops, each with that rule.")] = False,
    json: Json = False,
) -> None:
    """Show the stories of a day, ranked."""
    here = session(context)
    if dropped and query:
        here.say("text.dropped-or-query")
        raise typer.Exit(WRONG_USAGE)
    chosen = parse_day(day) if day else triage.latest_day(here.parts)
    found = triage.dropped(here.parts, chosen) if dropped else triage.stories(here.parts, chosen, query)
    shown = found[:limit] if limit else found
    told = {each.story.id: each for each in night.drafted(here.parts, shown)}
    lines = [line for story in shown for line in _lines(here, story, told[story.id], explain=explain, dropped=dropped)]
    rows = [_story(here, story) | {"written": _written(told[story.id])} for story in shown]
    here.answer({"date": chosen.isoformat(), "stories": rows}, lines, as_json=json)
    if not found:
        here.say("text.none-dropped" if dropped else "text.no-stories", date=chosen.isoformat())


def _written(told: Told) -> dict[str, str | None]:
    """Return what is written about a story, as `draft --all` leaves it."""
    return {"title": told.title.text if told.title else None, "text": told.text.text if told.text else None}


def _lines(here: Session, story: Story, told: Told, *, explain: bool, dropped: bool) -> list[str]:
    more = f"  (+{len(story.items) - 1})" if len(story.items) > 1 else ""
    ran = "".join(f"  [ran {ran.date:%m-%d}, {ran.place}]" for ran in story.ran[:1])
    evidence = here.wording.evidence(of_story(story))
    lines = [
        f"{story.score:5.1f}  {story.primary.title}{more}{ran}",
        *([f"       {told.title.text}"] if told.title else []),
        f"       {evidence}",
        f"       {story.primary.url}  ({story.id[:_ID]})",
    ]
    if story.ran:
        lines.append(f"       {here.wording.since(since(story)) or here.wording.text('evidence.since.none')}")
    if explain:
        return [*lines, *(_explained(here, reason) for reason in story.reasons), *(_alike(here, like) for like in story.like), ""]
    rules = [f"       {here.wording.because(reason)}" for reason in story.reasons if reason.name == "rule"]
    return [*lines, *rules] if dropped else lines


def _explained(here: Session, reason: Reason) -> str:
    """Return a line with the points of a part, a bar, its name and its reason."""
    share = min(1.0, abs(reason.value) / reason.most) if reason.most else 0.0
    bar = ("█" if reason.value >= 0 else "▒") * round(share * _BAR)
    return f"      {reason.value:+6.1f}  {bar:·<{_BAR}}  {here.wording.reason(reason)}"


def _alike(here: Session, like: Likeness) -> str:
    """Return a line that names a story which may be the same, and why."""
    said = here.wording.text("text.may-be-same", title=like.title, words=", ".join(like.words))
    return f"       {said}  ({like.story[:_ID]})"


def morning(context: typer.Context, day: Date = "", json: Json = False) -> None:
    """Show how each source answered, what there is to write from, and whether that fills a page."""
    here = session(context)
    chosen = parse_day(day) if day else triage.latest_day(here.parts)
    sheet = sheets.morning(here.parts, chosen)
    here.answer(_document(here, sheet), [*here.wording.sheet(sheet), *_listed(here, sheet)], as_json=json)


def _listed(here: Session, sheet: sheets.Morning) -> list[str]:
    """Return the best stories, each with what is at hand of it."""
    names = {basis: here.wording.text(f"morning.basis-{basis}") for basis in Basis}
    width = max(map(len, names.values()))
    return [f"  {line.story.score:5.1f}  {names[line.basis]:<{width}}  {line.story.primary.title}" for line in sheet.stories[:_LISTED]]


def _document(here: Session, sheet: sheets.Morning) -> dict[str, Any]:
    return {
        "date": sheet.day.isoformat(),
        "thin": sheet.thin,
        "rooms": {room.rule.name: {"most": room.rule.most, "filled": room.filled} for room in sheet.rooms},
        "seen": sheet.seen,
        "dropped": sheet.dropped,
        "sources": [
            {
                "id": line.source.id,
                "title": line.source.title,
                "outcome": _outcome(line),
                "at": line.at,
                "items": line.items,
                "new": line.new,
                "failing_since": line.failing_since,
                "problem": here.wording.error(line.problem) if line.problem else None,
            }
            for line in sheet.sources
        ],
        "stories": [
            {"id": line.story.id, "title": line.story.primary.title, "score": line.story.score, "basis": line.basis}
            for line in sheet.stories
        ],
    }


def _outcome(line: sheets.SourceLine) -> str:
    return line.outcome or "never"


def _story(here: Session, story: Story) -> dict[str, Any]:
    primary, evidence = story.primary, of_story(story)
    return {
        "id": story.id,
        "title": primary.title,
        "url": primary.url,
        "published": primary.published,
        "score": round(story.score, 1),
        "reasons": {reason.name: round(reason.value, 1) for reason in story.reasons},
        "why": [
            {"name": reason.name, "points": reason.value, "most": reason.most, "words": here.wording.because(reason)}
            for reason in story.reasons
        ],
        "sent": story.sent,
        "evidence": {"line": here.wording.evidence(evidence)} | asdict(evidence),
        "ran": [{"date": ran.date.isoformat(), "place": ran.place} for ran in story.ran],
        "since": [asdict(news) for news in since(story)],
        "may_be_same": [{"id": like.story, "title": like.title, "words": list(like.words)} for like in story.like],
        "items": [_item(item) for item in story.items],
    }


def _item(item: Item) -> dict[str, Any]:
    return {
        "id": item.id,
        "source": item.source,
        "kind": item.kind,
        "title": item.title,
        "url": item.url,
        "published": item.published,
        "identifiers": dict(item.identifiers),
        "venue": item.venue,
        "text": item.text,
        "article": item.article,
        "language": language.of_items([item]),
    }
