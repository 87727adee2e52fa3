from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.drafting.survival import kept, share

TEXT = st.text(st.sampled_from("研究者用模型预测蛋白质 abc1"), max_size=40)


@given(TEXT)
def test_all_of_a_text_that_stayed_is_kept(text: str) -> None:
    assert share(text, text) == 1.0


@given(TEXT, TEXT)
def test_share_is_a_share(before: str, after: str) -> None:
    assert 0.0 <= share(before, after) <= 1.0
    assert kept(before, after) <= min(len(before), len(after))


@given(TEXT, TEXT, TEXT)
def test_what_is_added_around_it_takes_nothing_away(before: str, ahead: str, behind: str) -> None:
    assert share(before, f"{ahead}{before}{behind}") >= 0.5 or len("".join(before.split())) < 4


@pytest.mark.parametrize(
    ("before", "after", "wanted"),
    [
        ("模型预测蛋白质结构", "模型预测蛋白质结构", 1.0),
        ("模型预测蛋白质结构", "", 0.0),
        ("模型预测蛋白质结构", "新模型能预测蛋白质的结构", 1.0),
        ("模型预测蛋白质结构", "算法预测蛋白质结构", 7 / 9),
        ("模型预测蛋白质结构", "预测：质与量", 2 / 9),  # a lone 质 is chance
        ("网", "网", 1.0),
        ("", "新写的", 1.0),
    ],
)
def test_runs_are_what_is_kept(before: str, after: str, wanted: float) -> None:
    assert share(before, after) == pytest.approx(wanted)
