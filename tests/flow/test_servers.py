from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytest_httpserver import HTTPServer

from bioai_desktop.app import build
from bioai_desktop.domain import Language, SilentJob
from bioai_desktop.engine.shelf import ModelState
from bioai_desktop.errors import ModelUnknown, ServerAddressInvalid, ServerFailed, ServerUnset
from bioai_desktop.flow import servers
from bioai_desktop.flow.doctor import Health, examine
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.translate import translate_all
from bioai_desktop.settings import SERVER, Settings, load
from tests.engine.chat_server import ChatServer
from tests.gguf_files import write_model


@pytest.fixture
def server() -> Iterator[ChatServer]:
    with HTTPServer(threaded=True) as http:
        yield ChatServer(http)


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
    assert "The gene slows the tumour." in server.asked[0]["messages"][-1]["content"]


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


def test_the_key_comes_from_the_environment(parts: Parts, server: ChatServer, monkeypatch: pytest.MonkeyPatch) -> None:
    server.key = "secret"
    with pytest.raises(ServerFailed):
        servers.add(parts, [server.url], "", SilentJob())
    monkeypatch.setenv(servers.KEY, "secret")
    assert servers.add(parts, [server.url], "", SilentJob()).model == "m"
    assert "secret" not in parts.paths.settings.read_text("utf-8")


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
