from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.drafting.numbers import digit_forms, numbers, support, supported, told_in_chinese, told_in_english


def is_supported(text: str, source: str) -> bool:
    values = support(numbers(source))
    return all(supported(number, values) for number in numbers(text))


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("120 万人", "1.2 million people"),
        ("1200000 人", "1.2 million people"),
        ("1,200,000 people", "120万人"),
        ("五名患者", "five patients"),
        ("5 名患者", "five patients"),
        ("two patients", "两名患者"),
        ("10 倍", "ten-fold"),
        ("十倍", "a tenfold increase"),
        ("3.5%", "3.5 percent"),
        ("百分之三点五", "3.5%"),
        ("３．５％", "3.5%"),
        ("39%", "Thirty-nine percent of the protocols"),
        ("三成", "30% of them"),
        ("一半患者", "half of the patients"),
        ("50%", "half of the patients"),
        ("24 天到 37 天", "from 24–37 days"),
        ("120 万到 150 万", "1.2 to 1.5 million"),
        ("31%、35% 和 40%", "31, 35 and 40%"),
        ("三分之二", "two-thirds of cases"),
        ("三分之一的病例", "1 of 3 cases"),
        ("70 亿参数", "a 7B model"),
        ("7B 参数", "a 7B model"),
        ("2 型糖尿病", "type II diabetes"),
        ("三期临床", "a phase III trial"),
        ("2024 年 3 月", "March 2024"),
        ("2024 年 5 月", "May 2024"),
        ("0.93", "an AUC of 0·93"),
        ("12 个百分点", "12 percentage points"),
        ("十余种", "some ten kinds"),
        ("数百个样本", "no number here"),
        ("一种方法，两类数据", "no number here"),
        ("四肢十分灵活，万一", "no number here"),
        ("one of the first to show both", "没有数字"),
        ("GPT-4 和 CD8+", "no number here"),
        ("白细胞介素 6", "interleukin-6"),
        ("五十万", "half a million"),
        ("翻倍", "doubled"),
        ("150 万个", "1.5 × 10^6 cells"),
        ("1.5×10⁶", "1.5 million"),
        ("3×10⁻⁸", "P < 3 × 10−8"),
        ("P < 1e-5", "P < 10-5"),
        ("10 到 15 天", "10-15 days"),
        ("20 年", "two decades of data"),
        ("20 世纪 50 年代", "in the 1950s"),
        ("二十世纪八十年代", "in the 1980s"),
        ("三分之一", "about a third of them"),
        ("五万亿", "five trillion"),
        ("1 月 23 日", "before 23 Jan."),
        ("二倍体细胞四处走动", "no number here"),
    ],
)
def test_what_has_support(text: str, source: str) -> None:
    assert is_supported(text, source)


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("120 亿人", "1.2 million people"),
        ("15 亿参数", "15 billion parameters"),
        ("1.17 万对", "1.17 million pairs"),
        ("六名患者", "five patients"),
        ("35%", "35 patients"),
        ("三种方法", "the methods"),
        ("两年后", "later"),
        ("90%", "AUC 0.93"),
        ("2025 年", "in 2024"),
        ("三成", "3% of them"),
        ("十倍", "a five-fold increase"),
        ("百分之五", "15%"),
        ("1,000 names", "一百个"),
        ("四分之三", "half of them"),
        ("10⁵ 个", "105 cells"),
        ("5 千克", "5000 of them"),
        ("50 万亿", "five trillion"),
    ],
)
def test_what_has_none(text: str, source: str) -> None:
    assert not is_supported(text, source)


@pytest.mark.parametrize(
    ("text", "places"),
    [("共 120 万例", ["120 万"]), ("five of 12", ["five", "12"]), ("从 24 天到三十七天", ["24", "三十七"]), ("百分之五", ["百分之五"])],
)
def test_places_are_those_of_the_text(text: str, places: list[str]) -> None:
    assert [text[number.start : number.end] for number in numbers(text)] == places


