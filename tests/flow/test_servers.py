from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import keyring
import pytest
from pytest_httpserver import HTTPServer

from bioai_desktop.app import build
from bioai_desktop.domain import Language, SilentJob
from bioai_desktop.engine.shelf import ModelState
from bioai_desktop.errors import KeyRefused, KeyringUnusable, ModelUnknown, ServerAddressInvalid, ServerFailed, ServerUnset
from bioai_desktop.flow import servers
from bioai_desktop.flow.doctor import Health, examine
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.translate import translate_all
from bioai_desktop.settings import SERVER, Settings, load
from tests.engine.chat_server import ChatServer
from tests.gguf_files import write_model
from tests.keyrings import InMemory, Locked


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with HTTPServer(threaded=True) as http:
        yield ChatServer(http)


@pytest.fixture
def ring() -> Iterator[InMemory]:
    before, made = keyring.get_keyring(), InMemory()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(before)


@pytest.fixture
def parts(tmp_path: Path) -> Iterator[Parts]:
    made = build(tmp_path / "data")
    yield made
    made.close()


def _saved(parts: Parts) -> Settings:
    return load(parts.paths.settings)


def test_another_machine_is_off_until_it_is_chosen(parts: Parts, server: ChatServer) -> None:
    assert servers.state(parts.settings) == []
    found = servers.add(parts, [f"{server.url}v1"], "", SilentJob())
    assert (found.model, found.hosts) == ("m", (server.host,))
    assert (_saved(parts).model, _saved(parts).servers, _saved(parts).hosts) == ("starter", f"http://{server.host}", ())
    (line,) = servers.state(parts.settings)
    assert (line.name, line.title, line.state, line.usable) == (SERVER, server.host, ModelState.SERVER, True)
    assert server.asked == []


def test_chosen_it_writes_and_the_settings_say_where_texts_go(parts: Parts, server: ChatServer) -> None:
    server.script = lambda _: ("这个基因", "让肿瘤长得慢。")
    servers.add(parts, [server.url], "m", SilentJob())
    servers.choose(parts, SERVER, SilentJob())
    assert _saved(parts).hosts == (server.host,)
    (said,) = translate_all(parts, ["The gene slows the tumour."], Language.ZH, SilentJob())
    assert said.text == "这个基因让肿瘤长得慢。"
    assert {asked["model"] for asked in server.asked} == {"m"}
    assert "The gene slows the 肿瘤." in server.asked[0]["messages"][-1]["content"]


def test_a_server_that_cannot_write_is_not_remembered(parts: Parts, server: ChatServer) -> None:
    with pytest.raises(ServerFailed):
        servers.add(parts, [server.url], "other", SilentJob())
    with pytest.raises(ServerAddressInvalid):
        servers.add(parts, ["ftp://x"], "", SilentJob())
    assert parts.settings.servers == ""
    assert not parts.paths.settings.exists()


def test_it_can_be_looked_at_and_forgotten(parts: Parts, server: ChatServer) -> None:
    with pytest.raises(ServerUnset):
        servers.look(parts, SilentJob())
    servers.add(parts, [server.url], "", SilentJob())
    servers.choose(parts, SERVER, SilentJob())
    assert servers.look(parts, SilentJob()).device_name == f"OpenAI API at {server.host}"
    servers.forget(parts)
    assert (_saved(parts).servers, _saved(parts).model) == ("", Settings().model)


def test_a_choice_that_cannot_write_is_not_taken(parts: Parts, tmp_path: Path) -> None:
    with pytest.raises(ServerUnset):
        servers.choose(parts, SERVER, SilentJob())
    with pytest.raises(ModelUnknown):
        servers.choose(parts, "nosuch", SilentJob())
    own = str(write_model(tmp_path / "own.gguf"))
    servers.choose(parts, own, SilentJob())
    assert _saved(parts).model == own
    servers.forget(parts)
    assert _saved(parts).model == own


def test_a_key_is_kept_in_the_keyring_and_shown_to_its_server(parts: Parts, server: ChatServer, ring: InMemory) -> None:
    server.key = "secret"
    with pytest.raises(ServerFailed):
        servers.add(parts, [server.url], "", SilentJob())
    assert ring.asked == []  # where no key was kept, nobody has to unlock anything
    servers.keep_key(parts, f"{server.url}v1", " secret\n")
    assert list(ring.kept.values()) == ["secret"]
    assert servers.add(parts, [server.url], "", SilentJob()).model == "m"
    assert "secret" not in parts.paths.settings.read_text("utf-8")
    servers.choose(parts, SERVER, SilentJob())
    translate_all(parts, ["The gene slows the tumour."], Language.ZH, SilentJob())
    assert server.asked
    servers.remove_key(parts, server.url)
    assert (ring.kept, _saved(parts).server_keys) == ({}, "")
    with pytest.raises(ServerFailed) as caught:
        servers.look(parts, SilentJob())
    assert caught.value.reason == "key"


