"""An export into a site that may be a git checkout: the files, what they replace, the commit."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from bioai_desktop.domain import Language, SilentJob
from bioai_desktop.edition.edits import SetField
from bioai_desktop.edition.model import Edition, Role, SectionKind
from bioai_desktop.errors import ExportRefused, GitFailed, ProfileInvalid
from bioai_desktop.flow import edit, translate
from bioai_desktop.flow.draft import draft
from bioai_desktop.flow.export import Wish, export
from bioai_desktop.flow.parts import Parts
from tests.newsroom import DAY
from tests.repository import Repository, tree

ZH, EN = Language.ZH, Language.EN
PAGE = "content/cn/2026-02/2026-02-05.md"
DAILY = "daily/2026-02-05.md"
HOME = "content/cn/_index.md"
FILES = [PAGE, DAILY, "content/cn/2026-02/_index.md", HOME]
COMMIT = Wish(commit=True)
HOME_BEFORE = "---\ntitle: 昨天\nnext: /2026-02/2026-02-04\nlinkTitle: 我们的\n---\n\n旧\n"


@pytest.fixture
def page(parts: Parts) -> Edition:
    return draft(parts, DAY, SilentJob()).edition


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site" / "content" / "cn").mkdir(parents=True)
    (tmp_path / "site" / HOME).write_text(HOME_BEFORE, "utf-8")
    return tmp_path / "site"


@pytest.fixture
def git(site: Path) -> Repository:
    return Repository.begin(site)


def reword(parts: Parts, words: str = "换了一个说法的标题") -> None:
    edition = edit.existing(parts, DAY, ZH)
    top = edition.section(SectionKind.TOP)
    assert top is not None
    edit.apply(parts, DAY, ZH, SetField(top.entries[0].id, Role.TITLE, words))


def changes(parts: Parts, site: Path, wish: Wish = COMMIT) -> list[str]:
    return [planned.path for planned in export(parts, DAY, ZH, site, wish=wish).files if planned.change != "same"]


# ---------------------------------------------------------------- files


def test_the_diff_of_a_dry_run_is_what_the_export_then_does(parts: Parts, page: Edition, site: Path, tmp_path: Path) -> None:
    before = tree(site)
    report = export(parts, DAY, ZH, site, dry_run=True)
    assert tree(site) == before
    assert not parts.paths.exports.exists()
    assert "-next: /2026-02/2026-02-04\n" in report.diff
    subprocess.run(["git", "apply", "-"], cwd=site, input=report.diff.encode(), check=True)
    applied = tree(site)
    assert {planned.change for planned in export(parts, DAY, ZH, site).files} == {"same"}
    assert tree(site) == applied


def test_the_page_in_the_other_language_goes_with_it(parts: Parts, page: Edition, site: Path) -> None:
    translate.translate_page(parts, DAY, EN, SilentJob())
    alone = export(parts, DAY, ZH, site, dry_run=True, wish=Wish(alone=True))
    assert (alone.languages, [planned.path for planned in alone.files]) == ((ZH,), FILES)
    both = export(parts, DAY, ZH, site)
    assert both.languages == (ZH, EN)
    assert [planned.path for planned in both.files][4:] == [
        "content/en/2026-02/2026-02-05.md",
        "content/en/2026-02/_index.md",
        "content/en/_index.md",
    ]


def test_a_twin_that_blocks_is_left_out_and_named(parts: Parts, page: Edition, site: Path) -> None:
    parts.store.editions.save(DAY, EN, Edition(page.front, page.sections[:1]), "translate")
    report = export(parts, DAY, ZH, site)
    assert (report.languages, report.left_out) == ((ZH,), (EN,))
    assert not (site / "content" / "en").exists()
    with pytest.raises(ExportRefused) as refused:
        export(parts, DAY, EN, site)
    assert refused.value.reason == "findings"


def test_two_languages_may_not_claim_one_file(parts: Parts, page: Edition, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    translate.translate_page(parts, DAY, EN, SilentJob())
    files = {each: replace(parts.profile.files[each], home=HOME) for each in Language}
    monkeypatch.setattr(parts, "_profile", replace(parts.profile, files=files))
    with pytest.raises(ProfileInvalid) as refused:
        export(parts, DAY, ZH, site)
    assert refused.value.problem == HOME


def test_what_is_replaced_is_kept(parts: Parts, page: Edition, site: Path) -> None:
    export(parts, DAY, ZH, site)
    first = parts.paths.exports / "2026-02-05" / "0001"
    assert tree(first / "before") == {HOME: HOME_BEFORE.encode()}
    export(parts, DAY, ZH, site)
    assert [folder.name for folder in first.parent.iterdir()] == ["0001"]
    old = (site / PAGE).read_bytes()
    reword(parts)
    export(parts, DAY, ZH, site)
    assert (parts.paths.exports / "2026-02-05" / "0002" / "before" / PAGE).read_bytes() == old


# ---------------------------------------------------------------- git


def test_one_commit_holds_the_change_set_and_nothing_else(parts: Parts, page: Edition, site: Path, git: Repository) -> None:
    (site / "other.md").write_text("theirs")
    (site / "staged.md").write_text("theirs")
    git.run("add", "staged.md")
    report = export(parts, DAY, ZH, site, wish=COMMIT)
    assert report.commit == git.run("rev-parse", "HEAD")
    assert git.files_of("HEAD") == sorted(FILES)
    assert git.run("log", "-1", "--format=%s") == "Create daily page for 2026-02-05"
    assert git.status() == ["?? other.md", "A  staged.md"]


def test_committing_twice_makes_no_second_commit(parts: Parts, page: Edition, site: Path, git: Repository) -> None:
    first = export(parts, DAY, ZH, site, wish=COMMIT).commit
    again = export(parts, DAY, ZH, site, wish=COMMIT)
    assert (again.commit, {planned.change for planned in again.files}) == ("", {"same"})
    assert git.run("rev-parse", "HEAD") == first


def test_a_second_edition_is_an_update(parts: Parts, page: Edition, site: Path, git: Repository) -> None:
    export(parts, DAY, ZH, site, wish=COMMIT)
    reword(parts)
    assert changes(parts, site) == [PAGE, DAILY, HOME]
    assert git.run("log", "-1", "--format=%s") == "Update daily page for 2026-02-05"
    assert git.run("diff", "--numstat", "HEAD~", "--", PAGE).split()[:2] == ["1", "1"]


def test_what_was_exported_can_be_committed_afterwards(parts: Parts, page: Edition, site: Path, git: Repository) -> None:
    assert export(parts, DAY, ZH, site).commit == ""
    assert git.commits() == 1
    assert export(parts, DAY, ZH, site, wish=COMMIT).commit
    assert (git.files_of("HEAD"), git.status()) == (sorted(FILES), [])


def test_our_own_uncommitted_files_are_no_hindrance(parts: Parts, page: Edition, site: Path, git: Repository) -> None:
    export(parts, DAY, ZH, site)
    reword(parts)
    assert changes(parts, site, Wish()) == [PAGE, DAILY, HOME]


@pytest.mark.parametrize("staged", [False, True])
def test_work_that_is_not_committed_is_never_replaced(parts: Parts, page: Edition, site: Path, git: Repository, staged: bool) -> None:
    (site / HOME).write_text(HOME_BEFORE + "手写的一行\n", "utf-8")
    (site / DAILY).parent.mkdir()
    (site / DAILY).write_text("手写的一页\n", "utf-8")
    if staged:
        git.run("add", "-A")
    before = tree(site)
    for dry_run in (True, False):
        with pytest.raises(ExportRefused) as refused:
            export(parts, DAY, ZH, site, dry_run=dry_run)
        assert (refused.value.reason, refused.value.path) == ("uncommitted", f"{DAILY}, {HOME}")
    assert tree(site) == before


def test_work_in_other_files_is_no_hindrance(parts: Parts, page: Edition, site: Path, git: Repository) -> None:
    (site / "content" / "cn" / "about.md").write_text("手写的一页\n", "utf-8")
    assert changes(parts, site) == FILES
    assert git.status() == ["?? content/cn/about.md"]


def test_a_hand_written_home_of_a_later_day_is_not_committed_with_us(parts: Parts, page: Edition, site: Path, git: Repository) -> None:
    (site / HOME).write_text(HOME_BEFORE.replace("-04", "-06"), "utf-8")
    export(parts, DAY, ZH, site, wish=COMMIT)
    assert git.status() == [f" M {HOME}"]


def test_when_a_hook_refuses_all_is_as_it_was(parts: Parts, page: Edition, site: Path, git: Repository) -> None:
    git.hook("pre-commit", "echo 'daily/ is too long' >&2; exit 1")
    before = tree(site)
    with pytest.raises(GitFailed) as failed:
        export(parts, DAY, ZH, site, wish=COMMIT)
    assert (failed.value.reason, failed.value.detail) == ("commit", "daily/ is too long")
    assert tree(site) == before
    assert not (site / "daily").exists()
    assert (git.status(), git.commits()) == ([], 1)
    assert list((parts.paths.exports / "2026-02-05").iterdir()) == []
    assert parts.store.published.ran([entry.get(Role.LINK) for _, entry in page.entries()], before=DAY.replace(day=6)) == {}


def test_a_hook_may_put_the_files_in_order(parts: Parts, page: Edition, site: Path, git: Repository) -> None:
    git.hook("pre-commit", f"echo >> {DAILY}; git add {DAILY}")
    export(parts, DAY, ZH, site, wish=COMMIT)
    assert git.status() == []
    assert (site / DAILY).read_text("utf-8").endswith("\n\n")


def test_a_commit_in_a_folder_without_git_is_refused(parts: Parts, page: Edition, site: Path) -> None:
    with pytest.raises(ExportRefused) as refused:
        export(parts, DAY, ZH, site, wish=COMMIT)
    assert refused.value.reason == "no-git"
    assert list(tree(site)) == [HOME]


def test_a_site_below_the_top_of_a_repository(parts: Parts, page: Edition, site: Path) -> None:
    git = Repository.begin(site.parent)
    assert export(parts, DAY, ZH, site, wish=COMMIT).commit
    assert git.files_of("HEAD") == sorted(f"site/{path}" for path in FILES)


# ---------------------------------------------------------------- push


def test_nothing_is_pushed_unasked(parts: Parts, page: Edition, site: Path, git: Repository, tmp_path: Path) -> None:
    there = git.publish(tmp_path / "there.git")
    export(parts, DAY, ZH, site, wish=COMMIT)
    assert there.commits() == 1
    report = export(parts, DAY, ZH, site, wish=Wish(push=True))
    assert (report.commit, report.pushed, there.commits()) == ("", True, 2)


def test_a_push_that_fails_keeps_the_commit(parts: Parts, page: Edition, site: Path, git: Repository) -> None:
    with pytest.raises(GitFailed) as failed:
        export(parts, DAY, ZH, site, wish=Wish(push=True))
    assert failed.value.reason == "push"
    assert failed.value.detail
    assert (git.commits(), git.status()) == (2, [])
