from __future__ import annotations

import json
from pathlib import Path

import pytest

from bioai_desktop.domain import Language, SilentJob
from bioai_desktop.edition.edits import SetFront
from bioai_desktop.edition.model import Edition, Role
from bioai_desktop.edition.render import render
from bioai_desktop.flow import arrange, edit
from bioai_desktop.flow.draft import draft
from bioai_desktop.flow.parts import Parts
from tests.cli.conftest import Bioai
from tests.edition.checkers.pages import page as good
from tests.newsroom import DAY

ZH = Language.ZH


@pytest.fixture
def page(parts: Parts) -> Edition:
    return draft(parts, DAY, SilentJob()).edition


def spoil(parts: Parts) -> None:
    arrange.write(parts, DAY, ZH, "top/1", Role.TITLE, "准确率提高到 97%")


def test_check_answers_with_findings(bioai: Bioai, parts: Parts, page: Edition) -> None:
    assert bioai("check", "2026-02-05").status == 0
    spoil(parts)
    said = bioai("check", "2026-02-05", "--json")
    assert said.status == 3
    [blocking] = [finding for finding in said.document["findings"] if finding["severity"] == "block"]
    assert blocking.keys() >= {"file", "line", "kind", "severity", "message", "fix"}
    assert (blocking["kind"], blocking["fix"]) == ("number-unsupported", None)
    assert "97" in blocking["message"]
    assert "1 to mend" in said.err
    assert f"{blocking['line']}: block: " in bioai("check", "2026-02-05").out


def test_check_a_file(bioai: Bioai, page: Edition) -> None:
    Path("2026-02-05.md").write_text(render(page), "utf-8")
    assert bioai("check", "--file", "2026-02-05.md").status == 0
    Path("2026-02-05.md").write_text(render(page).replace("](https://", "](#", 1), "utf-8")
    said = bioai("--lang", "zh", "check", "--file", "2026-02-05.md", "--json")
    assert said.status == 3
    assert {finding["file"] for finding in said.document["findings"]} == {"2026-02-05.md"}
    assert any("没有" in finding["message"] for finding in said.document["findings"])
    assert "2026-02-05.md:" in bioai("check", "--file", "2026-02-05.md").out


def test_check_a_file_in_another_language(bioai: Bioai, page: Edition) -> None:
    Path("page.md").write_text(render(page), "utf-8")
    assert bioai("check", "--file", "page.md").status == 0
    assert bioai("check", "--file", "page.md", "--lang", "en").status == 3


def test_check_all_pages_of_a_site(bioai: Bioai, page: Edition) -> None:
    for path in ("content/cn/2026-02/2026-02-05.md", "content/en/2026-02/2026-02-06.md"):
        Path(path).parent.mkdir(parents=True)
        Path(path).write_text(render(page), "utf-8")
    said = bioai("check", "--site", ".", "--json")
    assert said.status == 3
    assert {finding["file"] for finding in said.document["findings"] if finding["severity"] == "block"} == {
        "content/en/2026-02/2026-02-06.md"
    }


def site(*days: int) -> None:
    """Write a site with the good page on some days of March; that of the 5th has a wrong link."""
    for day in days:
        path = Path(f"site/content/cn/2026-03/2026-03-{day:02}.md")
        path.parent.mkdir(parents=True, exist_ok=True)
        text = good().replace("2026/3/4", f"2026/3/{day}").replace("03-04", f"03-{day:02}")
        path.write_text(text.replace("(#-值得关注)", "(#没有)") if day == 5 else text, "utf-8")


def test_a_site_is_told_by_page_and_summed_up_by_kind(bioai: Bioai) -> None:
    site(4, 5)
    said = bioai("check", "--site", "site")
    assert said.status == 3
    assert said.out.splitlines()[0].startswith("site/content/cn/2026-03/2026-03-05.md:")
    assert [line.split() for line in said.err.splitlines() if "anchor-dead" in line or "ran-before" in line] == [
        ["1", "block", "anchor-dead"],
        ["4", "look", "ran-before"],
    ]
    assert "1 to mend" in said.err


def test_what_ran_is_read_from_the_site_for_one_page_too(bioai: Bioai) -> None:
    site(1, 4)
    rows = bioai("check", "--file", "site/content/cn/2026-03/2026-03-04.md", "--json").document["findings"]
    assert {row["kind"] for row in rows} == {"ran-before"}
    assert "2026-03-01" in rows[0]["message"]


def test_a_site_with_a_file_that_is_no_text(bioai: Bioai) -> None:
    site(4)
    Path("site/content/cn/2026-03/2026-03-03.md").write_bytes(b"\xff")
    for form in ("text", "json", "sarif"):
        said = bioai("check", "--site", "site", "--format", form)
        assert said.status == 3
        assert "2026-03-03.md" in said.out


@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_each_form_of_the_answer(bioai: Bioai, form: str) -> None:
    site(5)
    said = bioai("check", "--file", "site/content/cn/2026-03/2026-03-05.md", "--format", form)
    assert said.status == 3
    if form == "text":
        assert ": block: " in said.out
    else:
        assert ("runs" in json.loads(said.out)) is (form == "sarif")


def test_the_page_of_a_day_as_sarif(bioai: Bioai, parts: Parts, page: Edition) -> None:
    edit.apply(parts, DAY, ZH, SetFront("title", "AI 日报 2026/2/5"))
    (run,) = bioai("check", "2026-02-05", "--format", "sarif").document["runs"]
    (result,) = [each for each in run["results"] if each["ruleId"] == "title-differs"]
    assert result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"]


def test_a_file_is_mended_and_says_how(bioai: Bioai) -> None:
    site(5)
    path = Path("site/content/cn/2026-03/2026-03-05.md")
    said = bioai("check", "--file", str(path), "--fix")
    assert said.status == 0
    assert said.out.startswith(f"{path}:23: ")
    assert "“#没有” to “#-值得关注”" in said.out
    assert "Changes made: 1" in said.err
    assert "(#-值得关注)" in path.read_text("utf-8")
    assert bioai("check", "--file", str(path), "--fix").out == ""


def test_what_is_left_decides_how_it_ends(bioai: Bioai) -> None:
    Path("2026-03-04.md").write_text(good().replace("example.com/fin)", "example.com/fin").replace("2026/3/4", "2026/3/5"), "utf-8")
    said = bioai("check", "--file", "2026-03-04.md", "--fix", "--json")
    assert said.status == 3
    assert [row["kind"] for row in said.document["fixed"]] == ["date-differs"]
    assert [row["kind"] for row in said.document["findings"]] == ["link-truncated"]
    assert said.document["fixed"][0].keys() == said.document["findings"][0].keys()


def test_the_page_of_a_day_is_mended(bioai: Bioai, parts: Parts, page: Edition) -> None:
    edit.apply(parts, DAY, ZH, SetFront("title", "AI 日报 2026/2/5"))
    said = bioai("check", "2026-02-05", "--fix")
    assert (said.status, "Changes made: 1" in said.err) == (0, True)
    assert "BioAI 生命科学日报 2026/2/5" in bioai("edition", "show", "2026-02-05").out


@pytest.mark.parametrize("wrong", [("--site", "."), ("--file", "a.md", "--format", "sarif"), ("2026-02-05", "--file", "a.md"), ()])
def test_what_cannot_be_mended_at_once(bioai: Bioai, wrong: tuple[str, ...]) -> None:
    said = bioai("check", *wrong, "--fix")
    assert (said.status, said.out) == (2, "")
    assert said.err
