"""One message at a time."""

from pytestqt.qtbot import QtBot

from bioai_desktop.gui.banner import Banner, Weight
from bioai_desktop.gui.look import Look
from bioai_desktop.wording import Wording


def test_a_message_offers_what_can_be_done_and_goes(qtbot: QtBot, wording: Wording, look: Look) -> None:
    banner, done = Banner(wording), list[str]()
    qtbot.addWidget(banner)
    banner.say("没有模型", Weight.LOOK, topic="model", action="安装", act=lambda: done.append("install"))
    assert (banner.words, banner.property("kind"), banner.isVisible()) == ("没有模型", "look", True)
    banner.action.click()
    assert done == ["install"]
    assert not banner.isVisible()


def test_only_its_own_matter_takes_a_message_back(qtbot: QtBot, wording: Wording, look: Look) -> None:
    banner = Banner(wording)
    qtbot.addWidget(banner)
    banner.say("来了 4 条", topic="fetch")
    assert not banner.action.isVisible()
    banner.settle("model")
    assert banner.isVisible()
    banner.settle("fetch")
    assert not banner.isVisible()
