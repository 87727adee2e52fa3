"""Commands that measure this program beside others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from bioai_desktop.cli.bench_drafting import document as drafting_document
from bioai_desktop.cli.bench_drafting import lines as drafting_lines
from bioai_desktop.cli.bench_edition import document as edition_document
from bioai_desktop.cli.bench_edition import page_lines, tops_lines
from bioai_desktop.cli.bench_engine import document as engine_document
from bioai_desktop.cli.bench_engine import lines as engine_lines
from bioai_desktop.cli.session import session
from bioai_desktop.cli.sources import Json
from bioai_desktop.domain import Device
from bioai_desktop.flow import bench_edition, bench_engine, bench_intake, bench_load, bench_store, bench_translation, bilingual
from bioai_desktop.flow.bench_intake import Memory, Reading, Round
from bioai_desktop.flow.bench_store import LIMITS, SIZE_RATIO, Measured, StoreBench

app = typer.Typer(help="Measure, beside other programs.")


@app.callback(invoke_without_command=True)
def engine(
    context: typer.Context,
    model: Annotated[str, typer.Option("--model", metavar="NAME", help="The model to measure; the settings decide if left out.")] = "",
    requests: Annotated[
        Path | None, typer.Option("--requests", metavar="FILE", help="Requests to write; the shipped ones if left out.")
    ] = None,
    device: Annotated[Device | None, typer.Option("--device", help="Where to compute; the settings decide if left out.")] = None,
    rounds: Annotated[int, typer.Option("--rounds", min=1, help="How often each set is written; the median counts.")] = 3,
    peers: Annotated[bool, typer.Option(help="Measure other programs on the same model file beside it.")] = True,
    fitted: Annotated[
        bool, typer.Option("--fitted", help="Measure the copy fitted to this machine, the others with the model's own file.")
    ] = False,
    json: Json = False,
) -> None:
    """Measure the engine beside the limit of a bare loop, plain llama-cpp-python and llama.cpp's server."""
    if context.invoked_subcommand is not None:
        return
    here = session(context)
    here.parts.use(replace(here.parts.settings, model=model or here.parts.settings.model, device=device or here.parts.settings.device))
    wish = bench_engine.Wish(requests, rounds, beside_peers=peers, fitted=fitted)
    done = bench_engine.bench_engine(here.parts, wish, here.job())
    texts = len(bench_load.workload(requests).rows[bench_load.SHARED])
    here.answer(engine_document(done), list(engine_lines(done, rounds, texts, here.wording)), as_json=json)


@app.command()
def drafting(
    context: typer.Context,
    model: Annotated[str, typer.Option("--model", metavar="NAME", help="The model to measure; the settings decide if left out.")] = "",
    count: Annotated[int, typer.Option("--lines", min=0, help="How many sentences are translated, evenly from all; 0: none.")] = 40,
    pairs: Annotated[
        Path | None,
        typer.Option(
            "--pairs", metavar="PATH", help="Sentences with translations (.jsonl, .tmx, or a folder); the shipped ones if left out."
        ),
    ] = None,
    levers: Annotated[
        bool, typer.Option("--levers", help="Translate once more without each of the means: takes five times as long.")
    ] = False,
    page: Annotated[bool, typer.Option(help="Draft the built-in example's page, and measure its time.")] = True,
    feeds: Annotated[
        Path | None, typer.Option("--feeds", metavar="DIR", help="Recorded feeds: top texts are written about their papers.")
    ] = None,
    items: Annotated[int, typer.Option("--items", min=1, max=100, help="About how many papers.")] = 20,
    json: Json = False,
) -> None:
    """Measure translation both ways and top texts, beside plain prompting of the same model, and what a page takes beside a bare loop."""
    here = session(context)
    here.use_engine(model, None)
    engine = here.parts.engine(here.job())
    chosen = bilingual.spread(bilingual.load(pairs) if pairs else bilingual.shipped(), count) if count else []
    done = bench_translation.bench_translation(engine, here.parts.profile, chosen, here.job(), levers=levers) if chosen else []
    tops = bench_edition.bench_tops(here.parts, bench_edition.recorded(feeds, items), here.job()) if feeds else None
    made = bench_edition.bench_page(here.parts, here.job()) if page else None
    lines = [
        *(drafting_lines(done, engine.info(), len(chosen), here.wording) if done else ()),
        *(tops_lines(tops, here.wording) if tops else ()),
        *(page_lines(made, here.wording) if made else ()),
    ]
    document = {**drafting_document(done, engine.info(), len(chosen)), **edition_document(tops, made)}
    here.answer(document, lines, as_json=json)


