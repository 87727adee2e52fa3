"""Model, device, saved."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from bioai_desktop.domain import Device, EngineInfo
from bioai_desktop.engine.shelf import ModelState, ModelStatus
from bioai_desktop.gui.jobs import Jobs
from bioai_desktop.gui.look import Look
from bioai_desktop.gui.status_strip import StatusStrip
from bioai_desktop.settings import Settings
from bioai_desktop.wording import Wording


@pytest.fixture
def strip(qtbot: QtBot, wording: Wording, look: Look) -> Iterator[StatusStrip]:
    jobs = Jobs()
    made = StatusStrip(wording, look, jobs)
    qtbot.addWidget(made)
    made.show_settings(Settings())
    yield made
    jobs.close()


def test_models_say_whether_they_are_there(strip: StatusStrip) -> None:
    here = ModelStatus("tiny", "Tiny 0.5B", ModelState.PRESENT, Path("tiny.gguf"), 491_400_064)
    absent = ModelStatus("starter", "Starter 1.5B", ModelState.ABSENT, None, 1_117_320_768)
    strip.show_models([here, absent], Settings(model="starter"))
    assert [strip.model.itemText(row) for row in range(2)] == ["Tiny 0.5B", "Starter 1.5B（未安装，1.1 GB）"]
    assert strip.model.currentData() == "starter"


def test_a_model_that_is_not_listed_is_shown_all_the_same(strip: StatusStrip) -> None:
    strip.show_settings(Settings(model="/some/own.gguf"))
    assert strip.model.currentData() == "/some/own.gguf"


def test_choosing_is_handed_on(qtbot: QtBot, strip: StatusStrip) -> None:
    with qtbot.waitSignal(strip.device_chosen) as device:
        strip.device.activated.emit(strip.device.findData(Device.CPU))
    assert device.args == [Device.CPU]
    with qtbot.waitSignal(strip.model_chosen) as model:
        strip.model.activated.emit(0)
    assert model.args == ["starter"]


@pytest.mark.parametrize(
    ("reason", "said"), [("build-without-gpu", "编译时"), ("no-gpu-found", "没有找到"), ("gpu-memory", "显存"), ("", "CPU, 2 threads")]
)
def test_the_device_says_why_it_is_not_a_graphics_card(strip: StatusStrip, reason: str, said: str) -> None:
    strip.show_engine(EngineInfo("tiny", "0", Device.CPU, "CPU, 2 threads", reason, 84.2))
    assert said in strip.device.toolTip()
    assert strip.device.itemText(strip.device.findData(Device.AUTO)) == "自动 · CPU"
    assert strip.speed.text() == "84 词元/秒"


def test_every_device_says_what_it_means(strip: StatusStrip) -> None:
    for row in range(strip.device.count()):
        assert strip.device.itemData(row, Qt.ItemDataRole.ToolTipRole)


def test_saved_is_said_only_when_it_is(strip: StatusStrip) -> None:
    strip.show_saved(None)
    assert "改动" in strip.saved.text()
    strip.show_saved(datetime(2026, 2, 5, 10, 42, 7).astimezone())
    assert strip.saved.text() == "已保存 · 10:42:07"


def test_a_publication_is_told_with_its_way_back(qtbot: QtBot, strip: StatusStrip) -> None:
    strip.show()
    assert not strip.take_back.isVisible()
    strip.show_published("已发布 10:42 · 5 个文件")
    assert strip.published.isVisible()
    with qtbot.waitSignal(strip.take_back_wanted):
        strip.take_back.click()
    strip.show_published("")
    assert not strip.published.isVisible()
