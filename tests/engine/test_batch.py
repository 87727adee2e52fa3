from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bioai_desktop.domain import Answer, Constraint, Piece, Priority, Request, Script, Stop
from bioai_desktop.engine.backend import DecodingFailed, Interrupted
from bioai_desktop.engine.batch import Batch, Event, Prompt
from bioai_desktop.engine.grammar import GrammarInvalid
from bioai_desktop.engine.kept import Kept
from bioai_desktop.engine.sampling import Logits
from tests.engine.scripted import END, VOCABULARY, ScriptedBackend, noise, wanting

_CHINESE = Constraint(Script.CHINESE, words=("GPT-4", "Cas9"), numbers=("12", "1.5"))


def _lively(history: tuple[int, ...]) -> Logits:
    logits = noise(history)
    logits[END] += 2
    return logits


def _request(name: str, *, max_tokens: int = 20, priority: Priority = Priority.BACKGROUND, constraint: Constraint = _CHINESE) -> Request:
    return Request(name, "", "", max_tokens=max_tokens, constraint=constraint, priority=priority)


def _run(batch: Batch, asked: Iterable[tuple[Request, Prompt]]) -> list[Event]:
    events = batch.add(asked)
    while batch.busy:
        events += batch.step()
    return events


def _texts(events: Sequence[Event]) -> dict[str, str]:
    answers = {event.request: event.text for event in events if isinstance(event, Answer)}
    for name, text in answers.items():
        pieces = [event.text for event in events if isinstance(event, Piece) and event.request == name]
        assert "".join(pieces) == text
        assert "" not in pieces
    return answers


def test_texts_are_the_same_alone_and_in_company() -> None:
    asked = [(_request(f"r{n}"), Prompt((1, 2, 3, 4, 5), (10 + n, 11, 12))) for n in range(20)]

    together = _texts(_run(Batch(ScriptedBackend(_lively), VOCABULARY), asked))
    alone: dict[str, str] = {}
    for one in asked:
        alone |= _texts(_run(Batch(ScriptedBackend(_lively), VOCABULARY), [one]))

    assert together == alone
    assert len(set(together.values())) > 10


def test_a_shared_beginning_is_decoded_once() -> None:
    backend = ScriptedBackend(_lively)
    batch = Batch(backend, VOCABULARY)

    _run(batch, [(_request(f"r{n}"), Prompt(tuple(range(50)), (60 + n,))) for n in range(12)])

    shared = [row for row in backend.computed if row.position < 50]
    assert len(shared) == 50
    assert batch.tally.computed == 50 + 12
    assert batch.tally.reused == 12 * 50


def test_the_same_prompt_is_read_once_for_all_its_texts() -> None:
    backend = ScriptedBackend(_lively, sequences=20, rows=32)
    batch = Batch(backend, VOCABULARY)
    asked = [(replace(_request(f"r{n}"), temperature=1.0, seed=n), Prompt((1, 2, 3), tuple(range(10, 60)))) for n in range(9)]

    together = _texts(_run(batch, asked))
    alone: dict[str, str] = {}
    for one in asked:
        alone |= _texts(_run(Batch(ScriptedBackend(_lively), VOCABULARY), [one]))

    assert together == alone
    assert len(set(together.values())) > 2
    assert len([row for row in backend.computed if 3 <= row.position < 52]) == 49
    assert batch.tally.computed == 53 + 8


def test_a_beginning_stays_for_the_next_time() -> None:
    backend = ScriptedBackend(_lively)
    batch = Batch(backend, VOCABULARY)
    _run(batch, [(_request("one"), Prompt(tuple(range(50)), (60,)))])

    _run(batch, [(_request("two"), Prompt(tuple(range(50)), (61,)))])

    assert batch.tally.computed == 1
    assert batch.tally.reused == 50


def test_many_are_written_at_a_time_and_leave_no_cells_behind() -> None:
    backend = ScriptedBackend(lambda _: wanting("研究"), sequences=14)
    batch = Batch(backend, VOCABULARY)

    _run(batch, [(_request(f"r{n}", max_tokens=5), Prompt((1, 2), (3, n))) for n in range(20)])

    assert max(backend.widths) == 6  # two seats are for those who wait
    assert backend.used == 2


def test_what_does_not_fit_at_once_waits() -> None:
    backend = ScriptedBackend(_lively, cells=160)
    asked = [(_request(f"r{n}", max_tokens=30), Prompt(tuple(range(40)), (50 + n, 51, 52))) for n in range(9)]

    texts = _texts(_run(Batch(backend, VOCABULARY), asked))  # the backend objects when its cells run over

    assert len(texts) == 9


def test_old_beginnings_make_room_for_new_ones() -> None:
    backend = ScriptedBackend(_lively, cells=200)
    batch = Batch(backend, VOCABULARY)
    for number in range(9):
        _run(batch, [(_request("r", max_tokens=20), Prompt((number,) * 70, (5,)))])

    assert backend.used <= 200


