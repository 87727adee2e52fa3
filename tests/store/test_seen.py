from __future__ import annotations

import os
from pathlib import Path

from bioai_desktop.store.store import Store


def test_what_was_seen_of_a_file(store: Store, tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    assert store.seen.get(file) is None
    store.seen.set(file, "\ufeff一页\r\n")
    assert store.seen.get(file) == "\ufeff一页\r\n"
    store.seen.set(file, "改过")
    assert store.seen.get(file) == "改过"
    assert store.seen.get(tmp_path / "b.md") is None
    store.seen.set(file, None)
    assert store.seen.get(file) is None


def test_a_file_is_known_by_where_it_really_lies(store: Store, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "site")
    store.seen.set(tmp_path / "site" / "a.md", "一页")
    assert store.seen.get(tmp_path / "link" / ".." / "site" / "a.md") == "一页"
    assert store.seen.get(tmp_path / "link" / "a.md") == "一页"


def test_a_name_that_is_no_text(store: Store, tmp_path: Path) -> None:
    file = tmp_path / os.fsdecode(b"\xff.md")
    store.seen.set(file, "一页")
    assert store.seen.get(file) == "一页"
