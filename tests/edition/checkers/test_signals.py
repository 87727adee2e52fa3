import re
from time import process_time

import pytest

from bioai_desktop.edition.checkers import craft, pairs, signals_en, signals_zh
from bioai_desktop.edition.checkers.signals import CHINESE_I, ENGLISH_I, Signal
from bioai_desktop.edition.checkers.voices import voice
from bioai_desktop.edition.plain import unquoted
from tests.edition.checkers.test_voices import CLEAN, PROMPTS, REASONING, REFUSALS

ALL = (*signals_en.SIGNALS, *signals_zh.SIGNALS, *pairs.PAIRS, *craft.SIGNALS)
DEFECTS = [unquoted(text) for text in (*REFUSALS, *REASONING, *PROMPTS)]


@pytest.mark.parametrize("signal", ALL, ids=lambda signal: signal.pattern.pattern[:40])
def test_each_signal_hears_some_defect(signal: Signal) -> None:
    assert any(signal.pattern.search(text) for text in DEFECTS)


def test_no_signal_is_strong_enough_for_a_good_sentence() -> None:
    assert [text for text in CLEAN if voice(text)] == []


@pytest.mark.parametrize("text", ["I need it", "and I'm here", "what I have"])
def test_somebody_says_i(text: str) -> None:
    assert re.search(ENGLISH_I, text, re.IGNORECASE)


@pytest.mark.parametrize(
    "text",
    ["phase I trials", "MHC class I molecules", "type I and II", "topoisomerase, part I of", "section (i) and (ii)", "I. Introduction"],
)
def test_a_roman_one_is_nobody(text: str) -> None:
    assert not re.search(ENGLISH_I, text, re.IGNORECASE)


def test_who_is_meant_by_i_in_chinese() -> None:
    assert all(re.search(CHINESE_I, text) for text in ("我想", "让我看", "，我"))
    assert not any(re.search(CHINESE_I, text) for text in ("我们", "我国", "自我修复", "忘我", "我省"))


@pytest.mark.parametrize("text", ["a" * 20000, "I need " * 3000, "我" * 10000, "“" * 10000, "[" * 10000, " " * 20000 + "x", "**a" * 5000])
def test_no_text_takes_long(text: str) -> None:
    started = process_time()
    voice(text)
    assert process_time() - started < 5
