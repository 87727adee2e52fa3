import sys
from pathlib import Path

import pytest

from bioai_desktop.checkout.git import commit, is_checkout, knows, push, uncommitted
from bioai_desktop.errors import ExportRefused, GitFailed
from tests.repository import Repository

posix = pytest.mark.skipif(sys.platform == "win32", reason="needs links of POSIX")


@pytest.fixture
def git(tmp_path: Path) -> Repository:
    site = tmp_path / "site"
    site.mkdir()
    (site / "a.md").write_text("a")
    (site / ".gitignore").write_text("ignored/\n")
    return Repository.begin(site)


def test_a_checkout_is_known_from_any_folder_in_it(git: Repository, tmp_path: Path) -> None:
    (git.root / "deep" / "er").mkdir(parents=True)
    assert is_checkout(git.root)
    assert is_checkout(git.root / "deep" / "er")
    assert not is_checkout(tmp_path)


def test_without_a_git_there_is_no_checkout(git: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert not is_checkout(git.root)


def test_a_checkout_that_git_does_not_read_is_said(tmp_path: Path) -> None:
    (tmp_path / ".git").write_text("gitdir: /nowhere\n")
    with pytest.raises(GitFailed) as failed:
        is_checkout(tmp_path)
    assert failed.value.reason == "status"
    assert "nowhere" in failed.value.detail


def test_settings_of_another_repository_do_not_lead_astray(git: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "other"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    assert uncommitted(git.root, ["a.md"]) == []


def test_what_git_does_not_have_is_named(git: Repository) -> None:
    (git.root / "a.md").write_text("b")
    (git.root / "新 页.md").write_text("new")
    (git.root / "ignored").mkdir()
    (git.root / "ignored" / "x.md").write_text("x")
    assert uncommitted(git.root, ["a.md", "新 页.md", "none.md", "ignored/x.md", ".gitignore", "*.md"]) == ["a.md", "新 页.md"]


def test_a_commit_takes_new_changed_and_removed_files(git: Repository) -> None:
    (git.root / "b.md").write_text("b")
    assert knows(git.root, "a.md")
    assert not knows(git.root, "b.md")
    (git.root / "a.md").unlink()
    made = commit(git.root, ["a.md", "b.md"], "两处")
    assert (made, git.status()) == (git.run("rev-parse", "HEAD"), [])
    assert git.files_of("HEAD") == ["a.md", "b.md"]
    assert not knows(git.root, "a.md")


def test_what_else_is_staged_stays_staged(git: Repository) -> None:
    for name in ("b.md", "c.md", "d.md"):
        (git.root / name).write_text(name)
    git.run("add", "c.md")
    (git.root / "a.md").unlink()
    commit(git.root, ["a.md", "b.md"], "b")
    assert git.status() == ["?? d.md", "A  c.md"]


def test_the_first_commit_of_a_repository(tmp_path: Path) -> None:
    git = Repository(tmp_path)
    git.run("init", "--quiet")
    git.run("config", "user.name", "Tests")
    git.run("config", "user.email", "tests@example.org")
    (tmp_path / "a.md").write_text("a")
    assert not knows(tmp_path, "a.md")
    commit(tmp_path, ["a.md"], "first")
    assert (git.commits(), git.status()) == (1, [])


def test_a_commit_that_is_refused_leaves_nothing_staged(git: Repository) -> None:
    git.hook("commit-msg", "echo 'no such issue'; exit 1")
    (git.root / "b.md").write_text("b")
    with pytest.raises(GitFailed) as failed:
        commit(git.root, ["b.md"], "b")
    assert (failed.value.reason, failed.value.detail) == ("commit", "no such issue")
    assert git.status() == ["?? b.md"]


def test_an_ignored_file_is_said(git: Repository) -> None:
    (git.root / "ignored").mkdir()
    (git.root / "ignored" / "x.md").write_text("x")
    with pytest.raises(GitFailed) as failed:
        commit(git.root, ["ignored/x.md"], "x")
    assert "ignored" in failed.value.detail


def test_a_push_without_a_place_is_said(git: Repository) -> None:
    with pytest.raises(GitFailed) as failed:
        push(git.root)
    assert failed.value.reason == "push"


@posix
def test_a_file_behind_a_link_is_known_by_its_real_name(git: Repository) -> None:
    (git.root / "real").mkdir()
    (git.root / "alias").symlink_to("real")
    (git.root / "real" / "x.md").write_text("x")
    assert uncommitted(git.root, ["alias/x.md"]) == ["alias/x.md"]
    commit(git.root, ["alias/x.md"], "x")
    assert git.files_of("HEAD") == ["real/x.md"]
    (git.root / "out").symlink_to("/etc")
    with pytest.raises(ExportRefused):
        uncommitted(git.root, ["out/passwd"])
