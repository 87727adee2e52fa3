import os
import stat
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from bioai_desktop.checkout.files import Swap, missing_folders, plan, read, remove_empty, swap, write
from bioai_desktop.errors import ExportRefused, FileUnreadable, FileUnwritable

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs links and modes of POSIX")


@dataclass(frozen=True)
class Change:
    path: str
    text: str


def tree(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_plan_says_what_is_new_other_and_the_same(tmp_path: Path) -> None:
    (tmp_path / "old.md").write_bytes(b"one\r\n")
    (tmp_path / "kept.md").write_bytes("不变\n".encode())
    planned = plan(tmp_path, [Change("a/b/new.md", "x"), Change("old.md", "one\n"), Change("kept.md", "不变\n")])
    assert [(change.path, change.change) for change in planned] == [("a/b/new.md", "create"), ("old.md", "update"), ("kept.md", "same")]
    assert tree(tmp_path) == {"old.md": b"one\r\n", "kept.md": "不变\n".encode()}


def test_writing_does_what_was_planned_and_touches_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "other.md").write_text("mine")
    (tmp_path / "kept.md").write_text("kept")
    before = (tmp_path / "kept.md").stat().st_mtime_ns
    write(tmp_path, plan(tmp_path, [Change("a/b/new.md", "\ufeff新\r\n无尾"), Change("kept.md", "kept")]))
    assert tree(tmp_path) == {"a/b/new.md": "\ufeff新\r\n无尾".encode(), "other.md": b"mine", "kept.md": b"kept"}
    assert (tmp_path / "kept.md").stat().st_mtime_ns == before


def test_what_is_read_is_what_was_written(tmp_path: Path) -> None:
    text = "\ufeff---\r\ntitle: 页\r\n---\n"
    write(tmp_path, plan(tmp_path, [Change("p.md", text)]))
    assert read(tmp_path, "p.md") == text
    assert read(tmp_path, "none.md") is None
    assert read(tmp_path, "p.md/none.md") is None


def test_a_file_in_another_encoding_is_said_to_be_unreadable(tmp_path: Path) -> None:
    (tmp_path / "gb.md").write_bytes("日报".encode("gb18030"))
    with pytest.raises(FileUnreadable) as caught:
        read(tmp_path, "gb.md")
    assert caught.value.path.endswith("gb.md")


@pytest.mark.parametrize(
    "path",
    [
        "../out.md",
        "a/../../out.md",
        "/etc/out.md",
        "..\\out.md",
        "C:/out.md",
        "C:out.md",
        "",
        ".",
        "a\0b",
        ".git/hooks/pre-commit",
        "a/.GIT/x",
    ],
)
def test_a_path_that_leaves_the_site_is_refused(tmp_path: Path, path: str) -> None:
    site = tmp_path / "site"
    site.mkdir()
    with pytest.raises(ExportRefused) as caught:
        plan(site, [Change("fine.md", "x"), Change(path, "x")])
    assert caught.value.reason == "outside"
    with pytest.raises(ExportRefused):
        read(site, path)
    assert tree(tmp_path) == {}


@posix
def test_a_link_that_leads_outside_is_refused_and_one_inside_is_followed(tmp_path: Path) -> None:
    site, outside = tmp_path / "site", tmp_path / "outside"
    (site / "real").mkdir(parents=True)
    outside.mkdir()
    (outside / "secret.md").write_text("theirs")
    (site / "content").symlink_to(outside)
    (site / "page.md").symlink_to(outside / "secret.md")
    (site / "loop").symlink_to("loop")
    (site / "alias").symlink_to("real")
    for path in ("content/new.md", "page.md", "loop/x.md"):
        with pytest.raises(ExportRefused):
            plan(site, [Change(path, "ours")])
    write(site, plan(site, [Change("alias/new.md", "ours")]))
    assert (site / "real" / "new.md").read_text() == "ours"
    assert (site / "alias").is_symlink()
    assert tree(outside) == {"secret.md": b"theirs"}


