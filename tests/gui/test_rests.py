"""The grounds of a text in a document that is being typed in."""

import pytest
from PySide6.QtGui import QTextCursor, QTextDocument
from pytestqt.qtbot import QtBot

from bioai_desktop.domain import Support, SupportKind
from bioai_desktop.flow.grounds import Ground
from bioai_desktop.gui.rests import Rests

TEXT = "🧬有 36% 的细胞"


def ground(words: str, source: str) -> Ground:
    start = TEXT.index(words)
    return Ground(Support(SupportKind.NUMBER, start, start + len(words), 0, len(source)), words, source, "", "")


NUMBER, UNIT, CELLS = ground("36", "36"), ground("36%", "36 percent"), ground("细胞", "cells")


@pytest.fixture
def document(qtbot: QtBot) -> QTextDocument:
    assert qtbot
    return QTextDocument(TEXT)


@pytest.fixture
def rests(document: QTextDocument) -> Rests:
    made = Rests(document)
    made.hold(TEXT, [NUMBER, UNIT, CELLS])
    return made


def words(rests: Rests) -> list[str]:
    return [cursor.selectedText() for cursor in rests.places()]


def type_at(document: QTextDocument, position: int, text: str) -> None:
    cursor = QTextCursor(document)
    cursor.setPosition(position)
    cursor.insertText(text)


def test_overlapping_words_are_one_place(rests: Rests) -> None:
    assert words(rests) == ["36%", "细胞"]


def test_a_position_has_the_most_words_that_hold_it(rests: Rests) -> None:
    # The sign at the front takes two of Qt's units.
    assert [rests.at(position) for position in range(12)] == [None] * 4 + [UNIT] * 4 + [None] + [CELLS] * 3


def test_words_move_with_what_is_typed_before_them(document: QTextDocument, rests: Rests) -> None:
    type_at(document, 0, "这里")
    assert words(rests) == ["36%", "细胞"]
    assert rests.at(11) == CELLS


@pytest.mark.parametrize("position", [9, 10, 11])
def test_words_that_are_typed_into_or_grow_are_gone(document: QTextDocument, rests: Rests, position: int) -> None:
    type_at(document, position, "壁")
    assert words(rests) == ["36%"]
    assert rests.at(10) is None


def test_another_text_in_the_document_rests_on_nothing(document: QTextDocument, rests: Rests) -> None:
    document.setPlainText("36% 的细胞")
    assert words(rests) == []
