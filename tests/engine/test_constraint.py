from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bioai_desktop.domain import Constraint, Script
from bioai_desktop.engine.constraint import Place, Rules
from tests.engine.reference import satisfies
from tests.engine.scripted import END, PIECES, VOCABULARY, OneOf, token

_CHINESE = Constraint(Script.CHINESE, words=("GPT-4", "Cas9", "New York", "New"), numbers=("12", "1.5", "2024"))


def _follow(rules: Rules, text: str) -> Place | None:
    place: Place | None = Place()
    for character in text:
        place = rules.advance(place, character.encode()) if place is not None else None
    return place


@pytest.mark.parametrize(
    "text",
    [
        "研究人员发现，GPT-4能读懂。",
        "GPT-4 和 Cas9 与 New York 的 New",
        "增长12%，到2024年为1.5倍",
        "12℃的水",
        "《科学》“报道”——说……",
    ],
)
def test_chinese_text_with_declared_terms_is_allowed(text: str) -> None:
    place = _follow(Rules(_CHINESE, VOCABULARY), text)

    assert place is not None
    assert place.safe
    assert place.text == text


@pytest.mark.parametrize(
    ("text", "refused_at"),
    [
        ("研究DNA", 2),
        ("GPT-5", 4),
        ("GPT的", 3),  # not whole
        ("gpt-4", 0),
        ("Cas99", 4),
        ("Cas9GPT-4", 4),
        ("13", 1),
        ("122", 2),
        ("12.5", 2),
        ("12，2024", 3),  # reads as one number
        ("12 2024", 3),
        ("1.5万2024a", 8),
        (" 研究", 0),
        ("研究  人", 3),
        ("研究\n", 2),
        ("New Yorker", 8),
        ("研究,人", 2),
        ("かな", 0),
        ("５", 0),
    ],
)
def test_what_is_not_declared_is_refused(text: str, refused_at: int) -> None:
    rules = Rules(_CHINESE, VOCABULARY)

    assert _follow(rules, text[:refused_at]) is not None
    assert _follow(rules, text[: refused_at + 1]) is None


def test_an_open_term_is_no_place_to_end() -> None:
    rules = Rules(_CHINESE, VOCABULARY)

    for text, safe in (("GPT", False), ("GPT-4", True), ("New", True), ("New Y", False), ("1", False), ("12", True), ("", True)):
        place = _follow(rules, text)
        assert place is not None
        assert place.safe is safe, text
        assert (rules.take(place, END) is not None) is safe


def test_latin_refuses_eastern_scripts_only() -> None:
    rules = Rules(Constraint(Script.LATIN), VOCABULARY)

    assert _follow(rules, "The naïve α-helix, in 2023: 5% (approx.)") is not None
    for character in "中か한，":
        assert _follow(rules, f"The {character}") is None


def test_latin_numbers_are_confined_where_some_are_declared() -> None:
    rules = Rules(Constraint(Script.LATIN, words=("COVID-19",), numbers=("12", "1.5")), VOCABULARY)

    for text in ("about 12 mice, 1.5 mg of COVID-19 and 12th", "12mg."):
        assert _follow(rules, text) is not None, text
    for text in ("about 13", "COVID-20", "mice12", "12.5", "12 12", "19"):
        assert _follow(rules, text) is None, text


def test_bytes_inside_a_character_are_taken_only_where_they_can_complete() -> None:
    rules = Rules(_CHINESE, VOCABULARY)
    begun = rules.advance(Place(), b"\xe4\xb8")

    assert begun is not None
    assert not begun.safe
    assert rules.advance(begun, b"a") is None
    done = rules.advance(begun, b"\xad")
    assert done is not None
    assert done.text == "中"
    assert rules.advance(Place(), b"\xce") is None  # Greek
    assert rules.advance(Place(), b"\xad") is None  # inside of nothing


def test_a_greek_word_that_is_declared_can_be_begun_by_a_byte() -> None:
    rules = Rules(Constraint(Script.CHINESE, words=("β-catenin",)), VOCABULARY)

    begun = rules.advance(Place(), b"\xce")
    assert begun is not None
    assert rules.advance(begun, b"\xb2") is not None
    assert rules.advance(begun, b"\xb1") is None


def test_a_line_break_ends_one_line_and_keeps_what_stands_before_it() -> None:
    rules = Rules(Constraint(Script.CHINESE, one_line=True), VOCABULARY)
    place = _follow(rules, "研究")
    assert place is not None

    ended = rules.take(place, token("。\n"))
    assert ended is not None
    assert ended[0].text == "研究。"
    assert ended[1] is True
    assert rules.take(place, token("\n")) == (place, True)
    assert rules.take(Place(), token("\n")) is None