def test_a_prompt_that_is_too_long_says_so_and_harms_nobody() -> None:
    batch = Batch(ScriptedBackend(lambda _: wanting(""), longest=100), VOCABULARY)

    events = _run(batch, [(_request("long"), Prompt((), (1,) * 100)), (_request("short"), Prompt((), (1,)))])

    stops = {event.request: event.stop for event in events if isinstance(event, Answer)}
    assert stops == {"long": Stop.TOO_LONG, "short": Stop.END}
    assert [batch.fits(_request("long"), tokens) for tokens in (84, 85)] == [True, False]


def test_a_text_gets_the_tokens_that_are_left() -> None:
    batch = Batch(ScriptedBackend(lambda _: wanting("研究"), longest=100), VOCABULARY)

    events = _run(batch, [(_request("r", max_tokens=500), Prompt((), (1,) * 70))])

    answer = events[-1]
    assert isinstance(answer, Answer)
    assert (answer.stop, answer.tokens, answer.prompt_tokens) == (Stop.LENGTH, 30, 70)


def test_who_waits_for_it_comes_first() -> None:
    batch = Batch(ScriptedBackend(lambda _: wanting("研究"), sequences=10), VOCABULARY)
    asked = [(_request(f"b{n}", max_tokens=4), Prompt((), (n,))) for n in range(4)]
    asked.append((_request("now", max_tokens=4, priority=Priority.INTERACTIVE), Prompt((), (9,))))

    events = _run(batch, asked)

    order = [event.request for event in events if isinstance(event, Answer)]
    assert "now" in order[:2]


def test_long_prompts_do_not_stall_a_text_that_is_watched() -> None:
    backend = ScriptedBackend(lambda _: wanting("研究"), rows=512)
    batch = Batch(backend, VOCABULARY)
    batch.add([(_request("now", max_tokens=30, priority=Priority.INTERACTIVE), Prompt((), (9,)))])
    batch.step()
    batch.add([(_request("b", max_tokens=2), Prompt((), (1,) * 400))])
    before = len(backend.computed)

    events = batch.step()

    assert [event.request for event in events] == ["now"]
    assert len(backend.computed) - before <= 65


def test_a_long_prompt_is_cut_to_the_rows_of_a_step() -> None:
    backend = ScriptedBackend(lambda _: wanting(""), rows=16)

    texts = _texts(_run(Batch(backend, VOCABULARY), [(_request("r"), Prompt(tuple(range(50)), tuple(range(30))))]))

    assert texts == {"r": ""}
    assert len(backend.widths) == 4 + 2


def test_a_cancel_answers_for_everyone_and_frees_the_cells() -> None:
    backend = ScriptedBackend(lambda _: wanting("研究"), sequences=10)
    batch = Batch(backend, VOCABULARY)
    batch.add([(_request(f"r{n}"), Prompt((1, 2, 3), (n,))) for n in range(5)])
    for _ in range(4):
        batch.step()

    answers = [event for event in batch.cancel() if isinstance(event, Answer)]

    assert {answer.request for answer in answers} == {f"r{n}" for n in range(5)}
    assert {answer.stop for answer in answers} == {Stop.CANCELLED}
    assert max(answer.text for answer in answers).startswith("研究")
    assert backend.used == 3
    assert not batch.busy


@pytest.mark.parametrize("step", range(4))
@pytest.mark.parametrize("failure", ["interrupt_at", "fail_at"])
def test_after_a_step_that_failed_the_next_texts_are_right(step: int, failure: str) -> None:
    asked = [(_request(f"r{n}"), Prompt(tuple(range(40)), (50 + n, 7))) for n in range(4)]
    right = _texts(_run(Batch(ScriptedBackend(_lively, rows=32), VOCABULARY), asked))
    backend = ScriptedBackend(_lively, rows=32)
    setattr(backend, failure, step)
    batch = Batch(backend, VOCABULARY)
    with pytest.raises((Interrupted, DecodingFailed)):
        _run(batch, asked)
    batch.cancel()

    assert _texts(_run(batch, asked)) == right


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 3), st.integers(1, 30), st.integers(1, 25), st.sampled_from(Priority)), max_size=16),
    st.integers(120, 400),
    st.integers(20, 64),
)
def test_any_mixture_of_requests_is_answered_once_each(shapes: list[tuple[int, int, int, Priority]], cells: int, rows: int) -> None:
    backend = ScriptedBackend(_lively, cells=cells, rows=rows)
    batch = Batch(backend, VOCABULARY)
    asked = [
        (_request(f"r{n}", max_tokens=tokens, priority=priority), Prompt((*range(group * 9), group), tuple(range(own))))
        for n, (group, own, tokens, priority) in enumerate(shapes)
    ]

    events = _run(batch, asked)

    assert sorted(event.request for event in events if isinstance(event, Answer)) == sorted(request.id for request, _ in asked)
    _texts(events)
    assert batch.tally.written == sum(event.tokens for event in events if isinstance(event, Answer))


