"""The page as a tree, and the edits that drops and keys mean."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from bioai_desktop.domain import Language
from bioai_desktop.edition.edits import MoveEntry, MoveSection, SetTitle
from bioai_desktop.edition.model import Edition, EntryState, SectionKind
from bioai_desktop.flow.parts import Parts
from bioai_desktop.gui.page_model import MARK_ROLE, Mark, PageModel, title
from bioai_desktop.wording import Wording
from tests.gui import news

ROOT = QModelIndex()
MOVE = Qt.DropAction.MoveAction


@pytest.fixture
def edition(parts: Parts) -> Edition:
    return news.stored(parts)


@pytest.fixture
def model(edition: Edition, parts: Parts, wording: Wording) -> PageModel:
    made = PageModel(wording)
    made.show(edition, parts.profile)
    return made


def section_row(model: PageModel, kind: SectionKind) -> QModelIndex:
    rows = (model.index(row, 0) for row in range(model.rowCount()))
    return next(row for row in rows if (node := model.section_of(row)) and node.kind is kind)


def test_the_model_keeps_qts_rules(model: PageModel, qtmodeltester: ModelTester) -> None:
    qtmodeltester.check(model)


def test_sections_without_anything_to_work_on_are_not_shown(model: PageModel, edition: Edition) -> None:
    shown = [node.kind for row in range(model.rowCount()) if (node := model.section_of(model.index(row, 0)))]
    assert SectionKind.NAVIGATION in {section.kind for section in edition.sections}
    assert shown == [SectionKind.DIGEST, SectionKind.LEAD, SectionKind.KEYWORDS, SectionKind.TOP, SectionKind.NOTES]


def test_a_section_says_how_full_it_is(model: PageModel) -> None:
    assert section_row(model, SectionKind.TOP).data(MARK_ROLE) == Mark("3/10")
    assert section_row(model, SectionKind.TOP).data() == "重磅 TOP 4"


def test_an_entry_says_its_number_and_its_state(model: PageModel, edition: Edition) -> None:
    first, second, *_, last = news.entries(edition)
    assert model.find(first.id).data(MARK_ROLE) == Mark("1", EntryState.LOOK)
    assert model.find(last.id).data(MARK_ROLE) == Mark("4", EntryState.EMPTY)
    model.mark({last.id}, {first.id}, {second.id})
    assert model.find(second.id).data(MARK_ROLE) == Mark("2", EntryState.LOOK)
    assert model.find(first.id).data(MARK_ROLE) == Mark("1", EntryState.LOOK, blocks=True)
    assert model.find(last.id).data(MARK_ROLE) == Mark("4", EntryState.WRITING)
    said = Qt.ItemDataRole.AccessibleDescriptionRole
    assert model.find(first.id).data(said) == "有必须改的地方"
    assert model.find(last.id).data(said) == "正在写"


def test_an_entry_without_a_title_is_called_by_its_text(edition: Edition) -> None:
    assert title(news.entries(edition, SectionKind.DIGEST)[0]).startswith("序列怎样")


def dropped(qtbot: QtBot, model: PageModel, moving: str, row: int, parent: QModelIndex) -> object:
    data = model.mimeData([model.find(moving)])
    with qtbot.waitSignal(model.edit_wanted) as wanted:
        assert not model.dropMimeData(data, MOVE, row, 0, parent)
    return wanted.args[0] if wanted.args else None


@pytest.mark.parametrize(("moving", "gap", "place"), [(0, 2, 1), (0, 4, 3), (2, 0, 0), (3, -1, None), (1, 1, None), (1, 2, None)])
def test_an_entry_goes_into_the_gap_it_was_dropped_in(
    qtbot: QtBot, model: PageModel, edition: Edition, moving: int, gap: int, place: int | None
) -> None:
    top = edition.section(SectionKind.TOP)
    assert top is not None
    entry = top.entries[moving].id
    if place is None:
        with qtbot.assertNotEmitted(model.edit_wanted):
            model.dropMimeData(model.mimeData([model.find(entry)]), MOVE, gap, 0, model.find(top.id))
    else:
        assert dropped(qtbot, model, entry, gap, model.find(top.id)) == MoveEntry(entry, top.id, place)


def test_an_entry_goes_into_another_section(qtbot: QtBot, model: PageModel, edition: Edition) -> None:
    notes = edition.section(SectionKind.NOTES)
    assert notes is not None
    entry = news.entries(edition)[0].id
    assert dropped(qtbot, model, entry, 0, model.find(notes.id)) == MoveEntry(entry, notes.id, 0)


@pytest.mark.parametrize("gap", [0, 1, 2, 3])
def test_a_moved_section_stands_before_the_one_it_was_dropped_at(
    qtbot: QtBot, model: PageModel, edition: Edition, parts: Parts, gap: int
) -> None:
    notes = edition.section(SectionKind.NOTES)
    assert notes is not None
    before = [node.kind for row in range(model.rowCount()) if (node := model.section_of(model.index(row, 0)))]
    edit = dropped(qtbot, model, notes.id, gap, ROOT)
    assert isinstance(edit, MoveSection)
    model.show(edit.apply(edition), parts.profile)
    after = [node.kind for row in range(model.rowCount()) if (node := model.section_of(model.index(row, 0)))]
    assert after == [*before[:gap], SectionKind.NOTES, *before[gap:-1]]


def test_keys_move_within_bounds(model: PageModel, edition: Edition) -> None:
    first, *_, last = news.entries(edition)
    top = edition.section(SectionKind.TOP)
    assert top is not None
    assert model.moved(model.find(first.id), 1) == MoveEntry(first.id, top.id, 1)
    assert model.moved(model.find(first.id), -1) is None
    assert model.moved(model.find(last.id), 1) is None
    assert model.moved(section_row(model, SectionKind.NOTES), 1) is None
    assert isinstance(model.moved(section_row(model, SectionKind.NOTES), -1), MoveSection)
    assert model.moved(ROOT, 1) is None


def test_only_a_new_title_is_an_edit(qtbot: QtBot, model: PageModel) -> None:
    notes = section_row(model, SectionKind.NOTES)
    assert not model.setData(notes, notes.data(Qt.ItemDataRole.EditRole))
    assert not model.setData(notes, "  ")
    with qtbot.waitSignal(model.edit_wanted) as wanted:
        model.setData(notes, " 几条短讯 ")
    node = model.section_of(notes)
    assert node is not None
    assert wanted.args == [SetTitle(node.id, "几条短讯")]


def test_a_page_that_is_gone_leaves_nothing(model: PageModel, make_parts: Callable[..., Parts]) -> None:
    model.show(None, None)
    assert model.rowCount() == 0
    assert model.node(model.index(0, 0)) is None
    assert make_parts().store.editions.get(news.DAY, Language.EN) is None