def test_line_breaks_can_be_text() -> None:
    rules = Rules(Constraint(Script.CHINESE, one_line=False), VOCABULARY)
    place = _follow(rules, "研究")
    assert place is not None

    taken = rules.take(place, token("。\n"))
    assert taken is not None
    assert taken[0].text == "研究。\n"
    assert taken[1] is False


def test_a_text_does_not_end_before_its_least_length() -> None:
    rules = Rules(Constraint(Script.CHINESE, min_chars=3), VOCABULARY)
    place = _follow(rules, "研 究")
    assert place is not None

    assert rules.take(place, END) is None
    assert rules.take(place, token("\n")) is None
    longer = rules.advance(place, "者".encode())
    assert longer is not None
    assert rules.take(longer, END) == (longer, True)


def test_nothing_is_taken_over_the_limit() -> None:
    rules = Rules(Constraint(Script.CHINESE, max_chars=3), VOCABULARY)
    place = _follow(rules, "研究")
    assert place is not None

    assert rules.take(place, token("发现")) is None
    assert rules.take(place, token("。")) is not None


def test_forbidden_words_are_refused_however_they_are_cut() -> None:
    rules = Rules(Constraint(Script.CHINESE, forbidden=("究人",)), VOCABULARY)
    place = rules.take(Place(), token("研究"))
    assert place is not None

    assert rules.take(place[0], token("人员")) is None
    assert rules.take(place[0], token("发现")) is not None


def test_a_word_that_begins_like_free_text_is_seen_in_a_token_that_holds_it() -> None:
    rules = Rules(Constraint(Script.CHINESE, words=("研究A",)), VOCABULARY)
    begun = rules.take(rules.start, token("研究"))
    assert begun is not None

    assert rules.advance(begun[0], b"A") is not None
    assert rules.advance(begun[0], b"B") is None
    assert rules.take(begun[0], token("人员")) is not None


def test_a_stop_string_ends_the_text_before_it() -> None:
    rules = Rules(Constraint(Script.CHINESE, stops=("###",)), VOCABULARY)
    place: Place = rules.start
    for text in ("研究", "#", "#"):
        taken = rules.take(place, VOCABULARY.index[text.encode()])
        assert taken is not None
        assert not taken[1]
        place = taken[0]

    assert (place.text, place.held, place.safe) == ("研究", b"##", False)
    assert rules.take(place, token("发现")) is None  # "##" is no Chinese
    ended = rules.take(place, ord("#"))
    assert ended is not None
    assert (ended[0].text, ended[1]) == ("研究", True)


def test_what_only_looked_like_a_stop_string_is_text() -> None:
    rules = Rules(Constraint(stops=("。。",)), VOCABULARY)
    held = rules.take(rules.start._replace(text="研究", chars=2), token("。"))
    assert held is not None
    assert held[0].text == "研究"

    following = rules.take(held[0], token("人员"))
    assert following is not None
    assert following[0].text == "研究。人员"
    ended = rules.take(held[0], END)
    assert ended is not None
    assert ended[0].text == "研究。"


def test_a_stop_string_does_not_end_what_is_too_short() -> None:
    rules = Rules(Constraint(stops=("。",), min_chars=3, required=("研究",)), VOCABULARY)

    for text, ends in (("研究", False), ("研究人", True), ("人人人", False), ("", False)):
        place = _follow(rules, text)
        assert place is not None
        assert (rules.take(place, token("。")) is not None) is ends, text


def test_nothing_ends_without_what_is_required() -> None:
    rules = Rules(Constraint(Script.CHINESE, required=("GPT-4", "研究")), VOCABULARY)

    for text, ends in (("研究", False), ("GPT-4", False), ("研究GPT-4", True)):
        place = _follow(rules, text)
        assert place is not None
        assert (rules.take(place, END) is not None) is ends
        assert (rules.take(place, token("\n")) is not None) is ends


def test_what_is_required_may_appear_in_any_script() -> None:
    for script in Script:
        rules = Rules(Constraint(script, numbers=("7",), required=("研究α", "Cas9")), VOCABULARY)
        place = _follow(rules, "研究α")
        assert place is not None
        assert place.safe


def test_a_grammar_and_the_spelling_both_have_to_allow_a_token() -> None:
    grammar = OneOf(("研究人员".encode(), "研究ab".encode(), "发现\n。".encode()))
    rules = Rules(Constraint(Script.CHINESE, grammar="declared"), VOCABULARY, grammar)

    first = rules.take(rules.start, token("研究"))
    assert first is not None
    assert rules.take(rules.start, token("人员")) is None
    assert rules.take(first[0], token("ab")) is None
    assert rules.take(first[0], END) is None
    done = rules.take(first[0], token("人员"))
    assert done is not None
    assert rules.is_over(done[0])
    assert not rules.is_over(first[0])
    lines = rules.take(rules.start, token("发现"))
    assert lines is not None
    assert rules.take(lines[0], token("\n")) is not None  # where lines break is said by the grammar


