import itertools
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.domain import Language
from bioai_desktop.drafting.glossary import Glossary, Origin, glossary, told
from bioai_desktop.drafting.term_lines import read
from bioai_desktop.paths import resource
from tests.drafting.texts import PROFILE

SHIPPED = glossary(PROFILE)
ROWS = [term for path in sorted(resource("glossary").glob("*.txt")) for _, term in read(path.read_text("utf-8")).terms]


def made(own: str = "", house: str = "", shipped: str = "") -> Glossary:
    layers = zip(Origin, (own, house, shipped), strict=True)
    return Glossary([(origin, [term for _, term in read(text).terms]) for origin, text in layers])


def put_in(text: str, lines: str) -> str:
    return made(lines).put_in(text, Language.ZH)


def test_the_longest_term_wins_and_words_stay_whole() -> None:
    lines = "model = 模型\nlanguage model = 语言模型\naging = 衰老"
    assert put_in("A Language model of ageing; remodel imaging", lines) == "A 语言模型 of 衰老; remodel imaging"
    assert put_in("text", "") == "text"


def test_plural_and_hyphens_do_not_count_and_case_of_acronyms_does() -> None:
    lines = "T cell = T 细胞\nAIDS = 艾滋病\nfine-tuning = 微调"
    assert put_in("T-cells, fine tuning, t cells", lines) == "T 细胞, 微调, t cells"
    assert put_in("AIDS aids it", lines) == "艾滋病 aids it"
    assert put_in("anti-T cell, T cell-derived", lines) == "anti-T cell, T cell-derived"


def test_words_that_depend_on_context_are_known_and_stay() -> None:
    lines = "? cell = 细胞 | 电池\ncell phone = 手机"
    assert put_in("a cell phone, a cell", lines) == "a 手机, a cell"
    assert [match.form for match in made(lines).in_english("a cell phone, a cell")] == ["cell phone", "cell"]


def test_an_abbreviation_stays_unless_the_editor_says_what_it_is_called() -> None:
    shipped = "large language model | LLM = 大语言模型"
    assert made(shipped=shipped).put_in("large language models (LLMs)", Language.ZH) == "大语言模型 (LLMs)"
    assert made(own="LLM = 大模型", shipped=shipped).put_in("LLMs", Language.ZH) == "大模型"


def test_the_editors_terms_come_first_then_the_houses() -> None:
    shipped, house, own = "agent | intelligent agent = 代理", "agent = 智能体 | 体", "agent = 特工"
    for held, said in ((made(shipped=shipped), "代理"), (made("", house, shipped), "智能体"), (made(own, house, shipped), "特工")):
        assert held.put_in("an intelligent agent", Language.ZH) == f"an {said}"
    known = made(own, house, shipped).named("Agents")
    assert known is not None
    assert known.origin is Origin.OWN
    assert known.displaced == ("智能体", "代理")


def test_a_chinese_word_is_found_whole() -> None:
    held = made(
        "stem cell = 干细胞\n? cell = 细胞\nhematopoietic stem cell = 造血干细胞\nagent = 智能体\nartificial intelligence = 人工智能"
    )
    assert [match.form for match in held.in_chinese("造血干细胞与细胞")] == ["造血干细胞", "细胞"]
    assert held.longer("细胞") == ("干细胞", "造血干细胞")
    assert [match.form for match in held.in_chinese("人工智能体")] == ["人工智能"]


def test_blanks_in_a_chinese_word_do_not_count() -> None:
    held = made("T cell = T 细胞\nRNA sequencing = RNA 测序")
    assert [match.form for match in held.in_chinese("用RNA测序看 T细胞，NRT 细胞")] == ["RNA测序", "T细胞"]


def test_it_works_both_ways() -> None:
    held = made("virus = 病毒\nviral = 病毒\nspike protein = 刺突蛋白 | 棘突蛋白")
    assert held.put_in("病毒的刺突蛋白", Language.EN) == "virus的spike protein"
    assert [known.term.english[0] for known in held.saying("棘突蛋白")] == ["spike protein"]


