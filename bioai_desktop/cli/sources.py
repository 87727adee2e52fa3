"""Commands for where items come from."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from bioai_desktop.cli.session import Session, session
from bioai_desktop.domain import Source
from bioai_desktop.errors import FetchFailed
from bioai_desktop.flow import discover, keys, sources
from bioai_desktop.flow.discover import Trial
from bioai_desktop.flow.fetch import SourceReport, last_problem
from bioai_desktop.flow.sources import Brought, Change
from bioai_desktop.store.polls import PollState

Json = Annotated[bool, typer.Option("--json", help="Answer with one JSON document.")]

app = typer.Typer(no_args_is_help=True, help="Where items come from.")


@app.command("list")
def list_sources(context: typer.Context, json: Json = False) -> None:
    """List the sources, and how their last fetch went."""
    here = session(context)
    states, keyed = here.parts.store.polls.all(), here.parts.store.keyed.all()
    rows = [_row(here, source, states.get(source.id, PollState()), keyed) for source in here.parts.sources]
    lines = [f"{row['id']:<28} {row['kind']:<12} {' / '.join([*row['folder'], row['title']])}" + below(row["problem"]) for row in rows]
    here.answer({"sources": rows}, lines, as_json=json)


@app.command()
def add(
    context: typer.Context,
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="Address of a page or of a feed, or an account as @name@server.")],
    title: Annotated[str, typer.Option("--title", help="Name to show; the feed's own if left out.")] = "",
    folder: Annotated[
        list[str] | None, typer.Option("--folder", help="Folder to put it in; given again, a folder within that one.")
    ] = None,
    json: Json = False,
) -> None:
    """Add a source by the address of a page; its feed is looked for."""
    here = session(context)
    found = sources.add(here.parts, address, here.job(), title, tuple(folder or ()))
    source = found.source
    said = here.wording.text("text.source-added", id=source.id, title=source.title, url=source.url, count=len(found.items))
    here.answer({"source": _described(source), "items": len(found.items)}, [said], as_json=json)


@app.command()
def remove(
    context: typer.Context,
    ids: Annotated[list[str], typer.Argument(metavar="ID...", help="As `sources list` shows them.")],
    json: Json = False,
) -> None:
    """Take sources off the list; what they brought stays."""
    here = session(context)
    sources.remove(here.parts, ids)
    here.answer({"removed": ids}, [here.wording.text("text.source-removed", id=name) for name in ids], as_json=json)


@app.command("key")
def key(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="ID", help="As `sources list` shows it.")],
    remove: Annotated[bool, typer.Option("--remove", help="Forget the key.")] = False,
    json: Json = False,
) -> None:
    """Give a source its key (a GitHub token, an NCBI API key): asked for without showing it, kept in the system's keyring."""
    here = session(context)
    found = keys.keyed(here.parts, name)
    if remove:
        keys.remove(here.parts, name)
    else:
        keys.keep(here.parts, name, here.ask_secretly("text.key-ask", host=found.host))
    said = here.wording.text("text.key-removed" if remove else "text.key-kept", host=found.host, sources=", ".join(found.sources))
    here.answer({"host": found.host, "sources": list(found.sources), "key": not remove}, [said], as_json=json)


@app.command("test")
def try_out(
    context: typer.Context,
    targets: Annotated[
        list[str] | None, typer.Argument(metavar="[ID|ADDRESS]...", help="Sources of the list, or addresses; all of the list if left out.")
    ] = None,
    json: Json = False,
) -> None:
    """Ask sources what they have, and keep nothing of it; fails where none can be read."""
    here = session(context)
    ids = [target for target in targets or () if not _is_address(here, target)]
    found = [discover.find(target, here.job()) for target in targets or () if _is_address(here, target)]
    trials = [*(discover.try_out(here.parts, ids, here.job()) if ids or not targets else ()), *found]
    rows = [_tried(here, trial) for trial in trials]
    here.answer({"sources": rows}, [line for row in rows for line in _lines(here, row)], as_json=json)
    if rows and all(row["problem"] for row in rows):
        raise typer.Exit(1)


@app.command("import-opml")
def import_opml(
    context: typer.Context, file: Annotated[Path, typer.Argument(metavar="FILE", help="A list from a feed reader.")], json: Json = False
) -> None:
    """Take over a list of sources, with its folders."""
    here = session(context)
    brought = sources.import_opml(here.parts, file)
    counts = {change.value: sum(one.change is change for one in brought) for change in Change}
    refused = [here.wording.text("text.opml-refused", title=one.title, url=one.url) for one in brought if one.change is Change.REFUSED]
    here.answer({"sources": [_brought(one) for one in brought]}, [here.wording.text("text.opml-read", **counts), *refused], as_json=json)


