"""Commands for what comes in: fetch, import, sources, items."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Annotated, Any

import typer

from bioai_desktop.cli import sources
from bioai_desktop.cli.session import BLOCKED, WRONG_USAGE, Session, parse_day, session
from bioai_desktop.domain import Item, Story
from bioai_desktop.flow.bring_in import FileReport, bring_in, counted
from bioai_desktop.flow.evidence import of_story
from bioai_desktop.flow.fetch import fetch as fetch_sources
from bioai_desktop.flow.triage import latest_day
from bioai_desktop.flow.triage import stories as ranked

Json = Annotated[bool, typer.Option("--json", help="Answer with one JSON document.")]


def add_to(app: typer.Typer) -> None:
    """Add these commands."""
    app.command("fetch")(fetch)
    app.command("import")(import_)
    app.command("items")(items)
    app.add_typer(sources.app, name="sources")


def fetch(
    context: typer.Context,
    source: Annotated[list[str] | None, typer.Option("--source", help="Only this source; may be given more than once.")] = None,
    due: Annotated[bool, typer.Option("--due", help="Only sources that may have news by now, for a timer that nobody waits for.")] = False,
    json: Json = False,
) -> None:
    """Get new items from the sources."""
    here = session(context)
    _known(here, source or [])
    reports = fetch_sources(here.parts, here.job(), source or [], regular=due)
    sources.answer_fetch(here, reports, as_json=json)


def import_(
    context: typer.Context,
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Recorded feeds, API answers, pages, or the folder of a site.")],
    json: Json = False,
) -> None:
    """Take in what lies on disk: feeds and API answers as a source would send them, pages of the site, or all of a site's pages."""
    here = session(context)
    reports = bring_in(here.parts, paths, here.job())
    rows = [_brought(here, report) for report in reports]
    here.answer({"files": rows}, [here.wording.text("text.report-head"), *_brought_lines(here, reports)], as_json=json)
    at_odds = [report.page for report in reports if report.conflicts and report.page]
    for page in at_odds:
        here.say("text.at-odds", date=page.day.isoformat(), language=page.language)
    if reports and all(report.problem is not None for report in reports):
        raise typer.Exit(1)
    if at_odds:
        raise typer.Exit(BLOCKED)


def items(
    context: typer.Context,
    day: Annotated[str, typer.Option("--date", help="The day, as 2026-02-05; the newest with items if left out.")] = "",
    query: Annotated[str, typer.Option("--query", help="Only stories that hold all these words.")] = "",
    limit: Annotated[int, typer.Option("--limit", min=0, help="At most so many; 0 for all.")] = 0,
    json: Json = False,
) -> None:
    """Show the stories of a day, ranked."""
    here = session(context)
    chosen = parse_day(day) if day else latest_day(here.parts)
    found = ranked(here.parts, chosen, query, limit)
    lines = [line for story in found for line in _lines(here, story)]
    here.answer({"date": chosen.isoformat(), "stories": [_story(here, story) for story in found]}, lines, as_json=json)
    if not found:
        here.say("text.no-stories", date=chosen.isoformat())


def _known(here: Session, ids: Sequence[str]) -> None:
    known = {source.id for source in here.parts.sources}
    unknown = [name for name in ids if name not in known]
    if unknown:
        here.say("text.unknown-source", id=", ".join(unknown), known=", ".join(sorted(known)))
        raise typer.Exit(WRONG_USAGE)


def _brought(here: Session, report: FileReport) -> dict[str, Any]:
    """Return a row of the answer: what a file gave."""
    row: dict[str, Any] = {
        "path": report.path,
        "items": report.items,
        "new": report.new,
        "problem": here.wording.error(report.problem) if report.problem else None,
    }
    if report.page:
        row |= {"site": report.site, "date": report.page.day.isoformat(), "language": report.page.language}
        row |= {"change": report.change, "conflicts": report.conflicts}
    return row


def _brought_lines(here: Session, reports: Sequence[FileReport]) -> Iterator[str]:
    """Yield what is said of each file; of the pages of a site their sum, and those that could not be read."""
    for site, group in groupby(reports, lambda report: report.site):
        files = list(group)
        if site:
            yield _row(sum(report.items for report in files), sum(report.new for report in files), _site_words(here, site, files))
        for report in files:
            if not site or report.problem:
                said = f": {here.wording.text(f'text.change-{report.change}')}" if report.change else ""
                yield _row(report.items, report.new, report.path + said) + sources.below(
                    here.wording.error(report.problem) if report.problem else None
                )


def _site_words(here: Session, site: str, files: Sequence[FileReport]) -> str:
    """Say how many pages of a site were read, and what they changed here."""
    read = counted(files)
    changes = [
        here.wording.text("text.pages-changed", count=count, change=here.wording.text(f"text.change-{change}"))
        for change, count in read.items()
    ]
    return here.wording.text("text.site-read", site=site, pages=sum(read.values()), changes=", ".join(changes))


def _row(items: int, new: int, words: str) -> str:
    return f"{items:>5} {new:>5}  {words}"


def _story(here: Session, story: Story) -> Mapping[str, Any]:
    primary, evidence = story.primary, of_story(story)
    return {
        "id": story.id,
        "title": primary.title,
        "url": primary.url,
        "published": primary.published,
        "score": round(story.score, 1),
        "reasons": {reason.name: round(reason.value, 1) for reason in story.reasons},
        "evidence": {"line": here.wording.evidence(evidence)} | asdict(evidence),
        "ran": [{"date": ran.date.isoformat(), "place": ran.place} for ran in story.ran],
        "items": [_item(item) for item in story.items],
    }


def _item(item: Item) -> Mapping[str, Any]:
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
    }


def _lines(here: Session, story: Story) -> Sequence[str]:
    more = f"  (+{len(story.items) - 1})" if len(story.items) > 1 else ""
    ran = "".join(f"  [ran {ran.date:%m-%d}, {ran.place}]" for ran in story.ran[:1])
    head = f"{story.score:5.1f}  {story.primary.title}{more}{ran}"
    return [head, f"       {here.wording.evidence(of_story(story))}", f"       {story.primary.url}"]