@given(st.lists(st.sampled_from(["研究", "研究人员", "a中", "ab", "国", "，。"]), min_size=1, max_size=3), st.data())
def test_every_text_of_a_grammar_can_be_written(texts: list[str], data: st.DataObject) -> None:
    rules = Rules(Constraint(grammar="declared"), VOCABULARY, OneOf(tuple(text.encode() for text in texts)))
    place, ended = rules.start, False
    written = b""
    while not ended and not rules.is_over(place):
        candidates = np.unique(np.concatenate(list(rules.candidates(place))))
        ways = {int(number): taken for number in candidates if (taken := rules.take(place, int(number)))}
        assert {number for number in range(len(PIECES)) if rules.take(place, number)} == set(ways)
        number = data.draw(st.sampled_from(sorted(ways)))
        written += PIECES[number]
        place, ended = ways[number]

    assert written.decode() in texts


_STOPS = st.lists(st.sampled_from(["##", "。研", "ab", "\n\n"]), unique=True, min_size=1, max_size=2)


@settings(max_examples=200)
@given(st.sampled_from(list(Script)), _STOPS, st.lists(st.integers(0, len(PIECES) - 1), max_size=60))
def test_no_stop_string_is_ever_in_the_text(script: Script, stops: list[str], stream: list[int]) -> None:
    rules = Rules(Constraint(script, stops=tuple(stops), one_line=False), VOCABULARY)
    place, data = rules.start, b""
    for number in stream:
        taken = rules.take(place, number)
        if taken is None or number == END:
            continue
        data += PIECES[number]
        place, ended = taken
        assert not any(stop in place.text for stop in stops)
        if ended:
            assert data.startswith(place.text.encode())
            assert any(stop.encode() in data for stop in stops)
            return
        assert place.text.encode() + place.pending + place.held == data


_TERMS = st.lists(
    st.sampled_from(["GPT", "GPT-4", "Cas9", "ab", "New York", "A b c", "T细胞", "β-x", "3D", "x1.5"]), unique=True, max_size=5
)
_NUMBERS = st.lists(st.sampled_from(["1", "12", "1.5", "2024", "1,200", "10-12", "0.05"]), unique=True, max_size=4)
_CONSTRAINTS = st.builds(
    lambda script, words, numbers, forbidden, one_line: Constraint(
        script, tuple(words), tuple(numbers), forbidden=tuple(forbidden), one_line=one_line
    ),
    st.sampled_from(list(Script)),
    _TERMS,
    _NUMBERS,
    st.lists(st.sampled_from(["研究", "中", "ab", "，。"]), unique=True, max_size=2),
    st.booleans(),
)


@settings(max_examples=300, deadline=None)
@given(_CONSTRAINTS, st.lists(st.integers(0, len(PIECES) - 1), max_size=60))
def test_every_text_that_is_taken_satisfies_its_constraint(constraint: Constraint, stream: list[int]) -> None:
    rules = Rules(constraint, VOCABULARY)
    place, data = Place(), b""
    for number in stream:
        taken = rules.take(place, number)
        if taken is None or taken[1]:
            continue
        place = taken[0]
        data += PIECES[number]
        assert place.text.encode() + place.pending == data
        if place.safe and not place.text[-1:].isspace():
            assert satisfies(constraint, place.text, ended=False), place.text


@settings(max_examples=300, deadline=None)
@given(_CONSTRAINTS, st.data())
def test_every_text_that_satisfies_its_constraint_can_be_written(constraint: Constraint, data: st.DataObject) -> None:
    parts = [*constraint.words, *constraint.numbers, "研", "究", "，", "。", " ", "的", "中国", "ab ", "%", "the"]
    text = "".join(data.draw(st.lists(st.sampled_from(parts), max_size=8)))
    if constraint.script is not Script.CHINESE and constraint.numbers:
        return  # the reference is laxer there: see `reference._numbers_declared`
    if not satisfies(constraint, text, ended=True):
        return
    rules = Rules(constraint, VOCABULARY)
    place = Place()
    for byte in text.encode():
        candidates = np.concatenate(list(rules.candidates(place)))
        following = rules.take(place, byte)
        assert following is not None, text
        assert byte in candidates
        place = following[0]

    assert rules.may_end(place)
    assert place.text == text
