from __future__ import annotations

from pathlib import Path

import pytest

from bioai_desktop.flow.parts import Parts
from tests.cli.conftest import Bioai


def test_list_show_copy_check(bioai: Bioai, data: Path) -> None:
    rows = bioai("profiles", "list", "--json").document["profiles"]
    assert [(row["name"], row["own"], row["chosen"]) for row in rows] == [("ai-brief", False, False), ("bioai-daily", False, True)]
    said = bioai("profiles", "copy", "bioai-daily", "mine", "--json")
    assert (said.status, said.document) == (0, {"name": "mine", "path": str(data / "profiles" / "mine")})
    rows = bioai("profiles", "list", "--json").document["profiles"]
    assert [(row["name"], row["own"]) for row in rows][-1] == ("mine", True)
    checked = bioai("profiles", "check", "mine", "--json")
    assert (checked.status, checked.document) == (0, {"name": "mine", "problems": []})
    shown = bioai("profiles", "show", "mine", "--json").document
    assert (shown["name"], shown["site"], shown["path"]) == ("mine", "bioai-daily", str(data / "profiles" / "mine"))
    assert [section["name"] for section in shown["sections"]][:3] == ["digest", "navigation", "news"]
    assert shown["files"]["zh"]["home"] == "content/cn/_index.md"


def test_lists_are_read_by_people_too(bioai: Bioai) -> None:
    assert "* bioai-daily" in bioai("--lang", "en", "profiles", "list").out
    assert "自带" in bioai("--lang", "zh", "profiles", "list").out
    shown = bioai("profiles", "show", "ai-brief").out
    assert "research" in shown
    assert "content/posts/{{ date.year }}" in shown


def test_what_is_wrong_is_told_with_file_and_line(bioai: Bioai, data: Path) -> None:
    bioai("profiles", "copy", "ai-brief", "mine")
    path = data / "profiles" / "mine" / "profile.toml"
    text = path.read_text("utf-8")
    line = text[: text.index('holds = ["repository"]')].count("\n") + 1
    path.write_text(text.replace('holds = ["repository"]', 'hold = ["repository"]'), "utf-8")
    said = bioai("--lang", "en", "profiles", "check", "mine")
    assert said.status == 3
    assert f"{path}:{line} has a mistake: nothing reads the key “hold”" in said.out
    [row] = bioai("--lang", "zh", "profiles", "check", "mine", "--json").document["problems"]
    assert (row["path"], row["line"], row["reason"]) == (str(path), line, "unknown")
    assert "可能拼错了" in row["message"]


def test_another_profile_for_one_call(bioai: Bioai, parts: Parts) -> None:
    assert bioai("--profile", "ai-brief", "draft", "2026-02-05", "--json").status == 0
    assert parts.store.editions.get(parts.store.editions.days().popitem()[0], parts.profile.language) is None
    said = bioai("--profile", "ai-brief", "edition", "show", "2026-02-05", "--json")
    assert [section["title"] for section in said.document["sections"]][:2] == ["The day in a sentence", "Contents"]
    assert bioai("profiles", "list", "--json").document["profiles"][1]["chosen"]
    assert bioai("--profile", "ai-brief", "profiles", "list", "--json").document["profiles"][0]["chosen"]


def test_the_setting_chooses_for_every_call(bioai: Bioai, data: Path, parts: Parts) -> None:
    data.mkdir(exist_ok=True)
    (data / "settings.toml").write_text('profile = "ai-brief"\n', "utf-8")
    assert bioai("draft", "2026-02-05", "--only", "top").status == 2
    assert bioai("draft", "2026-02-05").status == 0


@pytest.mark.parametrize(
    ("language", "words"),
    [("en", "There is no profile named “nosuch”. Known: ai-brief, bioai-daily."), ("zh", "没有名为“nosuch”的站点配置")],
)
@pytest.mark.parametrize(
    "call",
    [
        ["--profile", "nosuch", "items"],
        ["profiles", "show", "nosuch"],
        ["profiles", "check", "nosuch"],
        ["profiles", "copy", "nosuch", "x"],
    ],
)
def test_an_unknown_name_is_told(bioai: Bioai, call: list[str], language: str, words: str) -> None:
    said = bioai("--lang", language, *call)
    assert (said.status, said.out) == (1, "")
    assert words in said.err


@pytest.mark.parametrize(("new", "words"), [("bad name", "letters, digits, - and _ only"), ("mine", "one of that name is there already")])
def test_a_name_that_can_not_be_given_is_told(bioai: Bioai, new: str, words: str) -> None:
    bioai("profiles", "copy", "ai-brief", "mine")
    said = bioai("--lang", "en", "profiles", "copy", "ai-brief", new)
    assert said.status == 1
    assert words in said.err


def test_a_broken_file_is_told_by_every_command_that_reads_it(bioai: Bioai, data: Path, parts: Parts) -> None:
    bioai("profiles", "copy", "bioai-daily", "mine")
    (data / "profiles" / "mine" / "templates" / "body.md").write_text("\n{% nonsense %}\n", "utf-8")
    for call in (["items", "--date", "2026-02-05"], ["draft", "2026-02-05"], ["profiles", "show", "mine"]):
        said = bioai("--lang", "en", "--profile", "mine", *call)
        assert said.status == 1
        assert "body.md:2 has a mistake: it can't be rendered: Encountered unknown tag 'nonsense'" in said.err
    assert bioai("--profile", "mine", "models", "list").status == 0
