"""The measure of a page and of top texts as a table and as a document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from bioai_desktop.flow.bench_edition import LIMIT_RATIO, OWN_SHARE, PASSING, PageBench, TopsBench
from bioai_desktop.wording import Wording


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
