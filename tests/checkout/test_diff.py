import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from bioai_desktop.checkout.diff import diff, diffs
from bioai_desktop.checkout.files import plan


@dataclass(frozen=True)
class Change:
    path: str
    text: str


def test_a_changed_word_is_one_line_out_and_one_in(tmp_path: Path) -> None:
    (tmp_path / "页.md").write_bytes("一\n二\n三\n".encode())
    assert diff(plan(tmp_path, [Change("页.md", "一\n2\n三\n")])) == "--- a/页.md\n+++ b/页.md\n@@ -1,3 +1,3 @@\n 一\n-二\n+2\n 三\n"


def test_the_same_is_no_difference(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("a")
    assert diff(plan(tmp_path, [Change("a.md", "a")])) == ""


@pytest.mark.parametrize("old", [None, b"a\nb\n", b"a\r\nb", b"b", b"a\xe2\x80\xa8b\n"])
@pytest.mark.parametrize("new", ["a\nc\n", "c", "a\r\nb\n", "a\u2028c\n\x0c\n"])
def test_git_applies_it(tmp_path: Path, old: bytes | None, new: str) -> None:
    if old is not None:
        (tmp_path / "a.md").write_bytes(old)
    patch = diff(plan(tmp_path, [Change("a.md", new), Change("deep/b.md", new)]))
    subprocess.run(["git", "apply", "--whitespace=nowarn", "-"], cwd=tmp_path, input=patch.encode(), check=True)
    assert (tmp_path / "a.md").read_bytes() == (tmp_path / "deep" / "b.md").read_bytes() == new.encode()


def test_each_file_is_told_with_its_lines(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("--- one\ntwo\n")
    (tmp_path / "same.md").write_text("same")
    found = diffs(plan(tmp_path, [Change("a.md", "+++ one\ntwo\nthree"), Change("new.md", "x\n"), Change("same.md", "same")]))
    assert [(each.change.change, each.added, each.removed) for each in found] == [("update", 2, 1), ("create", 1, 0), ("same", 0, 0)]
    assert "".join(each.text for each in found) == diff(each.change for each in found)
