"""Who is asked for what, told by hand what was heard: no server, no clock."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import count

import pytest

from bioai_desktop.domain import Answer, Call, Constraint, Heard, Piece, Priority, Request, Script, Stop
from bioai_desktop.engine.dispatch import Dispatch
from bioai_desktop.engine.servers import Kind, Server
from bioai_desktop.errors import ServerFailed

_CHINESE = Constraint(Script.CHINESE, min_chars=2)


def _requests(number: int, constraint: Constraint = _CHINESE) -> list[Request]:
    return [Request(f"r{at}", "", f"item {at}", constraint=constraint) for at in range(number)]


def _dispatch(requests: Sequence[Request], *widths: int, kind: Kind = Kind.LLAMA_CPP) -> Dispatch:
    names = count(1)
    servers = [Server(f"http://box{at}", kind, "m", width=width) for at, width in enumerate(widths)]
    return Dispatch(servers, requests, {"http://box0": "secret"}, lambda: str(next(names)))


def _at(calls: Sequence[Call], box: int) -> list[Call]:
    return [call for call in calls if call.url.startswith(f"http://box{box}/")]


def _say(dispatch: Dispatch, call: Call, *texts: str, finish: str = "") -> list[Piece | Answer]:
    lines = [json.dumps({"choices": [{"delta": {"content": text}}]}) for text in texts]
    lines += [json.dumps({"choices": [{"delta": {}, "finish_reason": finish}]}), "[DONE]"] if finish else []
    return [event for line in lines for event in dispatch.hear(Heard(call.id, f"data: {line}", status=200))]


def _fail(dispatch: Dispatch, call: Call, problem: str = "unreachable", status: int = 0) -> list[Piece | Answer]:
    return dispatch.hear(Heard(call.id, ended=True, status=status, problem=problem))


def _refuse(dispatch: Dispatch, call: Call, status: int, words: str) -> list[Piece | Answer]:
    dispatch.hear(Heard(call.id, words, status=status))
    return dispatch.hear(Heard(call.id, ended=True, status=status))


def _asked(call: Call) -> str:
    return json.loads(call.body)["messages"][-1]["content"]


def test_no_server_gets_more_than_it_does_at_a_time_and_the_idlest_is_asked_first() -> None:
    dispatch = _dispatch(_requests(9), 2, 4)
    calls = list(dispatch.calls())
    assert (len(_at(calls, 0)), len(_at(calls, 1))) == (2, 4)
    assert calls[0].url == "http://box0/v1/chat/completions"
    assert {call.key for call in _at(calls, 0)} == {"secret"}
    assert {call.key for call in _at(calls, 1)} == {""}  # a key is for the server that it was given for
    assert list(dispatch.calls()) == []
    _say(dispatch, _at(calls, 1)[0], "好的。", finish="stop")
    assert [call.url[:11] for call in dispatch.calls()] == ["http://box1"]


def test_who_waits_on_screen_is_served_first() -> None:
    requests = [*_requests(2), Request("now", "", "urgent", priority=Priority.INTERACTIVE)]
    assert [_asked(call) for call in _dispatch(requests, 3).calls()] == ["urgent", "item 0", "item 1"]


def test_texts_come_in_pieces_and_end_in_order_of_completion() -> None:
    dispatch = _dispatch(_requests(2), 2)
    first, second = dispatch.calls()
    assert _say(dispatch, first, "基因") == [Piece("r0", "基因")]
    ended = _say(dispatch, second, "蛋白", finish="length")
    assert [type(event) for event in ended] == [Piece, Answer]
    assert isinstance(ended[1], Answer)
    assert (ended[1].request, ended[1].text, ended[1].stop, ended[1].tokens) == ("r1", "蛋白", Stop.LENGTH, 1)
    assert dispatch.busy
    (answer,) = _say(dispatch, first, finish="stop")
    assert isinstance(answer, Answer)
    assert (answer.text, answer.stop) == ("基因", Stop.END)
    assert not dispatch.busy


def test_a_text_that_ends_here_first_is_hung_up_on() -> None:
    dispatch = _dispatch(_requests(1), 1)
    (call,) = dispatch.calls()
    events = _say(dispatch, call, "基因很好。x")
    assert isinstance(events[-1], Answer)
    assert (dispatch.drops(), dispatch.drops(), dispatch.busy) == ([call.id], [], False)
    assert _say(dispatch, call, "more") == []


def test_a_text_whose_server_is_down_goes_to_another_one_once() -> None:
    dispatch = _dispatch(_requests(2), 1, 1)
    first, second = dispatch.calls()
    assert _fail(dispatch, first) == []
    assert list(dispatch.calls()) == []  # the other is busy, and this one is down
    _say(dispatch, second, "好的。", finish="stop")
    (moved,) = dispatch.calls()
    assert (moved.url[:11], _asked(moved)) == ("http://box1", "item 0")
    with pytest.raises(ServerFailed) as caught:
        _fail(dispatch, moved, "timeout")
    assert (caught.value.host, caught.value.reason) == ("box1", "timeout")


def test_a_text_that_was_shown_goes_on_elsewhere_where_it_was_left() -> None:
    dispatch = _dispatch(_requests(1), 1, 1)
    (first,) = dispatch.calls()
    _say(dispatch, first, "基因", "和")
    _fail(dispatch, first, "protocol", 200)
    (moved,) = dispatch.calls()
    assert json.loads(moved.body)["messages"][-1] == {"role": "assistant", "content": "基因和"}
    events = _say(dispatch, moved, "蛋白", finish="stop")
    assert isinstance(events[-1], Answer)
    assert events[-1].text == "基因和蛋白"


def test_a_server_that_only_begins_anew_does_not_take_over_what_was_shown() -> None:
    dispatch = _dispatch(_requests(1), 1, 1, kind=Kind.OTHER)
    (first,) = dispatch.calls()
    assert _say(dispatch, first, "基因和蛋白。") == [Piece("r0", "基因和蛋白。")]
    with pytest.raises(ServerFailed) as caught:
        _fail(dispatch, first, "protocol", 200)
    assert caught.value.reason == "broken-off"


@pytest.mark.parametrize(
    ("status", "words", "reason"),
    [(401, "no", "key"), (404, '{"error":{"message":"model not found"}}', "model"), (400, "bad seed", "status")],
)
def test_what_another_server_would_not_do_either_is_told_at_once(status: int, words: str, reason: str) -> None:
    dispatch = _dispatch(_requests(1), 1, 1)
    (call,) = dispatch.calls()
    with pytest.raises(ServerFailed) as caught:
        _refuse(dispatch, call, status, words)
    assert caught.value.reason == reason


@pytest.mark.parametrize("line", ['data: {"error":{"message":"out of memory"}}', 'error: {"message":"out of memory"}'])
def test_a_server_that_fails_in_the_middle_is_left(line: str) -> None:
    dispatch = _dispatch(_requests(1), 1, 1)
    (call,) = dispatch.calls()
    assert dispatch.hear(Heard(call.id, line, status=200)) == []
    assert dispatch.drops() == [call.id]
    assert len(_at(list(dispatch.calls()), 1)) == 1


def test_nonsense_is_told_as_it_is() -> None:
    dispatch = _dispatch(_requests(1), 1, 1)
    (call,) = dispatch.calls()
    with pytest.raises(ServerFailed) as caught:
        dispatch.hear(Heard(call.id, "<html>Router</html>", status=200))
    assert (caught.value.reason, caught.value.detail) == ("nonsense", "Router")


def test_an_answer_that_ends_without_saying_so_broke_off() -> None:
    dispatch = _dispatch(_requests(1), 1)
    (call,) = dispatch.calls()
    _say(dispatch, call, "基因")
    with pytest.raises(ServerFailed) as caught:
        dispatch.hear(Heard(call.id, ended=True, status=200))
    assert caught.value.reason == "broken-off"


def test_an_end_that_was_told_without_the_last_line_is_one() -> None:
    dispatch = _dispatch(_requests(1), 1)
    (call,) = dispatch.calls()
    dispatch.hear(Heard(call.id, 'data: {"choices":[{"delta":{"content":"基因"},"finish_reason":"stop"}]}', status=200))
    (answer,) = dispatch.hear(Heard(call.id, ended=True, status=200))
    assert isinstance(answer, Answer)
    assert (answer.text, answer.stop) == ("基因", Stop.END)


def test_a_prompt_that_is_too_long_is_an_answer_and_the_others_go_on() -> None:
    dispatch = _dispatch(_requests(2), 1)
    (call,) = dispatch.calls()
    (answer,) = _refuse(dispatch, call, 400, '{"error":{"type":"exceed_context_size_error","message":"too long"}}')
    assert isinstance(answer, Answer)
    assert (answer.request, answer.text, answer.stop) == ("r0", "", Stop.TOO_LONG)
    assert len(list(dispatch.calls())) == 1


def test_a_server_that_refuses_the_grammar_is_asked_without_and_its_texts_are_held_to_it_here() -> None:
    dispatch = _dispatch(_requests(2), 1)
    (first,) = dispatch.calls()
    assert "grammar" in json.loads(first.body)
    assert _refuse(dispatch, first, 400, "failed to parse grammar") == []
    (again,) = dispatch.calls()
    assert (_asked(again), "grammar" in json.loads(again.body)) == ("item 0", False)
    assert _say(dispatch, again, "基因很") == []
    events = _say(dispatch, again, "好。", "Kubernetes")
    assert events[0] == Piece("r0", "基因很好。")
    assert isinstance(events[-1], Answer)
    (second,) = dispatch.calls()
    assert "grammar" not in json.loads(second.body)
