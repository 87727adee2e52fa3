from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.domain import Severity
from bioai_desktop.drafting.spans import tie

SOURCE = (
    "In 24 mice, AlphaFold designs by a Stanford University team slowed glioma; median survival rose from 24 to 37 days after 5 mg imatinib given every "
    "12 hours. Accuracy rose by 5 percentage points to 68%. TP53 mutations and IL-6 fell 10-fold in patients aged 65 or older at 3, 6 and 12 months. "
    "In 2024, 1.2 million reads (P < 0.001), 3 × 10^6 cells; see https://example.org/a."
)
TERMS = {"glioma": "胶质瘤", "median survival": "中位生存"}


def tied(text: str, source: str = SOURCE) -> list[tuple[str, str, str]]:
    return [
        (str(each.kind), text[each.start : each.end], source[each.source_start : each.source_end])
        for each in tie(text, source, ("AI",), TERMS).support
    ]


def loose(text: str, source: str = SOURCE) -> list[tuple[str, str]]:
    return [(each.kind, each.words) for each in tie(text, source, ("AI",), TERMS).loose]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("37 天", [("number", "37", "37"), ("unit", "天", "days")]),
        ("68%", [("number", "68%", "68%")]),
        ("5 个百分点", [("number", "5 个百分点", "5 percentage points")]),
        ("120 万条", [("number", "120 万", "1.2 million")]),
        ("３７天", [("number", "３７", "37"), ("unit", "天", "days")]),
        ("降低 10 倍", [("number", "10", "10"), ("unit", "倍", "fold")]),
        ("300 万个细胞", [("number", "300 万", "3 × 10^6")]),
        ("TP53 与 AlphaFold", [("gene", "TP53", "TP53"), ("name", "AlphaFold", "AlphaFold")]),
        ("用 imatinib", [("drug", "imatinib", "imatinib")]),
        ("伊马替尼", [("drug", "伊马替尼", "imatinib")]),
        ("小鼠", [("organism", "小鼠", "mice")]),
        ("斯坦福大学", [("institution", "斯坦福", "Stanford")]),
        ("胶质瘤的中位生存", [("term", "胶质瘤", "glioma"), ("term", "中位生存", "median survival")]),
        ("见 https://example.org/a", [("link", "https://example.org/a", "https://example.org/a")]),
    ],
)
def test_words_are_tied_to_their_place(text: str, wanted: list[tuple[str, str, str]]) -> None:
    found = tied(text)
    assert [each for each in found if each in wanted] == wanted
    assert not loose(text)


def test_a_number_is_tied_to_the_place_with_its_unit() -> None:
    (number, unit) = tie("24 天", SOURCE).support
    assert SOURCE[number.source_start :].startswith("24 to 37 days")
    assert SOURCE[unit.source_start : unit.source_end] == "days"


@pytest.mark.parametrize(
    ("text", "kind", "words"),
    [
        ("37 小时", "unit-differs", "37 小时"),
        ("37 个月", "unit-differs", "37 个月"),
        ("5 千克", "unit-differs", "5 千克"),
        ("68 个百分点", "unit-differs", "68 个百分点"),
        ("38 天", "number-unsupported", "38"),
        ("在大鼠身上", "name-unsupported", "大鼠"),
        ("贝伐珠单抗", "name-unsupported", "贝伐珠单抗"),
        ("南洋理工大学团队", "name-unsupported", ""),
        ("见 https://example.com/b", "link-unsupported", "https://example.com/b"),
    ],
)
def test_what_rests_on_nothing(text: str, kind: str, words: str) -> None:
    source = SOURCE.replace("Stanford University", "local") if "大学" in text else SOURCE
    found = [each for each in loose(text, source) if each[0] == kind]
    assert found
    assert words in found[0][1]


def test_a_unit_that_the_source_does_not_write_is_looked_at_only() -> None:
    (found,) = tie("24 天", "24 mice").loose
    assert (found.kind, found.severity) == ("unit-differs", Severity.LOOK)


def test_the_name_of_a_rarer_animal_may_be_a_translation() -> None:
    (found,) = tie("蝾螈", "Tylototriton from Thailand").loose
    assert found.severity is Severity.LOOK
    assert tie("蝾螈", "A species of Salamandridae").loose == ()


@given(st.text(max_size=40), st.text(max_size=60))
def test_spans_lie_inside_their_texts(text: str, source: str) -> None:
    for each in tie(text, source, (), TERMS).support:
        assert 0 <= each.start < each.end <= len(text)
        assert 0 <= each.source_start < each.source_end <= len(source)


@given(st.integers(2, 10**6), st.sampled_from(["天", "小时", "毫克"]))
def test_a_text_supports_itself(value: int, name: str) -> None:
    text = f"共 {value} {name}"
    assert tie(text, text).loose == ()
