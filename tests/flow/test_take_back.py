from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bioai_desktop.domain import Language, SilentJob
from bioai_desktop.edition.edits import SetField
from bioai_desktop.edition.model import Edition, Role, SectionKind
from bioai_desktop.errors import ExportRefused, GitFailed, UndoRefused
from bioai_desktop.flow import edit
from bioai_desktop.flow.draft import draft
from bioai_desktop.flow.export import Wish, export
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.take_back import take_back
from tests.newsroom import DAY
from tests.repository import Repository, tree

ZH = Language.ZH
LATER = date(2026, 2, 6)
PAGE = "content/cn/2026-02/2026-02-05.md"
HOME = "content/cn/_index.md"
JANUARY = "content/cn/2026-01/_index.md"
COMMIT = Wish(commit=True)


@pytest.fixture
def page(parts: Parts) -> Edition:
    return draft(parts, DAY, SilentJob()).edition


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / JANUARY).parent.mkdir(parents=True)
    (root / JANUARY).write_bytes("---\r\ntitle: 一月\r\nsidebar: {open: true} # 展开\r\n---\r\n".encode())
    (root / HOME).write_text("---\ntitle: 昨天\nnext: /2026-02/2026-02-04\n---\n\n旧\n", "utf-8")
    return root


def reword(parts: Parts) -> None:
    top = edit.existing(parts, DAY, ZH).section(SectionKind.TOP)
    assert top is not None
    edit.apply(parts, DAY, ZH, SetField(top.entries[0].id, Role.TITLE, "换了一个说法的标题"))


def ran(parts: Parts, page: Edition) -> int:
    return len(parts.store.published.ran([entry.get(Role.LINK) for _, entry in page.entries()], before=LATER))


def test_the_site_is_as_it_was_before(parts: Parts, page: Edition, site: Path) -> None:
    before, folders = tree(site), sorted(site.rglob("*"))
    export(parts, DAY, ZH, site)
    assert b"{open: false} #" in (site / JANUARY).read_bytes()
    assert ran(parts, page) > 0
    report = take_back(parts, DAY)
    assert {each.path: each.after for each in report.files if each.after is not None} == {path: before[path] for path in (JANUARY, HOME)}
    assert (report.site, tree(site), sorted(site.rglob("*"))) == (site, before, folders)
    assert ran(parts, page) == 0


def test_each_export_is_taken_back_in_turn(parts: Parts, page: Edition, site: Path) -> None:
    states = [tree(site)]
    export(parts, DAY, ZH, site)
    states.append(tree(site))
    links = ran(parts, page)
    reword(parts)
    export(parts, DAY, ZH, site)
    while states:
        take_back(parts, DAY, site)
        assert tree(site) == states.pop()
        assert ran(parts, page) == (links if states else 0)
    with pytest.raises(UndoRefused) as refused:
        take_back(parts, DAY, site)
    assert refused.value.reason == "none"


def test_what_was_taken_back_can_be_exported_again(parts: Parts, page: Edition, site: Path) -> None:
    Repository.begin(site)
    export(parts, DAY, ZH, site)
    there = tree(site)
    take_back(parts, DAY)
    export(parts, DAY, ZH, site)
    assert tree(site) == there


@pytest.mark.parametrize("path", [PAGE, HOME])
def test_a_file_that_was_changed_since_keeps_all(parts: Parts, page: Edition, site: Path, path: str) -> None:
    export(parts, DAY, ZH, site)
    (site / path).write_bytes((site / path).read_bytes() + "手写的一行\n".encode())
    there = tree(site)
    with pytest.raises(UndoRefused) as refused:
        take_back(parts, DAY)
    assert (refused.value.reason, refused.value.path) == ("changed", path)
    assert tree(site) == there


def test_a_file_that_was_removed_since_keeps_all(parts: Parts, page: Edition, site: Path) -> None:
    export(parts, DAY, ZH, site)
    (site / HOME).unlink()
    with pytest.raises(UndoRefused):
        take_back(parts, DAY)


def test_a_file_that_is_already_as_it_was_is_left_alone(parts: Parts, page: Edition, site: Path) -> None:
    before = tree(site)
    export(parts, DAY, ZH, site)
    (site / HOME).write_bytes(before[HOME])
    assert HOME not in [each.path for each in take_back(parts, DAY).files]
    assert tree(site) == before


def test_a_copy_that_was_damaged_is_not_put_back(parts: Parts, page: Edition, site: Path) -> None:
    export(parts, DAY, ZH, site)
    (parts.paths.exports / "2026-02-05" / "0001" / "before" / HOME).write_text("x")
    there = tree(site)
    with pytest.raises(UndoRefused) as refused:
        take_back(parts, DAY)
    assert (refused.value.reason, tree(site)) == ("damaged", there)


def test_another_site_is_another_matter(parts: Parts, page: Edition, site: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    (other / "content").mkdir(parents=True)
    export(parts, DAY, ZH, other)
    with pytest.raises(UndoRefused):
        take_back(parts, DAY, site)
    assert take_back(parts, DAY, other).site == other


def test_an_export_with_a_commit_is_taken_back_by_another(parts: Parts, page: Edition, site: Path) -> None:
    git = Repository.begin(site)
    before = tree(site)
    export(parts, DAY, ZH, site)
    reword(parts)
    export(parts, DAY, ZH, site, wish=COMMIT)
    report = take_back(parts, DAY)
    assert report.commit == git.run("rev-parse", "HEAD")
    assert git.run("log", "-1", "--format=%s") == "Take back daily page for 2026-02-05"
    assert take_back(parts, DAY).commit
    assert (tree(site), git.status(), git.run("diff", "HEAD~3", "--stat")) == (before, [], "")


def test_an_export_without_a_commit_is_taken_back_without(parts: Parts, page: Edition, site: Path) -> None:
    git = Repository.begin(site)
    export(parts, DAY, ZH, site)
    assert take_back(parts, DAY).commit == ""
    assert (git.commits(), git.status()) == (1, [])


def test_when_a_hook_refuses_the_export_stays(parts: Parts, page: Edition, site: Path) -> None:
    git = Repository.begin(site)
    export(parts, DAY, ZH, site, wish=COMMIT)
    there = tree(site)
    git.hook("commit-msg", "echo no; exit 1")
    with pytest.raises(GitFailed):
        take_back(parts, DAY)
    assert (tree(site), git.status()) == (there, [])
    git.hook("commit-msg", "exit 0")
    assert take_back(parts, DAY).commit


def test_it_is_pushed_only_when_asked_for(parts: Parts, page: Edition, site: Path, tmp_path: Path) -> None:
    there = Repository.begin(site).publish(tmp_path / "there.git")
    export(parts, DAY, ZH, site, wish=Wish(push=True))
    assert there.commits() == 2
    report = take_back(parts, DAY, wish=Wish(push=True))
    assert (report.pushed, there.commits()) == (True, 3)


def test_a_commit_where_there_is_no_git_is_refused_before_anything_is_put_back(parts: Parts, page: Edition, site: Path) -> None:
    export(parts, DAY, ZH, site)
    there = tree(site)
    with pytest.raises(ExportRefused):
        take_back(parts, DAY, wish=COMMIT)
    assert tree(site) == there
