import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.domain import Constraint, Script
from bioai_desktop.engine import landing


@pytest.mark.parametrize(
    ("text", "end"),
    [
        ("他说：“好。”然后走了", 7),
        ("一。二！三", 4),
        ("没有句号，只有逗号", 0),
        ("It grew 3.5 times. Then it", 18),
        ("It grew 3.5", 0),
        ("See Fig. 2 (left).", 18),
        ("Why? Because", 4),
        ("", 0),
    ],
)
def test_border_is_after_the_last_whole_sentence(text: str, end: int) -> None:
    assert landing.border(text) == end


def test_a_full_text_is_cut_after_its_last_sentence() -> None:
    constraint = Constraint(Script.CHINESE, max_chars=20)

    assert landing.cut(constraint, "研究人员发现了新的蛋白质。这种蛋白质可以") == "研究人员发现了新的蛋白质。"


def test_where_the_sentence_came_too_early_a_clause_will_do() -> None:
    constraint = Constraint(Script.CHINESE, max_chars=20)

    assert landing.cut(constraint, "有新发现。研究人员报告说它能够折叠，并且可以") == "有新发现。研究人员报告说它能够折叠"


def test_a_title_without_marks_stays_as_it_is() -> None:
    assert landing.cut(Constraint(Script.CHINESE, max_chars=10), "新的蛋白质折叠的研究") == "新的蛋白质折叠的研究"


def test_latin_text_is_not_cut_inside_a_word() -> None:
    assert landing.cut(Constraint(Script.LATIN, max_chars=16), "A method that folds prot") == "A method that folds"


def test_no_cut_goes_below_the_least_length() -> None:
    constraint = Constraint(Script.CHINESE, min_chars=15, max_chars=20)

    assert landing.cut(constraint, "研究人员发现了新的蛋白质。这种蛋白质可以") == "研究人员发现了新的蛋白质。这种蛋白质可以"


def test_urgency_rises_from_the_landing_to_the_limit() -> None:
    constraint = Constraint(max_chars=100)

    assert [landing.urgency(constraint, chars) for chars in (10, 74, 75, 90, 100)] == [0.0, 0.0, 0.0, pytest.approx(0.6), 1.0]
    assert landing.urgency(Constraint(), 1000) == 0.0


@given(st.text(alphabet="研究。，a1 !？”", max_size=60), st.integers(0, 40), st.integers(1, 40))
def test_what_was_shown_is_never_cut(text: str, low: int, limit: int) -> None:
    constraint = Constraint(min_chars=min(low, limit), max_chars=limit)
    if landing.counted(text) > limit:
        return
    sure = max(landing.shown(constraint, text[:end], landing.counted(text[:end])) for end in range(len(text) + 1))

    assert landing.cut(constraint, text).startswith(text[:sure]) or landing.counted(text[:sure]) * 2 <= limit
