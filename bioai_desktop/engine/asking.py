"""How a server is asked for a text, and what its answer says. Pure: bytes and lines, sent and received elsewhere.

What each program takes beyond the common interface was read from its documentation and, for llama.cpp, tried on it: llama.cpp takes
`grammar`; vLLM took `guided_grammar` and takes `structured_outputs` from 0.11 on; Ollama takes no more than a JSON format, which no
text of ours is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from bioai_desktop.domain import Request
from bioai_desktop.engine.servers import REFUSED, Kind, Server, words_of
from bioai_desktop.errors import ServerFailed

_LIKELY = 40  # tokens drawn from at a temperature, as by the engine of this computer
_STRUCTURED = (0, 11)  # vLLM's first version with the new name
_GRAMMAR = re.compile(r"grammar|guided|structured", re.IGNORECASE)
_TOO_LONG = re.compile(r"exceed_context_size|context_length_exceeded|maximum context length|context size", re.IGNORECASE)
_NO_MODEL = re.compile(r"model.{0,200}(?:not found|does not exist|unknown)|model_not_found", re.IGNORECASE | re.DOTALL)


def question(server: Server, request: Request, grammar: str, told: str = "") -> bytes:
    """Return the body that asks for a text, or for the rest of one of which `told` is the beginning."""
    messages = [{"role": "system", "content": request.system}] if request.system else []
    messages.append({"role": "user", "content": request.shared + request.prompt})
    if told:
        messages.append({"role": "assistant", "content": told})
    common: dict[str, object] = {
        "model": server.model,
        "messages": messages,
        "stream": True,
        "stream_options": {"include_usage": True},
        "max_tokens": request.max_tokens,
        "temperature": request.temperature,
        "seed": request.seed & 0x7FFFFFFF,
        "top_p": 1.0,
    }
    return msgspec.json.encode({**common, **_own_form(server, grammar, continued=bool(told))})


def _own_form(server: Server, grammar: str, *, continued: bool) -> Mapping[str, object]:
    """Return what only this kind of server understands; others may refuse what they do not know."""
    thoughtless = {"top_k": _LIKELY, "chat_template_kwargs": {"enable_thinking": False}}
    match server.kind:
        case Kind.LLAMA_CPP:
            return thoughtless | {"min_p": 0.0} | ({"grammar": grammar} if grammar else {})
        case Kind.VLLM:
            goes_on = {"continue_final_message": True, "add_generation_prompt": False} if continued else {}
            named = {"structured_outputs": {"grammar": grammar}} if server.version >= _STRUCTURED else {"guided_grammar": grammar}
            return thoughtless | goes_on | (named if grammar else {})
        case Kind.OLLAMA:
            return {"reasoning_effort": "none"}
        case Kind.OTHER:
            return {}


class _Delta(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    delta: _Delta | None = None
    finish_reason: str | None = None


class _Usage(msgspec.Struct):
    prompt_tokens: int = 0
    completion_tokens: int = 0


class _Chunk(msgspec.Struct):
    choices: list[_Choice] | None = None
    usage: _Usage | None = None
    error: msgspec.Raw = msgspec.Raw()


class Said(NamedTuple):
    """What one line of an answer says."""

    text: str = ""
    finish: str = ""  #: why the text ended: "stop", "length", or another word
    prompt_tokens: int = 0
    tokens: int = 0
    over: bool = False  #: the server says that this was all
    error: str = ""


def understand(line: str) -> Said | None:
    """Return what a line of a stream says; None where it is none of a stream."""
    name, colon, value = line.partition(":")
    if not line.strip() or (colon and name in {"", "event", "id", "retry"}):
        return Said()
    value = value.strip()
    if name == "error":
        return Said(error=words_of(value))
    if name != "data" or not colon:
        return None
    return Said(over=True) if value == "[DONE]" else _chunk(value)


def _chunk(value: str) -> Said | None:
    try:
        chunk = msgspec.json.decode(value.encode(), type=_Chunk)
    except msgspec.DecodeError:
        return None
    if bytes(chunk.error) not in {b"", b"null"}:
        return Said(error=words_of(value))
    choice = chunk.choices[0] if chunk.choices else _Choice()
    usage = chunk.usage or _Usage()
    text = (choice.delta.content if choice.delta else None) or ""
    return Said(text, choice.finish_reason or "", usage.prompt_tokens, usage.completion_tokens)


def refusal(server: Server, status: int, text: str) -> ServerFailed:
    """Return why a server did not take a question, from its answer."""
    words = words_of(text)
    if status in REFUSED:
        return ServerFailed(server.host, "key", status, words)
    if _NO_MODEL.search(text):
        return ServerFailed(server.host, "model", status, words)
    return ServerFailed(server.host, "status", status, words)


def is_too_long(status: int, text: str) -> bool:
    """Tell whether a prompt was refused because it does not fit the model's context."""
    return 400 <= status < 500 and _TOO_LONG.search(text) is not None


def refuses_grammar(status: int, text: str) -> bool:
    """Tell whether it was the grammar that was refused."""
    return status in {400, 422, 500, 501} and _GRAMMAR.search(text) is not None
