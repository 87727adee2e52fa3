"""A part of a site laid out elsewhere."""

from pathlib import Path

import pytest

from bioai_desktop.checkout.overlay import lay
from bioai_desktop.errors import ExportRefused, FileUnreadable
from bioai_desktop.site.files import FileChange
from tests.repository import tree


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name in ("content/cn/a.md", "content/cn/2026-01/b.md", "content/en/c.md", "layouts/d.html"):
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, "utf-8")
    return tmp_path / "site"


def test_wanted_files_are_copied_and_changes_put_over_them(site: Path, tmp_path: Path) -> None:
    before = tree(site)
    changes = [FileChange("content/cn/a.md", "新"), FileChange("content/cn/2026-02/e.md", "more")]
    lay(site, ["content/cn", "content/none"], tmp_path / "into", lambda path: "2026-01" not in path, changes)
    assert tree(tmp_path / "into") == {"content/cn/a.md": "新".encode(), "content/cn/2026-02/e.md": b"more"}
    assert tree(site) == before


def test_a_change_that_would_leave_the_folder_is_refused(site: Path, tmp_path: Path) -> None:
    (tmp_path / "into").mkdir()
    with pytest.raises(ExportRefused):
        lay(site, [], tmp_path / "into", lambda _: True, [FileChange("../x.md", "x")])
    assert not (tmp_path / "x.md").exists()


def test_what_can_t_be_read_is_told(site: Path, tmp_path: Path) -> None:
    (site / "content" / "cn" / "gone.md").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileUnreadable):
        lay(site, ["content/cn"], tmp_path / "into", lambda _: True, [])
