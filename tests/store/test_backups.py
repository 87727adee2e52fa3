from __future__ import annotations

import shutil
from collections import namedtuple
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bioai_desktop.domain import Item, Language
from bioai_desktop.errors import BackupMissing, Cancelled, DiskFull, StoreDamaged, StoreUnusable
from bioai_desktop.store import backups
from bioai_desktop.store.store import Store
from tests.store.broken import ruin

DAY = date(2026, 2, 18)
NOW = datetime(2026, 2, 18, 9, 30, tzinfo=UTC)


def item(number: int) -> Item:
    return Item(f"i{number}", "nature", f"Title {number}", f"https://example.org/{number}", NOW, "text " * 200)


def quiet(_done: int, _total: int) -> None:
    """Hear nothing."""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "bioai.sqlite3"


def held(path: Path) -> list[str]:
    store = Store(path)
    found = [each.id for each in store.items.between(NOW, NOW + timedelta(days=1))]
    store.close()
    return found


def test_a_copy_is_whole_and_others_write_meanwhile(path: Path) -> None:
    store = Store(path)
    store.items.add([item(number) for number in range(15_000)], NOW)
    heard: list[tuple[int, int]] = []

    def write(done: int, total: int) -> None:
        heard.append((done, total))
        store.published.record(DAY + timedelta(days=len(heard)), Language.ZH, {"https://example.org/": "top 1"})

    made = store.back_up(DAY, write)
    assert len(heard) > 1
    assert heard[-1][0] == heard[-1][1]
    assert (made.day, made.size) == (DAY, made.path.stat().st_size)
    copy = Store(made.path)
    assert len(copy.items.between(NOW, NOW + timedelta(days=1))) == 15_000
    assert copy.published.ran(["https://example.org/"], date.max) == {}
    copy.close()
    assert len(store.published.ran(["https://example.org/"], date.max)["https://example.org/"]) == len(heard)
    store.close()
    assert sorted(each.name for each in made.path.parent.iterdir()) == ["2026-02-18.sqlite3"]


def test_seven_days_are_kept_and_nothing_that_is_not_ours_is_touched(path: Path) -> None:
    store = Store(path)
    for after in (0, 1, 2, 3, 4, 5, 6, 7, 40, 40):
        store.back_up(DAY + timedelta(days=after), quiet)
    other = path.with_name("backups") / "mine.sqlite3"
    other.write_text("x")
    store.back_up(DAY + timedelta(days=41), quiet)
    store.close()
    assert [(each.day - DAY).days for each in backups.backups(path)] == [41, 40, 7, 6, 5, 4, 3]
    assert other.exists()


def test_a_copy_that_is_stopped_leaves_nothing(path: Path) -> None:
    store = Store(path)
    store.back_up(DAY, quiet)

    def stop(_done: int, _total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        store.back_up(DAY + timedelta(days=1), stop)
    store.items.add([item(1)], NOW)
    store.close()
    assert [each.name for each in path.with_name("backups").iterdir()] == ["2026-02-18.sqlite3"]


def test_a_damaged_store_is_no_copy(path: Path) -> None:
    store = Store(path)
    store.items.add([item(number) for number in range(500)], NOW)
    store.back_up(DAY, quiet)
    store.close()
    sound = backups.backups(path)[0].path.read_bytes()
    store = Store(path)
    ruin(path)
    with pytest.raises((StoreDamaged, StoreUnusable)):
        store.back_up(DAY, quiet)
    store.close()
    assert [each.path.read_bytes() for each in backups.backups(path)] == [sound]


def test_back_to_the_newest_or_to_a_day_and_what_was_there_is_kept(path: Path) -> None:
    store = Store(path)
    for number in range(3):
        store.items.add([item(number)], NOW)
        store.back_up(DAY + timedelta(days=number), quiet)
    store.items.add([item(9)], NOW)
    store.close()
    before = path.read_bytes()
    made, aside = backups.restore(path, None, NOW)
    assert made.day == DAY + timedelta(days=2)
    assert aside is not None
    assert aside.read_bytes() == before
    assert held(path) == ["i0", "i1", "i2"]
    backups.restore(path, DAY, NOW + timedelta(seconds=1))
    assert held(path) == ["i0"]
    assert len(backups.backups(path)) == 3
    assert sorted(held(each)[-1] for each in path.parent.glob("*set-aside*.sqlite3")) == ["i2", "i9"]


def test_where_there_is_no_store_any_more(path: Path) -> None:
    store = Store(path)
    store.items.add([item(1)], NOW)
    store.back_up(DAY, quiet)
    store.close()
    path.unlink()
    assert backups.restore(path, None, NOW)[1] is None
    assert held(path) == ["i1"]


def test_a_store_that_is_open_elsewhere_is_not_taken_away(path: Path) -> None:
    store = Store(path)
    store.back_up(DAY, quiet)
    with pytest.raises(StoreUnusable) as refused:
        backups.restore(path, None, NOW)
    assert refused.value.reason == "locked"
    store.close()


def test_a_day_without_a_copy(path: Path) -> None:
    with pytest.raises(BackupMissing) as missing:
        backups.restore(path, None, NOW)
    assert missing.value.reason == "none"
    store = Store(path)
    store.back_up(DAY, quiet)
    store.close()
    with pytest.raises(BackupMissing) as missing:
        backups.restore(path, date(2020, 1, 1), NOW)
    assert (missing.value.reason, missing.value.known) == ("day", "2026-02-18")


def test_without_room_nothing_is_begun(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(path)
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(1, 1, 0))
    with pytest.raises(DiskFull):
        store.back_up(DAY, quiet)
    store.close()
    assert list(path.with_name("backups").iterdir()) == []


def test_a_folder_that_is_a_file(path: Path) -> None:
    store = Store(path)
    path.with_name("backups").write_text("x")
    with pytest.raises(StoreUnusable) as refused:
        store.back_up(DAY, quiet)
    assert refused.value.reason == "unwritable"
    store.close()
