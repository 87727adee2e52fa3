"""The shipped prompts, put back: nothing of the user's is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bioai_desktop.errors import ProfileShipped, TaskUnknown
from bioai_desktop.flow import profiles
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.prompt_files import PutBack, reset
from bioai_desktop.paths import resource

NOW = datetime(2026, 2, 5, 12, 0, 0, tzinfo=UTC)
SHIPPED = resource("profiles", "bioai-daily", "prompts")


@pytest.fixture
def prompts(parts: Parts) -> Path:
    """The prompts of a profile of the user's own."""
    made = profiles.copy(parts.paths, "bioai-daily", "mine")
    parts.use(replace(parts.settings, profile="mine"))
    return made.folder / "prompts"


def test_changed_file_is_put_back_and_kept(parts: Parts, prompts: Path) -> None:
    (prompts / "text.zh.md").write_text("我的写法\n---\n{{ title }}", "utf-8")
    assert reset(parts, "text", NOW) == [PutBack(prompts / "text.zh.md", prompts / "text.zh.md.20260205-120000.bak")]
    assert (prompts / "text.zh.md").read_bytes() == (SHIPPED / "text.zh.md").read_bytes()
    assert (prompts / "text.zh.md.20260205-120000.bak").read_text("utf-8").startswith("我的写法")
    assert reset(parts, "", NOW) == []
    profiles.load(parts.paths, "mine")  # what is kept beside them is no prompt


def test_only_what_was_asked_for(parts: Parts, prompts: Path) -> None:
    for name in ("text.zh.md", "title.zh.md"):
        (prompts / name).write_text("别的\n---\n{{ title }}", "utf-8")
    reset(parts, "title", NOW)
    assert (prompts / "text.zh.md").read_text("utf-8").startswith("别的")


def test_missing_file_comes_back_and_ones_own_stays(parts: Parts, prompts: Path) -> None:
    (prompts / "lead.zh.md").unlink()
    (prompts / "own.zh.md").write_text("自己的", "utf-8")
    assert reset(parts, "", NOW) == [PutBack(prompts / "lead.zh.md", None)]
    assert (prompts / "own.zh.md").exists()


def test_profile_of_another_name_is_known_by_its_prompts(parts: Parts) -> None:
    made = profiles.copy(parts.paths, "ai-brief", "brief")
    parts.use(replace(parts.settings, profile="brief"))
    (made.folder / "prompts" / "note.en.md").write_text("Mine\n---\n{{ title }}", "utf-8")
    [done] = reset(parts, "", NOW)
    assert done.file.read_bytes() == resource("profiles", "ai-brief", "prompts", "note.en.md").read_bytes()


def test_shipped_profile_has_nothing_to_put_back(parts: Parts) -> None:
    with pytest.raises(ProfileShipped):
        reset(parts)


def test_prompt_that_there_is_not(parts: Parts, prompts: Path) -> None:
    with pytest.raises(TaskUnknown):
        reset(parts, "poem")
