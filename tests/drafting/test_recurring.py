import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.domain import Language
from bioai_desktop.drafting.recurring import recurring

ZH, EN = Language.ZH, Language.EN


def test_english_names_of_several_words_that_come_back() -> None:
    texts = [
        "The Institute of Open Cells released results. Mary Ann Field was pleased.",
        "Today the Institute of Open Cells took them back, and Mary Ann Field left.",
        "The Royal Reading Society said nothing.",
    ]
    assert recurring(texts, ZH) == ("Institute of Open Cells", "Mary Ann Field")


def test_a_sentence_that_begins_with_a_small_word_begins_no_name() -> None:
    assert recurring(["In March the wards were full.", "In March the wards were full."], ZH) == ()


def test_chinese_organisations_that_come_back_in_different_sentences() -> None:
    texts = ["研究由东湖大学完成。", "东湖大学的团队表示，北山医院没有参加。"]
    assert recurring(texts, EN) == ("东湖大学",)


@pytest.mark.parametrize("to", list(Language))
@given(text=st.text(alphabet="ABab of the大学院东西。\n", max_size=120))
def test_every_name_stands_in_the_text_twice(to: Language, text: str) -> None:
    assert all(text.count(name) > 1 for name in recurring([text], to))


@pytest.mark.parametrize("to", list(Language))
def test_once_is_not_enough(to: Language) -> None:
    assert recurring(["Mary Ann Field met 东湖大学."], to) == ()
