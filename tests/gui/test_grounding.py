"""What the words in hand rest on, in the real window."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCharFormat, QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from bioai_desktop.domain import Draft, Language, Provenance, Severity, Task
from bioai_desktop.edition.edits import SetField
from bioai_desktop.edition.model import Role
from bioai_desktop.flow import edit as flow_edit
from bioai_desktop.flow.parts import Parts
from bioai_desktop.gui.ground_line import GroundLine
from bioai_desktop.gui.window import Window
from bioai_desktop.settings import Theme
from tests.gui import news

OpenWindow = Callable[[Parts], Window]

SOURCE = "Promoters hold instructions. The model was trained on 36 million cells, from 12 species. It is open."
TEXT = "🧬 模型学了 3600 万个细胞，还没有人评审过它。"


def settled(qtbot: QtBot, window: Window) -> None:
    qtbot.waitUntil(window.jobs.idle, timeout=20_000)


def go_to(window: Window, at: int) -> str:
    entry = news.entries(window.desk.edition)[at].id
    window.page.tree.go_to(entry)
    return entry


def place(window: Window, words: str) -> QTextCursor:
    """Return where some words of the text begin."""
    found = window.editor.text.document().find(words)
    assert not found.isNull(), words
    found.setPosition(found.selectionStart())
    return found


def put_cursor(window: Window, words: str) -> None:
    window.editor.text.setTextCursor(place(window, words))


def replace(window: Window, words: str, by: str) -> None:
    cursor = window.editor.text.document().find(words)
    cursor.insertText(by)
    window.editor.text.setTextCursor(cursor)


def underlined(window: Window, style: QTextCharFormat.UnderlineStyle) -> list[str]:
    shown = window.editor.text.extraSelections()
    return [each.cursor.selectedText() for each in shown if each.format.underlineStyle() is style]  # pyright: ignore[reportAttributeAccessIssue]


def marks(window: Window) -> list[str]:
    return underlined(window, QTextCharFormat.UnderlineStyle.DotLine)


def line(window: Window) -> GroundLine:
    return window.editor.ground


@pytest.fixture
def grounded(qtbot: QtBot, parts: Parts, open_window: OpenWindow) -> Window:
    """A window with a text in hand whose source was kept."""
    entry = news.entries(news.stored(parts))[0]
    flow_edit.apply(parts, news.DAY, Language.ZH, SetField(entry.id, Role.TEXT, TEXT))
    draft = Draft(Task.TEXT, TEXT, Provenance("model", "prompt", 1, SOURCE), entry.story)
    parts.store.drafts.save(news.DAY, Language.ZH, [draft])
    window = open_window(parts)
    go_to(window, 0)
    settled(qtbot, window)
    return window


def test_the_words_that_rest_on_the_source_are_set_off(grounded: Window) -> None:
    assert marks(grounded) == ["模型", "3600 万", "细胞"]
    assert line(grounded).text() == ""


def test_the_place_of_the_number_at_the_cursor_is_quoted(grounded: Window) -> None:
    before = line(grounded).geometry()
    put_cursor(grounded, "600")
    assert "The model was trained on <span" in line(grounded).text()
    assert ">36 million</span> cells, from 12 species." in line(grounded).text()
    assert line(grounded).accessibleDescription() == ("“3600 万”在来源里：The model was trained on 36 million cells, from 12 species.")
    assert line(grounded).geometry() == before
    put_cursor(grounded, "还没有人")
    assert line(grounded).text() == line(grounded).accessibleDescription() == ""
    assert line(grounded).geometry() == before


def test_the_keys_walk_from_word_to_word(qtbot: QtBot, grounded: Window) -> None:
    put_cursor(grounded, "模型")
    seen: list[str] = []
    for _ in range(11):
        ground = line(grounded).ground
        seen += [ground.words if ground else ""]
        qtbot.keyClick(grounded.editor.text, Qt.Key.Key_Right)
    assert seen == ["模型"] * 3 + [""] * 2 + ["3600 万"] * 6


def test_the_mouse_comes_before_the_cursor(qtbot: QtBot, grounded: Window) -> None:
    put_cursor(grounded, "600")
    field, at = grounded.editor.text, line(grounded)
    spot = field.cursorRect(place(grounded, "胞")).center()
    QTest.mouseMove(field.viewport(), spot + QPoint(2, 0))
    qtbot.waitUntil(lambda: ">cells</span>" in at.text())
    QTest.mouseMove(field.viewport(), field.cursorRect(place(grounded, "评审")).center() + QPoint(2, 0))
    qtbot.waitUntil(lambda: ">36 million</span>" in at.text())


def test_a_number_that_is_edited_rests_on_nothing(qtbot: QtBot, grounded: Window) -> None:
    put_cursor(grounded, "600")
    replace(grounded, "3600", "4700")
    assert line(grounded).text() == ""
    assert marks(grounded) == ["模型", "细胞"]
    grounded.editor.settle()
    settled(qtbot, grounded)
    assert "3600" not in news.entries(news.stored(grounded.parts))[0].get(Role.TEXT)
    put_cursor(grounded, "700")
    assert line(grounded).text() == ""
    assert marks(grounded) == ["模型", "细胞"]
    assert underlined(grounded, QTextCharFormat.UnderlineStyle.WaveUnderline) == ["4700 万"]


@pytest.mark.parametrize(("words", "by"), [("3600", "13600"), ("3600 万个", "3600 万亿个")])
def test_a_number_that_grows_at_its_end_is_another_at_once(grounded: Window, words: str, by: str) -> None:
    replace(grounded, words, by)
    assert "3600 万" not in marks(grounded)


def test_words_that_only_moved_keep_their_ground(qtbot: QtBot, grounded: Window) -> None:
    replace(grounded, "模型学了", "这个很大的模型学了")
    assert marks(grounded)[-2:] == ["3600 万", "细胞"]
    put_cursor(grounded, "600")
    assert ">36 million</span>" in line(grounded).text()
    grounded.editor.settle()
    settled(qtbot, grounded)
    assert marks(grounded) == ["模型", "3600 万", "细胞"]


def test_what_was_edited_is_compared_anew_once_it_is_saved(qtbot: QtBot, grounded: Window) -> None:
    replace(grounded, "还没有人评审过它", "来自 12 个物种")
    assert "12" not in marks(grounded)
    grounded.editor.settle()
    settled(qtbot, grounded)
    put_cursor(grounded, "12")
    assert ">12" in line(grounded).text()


def test_another_entry_in_hand_clears_it(qtbot: QtBot, grounded: Window) -> None:
    put_cursor(grounded, "600")
    go_to(grounded, 1)
    assert line(grounded).text() == line(grounded).toolTip() == ""
    settled(qtbot, grounded)
    assert marks(grounded) == []
    go_to(grounded, 0)
    assert marks(grounded) == ["模型", "3600 万", "细胞"]


def test_a_page_without_kept_sources_shows_nothing(qtbot: QtBot, window: Window) -> None:
    go_to(window, 0)
    settled(qtbot, window)
    for at in range(40):
        cursor = window.editor.text.textCursor()
        cursor.setPosition(at)
        window.editor.text.setTextCursor(cursor)
        assert line(window).text() == ""
    assert marks(window) == []


def test_an_answer_for_a_page_that_is_gone_is_dropped(qtbot: QtBot, grounded: Window) -> None:
    grounded.desk.refresh_page()
    grounded.desk.go(language=Language.EN)
    settled(qtbot, grounded)
    assert grounded.editor.entry_id == ""
    assert marks(grounded) == []
    grounded.desk.go(language=Language.ZH)
    settled(qtbot, grounded)
    go_to(grounded, 0)
    assert marks(grounded) == ["模型", "3600 万", "细胞"]


def test_what_a_finding_is_about_keeps_its_line(grounded: Window) -> None:
    entry = grounded.editor.entry_id
    grounded.editor.underline([news.finding(entry, "3600", Severity.BLOCK)])
    assert marks(grounded) == ["模型", "细胞"]
    assert underlined(grounded, QTextCharFormat.UnderlineStyle.WaveUnderline) == ["3600"]
    put_cursor(grounded, "600")
    assert ">36 million</span>" in line(grounded).text()
    grounded.editor.underline([])
    assert marks(grounded) == ["模型", "3600 万", "细胞"]


def test_the_colours_follow_the_theme(grounded: Window) -> None:
    put_cursor(grounded, "600")
    for theme in (Theme.DARK, Theme.LIGHT):
        grounded.look.choose(theme)
        assert grounded.look.colour("support").name() in line(grounded).text()
        colours = {mark.format.underlineColor().name() for mark in grounded.editor.text.extraSelections()}  # pyright: ignore[reportAttributeAccessIssue]
        assert colours == {grounded.look.colour("ink2").name()}


def test_a_text_that_is_written_now_rests_on_its_source_at_once(qtbot: QtBot, window: Window) -> None:
    go_to(window, 3)
    assert marks(window) == []
    window.gestures.rewrite()
    settled(qtbot, window)
    assert window.editor.text.toPlainText()
    assert marks(window)
