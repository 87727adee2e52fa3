import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.drafting.term_lines import Term, parse, read, render


def test_a_line_is_read_with_its_forms_and_its_remark() -> None:
    line = "large language model | LLM = 大语言模型 | 大型语言模型  # never 大模型"
    term = Term(("large language model", "LLM"), ("大语言模型", "大型语言模型"), remark="never 大模型")
    assert parse(line) == term
    assert render(term) == line
    assert parse("大语言模型 = large language model") == Term(("large language model",), ("大语言模型",))


def test_words_that_depend_on_context_and_those_that_stay_are_marked() -> None:
    assert parse("? cell = 细胞 | 电池") == Term(("cell",), ("细胞", "电池"), firm=False)
    assert parse("AlphaFold") == Term(("AlphaFold",))
    assert parse("AlphaFold = AlphaFold") == Term(("AlphaFold",))


@pytest.mark.parametrize("line", ["细胞", "cell = ", "= 细胞", "cell = cellule", "细胞 = 电池", "cell 细胞 = 细胞", ""])
def test_what_is_no_term_is_none(line: str) -> None:
    assert parse(line) is None


def test_remarks_are_passed_over_and_strange_lines_are_told() -> None:
    lines = read("# a remark = none\n\nmigraine = 偏头痛\ncell = cellule\n")
    assert lines.terms == ((2, Term(("migraine",), ("偏头痛",))),)
    assert lines.strange == (3,)


english = st.from_regex(r"[a-z]{2,9}( [a-z]{2,9})?", fullmatch=True)
chinese = st.text("细胞蛋白质基因组病毒", min_size=1, max_size=6)


@given(st.lists(english, min_size=1, max_size=3, unique=True), st.lists(chinese, min_size=1, max_size=3, unique=True), st.booleans())
def test_what_is_written_is_read_again(theirs: list[str], ours: list[str], firm: bool) -> None:
    term = Term(tuple(theirs), tuple(ours), firm)
    assert parse(render(term)) == term
