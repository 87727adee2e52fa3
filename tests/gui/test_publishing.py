"""Publishing from the window: one click, what changes beside it, and the way back."""

from collections.abc import Callable
from pathlib import Path
from urllib.request import urlopen

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QTreeWidget
from pytestqt.qtbot import QtBot

from bioai_desktop.domain import Language
from bioai_desktop.edition.edits import RemoveEntry, SetField
from bioai_desktop.edition.model import EntryState, Role
from bioai_desktop.flow import edit
from bioai_desktop.flow.parts import Parts
from bioai_desktop.gui.top_bar import DeskStep
from bioai_desktop.gui.window import Window
from bioai_desktop.settings import Landing, Settings
from tests.gui import news
from tests.repository import Repository, tree
from tests.site import hugo_site

PAGE = "content/cn/2026-02/2026-02-05.md"

OpenWindow = Callable[[Parts], Window]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return hugo_site.site(tmp_path / "site")


@pytest.fixture
def ready(parts: Parts, site: Path) -> Parts:
    """A newsroom whose page may leave, with a site to go to."""
    for entry in news.entries(news.stored(parts)):
        if entry.state is EntryState.EMPTY:
            edit.apply(parts, news.DAY, Language.ZH, RemoveEntry(entry.id))
    parts.change(Settings(model="tiny", site=str(site)))
    return parts


@pytest.fixture
def publishing(qtbot: QtBot, open_window: OpenWindow, ready: Parts) -> Window:
    window = open_window(ready)
    window.showing.step(DeskStep.PUBLISH)
    settled(qtbot, window)
    return window


def settled(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(window.jobs.idle, timeout=20_000)


def rows(files: QTreeWidget) -> list[tuple[str, ...]]:
    items = [files.topLevelItem(row) for row in range(files.topLevelItemCount())]
    return [tuple(item.text(column) for column in range(4)) for item in items if item is not None]


def spoil(parts: Parts) -> None:
    entry = news.entries(news.stored(parts))[0]
    edit.apply(parts, news.DAY, Language.ZH, SetField(entry.id, Role.LINK, ""))


# ---------------------------------------------------------------- before


def test_the_step_shows_what_would_change(publishing: Window, site: Path) -> None:
    pane = publishing.publish
    assert pane.isVisible()
    assert publishing.side.previewing
    assert [row[:2] for row in rows(pane.files)] == [
        ("新增", PAGE),
        ("新增", "daily/2026-02-05.md"),
        ("新增", "content/cn/2026-02/_index.md"),
        ("新增", "content/cn/_index.md"),
    ]
    assert rows(pane.files)[0][2].startswith("+")
    assert f"+++ b/{PAGE}" in pane.diff.toPlainText()
    assert "可以发布" in pane.words
    assert tree(site).keys() <= {"hugo.yaml", *(f"layouts/{name}.html" for name in ("index", "_default/single", "_default/list"))}


def test_an_edit_is_seen_in_the_difference(qtbot: QtBot, publishing: Window) -> None:
    entry = news.entries(publishing.desk.edition)[0]
    publishing.desk.edit(SetField(entry.id, Role.TITLE, "换过的标题"))
    settled(qtbot, publishing)
    assert "换过的标题" in publishing.publish.diff.toPlainText()


def test_a_file_that_is_chosen_is_scrolled_to(qtbot: QtBot, publishing: Window) -> None:
    pane = publishing.publish
    pane.files.setFocus()
    qtbot.keyClick(pane.files, Qt.Key.Key_End)
    assert "content/cn/_index.md" in pane.diff.textCursor().block().next().text()


def test_what_blocks_is_told_with_the_way_to_it(qtbot: QtBot, open_window: OpenWindow, ready: Parts, site: Path) -> None:
    spoil(ready)
    window = open_window(ready)
    window.showing.step(DeskStep.PUBLISH)
    settled(qtbot, window)
    assert "必须先改" in window.publish.words
    assert PAGE in [row[1] for row in rows(window.publish.files)]
    window.publish.findings_wanted.emit()
    assert window.editor.isVisible()
    assert window.editor.findings.hasFocus()
    window.showing.step(DeskStep.PUBLISH)
    qtbot.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, window)
    assert not (site / PAGE).exists()
    assert window.editor.findings.isVisible()


def test_without_a_site_or_a_page_it_says_what_to_do(
    qtbot: QtBot, open_window: OpenWindow, parts: Parts, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    window = open_window(parts)
    window.showing.step(DeskStep.PUBLISH)
    assert "还没有选网站" in window.publish.words
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(site))
    window.publish.site_wanted.emit()
    settled(qtbot, window)
    assert PAGE in [row[1] for row in rows(window.publish.files)]
    window.desk.go(language=Language.EN)
    settled(qtbot, window)
    assert "没有东西可以发布" in window.publish.words
    assert rows(window.publish.files) == []


def test_a_site_that_is_gone_is_told(qtbot: QtBot, open_window: OpenWindow, ready: Parts, tmp_path: Path) -> None:
    ready.change(Settings(model="tiny", site=str(tmp_path / "gone")))
    window = open_window(ready)
    window.showing.step(DeskStep.PUBLISH)
    settled(qtbot, window)
    assert "gone" in window.publish.words


def test_work_that_is_not_committed_is_named(qtbot: QtBot, open_window: OpenWindow, ready: Parts, site: Path) -> None:
    (site / PAGE).parent.mkdir()
    (site / PAGE).write_text("committed", "utf-8")
    Repository.begin(site)
    (site / PAGE).write_text("by hand", "utf-8")
    window = open_window(ready)
    window.showing.step(DeskStep.PUBLISH)
    settled(qtbot, window)
    assert PAGE in window.publish.words


