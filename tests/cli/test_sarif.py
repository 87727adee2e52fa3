"""The log beside what the specification asks of one: https://docs.oasis-open.org/sarif/sarif/v2.1.0/."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from bioai_desktop.cli.sarif import Checked, log
from bioai_desktop.domain import Finding, Language, Severity
from bioai_desktop.wording import Wording
from tests.edition.checkers.pages import found, page

LEVELS = {"none", "note", "warning", "error"}
WORDING = Wording(Language.EN)


def text() -> str:
    wrong = (
        page().replace("(#-值得关注)", "(#值得关注)").replace("example.com/fin", "example.com/fin?rss=1").replace("2026/3/4", "2026/3/5")
    )
    return wrong.replace("酵母受热时先修复基因，再停止分裂。\n", "").replace("一直没有说清", "一直**没有说清")


def made(folder: Path, source: str = "") -> dict[str, Any]:
    source = source or text()
    return log(
        [Checked(str(folder / "一 页.md"), found(source), lambda: source), Checked(str(folder / "好.md"), [], page)], folder, WORDING
    )


def check_region(region: dict[str, Any]) -> None:
    """Assert what 3.30 says: lines and columns count from 1, and an end is not before its start."""
    assert region["startLine"] >= 1
    assert region.get("startColumn", 1) >= 1
    assert region.get("endLine", region["startLine"]) >= region["startLine"]
    if region.get("endLine", region["startLine"]) == region["startLine"] and "endColumn" in region:
        assert region["endColumn"] >= region.get("startColumn", 1)


def check_artifact(location: dict[str, Any], bases: dict[str, Any]) -> None:
    """Assert what 3.4 says: a relative address, encoded, below a base that is named."""
    assert location["uri"]
    assert " " not in location["uri"]
    if "uriBaseId" in location:
        assert location["uriBaseId"] in bases
        assert not urlsplit(location["uri"]).scheme
        assert not location["uri"].startswith("/")
    else:
        assert urlsplit(location["uri"]).scheme == "file"


def check_log(document: dict[str, Any]) -> None:
    """Assert the shape that sections 3.13 to 3.56 ask for."""
    assert document["version"] == "2.1.0"
    assert document["$schema"].endswith("sarif-2.1.0.json")
    for run in document["runs"]:
        driver = run["tool"]["driver"]
        assert driver["name"]
        rules = [rule["id"] for rule in driver["rules"]]
        assert len(set(rules)) == len(rules)
        for rule in driver["rules"]:
            assert rule["shortDescription"]["text"]
            assert rule["defaultConfiguration"]["level"] in LEVELS
        assert run["columnKind"] == "unicodeCodePoints"
        for base in run["originalUriBaseIds"].values():
            assert urlsplit(base["uri"]).scheme == "file"
            assert base["uri"].endswith("/")
        for result in run["results"]:
            assert rules[result["ruleIndex"]] == result["ruleId"]
            assert result["level"] in LEVELS
            assert result["message"]["text"]
            for location in result["locations"]:
                check_artifact(location["physicalLocation"]["artifactLocation"], run["originalUriBaseIds"])
                check_region(location["physicalLocation"]["region"])
            for fix in result.get("fixes", []):
                assert fix["artifactChanges"]
                for change in fix["artifactChanges"]:
                    check_artifact(change["artifactLocation"], run["originalUriBaseIds"])
                    assert change["replacements"]
                    for replacement in change["replacements"]:
                        check_region(replacement["deletedRegion"])


def applied(source: str, fix: dict[str, Any]) -> str:
    """Return a text with a fix made as a tool that reads the log would make it."""
    (replacement,) = fix["artifactChanges"][0]["replacements"]
    region, lines = replacement["deletedRegion"], source.splitlines(keepends=True)
    start = sum(map(len, lines[: region["startLine"] - 1])) + region["startColumn"] - 1
    end = sum(map(len, lines[: region["endLine"] - 1])) + region["endColumn"] - 1
    return source[:start] + replacement["insertedContent"]["text"] + source[end:]


def test_the_log_has_the_shape_that_the_specification_asks_for(tmp_path: Path) -> None:
    document = made(tmp_path)
    check_log(document)
    assert {result["level"] for result in document["runs"][0]["results"]} == {"error", "warning", "note"}


def test_a_log_without_findings(tmp_path: Path) -> None:
    document = log([Checked("a.md", [], page)], tmp_path, WORDING)
    check_log(document)
    assert document["runs"][0]["results"] == []


def test_files_are_named_below_the_site(tmp_path: Path) -> None:
    (run,) = made(tmp_path)["runs"]
    names = {result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for result in run["results"]}
    assert {unquote(name) for name in names} == {"一 页.md"}
    assert Path(unquote(urlsplit(run["originalUriBaseIds"]["PAGES"]["uri"]).path)) == tmp_path


def test_a_file_elsewhere_is_named_in_full(tmp_path: Path) -> None:
    (run,) = log([Checked("/elsewhere/a.md", found(text()), text)], tmp_path, WORDING)["runs"]
    check_log({"version": "2.1.0", "$schema": "sarif-2.1.0.json", "runs": [run]})
    assert run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "file:///elsewhere/a.md"


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_words_that_a_finding_is_about_are_its_region(tmp_path: Path, end: str) -> None:
    source = text().replace("\n", end)
    for result in made(tmp_path, source)["runs"][0]["results"]:
        region = result["locations"][0]["physicalLocation"]["region"]
        if result["ruleId"] == "anchor-dead":
            line = source.split(end)[region["startLine"] - 1]
            assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == "#值得关注"
        if result["ruleId"] == "section-missing":
            assert region.keys() >= {"startLine"}


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_certain_fix_is_in_the_log_as_a_change_that_makes_it(tmp_path: Path, end: str) -> None:
    source = text().replace("\n", end)
    results = made(tmp_path, source)["runs"][0]["results"]
    fixable = {finding.kind for finding in found(source) if finding.fix is not None}
    assert {result["ruleId"] for result in results if "fixes" in result} == fixable == {"anchor-dead", "tracking", "date-differs"}
    new = {result["ruleId"]: applied(source, result["fixes"][0]) for result in results if "fixes" in result}
    assert new["anchor-dead"] == source.replace("(#值得关注)", "(#-值得关注)")
    assert new["tracking"] == source.replace("?rss=1", "")
    assert new["date-differs"] == source.replace("2026/3/5", "2026/3/4")


def test_a_page_that_was_left_in_code_can_be_fixed_by_the_log(tmp_path: Path) -> None:
    source = f"```markdown\n{page()}```\n"
    document = made(tmp_path, source)
    check_log(document)
    (result,) = document["runs"][0]["results"]
    assert applied(source, result["fixes"][0]) == page()


def test_a_rule_tells_what_it_finds_in_general(tmp_path: Path) -> None:
    finding = Finding("numbering", Severity.LOOK, 3, "", "5", "4")
    (rule,) = log([Checked("a.md", [finding], page)], tmp_path, WORDING)["runs"][0]["tool"]["driver"]["rules"]
    assert "…" in rule["shortDescription"]["text"]
