"""The window's words: both languages say the same things, and say all that the code asks for."""

import re
import string
import tomllib
from pathlib import Path

import bioai_desktop.gui
from bioai_desktop.domain import Device, ItemKind, Language, Severity, Task
from bioai_desktop.edition.model import EntryState
from bioai_desktop.gui.story_list import Filter
from bioai_desktop.gui.top_bar import DeskStep
from bioai_desktop.paths import resource
from bioai_desktop.settings import Theme

CODE = Path(bioai_desktop.gui.__file__).parent


def words(language: Language) -> dict[str, str]:
    return tomllib.loads(resource("i18n", f"gui.{language}.toml").read_text("utf-8"))["gui"]


def test_both_languages_have_the_same_keys_and_placeholders() -> None:
    zh, en = words(Language.ZH), words(Language.EN)
    assert zh.keys() == en.keys()
    for key in zh:
        names = [{name for _, name, _, _ in string.Formatter().parse(text[key]) if name} for text in (zh, en)]
        assert names[0] == names[1], key


def test_every_key_in_the_code_has_words() -> None:
    known = words(Language.ZH)
    for file in CODE.glob("*.py"):
        for key in re.findall(r'"gui\.([a-zA-Z0-9-]+)"', file.read_text("utf-8")):
            assert key in known, (file.name, key)


def test_every_member_that_is_shown_has_words() -> None:
    known = words(Language.ZH)
    wanted = [f"step-{step}" for step in DeskStep] + [f"step-{step}-left" for step in DeskStep]
    wanted += [f"filter-{each}" for each in Filter] + [f"kind-{kind}" for kind in ItemKind] + [f"state-{state}" for state in EntryState]
    wanted += [f"device-{device}" for device in Device] + [f"device-{device}-tip" for device in Device]
    wanted += [f"theme-{theme}" for theme in Theme] + [f"severity-{severity}" for severity in Severity] + [f"task-{task}" for task in Task]
    wanted += [f"job-{kind}" for kind in ("fetch", "import", "draft", "translate", "export", "install")]
    assert [key for key in wanted if key not in known] == []


def test_no_word_is_left_over() -> None:
    code = "\n".join(file.read_text("utf-8") for file in CODE.glob("*.py"))
    families = set(re.findall(r'f"gui\.([a-z-]+-)\{', code))
    plain = set(re.findall(r"[\"'](?:gui\.)?([a-zA-Z0-9-]+)[\"']", code))
    left = [key for key in words(Language.ZH) if key not in plain and not any(key.startswith(family) for family in families)]
    assert left == []
