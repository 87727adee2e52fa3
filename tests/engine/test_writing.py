from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bioai_desktop.domain import Constraint, Request, Script, Stop
from bioai_desktop.engine.constraint import Rules
from bioai_desktop.engine.sampling import Logits
from bioai_desktop.engine.vocabulary import Vocabulary
from bioai_desktop.engine.writing import Writing
from tests.engine.reference import satisfies
from tests.engine.scripted import END, VOCABULARY, Logic, OneOf, noise, token, wanting


def _writing(constraint: Constraint, *, temperature: float = 0.0, seed: int = 0, budget: int = 200) -> Writing:
    request = Request("r", "", "", temperature=temperature, seed=seed, constraint=constraint)
    return Writing(request, Rules(constraint, VOCABULARY), budget)


def _write(writing: Writing, logic: Logic) -> tuple[str, int]:
    """Let a model write to the end; returns what was shown on the way and how many tokens were asked for."""
    shown, asked = "", 0
    while writing.stop is None:
        writing.next(logic(tuple(writing.tokens)))
        shown += writing.fresh()
        asked += 1
        assert asked < 2000
    return shown, asked


def _script(*steps: Sequence[str]) -> Logic:
    """A model that wants these pieces after so many tokens, the first one most."""
    return lambda history: wanting(*steps[min(len(history), len(steps) - 1)])


def test_the_likeliest_token_that_is_allowed_is_written() -> None:
    writing = _writing(Constraint(Script.CHINESE))

    shown, _ = _write(writing, _script(["GPT", "研究"], [" the", "发现"], ["", "人员"]))

    assert shown == writing.place.text == "研究发现"
    assert writing.stop is Stop.END


def test_where_no_likely_token_is_allowed_all_are_looked_at() -> None:
    writing = _writing(Constraint(Script.CHINESE))
    logits = np.linspace(0, 1, len(VOCABULARY.pieces), dtype=np.float32)
    for banned in range(128):
        logits[banned] = 9
    logits[token("人员")] = 5

    writing.next(logits)

    assert writing.place.text == "人员"


def test_a_word_that_the_model_did_not_mean_is_taken_back() -> None:
    writing = _writing(Constraint(Script.CHINESE, words=("Cas9",)))

    shown, _ = _write(writing, _script(["Cas", "研究"], ["ab", ""]))

    # "Cas" fits the beginning of Cas9, but what the model wanted was Casab.
    assert writing.place.text == shown == "研究"


def test_a_word_that_the_model_meant_is_written() -> None:
    writing = _writing(Constraint(Script.CHINESE, words=("Cas9",)))

    shown, _ = _write(writing, _script(["Cas"], ["9"], [""]))

    assert shown == "Cas9"


def test_nothing_of_an_open_word_is_shown() -> None:
    writing = _writing(Constraint(Script.CHINESE, words=("GPT-4",)))

    pieces: list[str] = []
    for text in ("研究", "GPT", "-4"):
        writing.next(wanting(text))
        pieces.append(writing.fresh())

    assert pieces == ["研究", "", "GPT-4"]


def test_bytes_are_shown_once_they_are_a_character() -> None:
    writing = _writing(Constraint())

    pieces: list[str] = []
    for byte in "中a".encode():
        logits = wanting()
        logits[byte] = 9
        writing.next(logits)
        pieces.append(writing.fresh())

    assert pieces == ["", "", "中", "a"]


def test_a_dead_end_keeps_the_last_safe_point() -> None:
    only = Rules(Constraint(Script.CHINESE, words=("GPT-4",), forbidden=("GPT-",)), VOCABULARY)
    request = Request("r", "", "", constraint=only.constraint)
    writing = Writing(request, only, 50)

    def logic(history: tuple[int, ...]) -> Logits:
        return wanting("研究") if not history else wanting("GPT") if history[-1] != token("GPT") else wanting("-4")

    shown, asked = _write(writing, logic)

    assert shown == writing.place.text
    assert "GPT" not in shown
    assert asked <= 80


def test_where_nothing_can_be_said_the_text_ends() -> None:
    constraint = Constraint(Script.CHINESE, min_chars=5, forbidden=("研究研究",))
    writing = Writing(Request("r", "", "", constraint=constraint), Rules(constraint, Vocabulary(["研究".encode(), b"ab", b""], [2])), 50)

    shown, asked = _write(writing, lambda _: np.array([1, 9, 8], np.float32))

    assert (writing.stop, shown, asked) == (Stop.DEAD_END, "研究", 2)


def test_an_early_end_waits_for_the_least_length() -> None:
    writing = _writing(Constraint(Script.CHINESE, min_chars=6))

    _write(writing, _script(["", "\n", "研究"]))

    assert writing.place.text == "研究研究研究"