def test_while_somebody_waits_all_others_rest_and_go_on_where_they_were() -> None:
    asked = [(_request(f"b{n}"), Prompt((1, 2, 3), (n,))) for n in range(4)]
    right = _texts(_run(Batch(ScriptedBackend(_lively), VOCABULARY), asked))
    backend = ScriptedBackend(_lively)
    batch = Batch(backend, VOCABULARY)
    events = batch.add(asked)
    events += batch.step()
    events += batch.step()

    before = len(backend.computed)
    events += batch.add([(_request("now", priority=Priority.INTERACTIVE), Prompt((), (9, 8)))])
    while not any(isinstance(event, Answer) and event.request == "now" for event in events):
        events += batch.step()

    assert len({row.sequence for row in backend.computed[before:]}) == 1
    while batch.busy:
        events += batch.step()
    assert {name: text for name, text in _texts(events).items() if name != "now"} == right


def test_who_waits_finds_a_seat_and_cells_when_all_others_are_taken() -> None:
    backend = ScriptedBackend(lambda _: wanting("研究"), sequences=10, cells=320)
    batch = Batch(backend, VOCABULARY)
    batch.add([(_request(f"b{n}", max_tokens=100), Prompt((), (n,) * 30)) for n in range(6)])
    batch.step()
    batch.add([(_request("now", max_tokens=3, priority=Priority.INTERACTIVE), Prompt((), (9,) * 10))])

    events = [event for _ in range(4) for event in batch.step()]

    assert [event.request for event in events if isinstance(event, Answer)] == ["now"]


def test_some_can_be_ended_while_others_go_on() -> None:
    asked = [(_request(f"r{n}"), Prompt((1, 2, 3), (n,))) for n in range(8)]
    right = _texts(_run(Batch(ScriptedBackend(_lively), VOCABULARY), asked[:4]))
    batch = Batch(ScriptedBackend(_lively, sequences=12), VOCABULARY)
    events = batch.add(asked)
    for _ in range(3):
        events += batch.step()
    out = batch.cancel(lambda request: request.id > "r3")
    ended = {event.request: event.stop for event in [*events, *out] if isinstance(event, Answer) and event.request > "r3"}
    while batch.busy:
        events += batch.step()

    assert Stop.CANCELLED in set(ended.values())
    assert set(ended) == {"r4", "r5", "r6", "r7"}
    assert {name: text for name, text in _texts([*events, *out]).items() if name <= "r3"} == right


@pytest.mark.parametrize("step", range(5))
def test_a_step_that_was_interrupted_is_done_again(step: int) -> None:
    asked = [(_request(f"r{n}"), Prompt(tuple(range(40)), (50 + n, 7))) for n in range(4)]
    right = _texts(_run(Batch(ScriptedBackend(_lively, rows=32), VOCABULARY), asked))
    backend = ScriptedBackend(_lively, rows=32)
    backend.interrupt_at = step
    batch = Batch(backend, VOCABULARY)
    events = batch.add(asked)
    while batch.busy:
        try:
            events += batch.step()
        except Interrupted:
            continue

    assert _texts(events) == right


def test_a_beginning_on_disk_is_not_decoded_again(tmp_path: Path) -> None:
    asked = [(_request(f"r{n}"), Prompt(tuple(range(100)), (150 + n, 7))) for n in range(4)]
    texts: list[dict[str, str]] = []
    computed: list[int] = []
    for _ in range(2):
        batch = Batch(ScriptedBackend(_lively), VOCABULARY, Kept(tmp_path, "model"))
        texts.append(_texts(_run(batch, asked)))
        computed.append(batch.tally.computed)

    assert texts[0] == texts[1]
    assert computed == [100 + 8, 8]


def test_texts_that_follow_a_grammar_stay_with_it() -> None:
    batch = Batch(ScriptedBackend(_lively), VOCABULARY)
    grammar = Constraint(grammar="研究人员\n研究ab\n发现。")

    texts = _texts(_run(batch, [(_request(f"r{n}", constraint=grammar), Prompt((1,), (10 + n,))) for n in range(12)]))

    assert len(texts) == 12
    assert set(texts.values()) <= {"研究人员", "研究ab", "发现。"}


def test_with_a_grammar_that_is_none_nothing_is_taken_in() -> None:
    batch = Batch(ScriptedBackend(_lively), VOCABULARY)
    asked = [(_request(name, constraint=Constraint(grammar=grammar)), Prompt((1,), (2,))) for name, grammar in (("r", "a"), ("s", " "))]

    with pytest.raises(GrammarInvalid):
        batch.add(asked)

    assert not batch.busy
