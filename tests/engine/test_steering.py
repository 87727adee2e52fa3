from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bioai_desktop.domain import Constraint, Request, Script, Stop
from bioai_desktop.engine.constraint import Rules
from bioai_desktop.engine.sampling import Logits
from bioai_desktop.engine.writing import Writing
from tests.engine.reference import satisfies
from tests.engine.scripted import END, VOCABULARY, Logic, noise, token, wanting


def _write(constraint: Constraint, logic: Logic, budget: int = 200) -> Writing:
    writing = Writing(Request("r", "", ""), Rules(constraint, VOCABULARY), budget)
    shown = ""
    for _ in range(3000):
        if writing.stop is not None:
            assert shown == writing.place.text
            return writing
        writing.next(logic(tuple(writing.tokens)))
        shown += writing.fresh()
    raise AssertionError("no end")


def _script(*steps: str) -> Logic:
    return lambda history: wanting(steps[min(len(history), len(steps) - 1)])


def test_what_the_model_writes_by_itself_is_left_to_it() -> None:
    writing = _write(Constraint(Script.CHINESE, required=("GPT-4",)), _script("研究", "GPT", "-4", "发现", "。", ""))

    assert (writing.stop, writing.place.text) == (Stop.END, "研究GPT-4发现。")


@pytest.mark.parametrize("ending", ["", "\n"])
def test_what_is_missing_comes_where_the_model_would_end(ending: str) -> None:
    writing = _write(Constraint(Script.CHINESE, required=("GPT-4", "Cas9")), _script("研究", ending))

    assert writing.stop is Stop.END
    assert re.fullmatch("研究GPT-4.Cas9", writing.place.text)


def test_latin_words_stand_apart() -> None:
    writing = _write(Constraint(Script.LATIN, required=("Cas9", "GPT")), _script("ab", " the", ""))

    assert writing.place.text == "ab the Cas9 GPT"


def test_a_word_that_was_begun_is_gone_on_with() -> None:
    writing = _write(Constraint(Script.ANY, required=("研究人员",)), _script("发现", "研究", ""))

    assert writing.place.text == "发现研究人员"


def test_a_word_that_no_token_holds_is_written_byte_by_byte() -> None:
    writing = _write(Constraint(Script.CHINESE, required=("鿕",)), _script("研究", ""))

    assert (writing.stop, writing.place.text) == (Stop.END, "研究鿕")


def test_near_the_limit_what_is_missing_is_not_put_off() -> None:
    writing = _write(Constraint(Script.CHINESE, required=("Cas9",), max_chars=40), _script("研究"))

    assert "Cas9" in writing.place.text
    assert writing.stop is Stop.END
    assert len(writing.place.text) <= 40


def test_near_the_last_token_what_is_missing_is_not_put_off() -> None:
    writing = _write(Constraint(Script.CHINESE, required=("Cas9",)), _script("研究"), budget=20)

    assert "Cas9" in writing.place.text


def test_a_likely_beginning_is_taken_before_it_has_to_be() -> None:
    def logic(history: tuple[int, ...]) -> Logits:
        logits = wanting("研究")
        logits[token("Cas9")] = 14
        return logits

    writing = _write(Constraint(Script.CHINESE, required=("Cas9",), max_chars=60), logic)

    assert 30 < writing.place.text.index("Cas9") < 50


@pytest.mark.parametrize(
    "constraint",
    [
        Constraint(Script.CHINESE, required=("GPT-4",), max_chars=3),
        Constraint(Script.CHINESE, required=("GPT-4",), forbidden=("PT",), max_chars=20),
        Constraint(Script.CHINESE, required=("GPT-4",), form="{yes|no}"),
    ],
)
def test_a_text_without_room_for_it_says_so(constraint: Constraint) -> None:
    writing = _write(constraint, _script("研究"))

    assert writing.stop is Stop.DEAD_END


def test_in_a_shape_it_comes_into_the_last_text_there_is() -> None:
    text = {"type": "string", "maxLength": 9}
    schema = {"type": "object", "properties": {"title": text, "text": text, "why": {"enum": ["new", "old"]}}}

    def logic(history: tuple[int, ...]) -> Logits:
        return wanting("ab" if history and VOCABULARY.pieces[history[-1]] == b'"' else '"', "")

    writing = _write(Constraint(required=("Cas9",), schema=json.dumps(schema)), logic)

    assert writing.stop is Stop.END
    assert json.loads(writing.place.text) == {"title": "ab", "text": "ab Cas9", "why": "new"}


@settings(max_examples=200)
@given(
    st.sampled_from(list(Script)),
    st.lists(st.sampled_from(["GPT-4", "Cas9", "研究人员", "12", "T细胞", "the ab"]), unique=True, max_size=3),
    st.sampled_from([0, 20, 60]),
    st.integers(0, 2**32),
)
def test_no_text_ends_by_itself_without_it(script: Script, required: list[str], limit: int, seed: int) -> None:
    constraint = Constraint(script, required=tuple(required), max_chars=limit)

    def logic(history: tuple[int, ...]) -> Logits:
        logits = noise((seed, *history))
        logits[END] += 4
        return logits

    writing = _write(constraint, logic, budget=90)

    missing = [words for words in required if words not in writing.place.text]
    assert not missing or writing.stop in (Stop.DEAD_END, Stop.LENGTH)
    allowed = Constraint(script, words=tuple(required), max_chars=limit)
    assert script is Script.LATIN or satisfies(allowed, writing.place.text, ended=False)
    assert not (missing and script is Script.ANY and limit == 0 and writing.stop is Stop.DEAD_END)