@app.command()
def intake(
    context: typer.Context,
    feeds: Annotated[Path | None, typer.Option("--feeds", metavar="DIR", help="Recorded feeds to read; made-up ones if left out.")] = None,
    rounds: Annotated[int, typer.Option("--rounds", min=1, help="How often reading is measured; the median counts.")] = 3,
    sources: Annotated[int, typer.Option("--sources", min=1, help="How many sources are asked.")] = 200,
    megabytes: Annotated[int, typer.Option("--megabytes", min=1, max=20, help="Size of a large answer.")] = 5,
    json: Json = False,
) -> None:
    """Measure reading beside feedparser alone, a round without news, and memory under large answers."""
    here = session(context)
    memory = bench_intake.large_answers(here.parts, sources, megabytes * 1_000_000, here.job())
    quiet = bench_intake.unchanged_round(here.parts, sources, here.job())
    reading = bench_intake.reading(here.parts, feeds, rounds, here.job())
    document = _document(reading, quiet, memory)
    lines = [
        here.wording.text(
            "bench.reading",
            files=reading.files,
            size=here.wording.size(reading.bytes),
            entries=reading.entries,
            ours=f"{reading.ours:.2f}",
            theirs=f"{reading.feedparser:.2f}",
            version=reading.version,
            ratio=f"{reading.ours / reading.feedparser:.2f}",
            limit=bench_intake.READING_RATIO,
        ),
        here.wording.text(
            "bench.round",
            sources=quiet.sources,
            seconds=f"{quiet.seconds:.2f}",
            limit=bench_intake.ROUND_SECONDS,
            transactions=quiet.transactions,
        ),
        here.wording.text(
            "bench.memory",
            sources=memory.sources,
            size=here.wording.size(memory.bytes_each),
            peak=here.wording.size(memory.peak),
            limit=here.wording.size(bench_intake.MEMORY_BYTES),
            seconds=f"{memory.seconds:.0f}",
        ),
    ]
    here.answer(document, lines, as_json=json)


@app.command()
def store(
    context: typer.Context,
    items: Annotated[int, typer.Option("--items", min=1, help="How many items the store holds.")] = 1_000_000,
    rounds: Annotated[int, typer.Option("--rounds", min=1, help="How often each query is measured; the median counts.")] = 3,
    peers: Annotated[bool, typer.Option(help="Measure FTS5's own tokenizers beside it: takes three times as long.")] = True,
    scratch: Annotated[Path | None, typer.Option("--scratch", metavar="DIR", help="Where the stores are made for the time being.")] = None,
    json: Json = False,
) -> None:
    """Measure a store of made-up items: a page of the list, searches in both languages, new items, the size of the file."""
    here = session(context)
    done = bench_store.bench_store(items, rounds, scratch, here.job(), beside_peers=peers)
    text = here.wording.text
    lines = [text("bench.store", items=done.items, queries=done.queries, size=here.wording.size(done.text_bytes))]
    for each in (done.ours, *done.peers):
        lines.append(text("bench.store-name", name=text("bench.ours") if each is done.ours else f"{each.name} ({each.version})"))
        lines += [
            text(f"bench.store-{what}", median=f"{each.median[what]:.1f}", late=f"{each.late[what]:.1f}", limit=f"{limit:.0f}")
            for what, limit in LIMITS.items()
        ]
        ratio = each.size / done.text_bytes
        lines.append(text("bench.store-size", size=here.wording.size(each.size), ratio=f"{ratio:.2f}", limit=SIZE_RATIO))
        lines.append(text("bench.store-answered", answered=each.answered, queries=done.queries))
    here.answer(_store_document(done), lines, as_json=json)


def _store_document(done: StoreBench) -> Mapping[str, Any]:
    seconds = LIMITS["best"] / 1000
    return {
        "workload": "store",
        "machine": bench_intake.machine(),
        "items": done.items,
        "queries": done.queries,
        "ours": _store_figures(done, done.ours),
        "limit": {
            "seconds": seconds,
            "share": seconds / (done.ours.late["best"] / 1000),
            "milliseconds": LIMITS,
            "size_ratio": SIZE_RATIO,
        },
        "peers": [
            {
                "name": each.name,
                "version": each.version,
                "settings": each.settings,
                "ratio": done.ours.late["best"] / each.late["best"],
                "ratios": {what: done.ours.late[what] / each.late[what] for what in LIMITS},
                **_store_figures(done, each),
            }
            for each in done.peers
        ],
    }


def _store_figures(done: StoreBench, measured: Measured) -> Mapping[str, Any]:
    """Return the figures of one store; its seconds are those of ranked searches."""
    return {
        "seconds": measured.late["best"] / 1000,
        "median_ms": measured.median,
        "p95_ms": measured.late,
        "bytes": measured.size,
        "size_ratio": measured.size / done.text_bytes,
        "answered": measured.answered,
    }


def _document(reading: Reading, quiet: Round, memory: Memory) -> Mapping[str, Any]:
    ratio = reading.ours / reading.feedparser
    limit = reading.feedparser * bench_intake.READING_RATIO
    return {
        "workload": "intake",
        "machine": bench_intake.machine(),
        "ours": {"seconds": reading.ours, "files": reading.files, "bytes": reading.bytes, "entries": reading.entries},
        "limit": {"seconds": limit, "share": limit / reading.ours},
        "peers": [
            {
                "name": "feedparser",
                "version": reading.version,
                "settings": "feedparser.parse alone, as it comes, on one core",
                "seconds": reading.feedparser,
                "ratio": ratio,
            }
        ],
        "unchanged_round": {
            "sources": quiet.sources,
            "unchanged": quiet.unchanged,
            "seconds": quiet.seconds,
            "limit": bench_intake.ROUND_SECONDS,
            "transactions": quiet.transactions,
        },
        "large_answers": {
            "sources": memory.sources,
            "bytes_each": memory.bytes_each,
            "items": memory.items,
            "seconds": memory.seconds,
            "peak_bytes": memory.peak,
            "limit": bench_intake.MEMORY_BYTES,
        },
    }
