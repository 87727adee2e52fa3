"""The piece in hand: its fields, chips, length and live words."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from bioai_desktop.edition.model import Entry, EntryState, Role, SectionKind, Span
from bioai_desktop.edition.profile import Limits
from bioai_desktop.gui.entry_editor import EntryEditor
from bioai_desktop.gui.findings import FindingModel
from bioai_desktop.gui.look import Look
from bioai_desktop.wording import Wording
from tests.gui import news

LIMITS = Limits(80, 150)
TOP = SectionKind.TOP


def entry(name: str = "e1", title: str = "标题", text: str = "正文" * 45, state: EntryState = EntryState.FINE) -> Entry:
    spans = (Span("### "), Span(title, Role.TITLE), Span("https://a.example.org/1", Role.LINK), Span(text, Role.TEXT))
    return Entry(spans, name, "story-1", state)


@pytest.fixture
def editor(qtbot: QtBot, wording: Wording, look: Look) -> EntryEditor:
    made = EntryEditor(wording, look, FindingModel(wording))
    qtbot.addWidget(made)
    made.resize(380, 600)
    made.show()
    return made


def chips(editor: EntryEditor) -> list[str]:
    return [label.text() for label in editor.findChildren(QLabel) if label.property("chip") and label.isVisible()]


def words(editor: EntryEditor) -> list[str]:
    return [label.text() for label in editor.findChildren(QLabel) if label.isVisible()]


def test_an_entry_fills_the_fields(editor: EntryEditor) -> None:
    editor.show_entry(entry(), TOP, news.story(1), LIMITS)
    assert editor.title.toPlainText() == "标题"
    assert editor.text.toPlainText() == "正文" * 45
    assert "90 字" in words(editor)
    assert "80–150" in words(editor)


def test_chips_say_where_it_comes_from_of_what_kind_and_on_what_ground(editor: EntryEditor) -> None:
    editor.show_entry(entry(state=EntryState.EDITED), TOP, news.ran_story(1), LIMITS)
    assert chips(editor) == ["Journal of Tests", "论文", "2026-02-05", "依据：简短说明", "2月3日已发 · 关注 5", "您改过"]


def test_without_a_story_the_host_says_where_it_comes_from(editor: EntryEditor) -> None:
    editor.show_entry(entry(), TOP, None, LIMITS)
    assert chips(editor) == ["a.example.org"]


def test_a_line_without_a_title_shows_its_text_only(editor: EntryEditor) -> None:
    editor.show_entry(Entry((Span("只有一句话", Role.TEXT),), "e2"), SectionKind.LEAD, None, Limits())
    assert not editor.title.isVisible()
    assert editor.text.isVisible()


def test_a_top_entry_without_a_text_offers_the_field(editor: EntryEditor) -> None:
    editor.show_entry(Entry((Span("标题", Role.TITLE),), "e3"), TOP, None, LIMITS)
    assert editor.text.isVisible()
    assert "R" in editor.text.placeholderText()


def test_words_on_their_way_are_handed_on_before_another_entry_comes(qtbot: QtBot, editor: EntryEditor) -> None:
    editor.show_entry(entry("e1"), TOP, None, LIMITS)
    qtbot.keyClicks(editor.text, "x")
    with qtbot.waitSignal(editor.edited) as edited:
        editor.show_entry(entry("e2", text="另一条"), TOP, None, LIMITS)
    assert edited.args[:2] == ["e1", Role.TEXT]
    assert editor.text.toPlainText() == "另一条"


def test_the_same_entry_again_leaves_what_is_being_typed(qtbot: QtBot, editor: EntryEditor) -> None:
    editor.show_entry(entry("e1"), TOP, None, LIMITS)
    qtbot.keyClicks(editor.text, "x")
    editor.show_entry(entry("e1", text="older"), TOP, None, LIMITS)
    assert editor.text.toPlainText().startswith("x")


def test_live_words_fill_the_fields(editor: EntryEditor) -> None:
    editor.show_entry(entry(text=""), TOP, None, LIMITS)
    editor.show_live("", "模型正在写")
    assert editor.text.toPlainText() == "模型正在写"
    assert "5 字" in words(editor)


def test_nothing_in_hand_leaves_a_hint(editor: EntryEditor) -> None:
    editor.show_entry(None, TOP, None, Limits())
    editor.show_hint("从左边选")
    assert "从左边选" in words(editor)
    assert not editor.text.isVisible()
    assert editor.entry_id == ""
