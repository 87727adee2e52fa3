"""The pane itself: what it lists, how it counts, what a screen reader hears."""

import pytest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from bioai_desktop.checkout.diff import FileDiff
from bioai_desktop.checkout.files import PlannedChange
from bioai_desktop.gui.look import Look
from bioai_desktop.gui.publish_pane import PublishPane
from bioai_desktop.settings import Theme
from bioai_desktop.wording import Wording

CHANGES = [
    FileDiff(PlannedChange("content/a.md", "create", "x\n"), "--- /dev/null\n+++ b/content/a.md\n@@ -0,0 +1 @@\n+x\n", 1, 0),
    FileDiff(PlannedChange("content/b.md", "update", "y\n", b"z\n"), "--- a/content/b.md\n+++ b/content/b.md\n@@ -1 +1 @@\n-z\n+y\n", 1, 1),
    FileDiff(PlannedChange("content/c.md", "same", "w\n", b"w\n"), ""),
]


@pytest.fixture
def pane(qtbot: QtBot, wording: Wording, look: Look) -> PublishPane:
    made = PublishPane(wording, look)
    qtbot.addWidget(made)
    made.resize(400, 600)
    made.show()
    return made


def test_files_are_listed_with_what_becomes_of_them(pane: PublishPane) -> None:
    pane.show_changes(CHANGES)
    texts = [[pane.files.topLevelItem(row).text(column) for column in range(4)] for row in range(3)]
    assert texts == [["新增", "content/a.md", "+1", ""], ["改动", "content/b.md", "+1", "−1"], ["不变", "content/c.md", "", ""]]
    assert any("2 个文件  +2 −1" in each.text() for each in pane.findChildren(QLabel))


def test_the_chosen_file_stays_chosen(pane: PublishPane) -> None:
    pane.show_changes(CHANGES)
    pane.files.setCurrentItem(pane.files.topLevelItem(1))
    pane.show_changes(CHANGES)
    assert pane.files.currentItem().text(1) == "content/b.md"


def test_nothing_to_change_leaves_no_empty_boxes(pane: PublishPane) -> None:
    pane.show_changes([])
    assert not pane.files.isVisible()
    assert not pane.diff.isVisible()


def test_colours_follow_the_theme(pane: PublishPane, look: Look) -> None:
    pane.show_changes(CHANGES)
    light = pane.files.topLevelItem(0).foreground(2).color()
    look.choose(Theme.DARK)
    assert pane.files.topLevelItem(0).foreground(2).color() == look.colour("accent") != light


def test_what_is_shown_is_no_wish_of_the_user_s(qtbot: QtBot, pane: PublishPane) -> None:
    with qtbot.assertNotEmitted(pane.commit_chosen):
        pane.show_git(versioned=True, commit=True)
    assert pane.commit.isChecked()
    with qtbot.waitSignal(pane.commit_chosen):
        pane.commit.click()


def test_every_part_has_a_name(pane: PublishPane) -> None:
    pane.show_site("/home/me/site")
    names = {each.objectName() for each in pane.findChildren(QWidget)}
    assert {"changeList", "diffView", "commitBox", "pushButton", "siteButton", "publishState"} <= names
    assert pane.files.accessibleName() == "发布会改什么"
    assert pane.diff.accessibleName()
    assert "/home/me/site" in pane.findChild(QPushButton, "siteButton").accessibleName()
