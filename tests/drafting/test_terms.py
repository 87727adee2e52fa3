from dataclasses import replace

from bioai_desktop.domain import Language
from bioai_desktop.drafting.terms import put_in, terms, told
from tests.drafting.texts import PROFILE


def test_the_longest_term_wins_and_words_stay_whole() -> None:
    table = {"model": "模型", "language model": "语言模型", "aging": "衰老"}
    assert put_in("A Language model of aging; remodel imaging", table) == "A 语言模型 of 衰老; remodel imaging"
    assert put_in("text", {}) == "text"


def test_terms_are_read_from_the_profile() -> None:
    profile = replace(PROFILE, prompts={"terms.zh.md": "# a remark = none\nmigraine = 偏头痛\nnot a term\n"})
    assert terms(profile, Language.ZH) == {"migraine": "偏头痛"}
    assert terms(profile, Language.EN) == {}


def test_a_source_is_told_with_terms_and_the_numbers_of_its_language() -> None:
    assert told("15 million mice", PROFILE, Language.ZH) == "1500 万 小鼠"
    assert told("1500 万只小鼠", PROFILE, Language.EN) == "15 million 只小鼠"


def test_every_shipped_term_has_both_sides() -> None:
    lines = [line for line in PROFILE.prompts["terms.zh.md"].splitlines() if line and not line.startswith("#")]
    assert all(line.count(" = ") == 1 and all(part.strip() for part in line.split(" = ")) for line in lines)
    assert len({line.split(" = ")[0] for line in lines}) == len(lines), "no term twice"
