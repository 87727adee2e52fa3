from __future__ import annotations

import json

import pytest

from bioai_desktop.engine.servers import PLACES, Kind, Reply, Server, base_of, host_of, provenance, recognise, words_of
from bioai_desktop.errors import ServerAddressInvalid, ServerFailed

_BASE = "http://gpu-box:8080"
_NOT_FOUND = Reply(404, '{"error":{"message":"File Not Found","code":404}}')


def _replies(**given: object) -> dict[str, Reply]:
    """Return what a server answers at each place; others are not found."""
    made = {name: each if isinstance(each, Reply) else Reply(200, json.dumps(each)) for name, each in given.items()}
    return dict.fromkeys(PLACES, _NOT_FOUND) | made


def _models(owner: str, *names: str) -> dict[str, object]:
    return {"object": "list", "data": [{"id": name, "owned_by": owner} for name in names]}


_LLAMA = _replies(models=_models("llamacpp", "/srv/qwen.gguf"), props={"total_slots": 6, "model_path": "/srv/qwen.gguf", "n_ctx": 1})


@pytest.mark.parametrize(
    ("address", "base"),
    [
        ("http://gpu-box:8080", "http://gpu-box:8080"),
        ("http://gpu-box:8080/v1/", "http://gpu-box:8080"),
        ("https://lab.example.org/llm/v1", "https://lab.example.org/llm"),
        (" gpu-box:8080 ", "http://gpu-box:8080"),
        ("http://[::1]:8080", "http://[::1]:8080"),
    ],
)
def test_an_address_is_taken_as_users_write_it(address: str, base: str) -> None:
    assert base_of(address) == base


@pytest.mark.parametrize(
    "address", ["", "ftp://gpu-box", "http://", "http://box:99999", "http://box:0", "http://[::1", "http://a b", "file:///x"]
)
def test_what_is_no_address_of_a_server_is_refused(address: str) -> None:
    with pytest.raises(ServerAddressInvalid):
        base_of(address)


def test_a_password_in_an_address_is_not_shown() -> None:
    assert host_of("http://user:secret@gpu-box:8080") == "gpu-box:8080"


def test_llama_cpp_says_how_many_it_writes_at_a_time() -> None:
    server = recognise(_BASE, _LLAMA, "")
    assert (server.kind, server.model, server.title, server.width) == (Kind.LLAMA_CPP, "/srv/qwen.gguf", "qwen.gguf", 6)
    assert server.confines
    assert server.continues


@pytest.mark.parametrize(("version", "numbers"), [("0.9.2", (0, 9, 2)), ("0.12.0rc1", (0, 12, 0))])
def test_vllm_says_its_version(version: str, numbers: tuple[int, ...]) -> None:
    server = recognise(_BASE, _replies(models=_models("vllm", "Qwen/Qwen3-4B"), vllm={"version": version}), "")
    assert (server.kind, server.title, server.version) == (Kind.VLLM, "Qwen/Qwen3-4B", numbers)


def test_ollama_adds_a_tag_to_names() -> None:
    replies = _replies(models=_models("library", "gemma:2b", "qwen3:latest"), ollama={"version": "0.12.1"})
    assert recognise(_BASE, replies, "").model == "gemma:2b"
    server = recognise(_BASE, replies, "qwen3")
    assert (server.kind, server.model, server.confines) == (Kind.OLLAMA, "qwen3:latest", False)


def test_any_other_server_is_one_too() -> None:
    server = recognise(_BASE, _replies(models=_models("me", "a", "b")), "b")
    assert (server.kind, server.model, server.continues) == (Kind.OTHER, "b", False)
    assert recognise(_BASE, _replies(), "named").model == "named"  # it lists nothing, and may have it


@pytest.mark.parametrize(
    ("replies", "wanted", "reason", "detail"),
    [
        (_replies(models=Reply(0, "", "unreachable")), "", "unreachable", ""),
        (_replies(models=Reply(0, "", "timeout")), "", "timeout", ""),
        (_replies(models=Reply(401, "")), "", "key", ""),
        (_LLAMA | {"props": Reply(401, "")}, "", "key", ""),
        (_replies(models=_models("vllm", "a", "b")), "c", "model", "a, b"),
        (_replies(models=_models("library"), ollama={"version": "1"}), "", "model", "–"),
        (_replies(models=Reply(200, "<html>Router</html>")), "", "nonsense", "Router"),
        (_replies(models=Reply(200, "<html>Router</html>")), "named", "nonsense", "Router"),
        (_replies(), "", "nonsense", "File Not Found"),
        (_replies(models=Reply(503, '{"error":{"message":"Loading model"}}')), "", "status", "Loading model"),
    ],
)
def test_what_is_wrong_with_a_server_is_told(replies: dict[str, Reply], wanted: str, reason: str, detail: str) -> None:
    with pytest.raises(ServerFailed) as caught:
        recognise(_BASE, replies, wanted)
    assert (caught.value.host, caught.value.reason, caught.value.detail) == ("gpu-box:8080", reason, detail)


def test_provenance_is_no_hash_of_a_file_and_changes_with_all_that_a_server_tells() -> None:
    one, other = Server(_BASE, Kind.OTHER, "a"), Server("http://lab", Kind.OTHER, "a")
    assert provenance([one]).startswith("server:")
    assert provenance([one, other]) == provenance([other, one])
    variants = [[one], [other], [one, other], [Server(_BASE, Kind.OTHER, "b")], [Server(_BASE, Kind.OTHER, "a", told="size 1")]]
    assert len({provenance(servers) for servers in variants}) == len(variants)
    assert recognise(_BASE, _LLAMA, "").told == "/srv/qwen.gguf"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"error":{"message":"no \\"x\\"\\nhere","code":1}}', 'no "x" here'),
        ('{"error":"gone"}', "gone"),
        ('{"detail":"no"}', "no"),
        ("plain\n words", "plain words"),
        ("<html><body class='x'>Internal <b>error</b>.</html>", "Internal error"),
        ("x" * 1000, "x" * 200),
        ("", "–"),
    ],
)
def test_a_servers_own_words_are_short(text: str, words: str) -> None:
    assert words_of(text) == words
