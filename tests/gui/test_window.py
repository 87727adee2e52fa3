"""What an editor does in the window, from the first feed to the page on the site, and what survives closing it."""

import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodEvent
from PySide6.QtWidgets import QAbstractButton, QFileDialog, QLineEdit, QMessageBox, QWidget
from pytest_httpserver import HTTPServer
from pytestqt.qtbot import QtBot

from bioai_desktop.app import build
from bioai_desktop.domain import Language, Severity, Source, SourceKind
from bioai_desktop.edition.model import Edition, EntryState, Role, SectionKind
from bioai_desktop.edition.render import render
from bioai_desktop.errors import StoreUnusable
from bioai_desktop.flow import edit as flow_edit
from bioai_desktop.flow.parts import Parts
from bioai_desktop.gui import window as window_module
from bioai_desktop.gui.jobs import Lane
from bioai_desktop.gui.look import Look
from bioai_desktop.gui.window import Window
from bioai_desktop.paths import Paths
from bioai_desktop.settings import Settings, Theme
from tests.fakes import ScriptedEngine
from tests.gui import news

OpenWindow = Callable[[Parts], Window]

FEED = """<?xml version="1.0"?><rss version="2.0"><channel><title>Tests</title><link>https://journal.example.org</link>
<description>d</description>{items}</channel></rss>"""
ITEM = """<item><title>Deep learning reads protein number {n}</title><link>https://journal.example.org/new/{n}</link>
<pubDate>Thu, 05 Feb 2026 0{n}:00:00 GMT</pubDate><description>A machine learning model of protein {n} in the cell.</description></item>"""


