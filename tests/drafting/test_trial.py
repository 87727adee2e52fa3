from dataclasses import replace
from pathlib import Path

import pytest

from bioai_desktop.drafting.trial import trial
from bioai_desktop.edition.profile import Profile
from bioai_desktop.paths import resource
from bioai_desktop.site.profile import load_profile

PROFILES = [load_profile(folder) for folder in sorted(resource("profiles").iterdir()) if folder.is_dir()]


def names(profile: Profile) -> list[tuple[str, str]]:
    return [(Path(each.path).name, each.reason) for each in trial(profile)]


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_the_shipped_prompts_are_all_there(profile: Profile) -> None:
    assert names(profile) == []


@pytest.mark.parametrize("profile", PROFILES, ids=lambda profile: profile.name)
def test_each_prompt_that_will_be_asked_for_is_missed(profile: Profile) -> None:
    language = profile.language
    used = (
        {str(rule.task) for rule in profile.drafted}
        | {"title", "system", "again"}
        | ({"brief", "limits", "window", "species"} if "bioai" in profile.name else set())
    )
    for name in profile.prompts:
        task, spoken, _ = name.split(".")
        rest = replace(profile, prompts={other: text for other, text in profile.prompts.items() if other != name})
        needed = (task in used and spoken == language) or task in {"translate", "system"}
        assert ((name, "missing") in names(rest)) == needed, name


def test_a_wrong_prompt_is_said_once() -> None:
    profile = replace(PROFILES[0], prompts={**PROFILES[0].prompts, "note.en.md": "a\n---\n{{ nobody }}"})
    assert [(Path(each.path).name, each.line, each.reason) for each in trial(profile)] == [("note.en.md", 3, "template")]


def test_a_site_that_drafts_nothing_needs_no_prompts() -> None:
    profile = PROFILES[0]
    quiet = replace(profile, prompts={}, sections=tuple(replace(rule, task=None) for rule in profile.sections))
    assert names(replace(quiet, files={profile.language: profile.files[profile.language]})) == []


def test_a_line_that_is_no_term_is_said() -> None:
    profile = replace(PROFILES[0], prompts={**PROFILES[0].prompts, "terms.zh.md": "# mine\ncell = cellule\n"})
    assert [(Path(each.path).name, each.line, each.reason) for each in trial(profile)] == [("terms.zh.md", 2, "term")]
