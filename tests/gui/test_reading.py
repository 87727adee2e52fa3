"""Source and preview: plain text stays plain."""

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from bioai_desktop.domain import ItemKind, Reason
from bioai_desktop.edition.model import Entry, Role, Span
from bioai_desktop.gui.look import Look
from bioai_desktop.gui.reading import SidePane
from bioai_desktop.settings import Theme
from bioai_desktop.site.preview.blocks import PreviewBlock
from bioai_desktop.wording import Wording
from tests.gui import news


@pytest.fixture
def pane(qtbot: QtBot, wording: Wording, look: Look) -> SidePane:
    made = SidePane(wording, look)
    qtbot.addWidget(made)
    made.resize(340, 600)
    made.show()
    return made


def test_the_source_shows_the_abstract_as_it_is(pane: SidePane) -> None:
    pane.show_story(news.story(1, items=(news.item(1, text="A <b>p</b> < 0.05 & q\nsecond line"),)))
    assert "A <b>p</b> < 0.05 & q" in pane.source.toPlainText()
    assert "second line" in pane.source.toPlainText()


def test_the_full_text_is_offered_and_then_shown(qtbot: QtBot, pane: SidePane) -> None:
    pane.show_story(None)
    offered = pane.findChild(QPushButton, "fullTextButton")
    assert not offered.isVisible()
    pane.show_story(news.story(1))
    assert offered.isVisible()
    with qtbot.waitSignal(pane.text_wanted):
        offered.click()
    items = (news.item(1, text="What was found."), replace(news.item(2), article="How it began.\nIt <ended> well."))
    pane.show_story(news.story(1, items=items))
    assert not offered.isVisible()
    lines = [line for line in pane.source.toPlainText().split("\n") if line]
    assert lines[lines.index("全文（取自它的网页）") - 1 :][:4] == [
        "What was found.",
        "全文（取自它的网页）",
        "How it began.",
        "It <ended> well.",
    ]


def test_other_sources_and_earlier_days_are_listed(pane: SidePane) -> None:
    other = news.item(2, kind=ItemKind.PREPRINT, venue="Preprints of Tests")
    pane.show_story(news.story(1, items=(news.item(1), other), ran=news.ran_story(1).ran))
    text = pane.source.toPlainText()
    assert "Preprints of Tests · 预印本 · 2月5日" in text
    assert "2月3日已发 · 关注 5" in text
    assert "此后又有 2 条说到它，最近一条 2026-02-05" in text
    assert other.url in pane.source.toHtml()


def test_why_a_story_stands_where_it_does(pane: SidePane) -> None:
    reasons = Reason("topic", 30.0, 60.0, "protein"), Reason("ran", -60.0, 60.0, "02-03, top 2")
    pane.show_story(news.story(1, score=12.0, reasons=reasons))
    text = pane.source.toPlainText()
    assert "排序分 12" in text
    assert "+30 主题：protein" in text
    assert text.count("━") == 16
    assert "已发表，是否评审不详" in text


def test_the_morning_sheet_stands_there_until_a_story_is_picked(pane: SidePane) -> None:
    pane.show_sheet(["来源 3 个，新到 7 条", "  没有取到 1 个", "    自 02-05 起：<b>"])
    assert "没有取到 1 个" in pane.source.toPlainText()
    assert "自 02-05 起：<b>" in pane.source.toPlainText()
    pane.show_story(news.story(1))
    assert "没有取到" not in pane.source.toPlainText()
    pane.show_sheet(["来源 3 个"])
    assert "来源 3 个" not in pane.source.toPlainText()
    pane.show_story(None)
    assert "来源 3 个" in pane.source.toPlainText()


def test_a_story_without_an_abstract_says_so(pane: SidePane) -> None:
    pane.show_story(news.story(1, items=(news.item(1, text=" "),)))
    assert "没有给出摘要" in pane.source.toPlainText()


def test_an_entry_that_came_with_its_page_says_that_there_is_no_source_text(pane: SidePane) -> None:
    pane.show_story(None)
    assert "选中一条" in pane.source.toPlainText()
    pane.show_story(None, Entry((Span("T", Role.TITLE), Span("https://example.org/a?b=<c>", Role.LINK))))
    assert "手边没有它的原文" in pane.source.toPlainText()
    assert "https://example.org/a?b=<c>" in pane.source.toPlainText()
    pane.show_story(None, Entry((Span("一句话", Role.TEXT),)))
    assert "没有来源" in pane.source.toPlainText()


def test_the_preview_takes_the_place_of_the_source(pane: SidePane) -> None:
    pane.show_preview(True)
    assert pane.preview.isVisible()
    assert not pane.source.isVisible()
    pane.show_page((PreviewBlock("s1", "<p>line</p>"),))
    assert pane.preview.toPlainText().strip() == "line"


def test_colours_follow_the_theme(pane: SidePane, look: Look) -> None:
    pane.show_story(news.story(1))
    look.choose(Theme.DARK)
    assert look.colour("accent").name() in pane.source.toHtml()
