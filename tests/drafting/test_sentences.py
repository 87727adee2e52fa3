import pytest

from bioai_desktop.drafting.sentences import choose, clause, split, trim
from tests.drafting.texts import RING


def test_decimals_initials_and_abbreviations_do_not_end_a_sentence() -> None:
    text = "It rose by 3.5 points, e.g. in E. coli. Then it fell. 随后上升。再下降。"
    assert split(text) == ["It rose by 3.5 points, e.g. in E. coli.", "Then it fell.", "随后上升。", "再下降。"]


def test_what_was_done_and_found_is_chosen_within_the_room() -> None:
    chosen = choose(RING, 220)
    assert len(chosen) <= 240
    assert "68%" in chosen
    assert "RingCast is" in chosen
    assert chosen.index("RingCast is") < chosen.index("68%"), "in the order of the source"


def test_one_sentence_is_the_finding() -> None:
    assert choose(RING, 200, most=1) == "It announced 68% of attacks at least 6 hours ahead, with one false alarm a week."


def test_methods_funding_and_pointing_sentences_come_last() -> None:
    text = (
        "Patients were recruited in 12 centres between 2019 and 2021. These were validated in 3 cohorts of 400 people. "
        "The score predicted death better than age alone. Funding: none was received for this work at all."
    )
    assert choose(text, 120, most=1) == "The score predicted death better than age alone."


def test_a_source_of_one_long_sentence_is_cut_at_a_clause() -> None:
    text = "The network reads every slide at four scales, it marks regions that matter, and it explains each mark to the reader in words that follow"
    assert choose(text, 90) == "The network reads every slide at four scales, it marks regions that matter"


@pytest.mark.parametrize(
    ("sentence", "plain"),
    [
        ("RESULTS: Survival rose (95% CI 1.1–1.4; P = 0.02).", "Survival rose."),
        ("Conclusions The score works.", "The score works."),
        ("However, it failed.", "It failed."),
        ("(iii) The third (LLM) wins.", "The third (LLM) wins."),
    ],
)
def test_labels_lead_ins_and_asides_go(sentence: str, plain: str) -> None:
    assert trim(sentence) == plain


def test_clause_falls_back_to_a_word() -> None:
    assert clause("one two three four", 10) == "one two"


def test_chinese_text_is_given_half_the_room() -> None:
    assert len(choose("研究者训练了一个网络来预测疾病的发展情况，结果显示准确率达到百分之九十。" * 6, 100)) <= 50
