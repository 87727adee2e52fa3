from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from bioai_desktop import settings as user_settings
from bioai_desktop.domain import Device, Language
from bioai_desktop.flow.parts import Parts
from bioai_desktop.settings import Settings
from tests.fakes import ScriptedEngine
from tests.newsroom import DAY, NOON, newsroom


def test_each_part_is_made_once(parts: Parts) -> None:
    assert parts.profile is parts.profile
    assert parts.sources is parts.sources
    assert parts.store is parts.store
    assert parts.engine_if_running is None
    assert parts.engine() is parts.engine() is parts.engine_if_running


@pytest.mark.parametrize("changes", [{"model": "tiny"}, {"device": Device.CPU}])
def test_another_model_or_device_lets_the_engine_go(parts: Parts, engine: ScriptedEngine, changes: dict[str, object]) -> None:
    parts.engine()
    parts.use(replace(parts.settings, **changes))
    assert engine.closed
    assert parts.engine_if_running is None


def test_other_settings_keep_the_engine(parts: Parts, engine: ScriptedEngine) -> None:
    profile = parts.profile
    parts.engine()
    parts.use(replace(parts.settings, site="/somewhere"))
    assert not engine.closed
    assert parts.profile is profile


def test_changed_settings_are_kept_for_the_next_start(parts: Parts) -> None:
    parts.change(replace(parts.settings, model="tiny"))
    assert user_settings.load(parts.paths.settings).model == "tiny"
    parts.use(replace(parts.settings, model="large"))
    assert user_settings.load(parts.paths.settings).model == "tiny"


def test_the_demo_has_a_store_of_its_own_and_the_same_weights(parts: Parts) -> None:
    demo = parts.for_demo()
    try:
        assert parts.store.items.newest(NOON) is not None
        assert demo.store.items.newest(NOON) is None
        assert demo.paths.store != parts.paths.store
        assert demo.paths.models == parts.paths.models
    finally:
        demo.close()


def test_closing_ends_the_engine(parts: Parts, engine: ScriptedEngine) -> None:
    parts.engine()
    parts.close()
    assert engine.closed


def test_reading_does_not_wait_for_a_model_that_is_being_hashed(tmp_path: Path) -> None:
    begun, hashed = threading.Event(), threading.Event()

    def slow(*_: object) -> ScriptedEngine:
        begun.set()
        hashed.wait(10)
        return ScriptedEngine()

    parts = newsroom(tmp_path, make_engine=slow)
    waiting = threading.Thread(target=parts.engine)
    waiting.start()
    begun.wait(10)
    read: list[object] = []
    reading = threading.Thread(target=lambda: read.append((parts.store.editions.days(), parts.profile.name)))
    reading.start()
    reading.join(5)
    hashed.set()
    waiting.join()
    reading.join()
    parts.close()
    assert read == [({}, "bioai-daily")]


def test_a_newsroom_made_again_finds_what_was_left(tmp_path: Path) -> None:
    first = newsroom(tmp_path, settings=Settings())
    first.store.published.record(DAY, Language.ZH, {"https://journal.example.org/article/1": "top 1"})
    first.close()
    second = newsroom(tmp_path)
    assert second.store.published.ran(["https://journal.example.org/article/1"], before=DAY.replace(day=6))
    second.close()
