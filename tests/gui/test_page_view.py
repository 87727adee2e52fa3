"""The preview's document: changed block by block, it is the one that would be made anew."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices, QTextCursor, QTextDocument
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from bioai_desktop.gui.look import page_sheet, tokens
from bioai_desktop.gui.page_view import PageView
from bioai_desktop.site.preview.blocks import PreviewBlock

PIECES = (
    "<h1>Title</h1><p class='front'>2026-02-05</p>",
    "<h2 id='two'>Two <strong>b</strong></h2>",
    "<h3 id='three'>3. <a href='https://example.org/'>T</a></h3>",
    "<p>A paragraph with <code>code</code> and <a href='#two'>a link</a>.</p>",
    "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>",
    "<ol start='3'><li><p>a</p></li><li><p>b</p></li></ol>",
    "<table><thead><tr><th align='left'>x</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>",
    "<pre><code>one\ntwo\n</code></pre>",
    "<blockquote><p>q</p><p>r</p></blockquote>",
    "<hr>",
    "<p><span class='image'>🖼 x · example.org</span></p>",
)
PAGES = st.lists(st.sampled_from(PIECES), max_size=9)


def blocks(pieces: list[str]) -> tuple[PreviewBlock, ...]:
    return tuple(PreviewBlock(f"e{at}", piece, (f"e{at}",)) for at, piece in enumerate(pieces))


def view(qtbot: QtBot) -> PageView:
    made = PageView("preview")
    qtbot.addWidget(made)
    made.resize(340, 400)
    made.show()
    made.set_style(page_sheet(tokens("light")))
    return made


def shown(document: QTextDocument) -> list[object]:
    """Return each paragraph with all that makes its look."""
    found: list[object] = []
    block = document.begin()
    while block.isValid():
        form, listed = block.blockFormat(), block.textList()
        place = (listed.format().style(), listed.itemNumber(block)) if listed else None
        words = [(each.start, each.length, each.format.fontWeight(), each.format.anchorHref()) for each in block.textFormats()]
        found.append((block.text(), form.topMargin(), form.headingLevel(), form.alignment(), form.lineHeight(), place, words))
        block = block.next()
    return found


@given(pages=st.lists(PAGES, min_size=1, max_size=6))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_page_changed_in_steps_is_the_page_made_at_once(qapp: QApplication, pages: list[list[str]]) -> None:
    stepwise, at_once = PageView("preview"), PageView("preview")
    for each in (stepwise, at_once):
        each.set_style(page_sheet(tokens("light")))
    for page in pages:
        stepwise.show_blocks(blocks(page))
    at_once.show_blocks(blocks(pages[-1]))
    assert shown(stepwise.document()) == shown(at_once.document())
    for each in (stepwise, at_once):
        each.deleteLater()


def test_an_edit_replaces_one_block(qtbot: QtBot) -> None:
    page = view(qtbot)
    page.show_blocks(blocks(list(PIECES)))
    assert page.replaced == len(PIECES)
    page.show_blocks(blocks([*PIECES[:3], "<p>other words</p>", *PIECES[4:]]))
    assert page.replaced == 1
    assert "other words" in page.toPlainText()
    assert "A paragraph" not in page.toPlainText()


def test_what_is_read_and_what_is_selected_stay_in_place(qtbot: QtBot) -> None:
    page = view(qtbot)
    many = [f"<p>line {number}</p>" for number in range(100)]
    page.show_blocks(blocks(many))
    page.verticalScrollBar().setValue(1200)
    chosen = page.document().find("line 70")
    page.setTextCursor(chosen)
    page.verticalScrollBar().setValue(1200)
    before = page.cursorRect(QTextCursor(page.document().find("line 45"))).top()
    page.show_blocks(blocks(["<p>new</p>", "<h2>above</h2>", *many]))
    assert abs(page.cursorRect(QTextCursor(page.document().find("line 45"))).top() - before) <= 1  # pixels are whole
    assert page.textCursor().selectedText() == "line 70"


def test_links_within_the_page_scroll_and_others_open(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[QUrl] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", opened.append)
    page = view(qtbot)
    far = [f"<p>line {number}</p>" for number in range(60)]
    page.show_blocks(blocks([*far, "<h2 id='今日资讯'>今日资讯</h2>", *far]))
    page.anchorClicked.emit(QUrl("#今日资讯"))
    assert not opened
    heading = page.document().find("今日资讯")
    assert 0 <= page.cursorRect(heading).top() < 60
    page.anchorClicked.emit(QUrl("https://example.org/a"))
    page.anchorClicked.emit(QUrl("file:///etc/passwd"))
    assert opened == [QUrl("https://example.org/a")]


def test_the_preview_goes_to_an_entry(qtbot: QtBot) -> None:
    page = view(qtbot)
    page.show_blocks(blocks([f"<p>line {number}</p>" for number in range(100)]))
    page.go_to("e50")
    assert 0 <= page.cursorRect(page.document().find("line 50")).top() < 60
    at = page.verticalScrollBar().value()
    page.go_to("unknown")
    assert page.verticalScrollBar().value() == at


def test_another_style_keeps_page_and_place(qtbot: QtBot) -> None:
    page = view(qtbot)
    page.show_blocks(blocks([f"<p>line <a href='#x'>{number}</a></p>" for number in range(100)]))
    page.verticalScrollBar().setValue(500)
    page.set_style(page_sheet(tokens("dark")))
    assert page.verticalScrollBar().value() == 500
    assert tokens("dark")["accent"] in page.toHtml()
    assert tokens("light")["accent"] not in page.toHtml()