@given(st.integers(1, 10**11))
def test_an_integer_is_the_same_in_all_forms(value: int) -> None:
    source = f"{value:,} cells"
    assert is_supported(f"{value} 个细胞", source)
    assert is_supported(told_in_chinese(source), source)
    assert not is_supported(f"{value + 3} 个细胞", source)


@given(st.integers(1, 9_999_999), st.sampled_from([("million", 10**6), ("billion", 10**9)]))
def test_a_scaled_number_is_the_same_in_all_forms(thousandths: int, scale: tuple[str, int]) -> None:
    name, factor = scale
    value = Fraction(thousandths, 1000) * factor
    source = f"{thousandths / 1000:.3f} {name} reads"
    assert is_supported(told_in_chinese(source), source)
    assert is_supported(f"{value / 10**4} 万条" if (value / 10**4).denominator == 1 else f"{int(value)} 条", source)


@given(st.integers(1, 999), st.integers(-12, 12))
def test_a_power_of_ten_is_the_same_in_all_forms(hundredths: int, power: int) -> None:
    digits = f"{hundredths / 100:.2f}"
    raised = f"{power}".translate(str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹"))
    forms = (f"{digits} × 10^{power}", f"{digits}×10{raised}", f"{digits}e{power}")
    assert all(is_supported(one, other) for one in forms for other in forms)
    assert not is_supported(forms[0], f"{digits} × 10^{power + 1}")


@given(st.integers(0, 10**6))
def test_full_width_digits_are_digits(value: int) -> None:
    wide = f"{value}".translate(str.maketrans("0123456789", "０１２３４５６７８９"))
    assert [number.value for number in numbers(f"共{wide}例")] == [value]


@given(st.decimals(0, 100, places=2))
def test_a_percentage_is_the_same_in_all_forms(value: object) -> None:
    assert is_supported(f"达到 {value}%", f"reached {value} percent")
    assert is_supported(f"rose to {value}%", f"升至百分之{value}")


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    found = numbers(text)
    assert all(0 <= number.start < number.end <= len(text) for number in found)
    assert [number.start for number in found] == sorted(number.start for number in found)


@pytest.mark.parametrize(
    ("source", "told"),
    [
        ("up to 15 billion parameters", "up to 150 亿 parameters"),
        ("1.17 million pairs", "117 万 pairs"),
        ("1.2 to 1.5 million", "120 万 to 150 万"),
        ("half a million", "50 万"),
        ("Thirty-nine percent of it", "39% of it"),
        ("35% of 1,570,263", "35% of 1,570,263"),
        ("millions of cells and 7B weights", "millions of cells and 7B weights"),
        ("1.23456 million", "123.456 万"),
        ("five mice", "five mice"),
    ],
)
def test_large_numbers_are_told_as_chinese_counts_them(source: str, told: str) -> None:
    assert told_in_chinese(source) == told


def test_digit_forms_hold_what_a_translation_needs() -> None:
    assert {"1.2", "5", "2-9"} <= set(digit_forms("1.2 million in five groups, 2–9 days"))
    assert "120" in digit_forms(told_in_chinese("1.2 million"))
    assert "1.2" in digit_forms(told_in_english("120 万"))
    assert digit_forms("CD8 and both of GPT-4") == ()


@pytest.mark.parametrize(
    ("chinese", "english"),
    [
        ("用了 3600 万个细胞", "用了 36 million 个细胞"),
        ("有 1 亿个参数，20,000 个基因", "有 100 million 个参数，20,000 个基因"),
        ("从 1.07 亿个分子里", "从 107 million 个分子里"),
        ("93000 亿碱基对", "9.3 trillion 碱基对"),
        ("5 万人，占 67.6%", "50,000人，占 67.6%"),
        ("71 名患者", "71 名患者"),
    ],
)
def test_large_numbers_are_told_as_english_counts_them(chinese: str, english: str) -> None:
    assert told_in_english(chinese) == english
    assert {number.value for number in numbers(told_in_english(chinese))} == {number.value for number in numbers(chinese)}