def test_a_long_text_lands_on_a_sentence() -> None:
    writing = _writing(Constraint(Script.CHINESE, max_chars=40))

    _write(writing, lambda history: wanting(*(["研究", "。"] if len(history) % 6 else ["。", "研究"])))

    assert writing.stop is Stop.END
    assert writing.place.text.endswith("。")
    assert 30 <= len(writing.place.text) <= 40


def test_near_the_limit_an_ending_is_preferred() -> None:
    def logic(history: tuple[int, ...]) -> Logits:
        logits = wanting("研究")
        logits[token("。")] = 14
        return logits

    writing = _writing(Constraint(Script.CHINESE, max_chars=40))
    _write(writing, logic)

    assert writing.place.text == "研究" * 18 + "。"


def test_a_title_that_reaches_its_limit_as_it_ends_is_whole() -> None:
    writing = _writing(Constraint(Script.CHINESE, max_chars=6))

    _write(writing, _script(["研究"], ["，"], ["人员"], ["、"], [""]))

    assert writing.place.text == "研究，人员、"


def test_the_token_limit_says_so() -> None:
    writing = _writing(Constraint(Script.CHINESE), budget=3)

    shown, _ = _write(writing, _script(["研究"]))

    assert (writing.stop, shown) == (Stop.LENGTH, "研究研究研究")


def test_a_cancel_keeps_what_was_shown() -> None:
    writing = _writing(Constraint(Script.CHINESE, words=("GPT-4",)))
    for text in ("研究", "GPT"):
        writing.next(wanting(text))

    writing.cancel()

    assert (writing.stop, writing.place.text) == (Stop.CANCELLED, "研究")


def test_a_word_that_would_pass_the_limit_is_taken_back() -> None:
    writing = _writing(Constraint(Script.CHINESE, words=("GPT-4",), min_chars=4, max_chars=5))

    _write(writing, _script(["研究"], ["GPT", "发现"], ["-4", ""]))

    assert (writing.stop, writing.place.text) == (Stop.END, "研究发现")


@pytest.mark.parametrize(
    ("constraint", "grammar"), [(Constraint(form="鿕中{text:2}"), None), (Constraint(grammar="declared"), OneOf(("鿕中研究".encode(),)))]
)
def test_what_the_model_did_not_mean_is_written_where_it_is_the_only_way(constraint: Constraint, grammar: OneOf | None) -> None:
    writing = Writing(Request("r", "", ""), Rules(constraint, VOCABULARY, grammar), 50)

    shown, asked = _write(writing, lambda _: wanting("研究", "", "ab"))

    assert (writing.stop, shown) == (Stop.END, "鿕中研究")
    assert asked < 20


def test_a_shape_in_which_the_text_finds_no_way_on_ends_with_that() -> None:
    constraint = Constraint(Script.CHINESE, grammar="declared")
    writing = Writing(Request("r", "", ""), Rules(constraint, VOCABULARY, OneOf(("研究ab".encode(), "α".encode()))), 50)

    shown, asked = _write(writing, _script(["研究"]))

    assert (writing.stop, shown) == (Stop.DEAD_END, "研究")
    assert asked < 5


_CONSTRAINTS = st.builds(
    lambda script, words, numbers, low, limit, one_line: Constraint(
        script, tuple(words), tuple(numbers), min(low, limit or low), limit, one_line, ("研究研究",)
    ),
    st.sampled_from(list(Script)),
    st.lists(st.sampled_from(["GPT-4", "Cas9", "ab", "T细胞", "the ab"]), unique=True),
    st.lists(st.sampled_from(["12", "1.5", "2024", "3"]), unique=True),
    st.integers(0, 20),
    st.sampled_from([0, 5, 20, 60]),
    st.booleans(),
)


@settings(max_examples=200, deadline=None)
@given(_CONSTRAINTS, st.sampled_from([0.0, 0.7, 3.0]), st.integers(0, 2**32))
def test_every_text_satisfies_its_constraint(constraint: Constraint, temperature: float, seed: int) -> None:
    def logic(history: tuple[int, ...]) -> Logits:
        logits = noise((seed, *history))
        logits[END] += 4
        return logits

    writing = _writing(constraint, temperature=temperature, seed=seed, budget=60)
    shown, asked = _write(writing, logic)

    assert writing.place.text == shown
    assert satisfies(constraint, shown, ended=False), shown
    assert writing.stop is not Stop.END or landed_or_long_enough(constraint, shown)
    assert asked <= 60 + 24 * 60


def landed_or_long_enough(constraint: Constraint, text: str) -> bool:
    chars = sum(not character.isspace() for character in text)
    return chars >= constraint.min_chars or (constraint.max_chars > 0 and chars * 2 >= constraint.max_chars)
