from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.domain import Finding, Severity
from bioai_desktop.drafting.mending import cut, named, sentences, without
from bioai_desktop.edition.plain import length
from bioai_desktop.edition.profile import Limits

TEXT = "指环记录体温。它提前六小时报出发作。每周误报一次，但不打扰人。"


def test_sentences_joined_are_the_text() -> None:
    assert sentences(TEXT) == ["指环记录体温。", "它提前六小时报出发作。", "每周误报一次，但不打扰人。"]
    assert "".join(sentences("One is 3.5 mm. Two! Is it")) == "One is 3.5 mm. Two! Is it"


@given(st.text(alphabet="甲乙。！？，abc. ", max_size=60))
def test_no_character_is_lost(text: str) -> None:
    assert "".join(sentences(text)) == text


def test_a_long_text_ends_with_a_sentence_or_a_clause() -> None:
    assert cut(TEXT, Limits(5, 20)) == "指环记录体温。它提前六小时报出发作。"
    assert cut(TEXT, Limits(25, 28)) == "指环记录体温。它提前六小时报出发作。每周误报一次。"
    assert cut("很长的一句话没有任何停顿", Limits(2, 5)) == "很长的一句话没有任何停顿"
    assert cut("It works. It is small, it is cheap.", Limits(5, 10)) == "It works."


@given(st.integers(1, 40), st.integers(1, 40))
def test_a_cut_text_fits_or_stays(least: int, most: int) -> None:
    made = cut(TEXT, Limits(least, most))
    assert made == TEXT or least <= length(made) <= most


def judged(text: str) -> list[Finding]:
    return [Finding("number-unsupported", Severity.BLOCK, detail="六")] if "六" in text else []


def test_a_sentence_that_breaks_a_rule_is_left_out() -> None:
    assert without(TEXT, judged(TEXT), Limits(10, 50), judged) == "指环记录体温。每周误报一次，但不打扰人。"


def test_a_text_that_would_be_too_short_or_is_wrong_as_a_whole_stays() -> None:
    assert without(TEXT, judged(TEXT), Limits(25, 50), judged) == TEXT
    assert without(TEXT, [*judged(TEXT), Finding("too-short", Severity.LOOK)], Limits(1, 50), judged) == TEXT
    assert without(TEXT, [], Limits(1, 50), judged) == TEXT


def test_a_title_without_its_subject_is_led_by_it() -> None:
    within = Limits(4, 30)
    assert named("单细胞数据的基础模型", "scGPT", within) == "scGPT：单细胞数据的基础模型"
    assert named("深度化学：用于药物发现的 Python 库", "deepchem", within) == "deepchem：用于药物发现的 Python 库"
    assert named("A library for drug discovery", "deepchem", Limits(4, 60)) == "deepchem: A library for drug discovery"
    long = "用于药物发现、材料科学、量子化学和生物学研究的 Python 库"
    assert named(long, "deepchem", within) == long
