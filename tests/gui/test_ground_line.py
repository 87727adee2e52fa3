"""How much of a sentence is quoted around the words that something rests on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytestqt.qtbot import QtBot

from bioai_desktop.domain import Support, SupportKind
from bioai_desktop.flow.grounds import Ground
from bioai_desktop.gui.field import Field
from bioai_desktop.gui.ground_line import GroundLine, head, tail
from bioai_desktop.gui.look import Look
from bioai_desktop.wording import Wording

LONG = Ground(Support(SupportKind.NUMBER, 1, 3, 500, 502), "12", "12", "some <b>earlier</b> words & " * 9, " of the later words" * 9)


def shown(line: GroundLine) -> str:
    return line.text().partition("：")[2]


@pytest.fixture
def line(qtbot: QtBot, wording: Wording, look: Look) -> GroundLine:
    field = Field(30)
    qtbot.addWidget(field)
    field.load("有12个")
    made = GroundLine(field, wording, look)
    qtbot.addWidget(made)
    made.resize(340, 36)
    made.show()
    made.show_grounds("有12个", [LONG])
    cursor = field.textCursor()
    cursor.setPosition(2)
    field.setTextCursor(cursor)
    return made


@given(st.text("ab c，。", max_size=60), st.integers(1, 30))
def test_what_is_cut_is_cut_at_a_word_and_says_so(text: str, most: int) -> None:
    end, beginning = tail(text, most), head(text, most)
    assert len(end) <= most + 1
    assert len(beginning) <= most + 1
    assert text.endswith(end.removeprefix("…"))
    assert text.startswith(beginning.removesuffix("…"))
    assert (end == text) is (beginning == text) is (len(text) <= most)


def test_a_long_sentence_is_quoted_as_far_as_two_lines_hold_it(line: GroundLine) -> None:
    assert line.heightForWidth(line.width()) <= line.height()
    narrow = len(line.text())
    assert shown(line).startswith("…")
    assert line.text().endswith("…")
    assert "&lt;b&gt;" in line.text()
    line.resize(700, 36)
    assert len(line.text()) > narrow
    assert line.heightForWidth(line.width()) <= line.height()


def test_the_whole_sentence_can_be_heard(line: GroundLine) -> None:
    assert line.accessibleDescription().endswith(f"{LONG.before}12{LONG.after}")


def test_grounds_of_another_text_are_not_taken(line: GroundLine) -> None:
    line.show_grounds("有13个", [])
    assert line.ground == LONG
    line.show_grounds("有12个", [])
    assert line.ground is None
    assert line.text() == ""
