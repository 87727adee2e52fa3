"""Pages of a site in the window: taken in, shown, and decided about where they were changed on disk as well."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from bioai_desktop.domain import Language
from bioai_desktop.edition.edits import SetField
from bioai_desktop.edition.model import Role, SectionKind
from bioai_desktop.edition.render import render
from bioai_desktop.flow import edit as flow_edit
from bioai_desktop.flow.parts import Parts
from bioai_desktop.gui.window import Window
from bioai_desktop.settings import Settings
from tests.gui.news import entries
from tests.published import FIRST, file_of, lay, reword

ZH = Language.ZH


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return lay(tmp_path / "site", 2, (ZH,))


@pytest.fixture
def desk(qtbot: QtBot, open_window: Callable[[Parts], Window], make_parts: Callable[..., Parts], site: Path) -> Window:
    """A window into which the site was taken."""
    window = open_window(make_parts(settings=Settings(model="tiny", site=str(site))))
    window.work.import_files([site])
    settled(qtbot, window)
    return window


def settled(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(window.jobs.idle, timeout=20_000)


def go(qtbot: QtBot, window: Window) -> None:
    window.desk.go(FIRST, ZH)
    settled(qtbot, window)


def at_odds(qtbot: QtBot, window: Window, site: Path) -> None:
    """Have the second top text be another here and on disk."""
    go(qtbot, window)
    window.desk.edit(SetField(entries(window.desk.edition)[1].id, Role.TEXT, "这里的话。"))
    settled(qtbot, window)
    reword(file_of(site), "图谱覆盖 8 个脑区。", "那里的话。")
    window.work.import_files([site])
    settled(qtbot, window)


def test_a_site_is_chosen_as_a_folder(
    qtbot: QtBot, open_window: Callable[[Parts], Window], make_parts: Callable[..., Parts], site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(make_parts())
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(site))
    next(action for action in window.actions() if action.objectName() == "do-import-site").trigger()
    settled(qtbot, window)
    assert window.banner.words == "读了 2 页：2 页新收。"
    assert window.desk.day == FIRST.replace(day=2)


def test_a_published_day_is_shown_and_its_entries_say_that_no_source_is_at_hand(qtbot: QtBot, desk: Window, site: Path) -> None:
    go(qtbot, desk)
    assert desk.desk.edition is not None
    assert render(desk.desk.edition) == file_of(site).read_text("utf-8")
    top = entries(desk.desk.edition)
    desk.page.tree.go_to(top[0].id)
    assert desk.editor.title.toPlainText() == "酵母受热，先修复再停工"
    assert "手边没有它的原文" in desk.side.source.toPlainText()
    desk.page.tree.go_to(entries(desk.desk.edition, SectionKind.LEAD)[0].id)
    assert "没有来源" in desk.side.source.toPlainText()


def test_a_page_changed_on_disk_is_shown_as_it_is_there(qtbot: QtBot, desk: Window, site: Path) -> None:
    go(qtbot, desk)
    reword(file_of(site), "图谱覆盖 8 个脑区。", "图谱覆盖 9 个脑区。")
    desk.work.import_files([file_of(site)])
    settled(qtbot, desk)
    assert entries(desk.desk.edition)[1].get(Role.TEXT) == "图谱覆盖 9 个脑区。"
    assert desk.banner.words == "读了 1 页：1 页磁盘上改过，已照收。"


@pytest.mark.parametrize(("disk", "words"), [(True, "那里的话。"), (False, "这里的话。")])
def test_one_of_two_forms_is_chosen(qtbot: QtBot, desk: Window, site: Path, disk: bool, words: str) -> None:
    at_odds(qtbot, desk, site)
    assert "1 页有同一处" in desk.banner.words
    desk.banner.action.click()
    settled(qtbot, desk)
    (finding,) = [each for each in desk.desk.findings if each.conflict]
    assert "那里的话。" in desk.wording.finding(finding)
    desk.editor.findings.decided.emit(finding, disk)
    settled(qtbot, desk)
    assert entries(desk.desk.edition)[1].get(Role.TEXT) == words
    assert [each for each in desk.desk.findings if each.conflict] == []


def test_publishing_over_a_change_on_disk_offers_to_take_it_in(qtbot: QtBot, desk: Window, site: Path) -> None:
    go(qtbot, desk)
    flow_edit.apply(desk.parts, FIRST, ZH, SetField(entries(desk.desk.edition)[0].id, Role.TITLE, "这里的标题"))
    reword(file_of(site), "图谱覆盖 8 个脑区。", "图谱覆盖 9 个脑区。")
    desk.export()
    settled(qtbot, desk)
    assert "磁盘上又改过" in desk.banner.words
    desk.banner.action.click()
    settled(qtbot, desk)
    desk.export()
    settled(qtbot, desk)
    text = file_of(site).read_text("utf-8")
    assert "这里的标题" in text
    assert "图谱覆盖 9 个脑区。" in text