def test_no_other_machine_is_shown_a_key(parts: Parts, server: ChatServer, ring: InMemory) -> None:
    server.key = "secret"
    with HTTPServer(threaded=True) as http:
        other = ChatServer(http)
        servers.keep_key(parts, server.url, "secret")
        servers.add(parts, [server.url, other.url], "", SilentJob())
        assert [request.headers.get("Authorization") for request, _ in http.log] == [None] * len(http.log)
        assert http.log


def test_a_key_that_lies_in_a_locked_keyring_is_told(parts: Parts, server: ChatServer, ring: InMemory) -> None:
    servers.keep_key(parts, server.url, "secret")
    keyring.set_keyring(Locked())
    with pytest.raises(KeyringUnusable):
        servers.add(parts, [server.url], "", SilentJob())


def test_a_key_that_was_taken_out_of_the_keyring_is_none(parts: Parts, server: ChatServer, ring: InMemory) -> None:
    servers.keep_key(parts, server.url, "secret")
    ring.kept.clear()
    assert servers.add(parts, [server.url], "", SilentJob()).model == "m"


def test_whether_a_key_can_be_read_on_the_way(parts: Parts, ring: InMemory) -> None:
    assert servers.keep_key(parts, "https://gpu.example.org", "k1")
    assert servers.keep_key(parts, "localhost:8080", "k2")
    assert not servers.keep_key(parts, "gpu-box:8080", "k3")
    assert set(_saved(parts).server_keys.split()) == {"https://gpu.example.org:443", "http://localhost:8080", "http://gpu-box:8080"}


@pytest.mark.parametrize(("key", "reason"), [(" \n", "none"), ("two words", "form"), ("a\r\nX-Evil: 1", "form")])
def test_what_is_no_key(parts: Parts, ring: InMemory, key: str, reason: str) -> None:
    with pytest.raises(KeyRefused) as caught:
        servers.keep_key(parts, "gpu-box:8080", key)
    assert (caught.value.name, caught.value.reason, ring.kept) == ("gpu-box:8080", reason, {})
    with pytest.raises(ServerAddressInvalid):
        servers.keep_key(parts, "ftp://x", "k")


def test_a_key_of_the_environment_wins(parts: Parts, server: ChatServer, ring: InMemory, monkeypatch: pytest.MonkeyPatch) -> None:
    server.key = "secret"
    servers.keep_key(parts, server.url, "old")
    with pytest.raises(ServerFailed):
        servers.add(parts, [server.url], "", SilentJob())
    ring.asked.clear()
    monkeypatch.setenv(servers.KEY, "secret")
    assert servers.add(parts, [server.url], "", SilentJob()).model == "m"
    assert ring.asked == []


def test_an_examination_says_first_that_texts_go_elsewhere(parts: Parts, server: ChatServer) -> None:
    parts.use(replace(parts.settings, model=SERVER, servers=f"{server.url} http://127.0.0.1:9"))
    checks = [check for check in examine(parts, SilentJob()) if check.part in {"model", "engine"}]
    assert [(check.key, check.health) for check in checks] == [
        ("server", Health.NOTE),
        ("engine-server", Health.FINE),
        ("engine-silent", Health.NOTE),
    ]
    assert checks[0].facts["hosts"] == f"{server.host}, 127.0.0.1:9"
    assert checks[2].facts["silent"] == "127.0.0.1:9"
    parts.use(replace(parts.settings, servers="http://127.0.0.1:9"))
    checks = [check for check in examine(parts, SilentJob()) if check.part in {"model", "engine"}]
    assert [check.health for check in checks] == [Health.NOTE, Health.BROKEN]


def test_without_an_address_an_examination_says_so(parts: Parts) -> None:
    parts.use(replace(parts.settings, model=SERVER))
    (check,) = [check for check in examine(parts, SilentJob()) if check.part in {"model", "engine"}]
    assert isinstance(check.problem, ServerUnset)


def test_other_addresses_take_another_engine(parts: Parts, server: ChatServer) -> None:
    parts.use(replace(parts.settings, model=SERVER, servers=server.url))
    first = parts.engine()
    parts.use(replace(parts.settings, server_model="m"))
    assert parts.engine() is not first
