"""What keys mean for the row at hand, beyond what the window's own tests walk through."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLabel, QPushButton
from pytest_httpserver import HTTPServer
from pytestqt.qtbot import QtBot

from bioai_desktop.domain import Finding, ItemKind, Language, Severity, Source, SourceKind
from bioai_desktop.edition.edits import InsertSection, SetFront, SetTitle
from bioai_desktop.edition.front import get_front
from bioai_desktop.edition.model import Raw, Section, SectionKind
from bioai_desktop.edition.parse import heading_spans
from bioai_desktop.edition.render import render
from bioai_desktop.flow.parts import Parts
from bioai_desktop.gui import gestures as gestures_module
from bioai_desktop.gui.window import Window
from tests.gui import news
from tests.gui.conftest import OpenWindow
from tests.pages_to_read import PARAGRAPHS, web_page


def settled(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(window.jobs.idle)


def test_an_entry_goes_to_another_list_and_stays_where_it_is_already(qtbot: QtBot, window: Window) -> None:
    first = news.entries(window.desk.edition)[0]
    window.page.tree.go_to(first.id)
    window.gestures.use(stories=False)
    window.gestures.place("notes")
    settled(qtbot, window)
    assert news.entries(window.desk.edition, SectionKind.NOTES)[-1].story == first.story
    before = news.stored(window.parts)
    window.gestures.place("notes")
    settled(qtbot, window)
    assert news.stored(window.parts) == before


def test_a_story_of_the_list_is_taken_off_the_page(qtbot: QtBot, window: Window) -> None:
    first = news.entries(window.desk.edition)[0]
    window.stories.list.setCurrentIndex(window.stories.model.find(first.story))
    window.gestures.use(stories=True)
    window.gestures.drop()
    settled(qtbot, window)
    assert first.story not in {entry.story for _, entry in news.stored(window.parts).entries()}


def test_a_section_is_taken_off_with_its_entries(qtbot: QtBot, window: Window) -> None:
    notes = news.stored(window.parts).section(SectionKind.NOTES)
    assert notes is not None
    window.page.tree.go_to(notes.id)
    window.gestures.use(stories=False)
    window.gestures.drop()
    settled(qtbot, window)
    assert news.stored(window.parts).section(SectionKind.NOTES) is None
    window.gestures.undo()
    settled(qtbot, window)
    assert news.stored(window.parts).section(SectionKind.NOTES) is not None


def test_the_source_of_what_is_at_hand_is_opened(qtbot: QtBot, window: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(gestures_module, "open_link", opened.append)
    window.gestures.use(stories=False)
    window.page.tree.go_to(news.entries(window.desk.edition)[1].id)
    window.gestures.open_source()
    assert [url.toString().startswith("https://journal.example.org/") for url in opened] == [True]


def test_a_finding_without_a_certain_fix_changes_nothing(qtbot: QtBot, window: Window) -> None:
    before = news.stored(window.parts)
    window.gestures.fix(news.finding(news.entries(before)[0].id, "大量"))
    window.gestures.fix(news.finding("nowhere", "大量", fix="许多"))
    settled(qtbot, window)
    assert news.stored(window.parts) == before


def test_a_finding_about_the_front_matter_is_mended_like_one_about_an_entry(qtbot: QtBot, window: Window) -> None:
    window.desk.edit(SetFront("description", "账号店"))
    settled(qtbot, window)
    [finding] = [each for each in window.desk.findings if each.kind == "description-differs"]
    window.gestures.fix(finding)
    settled(qtbot, window)
    assert get_front(news.stored(window.parts), "description") == window.parts.profile.description[Language.ZH]
    assert not [each for each in window.desk.findings if each.kind == "description-differs"]
    window.gestures.undo()
    settled(qtbot, window)
    assert get_front(news.stored(window.parts), "description") == "账号店"


def test_a_finding_about_a_heading_and_one_about_text_between_entries(qtbot: QtBot, window: Window) -> None:
    notes = news.stored(window.parts).section(SectionKind.NOTES)
    assert notes is not None
    window.desk.edit(SetTitle(notes.id, "值得关注 2026/1/1"))
    window.desk.edit(
        InsertSection(1, Section(SectionKind.TEXT, heading_spans("## 编后\n"), (Raw("\n来自[小店] (https://shop.example/x)。\n\n"),)))
    )
    settled(qtbot, window)
    for kind in ("date-differs", "emphasis-broken"):
        [finding] = [each for each in window.desk.findings if each.kind == kind]
        window.gestures.fix(finding)
        settled(qtbot, window)
    text = render(news.stored(window.parts))
    day = window.desk.day
    assert f"值得关注 {day.year}/{day.month}/{day.day}" in text
    assert "来自[小店](https://shop.example/x)。" in text


def test_a_finding_that_no_longer_fits_says_so(qtbot: QtBot, window: Window) -> None:
    before = news.stored(window.parts)
    with qtbot.waitSignal(window.desk.failed):
        window.gestures.fix(Finding("tracking", Severity.HINT, 3, "", "https://gone.example", "https://other.example"))
    settled(qtbot, window)
    assert news.stored(window.parts) == before


@pytest.fixture
def site(httpserver: HTTPServer, parts: Parts, monkeypatch: pytest.MonkeyPatch) -> HTTPServer:
    """A site on this computer, where one source lives and one story has its page."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    monkeypatch.setattr(parts, "_sources", (Source("tests", "Tests", SourceKind.FEED, httpserver.url_for("/feed")),))
    httpserver.expect_request("/robots.txt").respond_with_data("", status=404)
    made = replace(news.item(77, title="Designing one odd genome by machine learning"), url=httpserver.url_for("/77"))
    parts.store.items.add([made], news.NOON)
    return httpserver


