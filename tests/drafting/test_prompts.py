from dataclasses import replace

import pytest

from bioai_desktop.domain import Language
from bioai_desktop.drafting.prompts import phrases, prompt, render
from bioai_desktop.errors import ProfileInvalid
from tests.drafting.texts import PROFILE

FACTS = {"title": "T", "text": "X", "kind": "preprint", "name": "", "finished": "F"}


@pytest.mark.parametrize("name", ["title", "text", "brief", "note", "digest", "lead", "keyword", "translate"])
def test_every_shipped_prompt_renders(name: str) -> None:
    made = prompt(PROFILE, name, Language.ZH, FACTS)
    assert made.system
    assert made.shared.endswith("\n")
    assert made.own
    assert "{" not in made.system + made.shared + made.own


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(
    "kind", ["number-unsupported", "name-unsupported", "repetition", "too-long", "too-short", "subject-missing", "language"]
)
def test_advice_renders_for_every_kind(language: Language, kind: str) -> None:
    assert "{" not in render(PROFILE, f"again.{language}.md", {"kinds": (kind,), "task": "text", "names": ("A",)})


def test_prompts_are_short() -> None:
    texts = {name: text for name, text in PROFILE.prompts.items() if not name.startswith(("terms", "forbidden", "again", "limits"))}
    assert max(len(text) for name, text in texts.items() if not name.startswith("translate")) < 700
    assert max(map(len, texts.values())) < 1200, "examples of translations are read once for all texts, but they are read"


def test_a_task_may_have_a_system_text_of_its_own() -> None:
    own = replace(PROFILE, prompts={**PROFILE.prompts, "system-lead.zh.md": "你是编辑。"})
    assert prompt(own, "lead", Language.ZH, FACTS).system == "你是编辑。"
    assert prompt(own, "title", Language.ZH, FACTS).system == prompt(PROFILE, "title", Language.ZH, FACTS).system
    assert prompt(own, "lead", Language.ZH, FACTS).hash != prompt(PROFILE, "lead", Language.ZH, FACTS).hash


def test_another_wording_is_another_version() -> None:
    first = prompt(PROFILE, "lead", Language.ZH, FACTS)
    changed = replace(PROFILE, prompts={**PROFILE.prompts, "lead.zh.md": "写一句\n---\n{{ title }}"})
    assert prompt(changed, "lead", Language.ZH, FACTS).hash != first.hash
    assert prompt(PROFILE, "lead", Language.ZH, {**FACTS, "title": "U"}).hash == first.hash


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("no line of dashes", 0),
        ("a\n---\n{{ unknown }}", 3),
        ("a\n---\n\n{% if %}", 4),
        ("{{ title }}\n---\nb", 1),
        ("a\n---\n{{ title.__class__.__mro__ }}", 3),
        ("a\n---\n{{ 1 / 0 }}", 3),
    ],
)
def test_a_wrong_prompt_is_named_with_its_line(text: str, line: int) -> None:
    with pytest.raises(ProfileInvalid) as caught:
        prompt(replace(PROFILE, prompts={"system.zh.md": "s", "lead.zh.md": text}), "lead", Language.ZH, FACTS)
    assert (caught.value.path, caught.value.line) == (PROFILE.file("prompts", "lead.zh.md"), line)


def test_a_missing_prompt_is_named() -> None:
    with pytest.raises(ProfileInvalid) as caught:
        render(PROFILE, "nothing.zh.md", {})
    assert (caught.value.path, caught.value.reason) == (PROFILE.file("prompts", "nothing.zh.md"), "missing")


def test_house_phrases_leave_remarks_out() -> None:
    assert "这意味着" in phrases(PROFILE, Language.ZH)
    assert not any(phrase.startswith("#") for phrase in phrases(PROFILE, Language.ZH))
