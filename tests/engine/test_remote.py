"""The engine of other machines, with real servers and the real way to them."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing

import pytest
from pytest_httpserver import HTTPServer

from bioai_desktop.domain import Answer, Constraint, Device, Piece, Request, Script, Stop
from bioai_desktop.engine.remote import RemoteEngine
from bioai_desktop.errors import Cancelled, ServerAddressInvalid, ServerFailed, ServerUnset
from bioai_desktop.net.wire import HttpWire
from tests.engine.chat_server import ChatServer

_CHINESE = Constraint(Script.CHINESE, min_chars=2)
Serve = Callable[[], ChatServer]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Start a server, as often as it is called."""
    with ExitStack() as stack:
        yield lambda: ChatServer(stack.enter_context(HTTPServer(threaded=True)))


@pytest.fixture
def dead() -> str:
    """An address at which nobody is."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return f"http://127.0.0.1:{listener.getsockname()[1]}"


def _engine(*addresses: str, model: str = "", key: str = "") -> closing[RemoteEngine]:
    return closing(RemoteEngine(addresses, HttpWire(), model, key))


def _requests(count: int) -> list[Request]:
    return [Request(f"r{at}", "", "x" * (at + 1), constraint=_CHINESE) for at in range(count)]


def _answers(engine: RemoteEngine, count: int) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    shown: dict[str, str] = {}
    for event in engine.stream(_requests(count)):
        if isinstance(event, Piece):
            assert event.request not in answers
            shown[event.request] = shown.get(event.request, "") + event.text
        else:
            assert event.text == shown.get(event.request, "")
            answers[event.request] = event
    return answers


def test_texts_are_written_elsewhere(serve: Serve) -> None:
    server = serve()
    with _engine(server.url) as engine:
        answers = _answers(engine, 3)
        assert {name: answer.text for name, answer in answers.items()} == {f"r{at}": f"研究者{'一' * (at + 1)}。" for at in range(3)}
        assert {(answer.stop, answer.prompt_tokens, answer.tokens) for answer in answers.values()} == {(Stop.END, 7, 3)}
        assert list(engine.stream([])) == []
        assert engine.info().tokens_per_second > 0


def test_it_says_who_writes(serve: Serve, dead: str) -> None:
    server = serve()
    with _engine(f"{server.url}/v1", dead) as engine:
        info = engine.info()
        assert (info.model, info.device, info.device_name) == ("m", Device.AUTO, f"OpenAI API at {server.host}")
        assert info.model_hash.startswith("server:")
        assert (info.hosts, info.silent) == ((server.host, dead[7:]), (dead[7:],))


def test_servers_share_the_work(serve: Serve) -> None:
    servers = [serve(), serve()]
    for server in servers:
        server.held.clear()
    with _engine(*(server.url for server in servers)) as engine:
        answers: list[Answer] = []
        for event in engine.stream(_requests(20)):
            if isinstance(event, Answer):
                answers.append(event)
            if sum(server.running for server in servers) == 16:
                for server in servers:
                    server.held.set()
        assert len(answers) == 20
    assert [server.most for server in servers] == [8, 8]
    assert min(len(server.asked) for server in servers) >= 8


def test_a_server_that_goes_down_on_the_way_leaves_its_texts_to_the_others(serve: Serve) -> None:
    good, bad = serve(), serve()

    def breaks(_: object) -> Iterator[str]:
        yield "研究"
        raise ConnectionResetError

    bad.script = breaks
    with _engine(good.url, bad.url) as engine:
        assert {answer.stop for answer in _answers(engine, 6).values()} == {Stop.END}
        assert len(bad.asked) >= 1
        assert len(good.asked) == 6


def test_the_only_server_that_goes_down_is_told(serve: Serve) -> None:
    server = serve()

    def breaks(_: object) -> Iterator[str]:
        yield "研究"
        raise ConnectionResetError

    server.script = breaks
    with _engine(server.url) as engine, pytest.raises(ServerFailed) as caught:
        _answers(engine, 2)
    assert (caught.value.host, caught.value.reason) == (server.host, "broken-off")


def test_a_cancel_hangs_up_at_once(serve: Serve) -> None:
    server = serve()
    server.held.clear()
    with _engine(server.url) as engine:
        stream = engine.stream(_requests(10))
        next(event for event in stream if isinstance(event, Piece))
        engine.cancel()
        answers = [event for event in stream if isinstance(event, Answer)]
        assert {answer.request for answer in answers} == {f"r{at}" for at in range(10)}
        assert {answer.stop for answer in answers} == {Stop.CANCELLED}
        _until(lambda: server.running == 0)
        assert server.left == len(server.asked)
        server.held.set()
        assert {answer.stop for answer in _answers(engine, 2).values()} == {Stop.END}


def test_a_cancel_before_the_servers_have_said_what_they_are() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, _engine(f"http://127.0.0.1:{silent.getsockname()[1]}") as engine:
        stop = threading.Timer(0.1, engine.cancel)
        stop.start()
        assert [event.stop for event in engine.stream(_requests(2)) if isinstance(event, Answer)] == [Stop.CANCELLED] * 2
        stop.join()


def test_a_stream_that_is_left_is_hung_up_on(serve: Serve) -> None:
    server = serve()
    server.held.clear()
    with _engine(server.url) as engine:
        stream = engine.stream(_requests(3))
        next(stream)
        stream.close()
        _until(lambda: server.running == 0)


def test_closing_ends_a_stream_and_a_later_one_asks_anew(serve: Serve) -> None:
    server = serve()
    server.held.clear()
    with _engine(server.url) as engine:
        stream = engine.stream(_requests(1))
        next(stream)
        engine.close()
        with pytest.raises(Cancelled):
            list(stream)
        server.held.set()
        assert len(_answers(engine, 1)) == 1


def test_the_key_opens(serve: Serve) -> None:
    server = serve()
    server.key = "secret"
    with _engine(server.url, key="secret") as engine:
        assert len(_answers(engine, 1)) == 1
    with _engine(server.url, key="wrong") as engine, pytest.raises(ServerFailed) as caught:
        engine.info()
    assert caught.value.reason == "key"


def test_a_model_that_no_server_has(serve: Serve) -> None:
    with _engine(serve().url, model="other") as engine, pytest.raises(ServerFailed) as caught:
        _answers(engine, 1)
    assert (caught.value.reason, caught.value.detail) == ("model", "m")


def test_nobody_there(dead: str) -> None:
    with _engine(dead) as engine:
        for ask in (engine.info, lambda: list(engine.stream(_requests(1)))):
            with pytest.raises(ServerFailed) as caught:
                ask()
            assert (caught.value.host, caught.value.reason) == (dead[7:], "unreachable")


def test_without_an_address_there_is_no_engine() -> None:
    with pytest.raises(ServerUnset):
        RemoteEngine([], HttpWire())
    with pytest.raises(ServerAddressInvalid):
        RemoteEngine(["ftp://x"], HttpWire())


def _until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)