@app.command("export-opml")
def export_opml(
    context: typer.Context,
    file: Annotated[Path | None, typer.Argument(metavar="[FILE]", help="Where to write it; to standard output if left out.")] = None,
    json: Json = False,
) -> None:
    """Give the list of sources away, for a feed reader or another computer."""
    here = session(context)
    text = sources.export_opml(here.parts)
    count = len(here.parts.sources)
    if file is None:
        here.answer({"opml": text, "sources": count}, [text], as_json=json)
        return
    file.write_text(text, "utf-8")
    here.answer({"path": str(file), "sources": count}, [here.wording.text("text.opml-written", path=file, count=count)], as_json=json)


def answer_fetch(here: Session, reports: Sequence[SourceReport], *, as_json: bool) -> None:
    """Answer with what each source gave; fail where none gave anything but problems."""
    rows = [
        {
            "source": report.source,
            "items": report.items,
            "new": report.new,
            "problem": here.wording.error(report.problem) if report.problem else None,
            "unchanged": report.unchanged,
            "waits_until": report.waits_until,
            "keyless": here.wording.error(report.keyless) if report.keyless else None,
        }
        for report in reports
    ]
    here.answer({"sources": rows}, _fetched(here, reports), as_json=as_json)
    if reports and all(report.problem is not None for report in reports):
        raise typer.Exit(1)


def below(problem: Any) -> str:  # noqa: ANN401 - a value of a JSON row
    """Return a problem as a line below what it happened to."""
    return f"\n             {problem}" if problem else ""


def _fetched(here: Session, reports: Sequence[SourceReport]) -> list[str]:
    """Return the report as lines; that this computer is offline is said once, not of each source."""
    offline = [report for report in reports if isinstance(report.problem, FetchFailed) and report.problem.reason == "offline"]
    lines = [here.wording.text("text.report-head")]
    for report in reports:
        told = "" if report in offline or not report.problem else here.wording.error(report.problem)
        if report.waits_until:
            told += (" " if told else "") + here.wording.text("text.waits", time=_clock(report.waits_until))
        if report.keyless:
            told += (" " if told else "") + here.wording.text("text.keyless", reason=here.wording.error(report.keyless))
        lines.append(f"{report.items:>5} {report.new:>5}  {report.source}" + below(told))
    return [*lines, here.wording.text("text.offline", count=len(offline))] if offline else lines


def _clock(moment: datetime) -> str:
    """Return a moment as a clock on the wall shows it, with the day where it is another."""
    here = moment.astimezone()
    return f"{here:%H:%M}" if here.date() == datetime.now(UTC).astimezone().date() else f"{here:%m-%d %H:%M}"


def _is_address(here: Session, target: str) -> bool:
    return any(sign in target for sign in "./@") and target not in {source.id for source in here.parts.sources}


def _row(here: Session, source: Source, state: PollState, keyed: Collection[str]) -> dict[str, Any]:
    problem = last_problem(source, state)
    return _described(source) | {
        "own": source not in here.parts.shipped_sources,
        "key": keys.has_key(source, keyed),
        "checked": state.checked,
        "failures": state.failures,
        "not_before": state.not_before,
        "problem": here.wording.error(problem) if problem else None,
    }


def _described(source: Source) -> dict[str, Any]:
    return {
        "id": source.id,
        "title": source.title,
        "kind": source.kind,
        "url": source.url,
        "weight": source.weight,
        "holds": source.items,
        "folder": list(source.folder),
    }


def _tried(here: Session, trial: Trial) -> dict[str, Any]:
    items = trial.items
    return _described(trial.source) | {
        "items": len(items),
        "titled": sum(item.title != trial.source.title for item in items),
        "linked": sum(bool(item.url) for item in items),
        "dated": sum(item.published is not None for item in items),
        "with_text": sum(bool(item.text) for item in items),
        "newest": max((item.published for item in items if item.published), default=None),
        "problem": here.wording.error(trial.problem) if trial.problem else None,
    }


def _lines(here: Session, row: dict[str, Any]) -> list[str]:
    head = f"{row['id'] or row['title']}  {row['kind']}  {row['url']}"
    if row["problem"]:
        return [head + below(row["problem"])]
    newest = row["newest"].date().isoformat() if row["newest"] else "-"
    return [head + below(here.wording.text("text.source-tried", **{**row, "newest": newest}))]


def _brought(one: Brought) -> dict[str, Any]:
    return {"title": one.title, "url": one.url, "change": one.change}
