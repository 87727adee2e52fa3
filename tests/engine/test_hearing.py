from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.domain import Constraint, Request, Script, Stop
from bioai_desktop.engine.hearing import Hearing
from tests.engine.reference import satisfies

_CHINESE = Constraint(Script.CHINESE, ("DeepMind", "AlphaFold 3"), ("1,450", "82"), min_chars=6, max_chars=40)


def _hear(
    constraint: Constraint, pieces: Iterable[str], *, told: str = "", confined: bool = True, end: Stop = Stop.END
) -> tuple[Hearing, list[str]]:
    hearing = Hearing(Request("r", "", "", constraint=constraint), told, confined=confined)
    shown = [hearing.take(piece) for piece in pieces if hearing.stop is None]
    shown.append(hearing.end(end))
    assert told + "".join(shown) == hearing.text == hearing.shown
    return hearing, [piece for piece in shown if piece]


def test_a_good_text_is_heard_as_it_is() -> None:
    hearing, shown = _hear(_CHINESE, ["研究者用", "Deep", "Mind", "的方法", "找到82", "%的蛋白质。"])
    assert (hearing.text, hearing.stop) == ("研究者用DeepMind的方法找到82%的蛋白质。", Stop.END)
    assert shown[:3] == ["研究者用", "DeepMind", "的方法"]


def test_a_text_that_nobody_confines_is_shown_by_whole_sentences() -> None:
    _, shown = _hear(_CHINESE, ["研究者", "找到了", "蛋白质。", "方法", "不难。"], confined=False)
    assert shown == ["研究者找到了蛋白质。", "方法不难。"]


def test_what_breaks_a_rule_is_cut_at_the_last_whole_sentence() -> None:
    hearing, _ = _hear(_CHINESE, ["研究者找到了蛋白质。", "用的是Kuber", "netes。"], confined=False)
    assert (hearing.text, hearing.stop) == ("研究者找到了蛋白质。", Stop.END)


def test_a_text_without_a_whole_sentence_says_that_it_is_cut() -> None:
    hearing, _ = _hear(_CHINESE, ["研究者用Kubernetes。"], confined=False)
    assert (hearing.text, hearing.stop) == ("研究者用", Stop.DEAD_END)


def test_a_number_that_the_source_lacks_is_not_let_through() -> None:
    hearing, _ = _hear(_CHINESE, ["一共", "有", "9", "9个。"])
    assert (hearing.text, hearing.stop) == ("一共有", Stop.DEAD_END)


def test_a_word_that_only_began_is_not_kept() -> None:
    hearing, _ = _hear(_CHINESE, ["研究者用Deep"], end=Stop.LENGTH)
    assert (hearing.text, hearing.stop) == ("研究者用", Stop.LENGTH)


def test_a_forbidden_string_ends_the_text_before_it_is_whole() -> None:
    constraint = Constraint(Script.CHINESE, forbidden=("本研究",), min_chars=4)
    hearing, _ = _hear(constraint, ["方法不难做。根据本研究的结果。"], confined=False)
    assert (hearing.text, hearing.stop) == ("方法不难做。", Stop.END)


def test_a_full_text_lands_on_a_sentence_end() -> None:
    hearing, _ = _hear(Constraint(Script.CHINESE, max_chars=12), ["研究者找到了蛋白质。", "方法不难。"])
    assert (hearing.text, hearing.stop) == ("研究者找到了蛋白质。", Stop.END)


def test_a_full_text_without_one_is_cut_at_a_clause() -> None:
    hearing, _ = _hear(Constraint(Script.CHINESE, max_chars=12), ["研究者找到了，", "蛋白质和基因的关系"])
    assert (hearing.text, hearing.stop) == ("研究者找到了", Stop.END)


def test_one_line_ends_with_its_line_once_it_is_long_enough() -> None:
    assert _hear(_CHINESE, ["\n\n研究者找到了蛋白质\n第二行"])[0].text == "研究者找到了蛋白质"
    assert _hear(_CHINESE, ["研究\n者找到了\n第二行"])[0].text == "研究 者找到了"


def test_the_marks_of_chinese_are_put_in_the_place_of_others() -> None:
    assert _hear(_CHINESE, ["研究者(三位)用DeepMind,找到1,450个:好."])[0].text == "研究者（三位）用DeepMind，找到1,450个：好。"


@pytest.mark.parametrize("pieces", [["<think>用户要", "什么？</think>\n\n研究者找到了。"], ["  <th", "ink></thi", "nk>研究者找到了。"]])
def test_thoughts_never_reach_a_text(pieces: list[str]) -> None:
    assert _hear(_CHINESE, pieces)[0].text == "研究者找到了。"


def test_a_thought_without_end_is_no_text() -> None:
    hearing, shown = _hear(_CHINESE, ["<think>", "研究者找到了。"], end=Stop.LENGTH)
    assert (hearing.text, hearing.stop, shown) == ("", Stop.LENGTH, [])


def test_a_text_goes_on_after_what_was_shown_of_it() -> None:
    hearing, shown = _hear(_CHINESE, ["找到了", "蛋白质。"], told="研究者用DeepMind")
    assert hearing.text == "研究者用DeepMind找到了蛋白质。"
    assert shown == ["找到了", "蛋白质。"]


def test_a_cancelled_text_ends_where_it_is() -> None:
    hearing, _ = _hear(_CHINESE, ["研究者用"], end=Stop.CANCELLED)
    assert (hearing.text, hearing.stop) == ("研究者用", Stop.CANCELLED)


_PIECES = st.sampled_from(
    ["研究者", "的", "。", "，", " ", "\n", "Deep", "Mind", "AlphaFold", " 3", "82", "1,4", "50", "%", "x", "(", "<think>", "本研究", "."]
)
_CONSTRAINTS = st.sampled_from(
    [
        Constraint(Script.CHINESE, ("DeepMind", "AlphaFold 3"), ("1,450", "82"), 0, 15, forbidden=("本研究",)),
        Constraint(Script.CHINESE, ("DeepMind",), one_line=False),
        Constraint(Script.LATIN, ("DeepMind",), ("82",), max_chars=20),
        Constraint(max_chars=10),
    ]
)


@given(st.lists(_PIECES, max_size=12), _CONSTRAINTS, st.booleans())
def test_whatever_comes_what_is_kept_satisfies_the_constraint(pieces: list[str], constraint: Constraint, confined: bool) -> None:
    hearing, _ = _hear(constraint, pieces, confined=confined)
    assert satisfies(constraint, hearing.text, ended=False)


@given(st.lists(_PIECES, max_size=12), _CONSTRAINTS)
def test_how_a_text_is_cut_into_pieces_matters_only_where_it_lands(pieces: list[str], constraint: Constraint) -> None:
    without_landing = Constraint(constraint.script, constraint.words, constraint.numbers, one_line=constraint.one_line)
    whole, _ = _hear(without_landing, ["".join(pieces)], confined=False)
    apart, _ = _hear(without_landing, pieces, confined=False)
    assert (whole.text, whole.stop) == (apart.text, apart.stop)
