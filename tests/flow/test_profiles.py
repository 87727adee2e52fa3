from __future__ import annotations

from pathlib import Path

import pytest

from bioai_desktop.domain import Language, SilentJob
from bioai_desktop.edition.render import render
from bioai_desktop.errors import ProfileInvalid, ProfileUnknown
from bioai_desktop.flow import profiles
from bioai_desktop.flow.draft import draft
from bioai_desktop.flow.edit import current
from bioai_desktop.flow.parts import Parts
from bioai_desktop.settings import Settings
from tests.newsroom import DAY, newsroom


def test_the_users_own_is_worked_with_before_the_shipped_one(parts: Parts, tmp_path: Path) -> None:
    mine = profiles.copy(parts.paths, "bioai-daily", "bioai-daily")
    path = mine.folder / "profile.toml"
    path.write_text(
        path.read_text("utf-8").replace("📌 值得关注", "📌 还可以看看").replace('match = ["值得关注"', 'match = ["还可以看看"'), "utf-8"
    )
    made = newsroom(tmp_path / "data", settings=Settings())
    assert "📌 还可以看看" in render(draft(made, DAY, SilentJob()).edition)
    made.close()


@pytest.mark.parametrize("spoil", ["broken", "gone"])
def test_a_profile_that_can_not_be_read_loses_nothing(parts: Parts, tmp_path: Path, spoil: str) -> None:
    folder = profiles.copy(parts.paths, "bioai-daily", "mine").folder
    first = newsroom(tmp_path / "data", settings=Settings(profile="mine"))
    page = draft(first, DAY, SilentJob()).edition
    first.close()
    if spoil == "broken":
        (folder / "templates" / "body.md").write_text("{% if %}", "utf-8")
    else:
        folder.rename(folder.with_name("elsewhere"))
    second = newsroom(tmp_path / "data", settings=Settings(profile="mine"))
    with pytest.raises(ProfileInvalid if spoil == "broken" else ProfileUnknown):
        draft(second, DAY, SilentJob())
    assert current(second, DAY, Language.ZH) == page
    second.use(Settings(profile="elsewhere" if spoil == "gone" else "bioai-daily"))
    assert render(draft(second, DAY, SilentJob()).edition) == render(page)
    second.close()
