"""A term changed everywhere on the page, asked for by name."""

import pytest
from PySide6.QtWidgets import QInputDialog
from pytestqt.qtbot import QtBot

from bioai_desktop.edition.edits import SetField
from bioai_desktop.edition.model import Role, SectionKind
from bioai_desktop.edition.outline import text_of
from bioai_desktop.flow.parts import Parts
from bioai_desktop.gui.window import Window


def ask(window: Window, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, *answers: tuple[str, bool]) -> None:
    waiting = iter(answers)
    monkeypatch.setattr(QInputDialog, "getText", lambda *_, **__: next(waiting))
    next(action for action in window.actions() if action.objectName() == "do-change-term").trigger()
    qtbot.waitUntil(window.jobs.idle, timeout=20_000)


def first_text(window: Window) -> str:
    assert window.desk.edition is not None
    top = window.desk.edition.section(SectionKind.TOP)
    assert top is not None
    return text_of(top.entries[0])


@pytest.fixture
def written(qtbot: QtBot, window: Window) -> Window:
    assert window.desk.edition is not None
    top = window.desk.edition.section(SectionKind.TOP)
    assert top is not None
    window.desk.edit(SetField(top.entries[0].id, Role.TEXT, "机器学习模型读出了基因组。"))
    qtbot.waitUntil(window.jobs.idle, timeout=20_000)
    return window


def test_it_changes_is_told_and_can_be_undone(qtbot: QtBot, parts: Parts, written: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(written, qtbot, monkeypatch, ("机器学习", True), ("机器自学", True))
    assert first_text(written) == "机器自学模型读出了基因组。"
    assert "写作“机器自学”" in written.banner.words
    assert "machine learning | ML = 机器自学" in written.banner.words
    assert parts.paths.glossary.exists()
    written.gestures.undo()
    qtbot.waitUntil(written.jobs.idle, timeout=20_000)
    assert first_text(written) == "机器学习模型读出了基因组。"


@pytest.mark.parametrize("answers", [[("", False)], [("  ", True)], [("机器学习", True), ("机器自学", False)]])
def test_nothing_happens_where_nothing_is_wanted(
    qtbot: QtBot, written: Window, monkeypatch: pytest.MonkeyPatch, answers: list[tuple[str, bool]]
) -> None:
    ask(written, qtbot, monkeypatch, *answers)
    assert first_text(written) == "机器学习模型读出了基因组。"


def test_words_that_are_not_there_are_told(qtbot: QtBot, written: Window, monkeypatch: pytest.MonkeyPatch) -> None:
    ask(written, qtbot, monkeypatch, ("鲸鱼唱歌", True), ("鲸歌", True))
    assert "“鲸鱼唱歌”" in written.banner.words