# ---------------------------------------------------------------- publishing and back


def test_ctrl_enter_publishes_and_the_status_line_has_the_way_back(qtbot: QtBot, publishing: Window, site: Path) -> None:
    before = tree(site)
    assert not publishing.status.take_back.isVisible()
    qtbot.keyClick(publishing, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, publishing)
    assert (site / PAGE).is_file()
    assert publishing.status.published.text().startswith("已发布 ")
    assert "4 个文件" in publishing.status.published.text()
    assert {row[0] for row in rows(publishing.publish.files)} == {"不变"}
    assert "不会改动" in publishing.publish.words
    publishing.status.take_back.click()
    settled(qtbot, publishing)
    assert tree(site) == before
    assert "已撤回" in publishing.banner.words
    assert not publishing.status.published.isVisible()
    assert {row[0] for row in rows(publishing.publish.files)} == {"新增"}


def test_a_day_published_before_says_so_when_it_is_opened(qtbot: QtBot, publishing: Window, open_window: OpenWindow, ready: Parts) -> None:
    publishing.publishing.publish()
    settled(qtbot, publishing)
    again = open_window(ready)
    assert again.status.take_back.isVisible()
    again.desk.go(news.DAY.replace(day=6))
    settled(qtbot, again)
    assert not again.status.take_back.isVisible()


def test_a_file_changed_since_keeps_the_publication(qtbot: QtBot, publishing: Window, site: Path) -> None:
    publishing.publishing.publish()
    settled(qtbot, publishing)
    (site / PAGE).write_text("by hand", "utf-8")
    publishing.publishing.take_back()
    settled(qtbot, publishing)
    assert PAGE in publishing.banner.words
    assert (site / PAGE).read_text("utf-8") == "by hand"
    assert publishing.status.take_back.isVisible()


def test_a_commit_is_made_where_it_is_wanted_and_the_wish_is_kept(qtbot: QtBot, open_window: OpenWindow, ready: Parts, site: Path) -> None:
    git = Repository.begin(site)
    window = open_window(ready)
    window.showing.step(DeskStep.PUBLISH)
    settled(qtbot, window)
    pane = window.publish
    assert pane.commit.isEnabled()
    pane.commit.setFocus()
    qtbot.keyClick(pane.commit, Qt.Key.Key_Space)
    settled(qtbot, window)
    assert 'landing = "commit"' in ready.paths.settings.read_text("utf-8")
    window.publishing.publish()
    settled(qtbot, window)
    assert (git.commits(), git.status()) == (2, [])
    assert "已提交" in window.banner.words
    window.publishing.take_back()
    settled(qtbot, window)
    assert git.commits() == 3
    assert "还没有推送" in window.banner.words


def test_a_push_is_made_only_when_it_is_asked_for(qtbot: QtBot, open_window: OpenWindow, ready: Parts, site: Path, tmp_path: Path) -> None:
    git = Repository.begin(site)
    there = git.publish(tmp_path / "there")
    ready.change(Settings(model="tiny", site=str(site), landing=Landing.COMMIT))
    window = open_window(ready)
    window.showing.step(DeskStep.PUBLISH)
    settled(qtbot, window)
    assert window.publish.commit.isChecked()
    window.publishing.publish()
    settled(qtbot, window)
    assert (git.commits(), there.commits()) == (2, 1)
    window.publish.push.click()
    settled(qtbot, window)
    assert there.commits() == 2
    assert "已推送" in window.banner.words


def test_without_git_there_is_nothing_to_commit_with(publishing: Window) -> None:
    assert not publishing.publish.commit.isEnabled()
    assert not publishing.publish.push.isEnabled()
    assert "git" in publishing.publish.commit.toolTip()


# ---------------------------------------------------------------- the page elsewhere


def test_the_page_opens_in_the_browser_as_the_site_shows_it(
    qtbot: QtBot, publishing: Window, site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    before = tree(site)
    publishing.side.site_wanted.emit()
    settled(qtbot, publishing)
    with urlopen(opened[0].toString(), timeout=10) as answer:
        assert "第一条的中文标题" in answer.read().decode()
    assert opened[0].host() == "127.0.0.1"
    assert tree(site) == before
    publishing.close()
    with pytest.raises(OSError, match="refused"):
        urlopen(opened[0].toString(), timeout=10)


def test_a_site_that_hugo_can_t_build_is_told_in_its_words(qtbot: QtBot, publishing: Window, site: Path) -> None:
    (site / "layouts" / "_default" / "single.html").write_text("{{ .Nonsense }}", "utf-8")
    publishing.publishing.open_in_site()
    settled(qtbot, publishing)
    assert "Nonsense" in publishing.banner.words


@pytest.mark.parametrize(("name", "begins"), [("page.md", "---"), ("page.html", "<!doctype html>")])
def test_the_page_is_saved_as_its_name_says(
    qtbot: QtBot, publishing: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, begins: str
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(tmp_path / name), ""))
    publishing.side.save_wanted.emit()
    settled(qtbot, publishing)
    assert (tmp_path / name).read_text("utf-8").startswith(begins)
    assert name in publishing.banner.words


def test_the_preview_follows_the_entry_at_hand(publishing: Window) -> None:
    bar = publishing.side.preview.verticalScrollBar()
    publishing.page.tree.go_to(news.entries(publishing.desk.edition)[-1].id)
    low = bar.value()
    publishing.page.tree.go_to(news.entries(publishing.desk.edition)[0].id)
    assert 0 < bar.value() < low
