from __future__ import annotations

from pathlib import Path

import pytest

from bioai_desktop.flow import profiles
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.profile_check import problems


@pytest.mark.parametrize("name", ["ai-brief", "bioai-daily"])
def test_nothing_is_wrong_in_a_shipped_one_nor_in_a_copy_of_it(parts: Parts, name: str) -> None:
    assert problems(parts.paths, name) == []
    profiles.copy(parts.paths, name, "mine")
    assert problems(parts.paths, "mine") == []
    assert [(each.name, each.own) for each in profiles.names(parts.paths)] == [("ai-brief", False), ("bioai-daily", False), ("mine", True)]


def test_what_is_wrong_is_all_told_files_first_then_what_they_make(parts: Parts) -> None:
    folder = profiles.copy(parts.paths, "bioai-daily", "mine").folder
    (folder / "prompts" / "note.zh.md").unlink()
    (folder / "templates" / "section.notes.md").write_text("{{ section.marks }} {{ section.title }}\n", "utf-8")
    found = problems(parts.paths, "mine")
    assert [(Path(each.path).name, each.reason) for each in found] == [
        ("section.notes.md", "form"),
        ("note.zh.md", "missing"),
    ]
    (folder / "templates" / "section.notes.md").write_text("{% for %}", "utf-8")
    assert [(Path(each.path).name, each.line) for each in problems(parts.paths, "mine")] == [("section.notes.md", 1)]
    (folder / "profile.toml").write_text("name = ", "utf-8")
    assert [(Path(each.path).name, each.reason) for each in problems(parts.paths, "mine")] == [("profile.toml", "toml")]


def test_a_profile_has_no_way_out_of_its_sandbox(parts: Parts) -> None:
    folder = profiles.copy(parts.paths, "bioai-daily", "mine").folder
    escape = "{{ title.__class__.__mro__[1].__subclasses__() }}"
    (folder / "prompts" / "title.zh.md").write_text(f"写标题\n---\n{escape}", "utf-8")
    path = folder / "profile.toml"
    path.write_text(path.read_text("utf-8").replace('"content/cn/_index.md"', f'"content/{escape}"'), "utf-8")
    assert [(Path(each.path).name, each.reason) for each in problems(parts.paths, "mine")] == [
        ("profile.toml", "template"),
        ("title.zh.md", "template"),
    ]
