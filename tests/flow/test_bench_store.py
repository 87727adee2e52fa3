from __future__ import annotations

from pathlib import Path

from bioai_desktop.flow.bench_store import LIMITS, bench_store
from bioai_desktop.paths import resource
from tests.gguf_files import RecordingJob


def test_everything_is_measured_beside_the_peers(tmp_path: Path) -> None:
    done = bench_store(3000, 1, tmp_path, RecordingJob())
    assert done.items == 23_000
    assert [peer.name for peer in done.peers] == ["FTS5 trigram", "FTS5 unicode61"]
    for each in (done.ours, *done.peers):
        assert each.median.keys() == each.late.keys() == LIMITS.keys()
        assert all(0 < each.median[what] <= each.late[what] for what in LIMITS)
        assert each.size > 0
    assert done.ours.answered > max(peer.answered for peer in done.peers)
    assert list(tmp_path.iterdir()) == []


def test_alone(tmp_path: Path) -> None:
    assert bench_store(500, 1, tmp_path, RecordingJob(), beside_peers=False).peers == ()


def test_the_queries_are_one_or_two_words_in_both_languages() -> None:
    queries = resource("bench", "queries.txt").read_text("utf-8").splitlines()
    assert len(queries) == 200
    assert {len(query.split()) for query in queries} == {1, 2}
    assert 80 < sum(query.isascii() for query in queries) < 120