def test_the_glossary_of_a_profile_is_compiled_once_for_each_change() -> None:
    assert glossary(PROFILE) is glossary(replace(PROFILE, name="other"))
    own = glossary(replace(PROFILE, own_terms="migraine = 偏头疼\n"))
    known = own.named("migraine")
    assert known is not None
    assert known.term.chinese == ("偏头疼",)
    assert known.displaced == ("偏头痛",)


def test_a_source_is_told_with_terms_and_the_numbers_of_its_language() -> None:
    assert told("15 million mice", PROFILE, Language.ZH) == "1500 万 小鼠"
    assert told("1500 万只小鼠", PROFILE, Language.EN) == "15 million 只小鼠"


def test_a_word_that_gave_way_may_not_be_written_about_that_subject() -> None:
    held = made(own="language model = 大语言模型\nring = 指环", shipped="language model = 语言模型\nring = 戒指 | 环")
    assert held.given_up("A ring and a language model") == ("戒指",), "what the new word holds cannot be forbidden"
    assert held.given_up("A finger") == ()


def test_latin_letters_of_a_term_may_be_written() -> None:
    assert SHIPPED.latin_words("killer T cells and samtools, X-ray crystallography") == ("T", "X", "samtools")


# ---- the shipped terms


def test_there_are_enough_and_every_line_is_a_term() -> None:
    assert len([term for term in ROWS if term.chinese]) >= 1500
    for path in resource("glossary").glob("*.txt"):
        assert read(path.read_text("utf-8")).strange == (), path.name
    assert read(PROFILE.prompts["terms.zh.md"]).strange == ()


def test_no_english_form_stands_twice() -> None:
    held = Glossary([(Origin.SHIPPED, ROWS)])
    assert len(held.terms) == len(ROWS)
    assert sum(len(known.term.english) for known in held.terms) == sum(len(term.english) for term in ROWS)
    assert all(len(set(term.chinese)) == len(term.chinese) for term in ROWS)


def test_latin_letters_in_a_chinese_word_stand_in_its_english_or_stay_anyway() -> None:
    known = {*SHIPPED.latin, *(form for term in ROWS for form in term.english if form.isupper())}
    for term in ROWS:
        for form in term.chinese:
            told_words = "".join(char if char.isascii() and char.isalpha() else " " for char in form).split()
            assert all(word.casefold() in " ".join(term.english).casefold() or len(word) == 1 or word in known for word in told_words), term


def test_what_is_said_daily_is_never_forced() -> None:
    text = "The trial of a cell phone model drew attention; a control agent, training and response under pressure were significant."
    assert SHIPPED.put_in(text, Language.ZH) == text.replace("cell phone", "手机")


texts = st.lists(
    st.sampled_from(
        [form for term in ROWS[::9] for form in term.english] + ["the", "of", "in", "AI", "RNA", "CT", "T", "X", "-", ",", "(", ")", "细胞"]
    ),
    max_size=12,
).map(" ".join)


@given(texts)
def test_putting_in_twice_is_putting_in_once(text: str) -> None:
    once = SHIPPED.put_in(text, Language.ZH)
    assert SHIPPED.put_in(once, Language.ZH) == once


@given(texts)
def test_no_match_lies_within_a_longer_one_and_none_overlap(text: str) -> None:
    found = SHIPPED.in_english(text)
    assert all(one.end <= other.start for one, other in itertools.pairwise(found))
    for match in found:
        longer = SHIPPED.named(text[match.start :].strip())
        assert longer is None or longer is match.known or match.end - match.start == len(text[match.start :].strip())


@pytest.mark.parametrize("name", [term.english[0] for term in ROWS if term.firm and term.chinese][::25])
def test_a_shipped_term_is_found_by_its_name_in_both_languages(name: str) -> None:
    known = next(known for known in SHIPPED.terms if known.term.english[0] == name)
    assert SHIPPED.named(name) is known
    assert known in SHIPPED.saying(known.term.chinese[0])
