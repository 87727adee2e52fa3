"""Where a drag may go, what is current, and how rows are drawn."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent, QImage
from pytestqt.qtbot import QtBot

from bioai_desktop.edition.edits import MoveEntry
from bioai_desktop.edition.model import Edition, SectionKind
from bioai_desktop.flow.parts import Parts
from bioai_desktop.gui.look import Look
from bioai_desktop.gui.page_model import PageModel
from bioai_desktop.gui.page_row import HEIGHT, PageRow
from bioai_desktop.gui.page_tree import PageTree
from bioai_desktop.wording import Wording
from tests.gui import news


@pytest.fixture
def edition(parts: Parts) -> Edition:
    return news.stored(parts)


@pytest.fixture
def tree(qtbot: QtBot, edition: Edition, parts: Parts, wording: Wording, look: Look) -> PageTree:
    made = PageTree(PageModel(wording), look)
    made.setItemDelegate(PageRow(look, made))
    qtbot.addWidget(made)
    made.resize(300, 700)
    made.show()
    made.show_page(edition, parts.profile)
    return made


def dragging(tree: PageTree, node: str) -> QMimeData:
    model = tree.model()
    assert isinstance(model, PageModel)
    return model.mimeData([model.find(node)])


def middle(tree: PageTree, node: str, down: int = 0) -> QPoint:
    model = tree.model()
    assert isinstance(model, PageModel)
    return tree.visualRect(model.find(node)).center() + QPoint(0, down)


def test_an_entry_goes_above_or_below_the_row_under_the_mouse(tree: PageTree, edition: Edition) -> None:
    entries = news.entries(edition)
    data = dragging(tree, entries[0].id)
    above, below = tree.gap(data, middle(tree, entries[2].id, -8)), tree.gap(data, middle(tree, entries[2].id, 8))
    assert above is not None
    assert below is not None
    assert (above.row, below.row) == (2, 3)
    assert below.y - above.y == HEIGHT - 1


def test_an_entry_dropped_on_a_heading_comes_first_there(tree: PageTree, edition: Edition) -> None:
    notes = edition.section(SectionKind.NOTES)
    assert notes is not None
    gap = tree.gap(dragging(tree, news.entries(edition)[0].id), middle(tree, notes.id))
    assert gap is not None
    assert (gap.row, gap.parent.row()) == (0, tree.model().rowCount() - 1)


def test_below_the_last_row_means_the_end(tree: PageTree, edition: Edition) -> None:
    gap = tree.gap(dragging(tree, news.entries(edition)[0].id), QPoint(50, 690))
    assert gap is not None
    assert gap.row == len(news.entries(edition, SectionKind.NOTES))


def test_a_section_goes_between_sections(tree: PageTree, edition: Edition) -> None:
    notes = edition.section(SectionKind.NOTES)
    assert notes is not None
    data = dragging(tree, notes.id)
    entries = news.entries(edition)
    upper, lower = tree.gap(data, middle(tree, entries[0].id)), tree.gap(data, middle(tree, entries[-1].id))
    assert upper is not None
    assert lower is not None
    assert lower.row - upper.row == 1
    assert not upper.parent.isValid()


def test_anything_else_may_not_be_dropped(tree: PageTree) -> None:
    data = QMimeData()
    data.setText("text")
    assert tree.gap(data, QPoint(50, 100)) is None


def test_a_drop_asks_for_the_move(qtbot: QtBot, tree: PageTree, edition: Edition) -> None:
    entries = news.entries(edition)
    at = middle(tree, entries[2].id, 8)
    data = dragging(tree, entries[0].id)
    event = QDropEvent(QPointF(at), Qt.DropAction.MoveAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    model = tree.model()
    assert isinstance(model, PageModel)
    with qtbot.waitSignal(model.edit_wanted) as wanted:
        tree.dropEvent(event)
    top = edition.section(SectionKind.TOP)
    assert top is not None
    assert wanted.args == [MoveEntry(entries[0].id, top.id, 2)]


def test_stepping_passes_over_headings(tree: PageTree, edition: Edition) -> None:
    every = [entry.id for _, entry in edition.pieces()]
    walked: list[str] = []
    for _ in every:
        tree.step_entry(1)
        walked.append(tree.current_id())
    assert walked == every
    tree.step_entry(1)
    assert tree.current_id() == every[-1]
    tree.step_entry(-1)
    assert tree.current_id() == every[-2]


def test_what_is_current_stays_when_the_page_changes(tree: PageTree, edition: Edition, parts: Parts) -> None:
    entry = news.entries(edition)[2]
    tree.go_to(entry.id)
    top = edition.section(SectionKind.TOP)
    assert top is not None
    tree.show_page(MoveEntry(entry.id, top.id, 0).apply(edition), parts.profile)
    assert tree.current_id() == entry.id


def test_double_click_on_an_entry_edits_it(qtbot: QtBot, tree: PageTree, edition: Edition) -> None:
    with qtbot.waitSignal(tree.edit_started):
        qtbot.mouseDClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=middle(tree, news.entries(edition)[0].id))


def mark_at(tree: PageTree, node: str) -> QImage:
    at = middle(tree, node)
    return tree.grab().toImage().copy(tree.viewport().width() - 28, at.y() - 8, 16, 16)


def test_states_differ_in_shape_not_in_colour_alone(tree: PageTree, edition: Edition) -> None:
    model = tree.model()
    assert isinstance(model, PageModel)
    entries = news.entries(edition)
    model.mark({entries[1].id}, {entries[2].id}, set())
    shapes: set[tuple[bool, ...]] = set()
    for entry in entries:
        image = mark_at(tree, entry.id).convertToFormat(QImage.Format.Format_Grayscale8)
        shapes.add(tuple(image.pixelColor(x, y).lightness() < 200 for x in range(16) for y in range(16)))
    assert len(shapes) == 4
