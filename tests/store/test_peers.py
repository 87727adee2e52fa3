from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bioai_desktop.domain import Item
from bioai_desktop.store.peers import TRIGRAM, UNICODE, Peer
from bioai_desktop.store.times import to_micros

NOW = datetime(2026, 2, 18, 9, 30, tzinfo=UTC)
ITEMS = [
    Item("i1", "nature", "单细胞图谱与酵母", "https://example.org/1", NOW, "A yeast atlas."),
    Item("i2", "nature", "Bees", "https://example.org/2", None, "Bees and yeast."),
]


@pytest.mark.parametrize(("tokenizer", "chinese"), [(TRIGRAM, {"酵母": 0, "单细胞": 1}), (UNICODE, {"酵母": 0, "单细胞图谱与酵母": 1})])
def test_it_finds_what_it_can(tmp_path: Path, tokenizer: str, chinese: dict[str, int]) -> None:
    peer = Peer(tmp_path / "p.sqlite3", tokenizer)
    peer.add(ITEMS[:1], to_micros(NOW))
    peer.add(ITEMS[1:], to_micros(NOW + timedelta(hours=1)))
    assert [peer.newest(["yeast"], 50), peer.best(["yeast"], 50), peer.newest(["yeast", "bees"], 50), peer.newest(["yeast"], 1)] == [
        2,
        2,
        1,
        1,
    ]
    assert {word: peer.newest([word], 50) for word in chinese} == chinese
    assert [peer.page(to_micros(NOW + timedelta(hours=after)), 50) for after in (0, 1, 2)] == [0, 1, 2]
    peer.close()