@posix
def test_a_link_made_between_plan_and_write_is_refused(tmp_path: Path) -> None:
    site, outside = tmp_path / "site", tmp_path / "outside"
    site.mkdir()
    outside.mkdir()
    planned = plan(site, [Change("content/new.md", "ours")])
    (site / "content").symlink_to(outside)
    with pytest.raises(ExportRefused):
        write(site, planned)
    assert list(outside.iterdir()) == []


def test_when_one_place_is_taken_by_a_folder_nothing_changes(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("before")
    planned = plan(tmp_path, [Change("a.md", "after"), Change("new/b.md", "b"), Change("c.md", "c")])
    (tmp_path / "c.md").mkdir()  # comes into being after the plan, and can't be replaced by a file
    with pytest.raises(FileUnwritable) as caught:
        write(tmp_path, planned)
    assert caught.value.path.endswith("c.md")
    assert tree(tmp_path) == {"a.md": b"before"}
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.md", "c.md"]


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root writes anywhere")
def test_a_folder_without_permission_leaves_all_as_it_was(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("before")
    (tmp_path / "shut").mkdir()
    planned = plan(tmp_path, [Change("a.md", "after"), Change("shut/b.md", "b")])
    (tmp_path / "shut").chmod(0o500)
    try:
        with pytest.raises(FileUnwritable):
            write(tmp_path, planned)
    finally:
        (tmp_path / "shut").chmod(0o700)
    assert tree(tmp_path) == {"a.md": b"before"}


@posix
def test_modes_are_those_of_the_old_file_and_of_new_files(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("before")
    (tmp_path / "a.md").chmod(0o640)
    write(tmp_path, plan(tmp_path, [Change("a.md", "after"), Change("b.md", "b")]))
    (tmp_path / "plain").write_text("made by the system's own rules")
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()}
    assert modes["a.md"] == 0o640
    assert modes["b.md"] == modes["plain"]


@posix
def test_gits_own_folder_is_not_reached_through_a_link(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "content").symlink_to(".git")
    with pytest.raises(ExportRefused):
        plan(tmp_path, [Change("content/config", "x")])


def test_a_file_that_changed_after_the_plan_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("a")
    (tmp_path / "b.md").write_text("b")
    planned = plan(tmp_path, [Change("a.md", "ours"), Change("b.md", "ours"), Change("c.md", "ours")])
    (tmp_path / "b.md").write_text("theirs")
    with pytest.raises(ExportRefused) as caught:
        write(tmp_path, planned)
    assert (caught.value.reason, caught.value.path) == ("changed", "b.md")
    assert tree(tmp_path) == {"a.md": b"a", "b.md": b"theirs"}


def test_files_are_swapped_and_swapped_back(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\xff a")
    (tmp_path / "b.md").write_bytes(b"b")
    swaps = [Swap("a.md", b"\xff a", b"x"), Swap("b.md", b"b", None), Swap("new/c.md", None, b"c")]
    folders = missing_folders(tmp_path, [each.path for each in swaps])
    swap(tmp_path, swaps)
    assert tree(tmp_path) == {"a.md": b"x", "new/c.md": b"c"}
    swap(tmp_path, [each.back() for each in swaps])
    remove_empty(tmp_path, folders)
    assert tree(tmp_path) == {"a.md": b"\xff a", "b.md": b"b"}
    assert not (tmp_path / "new").exists()


def test_a_file_where_a_folder_should_be_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "content").write_text("a file")
    planned = plan(tmp_path, [Change("deep/er/a.md", "a"), Change("content/b.md", "b")])
    assert [change.change for change in planned] == ["create", "create"]
    with pytest.raises(FileUnwritable):
        write(tmp_path, planned)
    assert tree(tmp_path) == {"content": b"a file"}
    assert [path.name for path in tmp_path.iterdir()] == ["content"]
