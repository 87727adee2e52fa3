from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bioai_desktop.domain import Constraint, Request, Script, Stop
from bioai_desktop.engine.constraint import Place, Rules
from bioai_desktop.engine.sampling import Logits
from bioai_desktop.engine.writing import Writing
from tests.engine.reference import conforms, instances, satisfies, schemas
from tests.engine.scripted import END, PIECES, VOCABULARY, noise

_ITEM = {"type": "object", "properties": {"title": {"type": "string", "maxLength": 12}, "why": {"enum": ["new", "old"]}}}
_CHINESE = Constraint(Script.CHINESE, words=("GPT-4", "Cas9"), numbers=("12",), schema=json.dumps(_ITEM))


def _follow(rules: Rules, text: str) -> Place | None:
    place: Place | None = rules.start
    for character in text:
        place = rules.advance(place, character.encode()) if place is not None else None
    return place


@pytest.mark.parametrize(
    ("taken", "refused"),
    [
        ('{"title": "研究GPT-4", "why": "new"}', ""),
        ('{"title": "研究GPT-4", "why": "n', 'o"}'),
        ('{"title": "研究', "DNA"),  # not declared
        ('{"title": "研究GPT', '"'),  # a term is open
        ('{"title": "', " 研究"),  # a text begins with no blank
        ('{"title": "研究，，，，研究，，，，', '，"'),  # too long
        ('{"title": "12"', "}"),
        ('{"tit', "el"),
    ],
)
def test_words_of_a_shape_are_spelt_as_declared(taken: str, refused: str) -> None:
    rules = Rules(_CHINESE, VOCABULARY)

    assert _follow(rules, taken) is not None
    assert not refused or _follow(rules, taken + refused[0]) is None


def test_a_text_in_a_shape_ends_only_as_a_whole() -> None:
    rules = Rules(_CHINESE, VOCABULARY)
    text = '{"title": "研究", "why": "new"}'

    for end in range(len(text) + 1):
        place = _follow(rules, text[:end])
        assert place is not None
        assert rules.may_end(place) == rules.is_over(place) == (end == len(text))
        assert (rules.take(place, END) is not None) == (end == len(text))


def test_the_lengths_of_a_text_do_not_cut_a_shape() -> None:
    rules = Rules(Constraint(min_chars=50, max_chars=5, form="{text:8}"), VOCABULARY)

    assert _follow(rules, "abcdefgh") is not None
    assert _follow(rules, "abcdefghi") is None
    assert rules.may_end(Place("ab", spots=_follow(rules, "ab").spots))  # type: ignore[union-attr]


def _constraints() -> st.SearchStrategy[Constraint]:
    return st.builds(
        lambda script, words, numbers: Constraint(script, tuple(words), tuple(numbers)),
        st.sampled_from(list(Script)),
        st.lists(st.sampled_from(["GPT-4", "Cas9", "ab", "研究a"]), unique=True, max_size=3),
        st.lists(st.sampled_from(["12", "1.5", "2024"]), unique=True, max_size=2),
    )


def _texts(value: Any, schema: dict[str, Any]) -> list[str]:
    """The texts of a value that are not fixed by its schema."""
    if "anyOf" in schema:
        return next(_texts(value, option) for option in schema["anyOf"] if conforms(value, option))
    if isinstance(value, dict):
        return [text for name, one in value.items() for text in _texts(one, schema["properties"][name])]
    if isinstance(value, list):
        return [text for one in value for text in _texts(one, schema["items"])]
    return [value] if isinstance(value, str) and "enum" not in schema else []


def _finished(constraint: Constraint, seed: int) -> Writing:
    """A text written by chance, which is drawn to its end."""

    def logic(history: tuple[int, ...]) -> Logits:
        logits = noise((seed, *history))
        logits[[END, *(VOCABULARY.index[mark] for mark in (b'"', b"]", b"}", b","))]] += 6
        return logits

    writing = Writing(Request("r", "", "", seed=seed, temperature=1.0), Rules(constraint, VOCABULARY), 400)
    for _ in range(4000):
        if writing.stop is not None:
            return writing
        writing.next(logic(tuple(writing.tokens)))
    raise AssertionError("no end")


@settings(max_examples=150)
@given(schemas(), _constraints(), st.integers(0, 2**32))
def test_every_text_is_a_value_whose_words_are_spelt_as_declared(schema: dict[str, Any], constraint: Constraint, seed: int) -> None:
    declared = Constraint(constraint.script, constraint.words, constraint.numbers, schema=json.dumps(schema))

    writing = _finished(declared, seed)

    assert writing.stop in (Stop.END, Stop.LENGTH)
    if writing.stop is Stop.END:
        value = json.loads(writing.place.text)
        assert conforms(value, schema)
        assert "\n" not in writing.place.text
        unscripted = '"' in json.dumps(value) and "\\" in json.dumps(value, ensure_ascii=False)  # what is escaped is spelt as it is written
        assert unscripted or all(satisfies(constraint, text.strip(), ended=True) for text in _texts(value, schema))


@given(schemas(), st.data())
def test_every_value_can_be_written_byte_by_byte(schema: dict[str, Any], data: st.DataObject) -> None:
    value = data.draw(instances(schema))
    if any(text != text.strip() for text in _texts(value, schema)):
        return
    rules = Rules(Constraint(schema=json.dumps(schema)), VOCABULARY)
    place = rules.start
    for byte in json.dumps(value, ensure_ascii=False).encode():
        following = rules.take(place, byte)
        assert following is not None
        assert byte in np.concatenate(list(rules.candidates(place)))
        place = following[0]

    assert rules.may_end(place)


@given(schemas(), st.lists(st.integers(0, len(PIECES) - 1), max_size=40))
def test_tokens_of_any_length_lead_where_their_bytes_do(schema: dict[str, Any], stream: list[int]) -> None:
    rules = Rules(Constraint(schema=json.dumps(schema)), VOCABULARY)
    place, written = rules.start, b""
    for token in stream:
        taken = rules.take(place, token)
        if taken is not None and not taken[1]:
            place = taken[0]
            written += PIECES[token]

    again = rules.advance(rules.start, written)
    assert again is not None
    assert (again.text, again.pending, set(again.spots)) == (place.text, place.pending, set(place.spots))
