from __future__ import annotations

import json

import pytest

from bioai_desktop.cli.bench_engine import document, lines
from bioai_desktop.domain import Device, EngineInfo, Language
from bioai_desktop.engine.calibration import plain
from bioai_desktop.engine.peers import PLAIN, SERVER, Peer
from bioai_desktop.engine.rates import Rates
from bioai_desktop.flow.bench_engine import EngineBench, Ours, Timed
from bioai_desktop.flow.bench_load import ALONE, APART, SHARED
from bioai_desktop.wording import Wording

DONE = EngineBench(
    info=EngineInfo("tiny", "abc", Device.CPU, "CPU, 2 threads"),
    fit=plain(2),
    ours=Ours({SHARED: 30.0, APART: 25.0, ALONE: 4.0}, {SHARED: 27.0, APART: 24.0, ALONE: 3.9}, 0.004, 0.002, 1.1, 0.65, 180_000_000),
    peers=(Timed(Peer(PLAIN, "0.3", "one after the other"), {SHARED: 60.0, APART: 30.0, ALONE: 4.2}),),
    missing=(SERVER,),
    raw=Rates(300.0, {1: 50.0, 24: 140.0}),
    rejected=1,
)


@pytest.mark.parametrize("language", Language)
def test_the_table_has_both_sides_their_ratio_and_what_is_to_be_reached(language: Language) -> None:
    said = "\n".join(lines(DONE, 3, 24, Wording(language)))
    for part in (
        "tiny",
        "CPU, 2 threads",
        "30.0",
        "27.0",
        "90%",
        "60.0",
        "2.00",
        "1.7",
        "one after the other",
        "0.4%",
        "65%",
        "180 MB",
        SERVER,
    ):
        assert part in said, part


def test_the_document_has_what_programs_read() -> None:
    told = json.loads(json.dumps(document(DONE)))
    assert told["workload"] == "engine"
    assert (told["ours"]["seconds"], told["limit"]["share"]) == (30.0, 0.9)
    assert [(peer["name"], peer["seconds"], peer["ratio"]) for peer in told["peers"]] == [(PLAIN, 60.0, 2.0)]
