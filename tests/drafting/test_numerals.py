from fractions import Fraction

import pytest

from bioai_desktop.drafting.numerals import chinese, english


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("five", 5),
        ("twenty one", 21),
        ("two hundred and five", 205),
        ("three hundred thousand", 300_000),
        ("two million three hundred thousand and seven", 2_300_007),
        ("million", 1_000_000),
        ("dozen", 12),
    ],
)
def test_english_words(words: str, value: int) -> None:
    assert english(words.split()) == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("五", 5),
        ("十", 10),
        ("十二", 12),
        ("三百二十", 320),
        ("一千零五", 1005),
        ("二十万五千", 205_000),
        ("三亿", 300_000_000),
        ("二〇二四", 2024),
        ("三点五", Fraction(7, 2)),
        ("〇", 0),
    ],
)
def test_chinese_numerals(text: str, value: Fraction) -> None:
    assert chinese(text) == value


@pytest.mark.parametrize("text", ["三四", "七八", "五六十"])
def test_three_or_four_is_no_number(text: str) -> None:
    assert chinese(text) is None
