from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Bioai
from tests.newsroom import rss


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def test_the_intake_is_measured_beside_feedparser(bioai: Bioai) -> None:
    Path("feeds").mkdir()
    Path("feeds/one.xml").write_bytes(rss(1, 2))
    said = bioai("bench", "intake", "--feeds", "feeds", "--rounds", "1", "--sources", "2", "--megabytes", "1", "--json")
    assert said.status == 0
    document = said.document
    assert document["workload"] == "intake"
    assert document.keys() >= {"machine", "ours", "limit", "peers"}
    [peer] = document["peers"]
    assert peer["name"] == "feedparser"
    assert peer["ratio"] == pytest.approx(document["ours"]["seconds"] / peer["seconds"])
    assert document["unchanged_round"]["transactions"] == 1
    assert document["large_answers"]["peak_bytes"] > 0
    told = bioai("--lang", "zh", "bench", "intake", "--feeds", "feeds", "--rounds", "1", "--sources", "1", "--megabytes", "1")
    assert len(told.out.splitlines()) == 3
    assert "feedparser" in told.out


def test_the_store_is_measured_beside_fts5(bioai: Bioai) -> None:
    said = bioai("bench", "store", "--items", "1000", "--rounds", "1", "--scratch", ".", "--json")
    assert said.status == 0
    document = said.document
    assert document["workload"] == "store"
    assert document["limit"]["milliseconds"] == {"page": 10, "newest": 15, "best": 100, "insert": 150}
    assert [peer["name"] for peer in document["peers"]] == ["FTS5 trigram", "FTS5 unicode61"]
    for peer in document["peers"]:
        assert peer["ratio"] == pytest.approx(document["ours"]["p95_ms"]["best"] / peer["p95_ms"]["best"])
    told = bioai("--lang", "zh", "bench", "store", "--items", "500", "--rounds", "1", "--scratch", ".", "--no-peers")
    assert len(told.out.splitlines()) == 8


def test_drafting_beside_plain_prompting(bioai: Bioai) -> None:
    said = bioai("bench", "drafting", "--no-page", "--lines", "2", "--json")
    assert said.status == 0
    document = said.document
    assert (document["workload"], document["pairs"]) == ("drafting", 2)
    assert document["gain"]["zh"] == pytest.approx(document["ours"]["zh"]["chrf"] - document["peers"][0]["zh"]["chrf"])
    told = bioai("--lang", "zh", "bench", "drafting", "--no-page", "--lines", "2", "--levers")
    assert told.status == 0
    assert "译成英文" in told.out
    assert len(told.out.splitlines()) == 2 + 2 * (1 + 2 + 3)
