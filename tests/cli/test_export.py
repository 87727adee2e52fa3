"""`bioai export` as it is typed: answers on stdout, reasons on stderr, and how it ends."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from bioai_desktop.cli.main import run
from bioai_desktop.domain import Language, SilentJob
from bioai_desktop.edition.edits import SetField
from bioai_desktop.edition.model import Role, SectionKind
from bioai_desktop.edition.render import render
from bioai_desktop.flow import arrange, edit
from bioai_desktop.flow.draft import draft
from bioai_desktop.flow.parts import Parts
from tests.cli.conftest import Bioai
from tests.newsroom import DAY, fill, newsroom
from tests.published import file_of, lay, reword
from tests.repository import Repository, tree

PAGE = "content/cn/2026-02/2026-02-05.md"
FILES = [PAGE, "daily/2026-02-05.md", "content/cn/2026-02/_index.md", "content/cn/_index.md"]


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    made = newsroom(tmp_path / "data")
    fill(made, 30)
    draft(made, DAY, SilentJob())
    yield made
    made.close()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "site" / "content").mkdir(parents=True)
    return tmp_path / "site"


@pytest.fixture
def export(parts: Parts, site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, Any, str]]:
    def call(*arguments: str) -> tuple[int, Any, str]:
        command = ["--lang", "en", "export", "2026-02-05", "--site", str(site), "--json", *arguments]
        status = run(lambda _: newsroom(tmp_path / "data"), command)
        said = capsys.readouterr()
        return status, json.loads(said.out) if said.out else None, said.err

    return call


def test_it_says_what_it_wrote(export: Callable[..., tuple[int, Any, str]], site: Path) -> None:
    status, answer, _ = export()
    assert (status, answer["commit"], answer["pushed"], answer["languages"]) == (0, None, False, ["zh"])
    assert answer["files"] == [{"path": path, "change": "create"} for path in FILES]
    assert [row["change"] for row in export()[1]["files"]] == ["same"] * 4
    assert sorted(tree(site)) == sorted(FILES)


def test_a_dry_run_answers_with_the_diff(export: Callable[..., tuple[int, Any, str]], site: Path) -> None:
    status, answer, _ = export("--dry-run")
    assert (status, tree(site)) == (0, {})
    assert f"--- /dev/null\n+++ b/{PAGE}\n" in answer["diff"]


def test_a_dry_run_shows_the_diff(parts: Parts, site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(lambda _: newsroom(tmp_path / "data"), ["export", "2026-02-05", "--site", str(site), "--dry-run"])
    lines = capsys.readouterr().out.splitlines()
    assert lines[:5] == [*(f"create  {path}" for path in FILES), "--- /dev/null"]


def test_a_commit_is_named(export: Callable[..., tuple[int, Any, str]], site: Path) -> None:
    git = Repository.begin(site)
    status, answer, said = export("--commit")
    assert (status, answer["commit"]) == (0, git.run("rev-parse", "HEAD"))
    assert f"Committed as {answer['commit'][:12]}." in said


def test_undo_takes_it_back(export: Callable[..., tuple[int, Any, str]], site: Path) -> None:
    export()
    status, answer, _ = export("--undo")
    assert (status, answer["files"]) == (0, [{"path": path, "change": "remove"} for path in FILES])
    assert tree(site) == {}
    status, answer, said = export("--undo")
    assert (status, answer) == (1, None)
    assert "there is none to take back" in said


@pytest.mark.parametrize("options", [("--undo", "--dry-run"), ("--file", "x.md", "--commit"), ("--file", "x.md", "--undo")])
def test_options_that_do_not_go_together(export: Callable[..., tuple[int, Any, str]], site: Path, options: tuple[str, ...]) -> None:
    status, answer, said = export(*options)
    assert (status, answer, tree(site)) == (2, None, {})
    assert "--undo" in said


def test_uncommitted_work_is_named(export: Callable[..., tuple[int, Any, str]], site: Path) -> None:
    Repository.begin(site)
    (site / "daily").mkdir()
    (site / FILES[1]).write_text("theirs")
    status, answer, said = export()
    assert (status, answer) == (1, None)
    assert FILES[1] in said


def test_what_a_hook_says_is_told(export: Callable[..., tuple[int, Any, str]], site: Path) -> None:
    Repository.begin(site).hook("pre-commit", "echo 'the title [b]is[/b] too long' >&2; exit 1")
    status, _, said = export("--commit")
    assert (status, tree(site)) == (1, {})
    assert "the title [b]is[/b] too long" in said


def test_a_page_that_blocks_ends_with_three(export: Callable[..., tuple[int, Any, str]], parts: Parts, site: Path) -> None:
    top = edit.existing(parts, DAY, Language.ZH).section(SectionKind.TOP)
    assert top is not None
    edit.apply(parts, DAY, Language.ZH, SetField(top.entries[0].id, Role.TITLE, "准确率提高到 97%"))
    status, answer, _ = export()
    assert (status, answer["files"], tree(site)) == (3, [], {})
    assert [row["kind"] for row in answer["findings"]] == ["number-unsupported"]


def test_what_stood_on_the_site_is_told_and_left(bioai: Bioai, tmp_path: Path) -> None:
    site = lay(tmp_path / "old", 1, (Language.ZH,))
    reword(file_of(site), "图谱覆盖 8 个脑区。", "抱歉，我无法完成这个请求。")
    assert bioai("import", site).status == 0
    assert bioai("edition", "set", "2026-03-01", "top/1", "title", "这里的标题").status == 0
    said = bioai("--lang", "en", "export", "2026-03-01", "--site", site, "--json")
    assert said.status == 0
    assert [row["kind"] for row in json.loads(said.out)["stood"]] == ["refusal"]
    assert "`--fix` mends" in said.err
    assert "这里的标题" in file_of(site).read_text("utf-8")


def test_a_twin_that_blocks_is_named_and_ends_with_three(export: Callable[..., tuple[int, Any, str]], parts: Parts) -> None:
    page = edit.existing(parts, DAY, Language.ZH)
    parts.store.editions.save(DAY, Language.EN, type(page)(page.front, page.sections[:1]), "translate")
    status, answer, said = export()
    assert (status, answer["languages"], answer["left_out"]) == (3, ["zh"], ["en"])
    assert "--lang en" in said
    assert export("--lang", "zh")[0] == 0


def test_the_site_of_the_settings_unless_a_file_is_named(bioai: Bioai, parts: Parts, site: Path) -> None:
    parts.paths.settings.write_text(f'site = "{site}"', "utf-8")
    assert bioai("export", "2026-02-05").status == 0
    assert sorted(tree(site)) == sorted(FILES)
    assert bioai("export", "2026-02-05", "--file", "page.md").out.split() == ["create", "page.md"]
    assert Path("page.md").read_text("utf-8") == render(edit.existing(parts, DAY, Language.ZH))


def test_one_file_to_be(bioai: Bioai, parts: Parts) -> None:
    said = bioai("export", "2026-02-05", "--file", "page.md", "--dry-run", "--json")
    assert said.document["files"] == [{"path": "page.md", "change": "create"}]
    assert not Path("page.md").exists()


def test_a_page_that_blocks_goes_into_no_file(bioai: Bioai, parts: Parts) -> None:
    arrange.write(parts, DAY, Language.ZH, "top/1", Role.TITLE, "准确率提高到 97%")
    said = bioai("export", "2026-02-05", "--file", "page.md", "--json")
    assert (said.status, said.document["files"]) == (3, [])
    assert "97" in said.err
    assert not Path("page.md").exists()


def test_a_folder_that_is_no_site(bioai: Bioai, parts: Parts) -> None:
    Path("other").mkdir()
    said = bioai("--lang", "zh", "export", "2026-02-05", "--site", "other", "--json")
    assert (said.status, said.out) == (1, "")
    assert "other 不是站点文件夹" in said.err
    assert list(Path("other").iterdir()) == []
