"""Findings in words, their fixes, and how much room they take."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from bioai_desktop.domain import Severity
from bioai_desktop.gui.findings import FindingList, FindingModel
from bioai_desktop.gui.look import Look
from bioai_desktop.wording import Wording
from tests.gui import news


@pytest.fixture
def model(wording: Wording) -> FindingModel:
    made = FindingModel(wording)
    made.show([(news.finding("e1", "5 种", fix="五种"), ""), (news.finding("e2", "1000", Severity.BLOCK), "第二条")])
    return made


@pytest.fixture
def view(qtbot: QtBot, model: FindingModel, wording: Wording, look: Look) -> FindingList:
    made = FindingList(model, wording, look)
    qtbot.addWidget(made)
    made.resize(340, 200)
    made.show()
    return made


def test_the_model_keeps_qts_rules(model: FindingModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)


def test_a_finding_is_a_sentence_with_its_place(model: FindingModel, wording: Wording) -> None:
    assert model.index(0).data() == wording.finding(news.finding("e1", "5 种", fix="五种"))
    assert str(model.index(1).data()).startswith("第二条：")
    assert model.index(1).data(Qt.ItemDataRole.AccessibleDescriptionRole) == "必须改"


def test_the_list_is_as_high_as_what_it_holds(view: FindingList, model: FindingModel) -> None:
    both = view.height()
    assert view.visualRect(model.index(1)).bottom() <= both
    model.show([])
    assert not view.isVisible()
    model.show([(news.finding("e1", "很长的一句话" * 30), "")])
    assert view.height() > both


def test_a_click_on_the_fix_applies_it_and_one_beside_it_does_not(qtbot: QtBot, view: FindingList, model: FindingModel) -> None:
    card = view.visualRect(model.index(0))
    with qtbot.waitSignal(view.fix_wanted) as wanted:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(card.right() - 24, card.center().y() - 4))
    assert wanted.args == [news.finding("e1", "5 种", fix="五种")]
    with qtbot.assertNotEmitted(view.fix_wanted), qtbot.waitSignal(view.place_wanted) as place:
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=card.topLeft() + QPoint(20, 20))
    assert place.args == ["e1"]


def test_enter_applies_a_fix_or_goes_to_the_place(qtbot: QtBot, view: FindingList) -> None:
    view.next_finding()
    with qtbot.waitSignal(view.fix_wanted):
        qtbot.keyClick(view, Qt.Key.Key_Return)
    view.next_finding()
    with qtbot.waitSignal(view.place_wanted) as place:
        qtbot.keyClick(view, Qt.Key.Key_Return)
    assert place.args == ["e2"]
    view.next_finding()
    assert view.currentIndex().row() == 0


def test_of_two_forms_one_is_chosen_by_a_button_of_its_own(qtbot: QtBot, view: FindingList, model: FindingModel, wording: Wording) -> None:
    conflict = replace(news.finding("e3", "那里的话。", Severity.BLOCK), kind="merge-conflict", conflict=7)
    model.show([(conflict, "")])
    card = view.visualRect(model.index(0))
    assert "那里的话。" in str(model.index(0).data())
    for at, disk in ((-20, True), (12, False)):
        with qtbot.waitSignal(view.decided) as decided:
            qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(card.right() - 24, card.center().y() + at))
        assert decided.args == [conflict, disk]
    with qtbot.assertNotEmitted(view.decided), qtbot.waitSignal(view.place_wanted):
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=card.topLeft() + QPoint(20, 20))
