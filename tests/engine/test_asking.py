from __future__ import annotations

import json
from typing import Any

import pytest

from bioai_desktop.domain import Request
from bioai_desktop.engine.asking import Said, is_too_long, question, refusal, refuses_grammar, understand
from bioai_desktop.engine.servers import Kind, Server

_REQUEST = Request("r", "You edit.", "The item.", "Say in Chinese:\n", 80, 0.4, -1)
_OWN = {"grammar", "guided_grammar", "structured_outputs", "chat_template_kwargs", "reasoning_effort", "top_k", "min_p"}


def _asked(kind: Kind, version: tuple[int, ...] = (), grammar: str = "root ::= x", told: str = "") -> dict[str, Any]:
    return json.loads(question(Server("http://h", kind, "m", version), _REQUEST, grammar, told))


def test_a_request_is_asked_in_the_common_form() -> None:
    asked = _asked(Kind.OTHER)
    assert asked["messages"] == [{"role": "system", "content": "You edit."}, {"role": "user", "content": "Say in Chinese:\nThe item."}]
    assert (asked["model"], asked["stream"], asked["max_tokens"], asked["temperature"]) == ("m", True, 80, 0.4)
    assert 0 <= asked["seed"] < 2**31
    assert not _OWN & asked.keys()


@pytest.mark.parametrize(
    ("kind", "version", "own"),
    [
        (Kind.LLAMA_CPP, (), {"grammar": "root ::= x"}),
        (Kind.VLLM, (0, 10, 2), {"guided_grammar": "root ::= x"}),
        (Kind.VLLM, (), {"guided_grammar": "root ::= x"}),
        (Kind.VLLM, (0, 12, 0), {"structured_outputs": {"grammar": "root ::= x"}}),
        (Kind.OLLAMA, (), {"reasoning_effort": "none"}),
    ],
)
def test_each_kind_is_told_the_constraint_in_its_own_form(kind: Kind, version: tuple[int, ...], own: dict[str, object]) -> None:
    asked = _asked(kind, version)
    assert {name: asked[name] for name in _OWN - {"chat_template_kwargs", "top_k", "min_p"} & asked.keys() if name in asked} == own
    assert kind is Kind.OLLAMA or asked["chat_template_kwargs"] == {"enable_thinking": False}
    assert not {"grammar", "guided_grammar", "structured_outputs"} & _asked(kind, version, "").keys()


def test_a_text_that_was_begun_is_gone_on_with() -> None:
    assert _asked(Kind.LLAMA_CPP, told="开头")["messages"][-1] == {"role": "assistant", "content": "开头"}
    asked = _asked(Kind.VLLM, told="开头")
    assert (asked["continue_final_message"], asked["add_generation_prompt"]) == (True, False)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("", Said()),
        (": ping", Said()),
        ("event: message", Said()),
        ('data: {"choices":[{"delta":{"role":"assistant","content":null},"finish_reason":null}]}', Said()),
        ('data:{"choices":[{"delta":{"content":"基因"}}]}', Said("基因")),
        ('data: {"choices":[{"delta":{"reasoning_content":"hm"}}]}', Said()),
        ('data: {"choices":[{"delta":{},"finish_reason":"length"}]}', Said(finish="length")),
        ('data: {"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":7}}', Said(prompt_tokens=5, tokens=7)),
        ("data: [DONE]", Said(over=True)),
        ('data: {"error":{"message":"out of memory","code":500}}', Said(error="out of memory")),
        ('error: {"message":"gone"}', Said(error="gone")),
        ('data: {"choices":null,"error":null}', Said()),
    ],
)
def test_a_line_of_a_stream_is_understood(line: str, said: Said) -> None:
    assert understand(line) == said


@pytest.mark.parametrize("line", ["<html>", "data: {", 'data: {"choices":"x"}', "data: 7", '{"choices":[]}', "data"])
def test_what_is_no_stream_is_not(line: str) -> None:
    assert understand(line) is None


@pytest.mark.parametrize(
    ("status", "text", "reason"),
    [
        (401, "", "key"),
        (403, "no", "key"),
        (404, '{"error":{"message":"model \\"x\\" not found, try pulling it first"}}', "model"),
        (404, '{"error":{"message":"The model `x` does not exist."}}', "model"),
        (404, "<html>", "status"),
        (500, '{"error":"boom"}', "status"),
    ],
)
def test_why_a_question_was_not_taken(status: int, text: str, reason: str) -> None:
    found = refusal(Server("http://h:1", Kind.OTHER, "x"), status, text)
    assert (found.host, found.reason, found.status) == ("h:1", reason, status)


def test_a_prompt_that_is_too_long_is_known_by_its_refusal() -> None:
    assert is_too_long(400, '{"error":{"type":"exceed_context_size_error","message":"request (4030 tokens) exceeds"}}')
    assert is_too_long(400, "This model's maximum context length is 4096 tokens")
    assert not is_too_long(500, "maximum context length")
    assert not is_too_long(400, "bad seed")


def test_a_refused_grammar_is_known_by_its_refusal() -> None:
    assert refuses_grammar(400, "Failed to initialize samplers: failed to parse grammar")
    assert refuses_grammar(422, "unexpected field guided_grammar")
    assert not refuses_grammar(401, "grammar")
    assert not refuses_grammar(400, "bad seed")
