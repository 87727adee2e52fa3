"""The measure of translation, both ways, beside plain prompting of the same model, as a table and as a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from bioai_desktop.domain import EngineInfo
from bioai_desktop.flow import bench_translation
from bioai_desktop.flow.bench_intake import machine
from bioai_desktop.flow.bench_translation import Direction, Figures
from bioai_desktop.wording import Wording


def lines(done: Sequence[Direction], info: EngineInfo, pairs: int, wording: Wording) -> Iterator[str]:
    """Yield the table's lines."""
    text = wording.text
    least, most = bench_translation.LENGTHS
    yield text("bench.translation", model=info.model, device=info.device_name, pairs=pairs)
    for each in done:
        yield text(f"bench.translation-{each.to}", gain=f"{each.gain:+.1f}", wanted=f"{bench_translation.GAIN[each.to]:+.0f}")
        yield from _figures(text("bench.translation-ours"), each.ours, wording)
        yield from _figures(text("bench.translation-plain"), each.plain, wording)
        for name, less in each.levers.items():
            lost = each.ours.chrf - less.chrf
            yield from _figures(text(f"bench.translation-without-{name}", lost=f"{lost:+.1f}"), less, wording)
    kept = f"{bench_translation.NUMBERS_KEPT:.0%}"
    yield text("bench.translation-wanted", kept=kept, least=least, most=most)


def _figures(name: str, figures: Figures, wording: Wording) -> Iterator[str]:
    yield wording.text(
        "bench.translation-row",
        name=name,
        chrf=f"{figures.chrf:.1f}",
        unknown=figures.unknown_words,
        left=figures.left_words,
        kept=f"{figures.kept_numbers:.1%}",
        new=figures.new_numbers,
        length=f"{figures.length:.2f}",
        seconds=f"{figures.seconds:.0f}",
    )


def document(done: Sequence[Direction], info: EngineInfo, pairs: int) -> Mapping[str, Any]:
    """Return the same for programs; `ratio` is plain prompting's time over this program's."""
    return {
        "workload": "drafting",
        "machine": machine(),
        "model": info.model,
        "model_hash": info.model_hash,
        "device": info.device_name,
        "pairs": pairs,
        "ours": {"seconds": sum(each.ours.seconds for each in done), **{each.to.value: msgspec.to_builtins(each.ours) for each in done}},
        "limit": {
            "gain": {to.value: gain for to, gain in bench_translation.GAIN.items()},
            "kept_numbers": bench_translation.NUMBERS_KEPT,
            "length": bench_translation.LENGTHS,
        },
        "gain": {each.to.value: each.gain for each in done},
        "levers": {each.to.value: {name: msgspec.to_builtins(less) for name, less in each.levers.items()} for each in done},
        "peers": [
            {
                "name": "plain prompting",
                "version": info.model,
                "settings": "one instruction, temperature 0, no constraint, no terms, the same engine",
                "seconds": sum(each.plain.seconds for each in done),
                "ratio": sum(each.plain.seconds for each in done) / max(1e-9, sum(each.ours.seconds for each in done)),
                **{each.to.value: msgspec.to_builtins(each.plain) for each in done},
            }
        ],
    }
