"""The engine's measure as a table and as a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from bioai_desktop.engine.peers import PLAIN, SERVER
from bioai_desktop.flow import bench_engine
from bioai_desktop.flow.bench_engine import EngineBench
from bioai_desktop.flow.bench_intake import machine
from bioai_desktop.flow.bench_load import SHARED, TOKENS
from bioai_desktop.wording import Wording

_WANTED = {PLAIN: bench_engine.FASTER, SERVER: bench_engine.FASTER_THAN_SERVER}


def lines(done: EngineBench, rounds: int, texts: int, wording: Wording) -> Iterator[str]:
    """Yield the table's lines."""
    ours, raw, text = done.ours, done.raw, wording.text
    device = done.info.device_name
    yield text("bench.engine", model=done.info.model, device=device, texts=texts, tokens=TOKENS, rounds=rounds, rejected=done.rejected)
    decode = ", ".join(f"{width}: {rate:.0f}" for width, rate in raw.decode.items())
    yield text("bench.engine-raw", prefill=f"{raw.prefill:.0f}", best=f"{raw.best:.0f}", decode=decode)
    yield text("bench.engine-fit", **msgspec.to_builtins(done.fit))
    for name, seconds in ours.seconds.items():
        yield text(f"bench.engine-set-{name}")
        limit = ours.limit[name]
        share, wanted = f"{limit / seconds:.0%}", f"{bench_engine.LIMIT_SHARE:.0%}"
        yield text("bench.engine-ours", seconds=f"{seconds:.1f}", limit=f"{limit:.1f}", share=share, wanted=wanted)
        for each in done.peers:
            yield text(
                "bench.engine-peer",
                name=each.peer.name,
                version=each.peer.version,
                seconds=f"{each.seconds[name]:.1f}",
                ratio=f"{each.seconds[name] / seconds:.2f}",
                wanted=_WANTED[each.peer.name] if name == SHARED else bench_engine.NEVER_SLOWER,
                settings=each.peer.settings,
            )
    yield from (text("bench.engine-missing", name=name) for name in done.missing)
    yield from _alone(done, wording)


def _alone(done: EngineBench, wording: Wording) -> Iterator[str]:
    """Yield what concerns this engine alone."""
    ours, text = done.ours, wording.text
    yield text("bench.engine-overhead", share=f"{ours.overhead:.1%}", wanted=f"{bench_engine.OVERHEAD:.0%}")
    yield text("bench.engine-constraint", share=f"{ours.constraint:.1%}", wanted=f"{bench_engine.CONSTRAINT:.0%}")
    yield text("bench.engine-first", ratio=f"{ours.first_token:.2f}", wanted=bench_engine.FIRST_TOKEN)
    yield text("bench.engine-load", share=f"{ours.beside_load:.0%}", wanted=f"{bench_engine.BESIDE_LOAD:.0%}")
    if ours.memory is not None:
        yield text("bench.engine-memory", size=wording.size(max(0, ours.memory)), wanted=wording.size(bench_engine.MEMORY))


def document(done: EngineBench) -> Mapping[str, Any]:
    """Return the same for programs; `ratio` is the other program's time over this engine's."""
    ours = done.ours
    return {
        "workload": "engine",
        "machine": machine(),
        "ours": {
            "seconds": ours.seconds[SHARED],
            "sets": ours.seconds,
            "model": done.info.model,
            "model_hash": done.info.model_hash,
            "device": done.info.device_name,
            "settings": msgspec.to_builtins(done.fit),
            "overhead": ours.overhead,
            "constraint": ours.constraint,
            "first_token": ours.first_token,
            "beside_load": ours.beside_load,
            "memory_bytes": ours.memory,
        },
        "limit": {
            "seconds": ours.limit[SHARED],
            "share": ours.limit[SHARED] / ours.seconds[SHARED],
            "sets": ours.limit,
            "raw": {"prefill": done.raw.prefill, "decode": {str(width): rate for width, rate in done.raw.decode.items()}},
        },
        "peers": [
            {
                "name": each.peer.name,
                "version": each.peer.version,
                "settings": each.peer.settings,
                "seconds": each.seconds[SHARED],
                "ratio": each.seconds[SHARED] / ours.seconds[SHARED],
                "sets": each.seconds,
            }
            for each in done.peers
        ],
        "missing": done.missing,
        "rejected": done.rejected,
    }
