"""What `bioai bench` says of the drafting of a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from pathlib import Path
from typing import Annotated, Any

import typer

from bioai_desktop.cli.session import session
from bioai_desktop.cli.sources import Json
from bioai_desktop.flow.bench_edition import LIMIT_RATIO, OWN_SHARE, PASSING, PageBench, TopsBench, bench_page, bench_tops, recorded
from bioai_desktop.wording import Wording


def edition(
    context: typer.Context,
    feeds: Annotated[
        Path | None, typer.Option("--feeds", metavar="DIR", help="Recorded feeds whose papers top texts are written about.")
    ] = None,
    items: Annotated[int, typer.Option("--items", min=1, max=100, help="How many papers.")] = 20,
    page: Annotated[bool, typer.Option(help="Draft the built-in example's page, and measure its time.")] = True,
    model: Annotated[str, typer.Option("--model", metavar="NAME", help="The model to measure; the settings decide if left out.")] = "",
    json: Json = False,
) -> None:
    """Measure top texts beside plain prompting of the same model, and what a page takes beside a bare loop."""
    here = session(context)
    here.parts.use(replace(here.parts.settings, model=model or here.parts.settings.model))
    tops = bench_tops(here.parts, recorded(feeds, items), here.job()) if feeds else None
    made = bench_page(here.parts, here.job()) if page else None
    lines = [*(tops_lines(tops, here.wording) if tops else ()), *(page_lines(made, here.wording) if made else ())]
    here.answer(document(tops, made), lines, as_json=json)


def document(tops: TopsBench | None, page: PageBench | None) -> dict[str, Any]:
    """Return the figures with what is to be reached."""
    found: dict[str, Any] = {}
    if tops is not None:
        failing = [{"text": draft.text, "findings": [[each.kind, each.detail] for each in draft.findings]} for draft in tops.failing]
        found["tops"] = {"ours": asdict(tops.ours), "plain": asdict(tops.plain), "failing": failing, "limit": PASSING}
    if page is not None:
        found["page"] = {**asdict(page), "ratio": page.ratio, "limits": {"ratio": LIMIT_RATIO, "own": OWN_SHARE}}
    return found


def tops_lines(bench: TopsBench, wording: Wording) -> Iterator[str]:
    """Yield the rows about top texts, the program's own and plain prompting's beside one another."""
    for name, found in (("ours", bench.ours), ("plain", bench.plain)):
        values = asdict(found) | {"seconds": f"{found.seconds:.0f}", "limit": f"{PASSING:.0%}"}
        yield wording.text(f"bench.tops-{name}", **values)


def page_lines(bench: PageBench, wording: Wording) -> Iterator[str]:
    """Yield the rows about a page."""
    yield wording.text(
        "bench.page",
        tops=bench.tops,
        notes=bench.notes,
        others=bench.others,
        skipped=bench.skipped,
        seconds=f"{bench.seconds:.1f}",
        bare=f"{bench.limit:.1f}",
        ratio=f"{bench.ratio:.2f}",
        most=LIMIT_RATIO,
        own=f"{bench.own:.1%}",
        share=f"{OWN_SHARE:.0%}",
    )
    yield wording.text(
        "bench.page-texts",
        asked=bench.asked,
        inside=wording.text(f"bench.inside-{'yes' if bench.inside else 'no'}"),
        repeated=len(bench.repeated),
    )