def settled(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(window.jobs.idle, timeout=20_000)


def child(window: Window, name: str) -> QWidget:
    found = window.findChild(QWidget, name)
    assert found is not None, name
    return found


def press(window: Window, name: str) -> None:
    button = child(window, name)
    assert isinstance(button, QAbstractButton)
    assert button.isEnabled(), name
    button.click()


def open_entry(window: Window, at: int = 0) -> str:
    entry = news.entries(window.desk.edition)[at].id
    window.page.tree.go_to(entry)
    return entry


# ---------------------------------------------------------------- standing there


def test_all_named_widgets_are_there(window: Window) -> None:
    names = "itemList editionTree entryEditor sourcePane preview findingList jobList fetchButton draftButton translateButton exportButton"
    for name in f"{names} deviceBox modelBox searchField".split():
        child(window, name)


def test_the_day_opens_with_its_stories_and_its_page(window: Window) -> None:
    assert window.stories.model.rowCount() == 12
    assert len(news.titles(window.desk)) == 4
    assert "2026年2月5日 周四" in child(window, "dayButton").property("text")
    assert child(window, "step-read").property("text") == "阅读  12"
    assert child(window, "draftButton").property("text") == "起草空着的 1 条"


def test_an_empty_newsroom_says_what_to_do(open_window: OpenWindow, make_parts: Callable[..., Parts]) -> None:
    window = open_window(make_parts())
    assert "获取" in window.stories.list.hint
    assert "起草" in window.page.tree.hint
    assert not child(window, "exportButton").isEnabled()
    window.grab()


def test_a_missing_model_is_offered_with_its_size(
    open_window: OpenWindow, make_parts: Callable[..., Parts], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Paths, "model_folders", property(lambda paths: (paths.models,)))
    window = open_window(make_parts())
    assert window.banner.isVisible()
    assert window.banner.action.text() == "安装（491 MB）"


# ---------------------------------------------------------------- fetch


def test_fetch_brings_stories_and_names_the_source_that_failed(
    qtbot: QtBot, open_window: OpenWindow, make_parts: Callable[..., Parts], httpserver: HTTPServer
) -> None:
    feed = FEED.format(items="".join(ITEM.format(n=n) for n in range(1, 5)))
    httpserver.expect_request("/feed").respond_with_data(feed, content_type="application/rss+xml")
    httpserver.expect_request("/gone").respond_with_data("", status=404)
    sources = (
        Source("good", "Good Feed", SourceKind.FEED, httpserver.url_for("/feed")),
        Source("bad", "Bad Feed", SourceKind.FEED, httpserver.url_for("/gone")),
    )
    window = open_window(make_parts(sources=sources))
    press(window, "fetchButton")
    assert not child(window, "fetchButton").isEnabled()
    settled(qtbot, window)
    assert window.stories.model.rowCount() == 4
    assert "来了 4 条" in window.banner.words
    assert "404" in window.banner.words
    assert child(window, "fetchButton").isEnabled()


def test_files_dropped_on_the_list_are_imported(
    qtbot: QtBot, open_window: OpenWindow, make_parts: Callable[..., Parts], tmp_path: Path
) -> None:
    file = tmp_path / "feed.xml"
    file.write_text(FEED.format(items=ITEM.format(n=3)), "utf-8")
    window = open_window(make_parts())
    window.stories.list.files_dropped.emit([file])
    settled(qtbot, window)
    assert window.stories.model.rowCount() == 1


# ---------------------------------------------------------------- draft, stop, translate


def test_draft_makes_the_page(qtbot: QtBot, open_window: OpenWindow, make_parts: Callable[..., Parts]) -> None:
    parts = make_parts(ScriptedEngine())
    news.fill(parts, 24, with_page=False)
    window = open_window(parts)
    press(window, "draftButton")
    settled(qtbot, window)
    assert len(news.titles(window.desk)) == 10
    assert "起草好了" in window.banner.words
    assert news.stored(parts) == window.desk.edition
    assert "42" in window.status.speed.text()
    assert "没有找到" in child(window, "deviceBox").toolTip()


def test_stop_ends_a_draft_and_keeps_the_page(qtbot: QtBot, open_window: OpenWindow, make_parts: Callable[..., Parts]) -> None:
    gate = threading.Event()
    engine = ScriptedEngine(gate=gate)
    parts = make_parts(engine)
    news.fill(parts, 24, with_page=False)
    window = open_window(parts)
    press(window, "draftButton")
    qtbot.waitUntil(lambda: bool(engine.asked))
    qtbot.waitUntil(lambda: window.status.jobs.model().rowCount() == 1)
    window.status.jobs.setCurrentIndex(window.status.jobs.model().index(0, 0))
    qtbot.keyClick(window.status.jobs, Qt.Key.Key_Space)
    settled(qtbot, window)
    assert not gate.is_set()
    assert "已停止" in window.banner.words
    assert window.desk.edition is None
    assert child(window, "draftButton").isEnabled()


def test_what_is_empty_is_written_and_the_rest_stays(qtbot: QtBot, window: Window) -> None:
    before = news.entries(window.desk.edition)
    press(window, "draftButton")
    settled(qtbot, window)
    after = news.entries(window.desk.edition)
    assert after[:3] == before[:3]
    assert after[3].state is not EntryState.EMPTY
    assert after[3].get(Role.TEXT)


def test_translate_makes_the_twin_and_shows_it(qtbot: QtBot, window: Window) -> None:
    press(window, "translateButton")
    settled(qtbot, window)
    assert window.desk.language is Language.EN
    assert "A plain sentence" in render(news.stored(window.parts, Language.EN))
    press(window, "language-zh")
    settled(qtbot, window)
    assert news.titles(window.desk)[0] == "第一条的中文标题"


def test_a_text_typed_while_the_model_writes_is_not_lost(qtbot: QtBot, open_window: OpenWindow, make_parts: Callable[..., Parts]) -> None:
    gate = threading.Event()
    engine = ScriptedEngine(gate=gate)
    parts = make_parts(engine)
    news.fill(parts)
    window = open_window(parts)
    open_entry(window, 0)
    press(window, "draftButton")
    qtbot.waitUntil(lambda: bool(engine.asked))
    window.editor.text.setFocus()
    qtbot.keyClicks(window.editor.text, "mine ")
    window.editor.settle()
    gate.set()
    settled(qtbot, window)
    stored = news.entries(news.stored(parts))
    assert stored[0].get(Role.TEXT).startswith("mine ")
    assert stored[3].get(Role.TEXT)


# ---------------------------------------------------------------- edit, undo, reopen


def test_words_typed_right_before_closing_are_there_again(
    qtbot: QtBot, open_window: OpenWindow, parts: Parts, make_parts: Callable[..., Parts]
) -> None:
    window = open_window(parts)
    open_entry(window)
    window.editor.text.setFocus()
    qtbot.keyClicks(window.editor.text, "last words ")
    window.close()
    parts.close()
    again = open_window(make_parts())
    open_entry(again)
    assert again.editor.text.toPlainText().startswith("last words ")
    assert news.entries(again.desk.edition)[0].state is EntryState.EDITED


def test_a_store_that_refuses_the_last_words_keeps_the_window_open(qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise StoreUnusable("somewhere", "unwritable")

    asked: list[str] = []
    answers = [QMessageBox.StandardButton.Cancel, QMessageBox.StandardButton.Discard]
    monkeypatch.setattr(flow_edit, "apply", refuse)
    monkeypatch.setattr(QMessageBox, "warning", lambda *args: asked.append(args[2]) or answers[len(asked) - 1])
    open_entry(window)
    qtbot.keyClicks(window.editor.text, "x")
    assert not window.close()
    assert "somewhere" in asked[0]
    settled(qtbot, window)


def test_dragging_an_entry_moves_it_and_undo_brings_it_back(qtbot: QtBot, window: Window) -> None:
    before = news.titles(window.desk)
    model = window.page.model
    first = news.entries(window.desk.edition)[0].id
    top = model.find(first).parent()
    data = model.mimeData([model.find(first)])
    model.dropMimeData(data, Qt.DropAction.MoveAction, 3, 0, top)
    settled(qtbot, window)
    assert news.titles(window.desk) == [before[1], before[2], before[0], before[3]]
    assert [entry.get(Role.NUMBER) for entry in news.entries(window.desk.edition)] == ["1", "2", "3", "4"]
    press(window, "undoButton")
    settled(qtbot, window)
    assert news.titles(window.desk) == before


def test_dragging_a_section_moves_it_with_its_entries(qtbot: QtBot, window: Window) -> None:
    model = window.page.model
    edition = window.desk.edition
    assert edition is not None
    notes, top = edition.section(SectionKind.NOTES), edition.section(SectionKind.TOP)
    assert notes is not None
    assert top is not None
    data = model.mimeData([model.find(notes.id)])
    model.dropMimeData(data, Qt.DropAction.MoveAction, model.find(top.id).row(), 0, model.index(-1, -1))
    settled(qtbot, window)
    kinds = [section.kind for section in news.stored(window.parts).sections]
    assert kinds.index(SectionKind.NOTES) < kinds.index(SectionKind.TOP)


def test_a_story_dragged_onto_the_page_stands_where_it_was_dropped(qtbot: QtBot, window: Window) -> None:
    story = list(window.desk.stories.values())[9]
    data: QMimeData = window.stories.model.mimeData([window.stories.model.find(story.id)])
    top = window.page.model.find(news.entries(window.desk.edition)[0].id).parent()
    window.page.model.dropMimeData(data, Qt.DropAction.CopyAction, 1, 0, top)
    settled(qtbot, window)
    placed = news.entries(window.desk.edition)[1]
    assert (placed.story, placed.state) == (story.id, EntryState.EMPTY)


def test_keys_choose_move_drop_and_undo(qtbot: QtBot, window: Window) -> None:
    before = news.titles(window.desk)
    open_entry(window, 1)
    window.page.tree.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    settled(qtbot, window)
    assert news.titles(window.desk)[:2] == [before[1], before[0]]
    qtbot.keyClick(window, Qt.Key.Key_X)
    settled(qtbot, window)
    assert news.titles(window.desk) == [before[0], *before[2:]]
    for _ in range(2):
        qtbot.keyClick(window, Qt.Key.Key_U)
        settled(qtbot, window)
    assert news.titles(window.desk) == before


def test_a_story_is_chosen_by_key_without_any_page_or_model(
    qtbot: QtBot, open_window: OpenWindow, make_parts: Callable[..., Parts]
) -> None:
    parts = make_parts()
    known = news.fill(parts, with_page=False)
    window = open_window(parts)
    window.stories.list.setFocus()
    qtbot.keyClick(window, Qt.Key.Key_J)
    qtbot.keyClick(window, Qt.Key.Key_S)
    settled(qtbot, window)
    qtbot.keyClick(window, Qt.Key.Key_J)
    qtbot.keyClick(window, Qt.Key.Key_N)
    settled(qtbot, window)
    edition = news.stored(parts)
    assert [entry.story for entry in news.entries(edition)] == [known[0].id]
    assert [entry.story for entry in news.entries(edition, SectionKind.NOTES)] == [known[1].id]


def test_letters_belong_to_the_text_while_one_types(qtbot: QtBot, window: Window) -> None:
    open_entry(window)
    count = len(news.titles(window.desk))
    window.editor.text.setFocus()
    qtbot.keyClicks(window.editor.text, "xujk?/")
    settled(qtbot, window)
    assert "xujk?/" in window.editor.text.toPlainText()
    assert len(news.titles(window.desk)) == count
    assert not child(window, "searchField").hasFocus()


def test_undo_empties_the_field_first_then_walks_the_page_back(qtbot: QtBot, window: Window) -> None:
    open_entry(window, 1)
    window.gestures.move(-1)
    settled(qtbot, window)
    moved = news.titles(window.desk)
    field = window.editor.text
    original = field.toPlainText()
    field.setFocus()
    qtbot.keyClicks(field, "a")
    field.settle()
    settled(qtbot, window)
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    field.settle()
    settled(qtbot, window)
    assert field.toPlainText() == original
    assert news.titles(window.desk) == moved
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    settled(qtbot, window)
    assert news.titles(window.desk) != moved


def test_no_key_acts_while_an_input_method_composes(qtbot: QtBot, window: Window) -> None:
    open_entry(window, 1)
    before = news.titles(window.desk)
    window.editor.text.setFocus()
    QGuiApplication.sendEvent(window.editor.text, QInputMethodEvent("shi", []))
    assert window.editor.composing
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
        qtbot.keyClick(window, key, Qt.KeyboardModifier.AltModifier)
    settled(qtbot, window)
    assert news.titles(window.desk) == before
    done = QInputMethodEvent("", [])
    done.setCommitString("是")
    QGuiApplication.sendEvent(window.editor.text, done)
    assert not window.editor.composing
    assert "是" in window.editor.text.toPlainText()


def test_a_fix_is_applied_with_enter(qtbot: QtBot, window: Window) -> None:
    entry = open_entry(window)
    window.desk.findings = [news.finding(entry, "大量", fix="许多")]
    window.desk.findings_changed.emit()
    qtbot.keyClick(window, Qt.Key.Key_F8)
    assert window.editor.findings.hasFocus()
    qtbot.keyClick(window.editor.findings, Qt.Key.Key_Return)
    settled(qtbot, window)
    assert "许多序列" in news.entries(window.desk.edition)[0].get(Role.TEXT)


def test_a_section_is_renamed_in_place(qtbot: QtBot, window: Window) -> None:
    model = window.page.model
    edition = window.desk.edition
    notes = edition.section(SectionKind.NOTES) if edition else None
    assert notes is not None
    assert model.setData(model.find(notes.id), "值得关注的几条")
    settled(qtbot, window)
    renamed = news.stored(window.parts).section(SectionKind.NOTES)
    assert renamed is not None
    assert renamed.title == "值得关注的几条"


# ---------------------------------------------------------------- export


def test_export_asks_for_the_site_once_and_writes_it(qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = tmp_path / "site"
    (site / "content" / "cn").mkdir(parents=True)
    asked: list[object] = []
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *args: asked.append(args) or str(site))
    drop_blocking(qtbot, window)
    for _ in range(2):
        press(window, "exportButton")
        settled(qtbot, window)
    page = site / "content/cn/2026-02/2026-02-05.md"
    assert "第一条的中文标题" in page.read_text("utf-8")
    assert len(asked) == 1
    assert "没有文件要改" in window.banner.words


def test_a_twin_that_may_not_leave_is_named(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    window.parts.change(Settings(model="tiny", site=str(tmp_path)))
    stored = news.stored(window.parts)
    window.parts.store.editions.save(news.DAY, Language.EN, Edition(stored.front, stored.sections[:1]), "translate")
    drop_blocking(qtbot, window)
    press(window, "exportButton")
    settled(qtbot, window)
    assert "English的版面" in window.banner.words
    assert not (tmp_path / "content" / "en").exists()


def drop_blocking(qtbot: QtBot, window: Window) -> None:
    """Take off the page what may not leave, the entry without a text among it."""
    for entry in sorted(window.desk.marked(Severity.BLOCK)):
        window.page.tree.go_to(entry)
        window.gestures.use(stories=False)
        window.gestures.drop()
        settled(qtbot, window)
    assert not window.desk.marked(Severity.BLOCK)


def test_a_page_that_may_not_leave_stays_and_says_why(qtbot: QtBot, window: Window, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    window.parts.change(Settings(model="tiny", site=str(tmp_path)))
    assert window.desk.marked(Severity.BLOCK), "an entry without a text blocks"
    press(window, "exportButton")
    settled(qtbot, window)
    assert not list(tmp_path.rglob("*.md"))
    assert "还不能发布" in window.banner.words
    assert window.finding_model.rowCount() >= 1
    assert window.editor.everywhere.isChecked()


def test_the_page_can_be_copied_and_saved_as_a_file(qtbot: QtBot, window: Window, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "page.md"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(file), ""))
    press(window, "previewButton")
    settled(qtbot, window)
    assert "第一条的中文标题" in window.side.preview.toPlainText()
    press(window, "copy-pageButton")
    settled(qtbot, window)
    assert QGuiApplication.clipboard().text().startswith("---")
    drop_blocking(qtbot, window)
    press(window, "save-pageButton")
    settled(qtbot, window)
    assert file.read_text("utf-8").startswith("---")


# ---------------------------------------------------------------- days, settings, closing


def test_another_day_and_back(qtbot: QtBot, window: Window) -> None:
    press(window, "day-afterButton")
    settled(qtbot, window)
    assert window.desk.edition is None
    press(window, "day-beforeButton")
    settled(qtbot, window)
    assert len(news.titles(window.desk)) == 4


def test_search_narrows_the_list(qtbot: QtBot, window: Window) -> None:
    qtbot.keyClick(window, Qt.Key.Key_Slash)
    field = child(window, "searchField")
    assert isinstance(field, QLineEdit)
    qtbot.keyClicks(field, "enzymes")
    qtbot.waitUntil(lambda: 0 < window.stories.model.rowCount() < 4)


def test_colours_change_at_once_and_are_kept(qtbot: QtBot, window: Window) -> None:
    window.choose_theme(Theme.DARK)
    settled(qtbot, window)
    assert window.look.scheme == "dark"
    assert window.parts.settings.theme is Theme.DARK
    assert "dark" in window.parts.paths.settings.read_text("utf-8")


def test_another_language_asks_for_a_new_window_once_all_is_saved(qtbot: QtBot, window: Window) -> None:
    open_entry(window)
    qtbot.keyClicks(window.editor.text, "typed ")
    with qtbot.waitSignal(window.reopen_wanted):
        window.choose_language(Language.EN)
    assert window.parts.settings.language is Language.EN
    assert news.entries(news.stored(window.parts))[0].get(Role.TEXT).startswith("typed ")


def test_closing_while_the_model_writes_waits_and_drops_the_answer(
    qtbot: QtBot, open_window: OpenWindow, make_parts: Callable[..., Parts]
) -> None:
    engine = ScriptedEngine(gate=threading.Event())
    parts = make_parts(engine)
    news.fill(parts, 24, with_page=False)
    window = open_window(parts)
    press(window, "draftButton")
    qtbot.waitUntil(lambda: bool(engine.asked))
    window.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith(tuple(Lane))]
    qtbot.wait(50)
    assert window.desk.edition is None


def test_run_opens_closes_and_lets_go(qtbot: QtBot, parts: Parts, monkeypatch: pytest.MonkeyPatch, look: Look) -> None:
    seen: list[Window] = []

    def leave(_: object) -> int:
        seen.extend(widget for widget in window_module.application().topLevelWidgets() if isinstance(widget, Window) and widget.isVisible())
        for window in seen:
            settled(qtbot, window)
            window.close()
            window.deleteLater()
        return 0

    monkeypatch.setattr(window_module.QApplication, "exec", leave)
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # put back afterwards
    assert window_module.run(lambda _: parts, ["--day", news.DAY.isoformat()]) == 0
    assert [window.desk.day for window in seen] == [news.DAY]
    assert parts.engine_if_running is None


@pytest.mark.model
def test_a_real_model_drafts_and_translates(qtbot: QtBot, open_window: OpenWindow, tmp_path: Path, tiny_path: Path, look: Look) -> None:
    parts = build(tmp_path / "data")
    parts.change(Settings(model=str(tiny_path)))
    news.fill(parts, 3, with_page=False)
    window = open_window(parts)
    press(window, "draftButton")
    qtbot.waitUntil(window.jobs.idle, timeout=300_000)
    assert news.titles(window.desk), window.banner.words
    press(window, "translateButton")
    qtbot.waitUntil(window.jobs.idle, timeout=300_000)
    assert window.desk.language is Language.EN, window.banner.words
    assert window.desk.edition is not None
    window.close()
    parts.close()
