from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.drafting.numbers import numbers
from bioai_desktop.drafting.units import unit


def units(text: str) -> list[str]:
    """Return the unit of each number of a text, "" where it has none."""
    found = [number for number in numbers(text) if not number.weak]
    return [(unit(text, number, found[at + 1 :]) or ("",))[0] for at, number in enumerate(found)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("24 天", ["day"]),
        ("24 小时和 24 个小时", ["hour", "hour"]),
        ("a 24-day course", ["day"]),
        ("rose from 24 to 37 days", ["day", "day"]),
        ("at 3, 6 and 12 months", ["month", "month", "month"]),
        ("从 24 天延长到 37 天", ["day", "day"]),
        ("5 mg 和 5 毫克", ["milligram", "milligram"]),
        ("5 千克，5 kg", ["kilogram", "kilogram"]),
        ("2 µm, 2 nm and 2 mm", ["micrometre", "nanometre", "millimetre"]),
        ("5%、5 percent", ["percent", "percent"]),
        ("5 个百分点，5 percentage points", ["points", "points"]),
        ("10 倍，ten-fold，10 times，doubled", ["fold", "fold", "fold"]),
        ("on day 7", ["day"]),
        ("patients aged 65", ["year"]),
        ("65 岁", ["year"]),
        ("in 2024，2024 年", ["", ""]),
        ("3 月 5 日", ["", ""]),
        ("24 mice", [""]),
        ("24 升至 37", ["", ""]),
        ("二倍体细胞", []),
    ],
)
def test_what_a_number_counts(text: str, wanted: list[str]) -> None:
    assert units(text) == wanted


@given(
    st.integers(2, 999),
    st.sampled_from([("day", "days", "天"), ("hour", "hours", "小时"), ("week", "weeks", "周"), ("milligram", "mg", "毫克")]),
)
def test_a_unit_is_the_same_in_both_languages(value: int, names: tuple[str, str, str]) -> None:
    name, english, chinese = names
    assert units(f"after {value} {english} of it") == units(f"经过 {value} {chinese}") == units(f"{value}{chinese}后") == [name]


@given(st.text(max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    found = numbers(text)
    for at, number in enumerate(found):
        place = unit(text, number, found[at + 1 :])
        assert place is None or 0 <= place[1] <= place[2] <= len(text)