def turn_to(window: Window, title: str) -> None:
    story = next(story for story in window.desk.stories.values() if story.primary.title == title)
    window.stories.list.setCurrentIndex(window.stories.model.find(story.id))
    window.stories.list.setFocus()
    window.gestures.use(stories=True)


def test_the_full_text_of_a_story_is_fetched_and_shown(qtbot: QtBot, open_window: OpenWindow, parts: Parts, site: HTTPServer) -> None:
    site.expect_request("/77").respond_with_data(web_page(*PARAGRAPHS))
    window = open_window(parts)
    turn_to(window, "Designing one odd genome by machine learning")
    qtbot.keyClick(window.stories.list, Qt.Key.Key_T)
    qtbot.waitUntil(lambda: PARAGRAPHS[5] in window.side.source.toPlainText(), timeout=20_000)
    assert "全文已在手边" in window.banner.words


def test_a_page_without_an_article_says_why(qtbot: QtBot, open_window: OpenWindow, parts: Parts, site: HTTPServer) -> None:
    site.expect_request("/77").respond_with_data(b"%PDF-1.7")
    window = open_window(parts)
    turn_to(window, "Designing one odd genome by machine learning")
    window.findChild(QAction, "do-full-text").trigger()
    qtbot.waitUntil(lambda: "PDF" in window.banner.words, timeout=20_000)


NOTE = "The heart inspires pumps"
PIPE = "Pulsatile driving like the cardiac cycle keeps turbulence out of a pipe, says a machine learning model of the cell."


@pytest.fixture
def twins(parts: Parts) -> None:
    """A paper and a journal's note on it."""
    paper = news.item(70, title="Turbulence in pipes", text=PIPE)
    note = replace(news.item(71, title=NOTE, text=PIPE, kind=ItemKind.NEWS), source="elsewhere")
    parts.store.items.add([paper, note], news.NOON)


@pytest.mark.usefixtures("twins")
def test_what_may_be_the_same_is_asked_joined_and_taken_back(qtbot: QtBot, open_window: OpenWindow, parts: Parts) -> None:
    window = open_window(parts)
    count = len(window.desk.stories)
    turn_to(window, "Turbulence in pipes")
    bar = window.side.likeness
    assert bar.isVisible()
    assert NOTE in bar.findChild(QLabel).text()
    bar.findChild(QPushButton, "sameButton").click()
    qtbot.waitUntil(lambda: len(window.desk.stories) == count - 1)
    settled(qtbot, window)
    assert "合为一条" in window.banner.words
    turn_to(window, "Turbulence in pipes")
    assert not bar.isVisible()
    window.banner.findChild(QPushButton, "bannerAction").click()
    qtbot.waitUntil(lambda: len(window.desk.stories) == count)
    settled(qtbot, window)
    assert bar.isVisible()


@pytest.mark.usefixtures("twins")
def test_what_is_not_the_same_is_not_asked_again(qtbot: QtBot, open_window: OpenWindow, parts: Parts) -> None:
    window = open_window(parts)
    turn_to(window, NOTE)
    window.findChild(QAction, "do-apart").trigger()
    settled(qtbot, window)
    qtbot.waitUntil(lambda: not window.side.likeness.isVisible())
    assert len(parts.store.twins.all(same=False)) == 1
    window.findChild(QAction, "do-same").trigger()
    settled(qtbot, window)
    assert parts.store.twins.all(same=True) == frozenset()


@pytest.mark.usefixtures("twins")
def test_a_joined_story_is_taken_apart(qtbot: QtBot, open_window: OpenWindow, parts: Parts) -> None:
    window = open_window(parts)
    count = len(window.desk.stories)
    turn_to(window, "Turbulence in pipes")
    window.findChild(QAction, "do-same").trigger()
    qtbot.waitUntil(lambda: len(window.desk.stories) == count - 1)
    turn_to(window, "Turbulence in pipes")
    for said in ("已重新分开", "没有由您合并"):
        window.findChild(QAction, "do-take-apart").trigger()
        qtbot.waitUntil(lambda said=said: said in window.banner.words)
        settled(qtbot, window)
    assert len(window.desk.stories) == count
