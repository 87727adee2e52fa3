"""One story as it is drawn."""

from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from bioai_desktop.domain import ItemKind, Story
from bioai_desktop.gui.look import Look
from bioai_desktop.gui.story_list import StoryList, StoryModel
from bioai_desktop.gui.story_row import HEIGHT, StoryRow
from bioai_desktop.wording import Wording
from tests.gui import news


def drawn(qtbot: QtBot, wording: Wording, look: Look, story: Story, *, selected: bool = False) -> QImage:
    model, view = StoryModel(wording), StoryList(look)
    qtbot.addWidget(view)
    view.setModel(model)
    view.setItemDelegate(StoryRow(wording, look, view))
    view.resize(360, HEIGHT)
    view.show()
    model.show([story])
    if selected:
        view.setCurrentIndex(model.index(0))
    return view.grab().toImage()


def coloured(image: QImage, name: str, look: Look) -> int:
    wanted = look.colour(name).rgb()
    return sum(image.pixel(x, y) == wanted for x in range(image.width()) for y in range(image.height()))


def test_a_high_rank_has_a_long_bar(qtbot: QtBot, wording: Wording, look: Look) -> None:
    high, low = (drawn(qtbot, wording, look, news.story(1, score=score)) for score in (95.0, 10.0))
    assert coloured(high, "accent", look) > coloured(low, "accent", look) + 50


def test_a_story_that_ran_says_so_on_a_ground_of_its_own(qtbot: QtBot, wording: Wording, look: Look) -> None:
    assert coloured(drawn(qtbot, wording, look, news.ran_story(1)), "look_ground", look) > 500
    assert coloured(drawn(qtbot, wording, look, news.story(1)), "look_ground", look) == 0


def test_the_current_story_is_set_off(qtbot: QtBot, wording: Wording, look: Look) -> None:
    image = drawn(qtbot, wording, look, news.story(1), selected=True)
    assert image.pixelColor(1, HEIGHT // 2) == look.colour("accent")
    assert coloured(image, "chosen", look) > 10_000


def test_a_long_badge_and_a_long_venue_stay_inside(qtbot: QtBot, wording: Wording, look: Look) -> None:
    long = news.story(
        1, items=(news.item(1, venue="Proceedings of a Very Long Society " * 4, kind=ItemKind.PREPRINT),), ran=news.ran_story(1).ran
    )
    image = drawn(qtbot, wording, look, long)
    edge = [image.pixelColor(image.width() - 8, y) for y in range(4, HEIGHT - 4)]
    assert set(map(str, edge)) == {str(look.colour("pane"))} or all(colour == look.colour("pane") for colour in edge)
