from bioai_desktop.drafting.glossary import glossary
from bioai_desktop.drafting.naming import speaks_of
from tests.drafting.texts import PROFILE

TABLE = glossary(PROFILE).pairs
RESULT = "It announced 68% of attacks at least 6 hours ahead."


def speaks(text: str, passage: str) -> bool:
    return speaks_of(text, passage, ("AI",), TABLE)


def test_a_number_a_name_or_a_term_is_enough() -> None:
    assert speaks("68% 的发作提前报出。", RESULT)
    assert speaks("RingCast 有效。", "RingCast works better")
    assert speaks("抗体结合更紧。", "The antibodies bind more tightly")
    assert not speaks("指环很轻。", RESULT)


def test_two_plain_words_are_enough_and_one_is_not() -> None:
    passage = "Sleep of patients improved with exercise"
    assert speaks("运动之后患者睡得更好", passage)
    assert not speaks("运动很好", passage)


def test_a_passage_without_anything_to_look_for_is_spoken_of() -> None:
    assert speaks("什么都行", "Ups and downs")
