"""The grammar says what the rules say: both are asked about the same texts, the grammar by a plain reader of its few forms."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bioai_desktop.domain import Constraint, Script
from bioai_desktop.engine.constraint import Place, Rules
from bioai_desktop.engine.gbnf import grammar
from bioai_desktop.engine.vocabulary import Vocabulary

_WORDS = ("DeepMind", "AlphaFold 3", "3D", 'the "x"', "p\\q", "数据 2")
_NUMBERS = ("1,450", "82", "3.5")


def _accepts(source: str, text: str) -> bool:
    """Tell whether a grammar of this module's forms has a text, all ways followed at once."""
    rules = dict(line.split(" ::= ", 1) for line in source.splitlines())
    places: set[tuple[int, str]] = {(0, "root")}
    seen = set(places)
    while places:
        following: set[tuple[int, str]] = set()
        for at, name in places:
            for way in _ways(rules[name]):
                ends = {at}
                then = way[-1] if way and way[-1] in rules and _is_place(way[-1]) else ""
                for part in way[:-1] if then else way:
                    ends = {end for start in ends for end in _reads(rules, part, text, start)}
                if not then and len(text) in ends:
                    return True
                following |= {(end, then) for end in ends if then}
        places = following - seen
        seen |= places
    return False


def _is_place(name: str) -> bool:
    return name in {"begin", "any", "in-word", "joined"} or name.startswith(("after-", "joined-"))


def _ways(body: str) -> list[list[str]]:
    ways: list[list[str]] = [[]]
    for part in re.findall(r'"(?:[^"\\]|\\.)*"|\[[^\]]*\]|[\w-]+|\|', body):
        if part == "|":
            ways.append([])
        else:
            ways[-1].append(part)
    return ways


def _reads(rules: dict[str, str], part: str, text: str, at: int) -> set[int]:
    if part.startswith("["):
        return {at + 1} if at < len(text) and re.match(part, text[at]) else set()
    if part.startswith('"'):
        words = re.sub(r"\\(.)", lambda match: "\n" if match[1] == "n" else match[1], part[1:-1])
        return {at + len(words)} if text.startswith(words, at) else set()
    return {end for way in _ways(rules[part]) for end in _reads(rules, way[0], text, at)}


def _allowed(constraint: Constraint, text: str) -> bool:
    rules = Rules(constraint, Vocabulary((), ()))
    place = rules.advance(Place(), text.encode())
    return bool(text) and place is not None and rules.may_end(place)


_PIECES = st.sampled_from([*_WORDS, *_NUMBERS, "的", "，", "。", " ", "，", "%", "a", "bc", "1", "24", ".", ",", "(", "—", "é", "ж", "×"])
_TEXTS = st.lists(_PIECES, max_size=7).map("".join)


@given(_TEXTS)
def test_in_chinese_it_has_the_texts_that_the_rules_allow(text: str) -> None:
    constraint = Constraint(Script.CHINESE, _WORDS, _NUMBERS)
    assert _accepts(grammar(constraint), text) == _allowed(constraint, text)


@given(_TEXTS, st.sampled_from([Script.LATIN, Script.ANY]))
def test_elsewhere_it_has_no_text_that_the_rules_refuse_and_lacks_only_double_blanks(text: str, script: Script) -> None:
    constraint = Constraint(script, _WORDS, _NUMBERS)
    assert _accepts(grammar(constraint), text) == (_allowed(constraint, text) and "  " not in text)


@given(_TEXTS)
def test_without_numbers_latin_is_free(text: str) -> None:
    constraint = Constraint(Script.LATIN, _WORDS)
    assert _accepts(grammar(constraint), text) == (_allowed(constraint, text) and "  " not in text)


def test_where_anything_may_stand_there_is_no_grammar() -> None:
    assert grammar(Constraint()) == ""
    assert grammar(Constraint(words=("DNA",), max_chars=20, forbidden=("x",))) == ""


def test_a_line_break_ends_one_line_and_stands_in_many() -> None:
    assert _accepts(grammar(Constraint(Script.CHINESE)), "的\n")
    assert not _accepts(grammar(Constraint(Script.CHINESE)), "的\n的")
    assert _accepts(grammar(Constraint(Script.CHINESE, one_line=False)), "的\n的")


@pytest.mark.parametrize(
    ("told", "goes_on", "does_not"),
    [("研究", "DeepMind", "Deep"), ("DeepMind", "的", "82"), ("的 ", "82", " 的"), ("用DeepMind。", "82", "7")],
)
def test_a_text_goes_on_where_it_was_left(told: str, goes_on: str, does_not: str) -> None:
    source = grammar(Constraint(Script.CHINESE, _WORDS, _NUMBERS), told)
    assert _accepts(source, goes_on)
    assert not _accepts(source, does_not)
