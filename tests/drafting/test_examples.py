from __future__ import annotations

from dataclasses import replace
from datetime import date

from bioai_desktop.domain import Judgement, Language, Reception, Task
from bioai_desktop.drafting import tasks
from bioai_desktop.drafting.examples import nearest, shown, words
from tests.drafting.texts import PROFILE, TOP, answer, kinds, ring

EDITED = "戒指里的传感器读体温和脉搏，一个循环网络提前六小时报出偏头痛。"


def judgement(source: str, after: str = EDITED) -> Judgement:
    return Judgement(
        date(2026, 2, 5), Language.ZH, "bioai-daily", "s", Task.TEXT, "m", "p", source, "机器写的一段话。", after, Reception.EDITED
    )


RINGS = judgement("Rings that forecast seizures. A network reads temperature and pulse from finger rings of patients.")
WHALES = judgement("Counting whales from space. Satellites and a classifier count whales in the ocean.")
MICE = judgement("Mice on a diet. Caloric restriction of mice and their patients.")


def test_the_nearest_by_words_of_the_source_and_the_very_nearest_last() -> None:
    source = "A ring that forecasts migraine. Temperature and pulse recorded by finger rings; patients."
    assert nearest(source, [RINGS, WHALES, MICE]) == [MICE, RINGS]
    assert nearest(source, [RINGS, WHALES, MICE], most=1) == [RINGS]


def test_nothing_in_common_is_no_example() -> None:
    assert nearest("Sorting lipids", [RINGS, WHALES]) == []


def test_neither_its_own_source_nor_what_was_dropped_nor_what_is_long() -> None:
    own = replace(RINGS, source="Finger rings")
    assert nearest("Finger rings", [own, replace(RINGS, after=""), replace(RINGS, after="长" * 300)]) == []


def test_chinese_sources_have_words_too() -> None:
    assert {"蛋白", "白质"} <= words("预测蛋白质")


def test_examples_stand_in_its_own_part_and_the_shared_one_stays() -> None:
    plain = tasks.entry(ring(), PROFILE, TOP)
    taught = shown(plain, [RINGS], PROFILE)
    assert taught.request.shared == plain.request.shared
    assert taught.request.prompt.endswith(plain.request.prompt)
    assert EDITED in taught.request.prompt
    assert taught.asked("m") != plain.asked("m")


def test_without_a_prompt_for_them_or_without_any_nothing_changes() -> None:
    plain = tasks.entry(ring(), PROFILE, TOP)
    bare = replace(PROFILE, prompts={name: text for name, text in PROFILE.prompts.items() if not name.startswith("examples")})
    assert shown(plain, [RINGS], bare) == shown(plain, [], PROFILE) == plain


def test_text_that_repeats_an_example_is_found() -> None:
    taught = shown(tasks.entry(ring(), PROFILE, TOP), [RINGS], PROFILE)
    assert "example-repeated" in kinds(taught, EDITED)
    assert "example-repeated" not in kinds(taught, "RingCast 从体温里听出头痛，准确与否还要再看。")
    assert answer(EDITED).text == EDITED
