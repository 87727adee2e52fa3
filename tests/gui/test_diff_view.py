"""The difference in colours, and the way about in it."""

from pytestqt.qtbot import QtBot

from bioai_desktop.gui.diff_view import DiffView
from bioai_desktop.gui.look import Look
from bioai_desktop.settings import Theme

TEXT = "--- a/a.md\n+++ b/a.md\n@@ -1,2 +1,2 @@\n same\n-old\n+new\n--- a/b.md\n+++ b/b.md\n@@ -1 +1 @@\n-x\n+y\n"


def colour(view: DiffView, line: int) -> str:
    ranges = view.document().findBlockByNumber(line).layout().formats()
    return ranges[0].format.foreground().color().name() if ranges else ""


def test_lines_are_coloured_by_what_becomes_of_them(qtbot: QtBot, look: Look) -> None:
    view = DiffView(look)
    qtbot.addWidget(view)
    view.show_text(TEXT)
    assert colour(view, 4) == look.colour("block").name()
    assert colour(view, 5) == look.colour("accent").name()
    assert colour(view, 3) == ""
    look.choose(Theme.DARK)
    assert colour(view, 5) == look.colour("accent").name()


def test_it_scrolls_to_a_file_and_stays_where_it_is_when_nothing_changed(qtbot: QtBot, look: Look) -> None:
    view = DiffView(look)
    qtbot.addWidget(view)
    view.show()
    view.show_text(TEXT + " \n" * 100)
    view.go_to("b.md")
    assert view.textCursor().block().text() == "--- a/b.md"
    view.show_text(TEXT + " \n" * 100)
    assert view.textCursor().block().text() == "--- a/b.md"
    view.go_to("nowhere.md")
    assert view.textCursor().block().text() == "--- a/b.md"
