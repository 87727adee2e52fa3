"""A choice of profile in the window, and a window for another site."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from bioai_desktop.domain import Language
from bioai_desktop.edition.model import Role
from bioai_desktop.flow import profiles
from bioai_desktop.flow.parts import Parts
from bioai_desktop.gui.commands import Palette
from bioai_desktop.gui.window import Window
from bioai_desktop.settings import Settings
from tests.gui import news
from tests.gui.conftest import OpenWindow

MakeParts = Callable[..., Parts]


def choices(window: Window) -> dict[str, QAction]:
    """Open the menu of profiles."""
    menu = next(action.menu() for action in window.status.menu.actions() if action.menu() is not None)
    menu.aboutToShow.emit()
    return {action.text(): action for action in menu.actions()}


def choose(qtbot: QtBot, window: Window, name: str) -> None:
    with qtbot.waitSignal(window.reopen_wanted):
        choices(window)[name].trigger()
    qtbot.waitUntil(window.jobs.idle)


@pytest.fixture
def brief(make_parts: MakeParts, open_window: OpenWindow) -> Window:
    """A window for the site whose pages are drafted in English."""
    parts = make_parts(settings=Settings(model="tiny", profile="ai-brief", language=Language.EN))
    parts.store.items.add([news.item(number) for number in range(12)], news.NOON)
    return open_window(parts)


def test_the_menu_offers_what_there_is_when_it_opens(window: Window) -> None:
    assert {name: action.isChecked() for name, action in choices(window).items()} == {"ai-brief": False, "bioai-daily": True}
    profiles.copy(window.parts.paths, "bioai-daily", "mine")
    assert list(choices(window)) == ["ai-brief", "bioai-daily", "mine"]


def test_another_site_is_chosen_and_kept(qtbot: QtBot, window: Window, make_parts: MakeParts, open_window: OpenWindow) -> None:
    choose(qtbot, window, "ai-brief")
    assert window.parts.settings.profile == "ai-brief"
    again = open_window(window.parts)
    assert again.desk.profile is not None
    assert (again.desk.profile.name, again.desk.language) == ("ai-brief", Language.EN)
    assert choices(again)["ai-brief"].isChecked()


def test_a_profile_with_a_mistake_is_told_and_not_taken(qtbot: QtBot, window: Window) -> None:
    folder = profiles.copy(window.parts.paths, "bioai-daily", "mine").folder
    (folder / "templates" / "body.md").write_text("\n\n{% if %}", "utf-8")
    choices(window)["mine"].trigger()
    qtbot.waitUntil(window.jobs.idle)
    assert "body.md:3" in window.banner.words
    assert window.parts.settings.profile == ""
    assert window.desk.edition is not None


def test_the_window_opens_on_a_profile_that_is_gone_and_another_can_be_chosen(
    qtbot: QtBot, make_parts: MakeParts, open_window: OpenWindow
) -> None:
    parts = make_parts(settings=Settings(model="tiny", profile="gone"))
    news.fill(make_parts())
    window = open_window(parts)
    assert "gone" in window.banner.words
    choose(qtbot, window, "bioai-daily")
    assert news.entries(open_window(parts).desk.edition)


def test_the_lists_have_the_sites_own_names(window: Window, brief: Window) -> None:
    def named(shown: Window) -> list[str]:
        return [shown.findChild(QAction, f"do-{name}").text() for name in ("to-first", "to-second", "to-third")]

    assert named(window) == ["放进“重磅 TOP”", "放进“值得关注”", "放进“更多动态”"]
    assert named(brief) == ["To “Research”", "To “Tools”", "To “Headlines”"]
    brief.stories.list.setCurrentIndex(brief.stories.model.index(0))
    assert "S   Research\nN   Tools\nM   Headlines" in brief.editor.hint()


def test_a_key_puts_a_story_into_the_sites_list(qtbot: QtBot, brief: Window) -> None:
    story = next(iter(brief.desk.stories.values()))
    brief.stories.list.setCurrentIndex(brief.stories.model.find(story.id))
    brief.stories.list.setFocus()
    qtbot.keyClick(brief, Qt.Key.Key_M)
    qtbot.waitUntil(brief.jobs.idle)
    section = brief.desk.section("headlines")
    assert section is not None
    assert [(entry.story, entry.get(Role.TITLE)) for entry in section.entries] == [(story.id, story.primary.title)]
    assert section.title == "Headlines (1)"
    brief.work.draft()
    qtbot.waitUntil(brief.jobs.idle, timeout=10_000)
    assert brief.desk.language is Language.EN
    assert brief.desk.section("headlines").entries[0].get(Role.TEXT)
    brief.page.tree.go_to(brief.desk.section("headlines").entries[0].id)
    assert brief.editor.entry_id
    assert brief.desk.limits(brief.desk.section("headlines")).max_chars == 140


def test_a_list_that_the_site_has_not_is_no_command(make_parts: MakeParts, open_window: OpenWindow) -> None:
    parts = make_parts(settings=Settings(model="tiny", profile="small"))
    folder = profiles.copy(parts.paths, "ai-brief", "small").folder / "profile.toml"
    head, *tables = folder.read_text("utf-8").split("[[sections]]\n")
    kept = [table for table in tables if 'name = "headlines"' not in table and 'name = "tools"' not in table]
    folder.write_text("[[sections]]\n".join([head.replace('after = "headlines"', 'after = "lead"'), *kept]), "utf-8")
    window = open_window(parts)
    offered = [item.text(0) for item in Palette(window.actions(), window.wording, window)._items()]
    assert [text for text in offered if text.startswith("放进")] == ["放进“Research”"]
    window.gestures.place_in(1)
    assert window.jobs.idle()


def test_a_site_of_one_language_offers_no_translation(make_parts: MakeParts, open_window: OpenWindow) -> None:
    parts = make_parts(settings=Settings(model="tiny", profile="mine"))
    path = profiles.copy(parts.paths, "ai-brief", "mine").folder / "profile.toml"
    text = path.read_text("utf-8")
    start = text.index("[files.zh]")
    path.write_text(text[:start] + text[text.index("[front]") :], "utf-8")
    window = open_window(parts)
    assert not window.page.translate.isVisible()
    assert not window.page.translate.isEnabled()
    assert not window.page._languages[Language.ZH].isVisible()


def test_the_twin_is_not_written_by_the_model(qtbot: QtBot, brief: Window) -> None:
    assert brief.page.draft.isEnabled()
    brief.desk.go(language=Language.ZH)
    qtbot.waitUntil(brief.jobs.idle)
    assert not brief.page.draft.isEnabled()
    assert not brief.desk.drafted
