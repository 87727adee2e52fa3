"""The engine of other machines, with real servers and the real way to them."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
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


@pytest.fixture
def silent() -> Iterator[str]:
    """An address at which nothing is ever said."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"


def _engine(*addresses: str, model: str = "", key: str = "") -> closing[RemoteEngine]:
    return closing(RemoteEngine(addresses, HttpWire(), model, dict.fromkeys(addresses, key)))


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


def test_what_is_added_on_the_way_is_written_too(serve: Serve) -> None:
    first, *later = _requests(3)
    with _engine(serve().url) as engine:
        events = engine.stream([first], more=lambda: [later.pop(0)] if later else [])
        assert [event.request for event in events if isinstance(event, Answer)] == ["r0", "r1", "r2"]


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


class _Stop(Exception):
    pass


class _Stopper:
    """A beat that stops a stream once it was told to."""

    def __init__(self, *, told: bool = False) -> None:
        self.told = told
        self.beats = 0

    def __call__(self) -> None:
        self.beats += 1
        if self.told:
            raise _Stop


def test_a_beat_that_stops_hangs_up_at_once(serve: Serve) -> None:
    server = serve()
    server.held.clear()
    stopper = _Stopper()
    with _engine(server.url) as engine:
        stream = engine.stream(_requests(10), stopper)
        next(event for event in stream if isinstance(event, Piece))
        stopper.told = True
        with pytest.raises(_Stop):
            list(stream)
        _until(lambda: server.running == 0)
        assert server.left == len(server.asked)
        server.held.set()
        assert {answer.stop for answer in _answers(engine, 2).values()} == {Stop.END}


def test_a_beat_that_stops_before_the_servers_have_said_what_they_are(silent: str) -> None:
    with _engine(silent) as engine:
        stream = engine.stream(_requests(2), _Stopper(told=True))
        with pytest.raises(_Stop):
            next(stream)


def test_who_waits_for_another_to_learn_who_is_there_is_asked_whether_to_stop(silent: str) -> None:
    first, second = _Stopper(), _Stopper()
    with _engine(silent) as engine, ThreadPoolExecutor() as pool:
        streams = [pool.submit(list, engine.stream(_requests(1), stopper)) for stopper in (first, second)]
        _until(lambda: first.beats > 1 and second.beats > 1)
        for stopper, stream in zip((first, second), streams, strict=True):
            stopper.told = True
            with pytest.raises(_Stop):
                stream.result(10)


def test_the_beat_goes_on_while_nothing_comes(serve: Serve) -> None:
    server = serve()
    server.held.clear()
    stopper = _Stopper()
    with _engine(server.url) as engine, ThreadPoolExecutor() as pool:
        stream = pool.submit(list, engine.stream(_requests(1), stopper))
        _until(lambda: server.running == 1)
        before = stopper.beats
        _until(lambda: stopper.beats > before + 3)
        server.held.set()
        assert stream.result(10)


def test_streams_of_many_threads_each_hear_their_own(serve: Serve) -> None:
    server = serve()
    server.held.clear()
    with _engine(server.url) as engine, ThreadPoolExecutor(4) as pool:
        streams = [pool.submit(_answers, engine, count) for count in (1, 2, 3, 4)]
        _until(lambda: server.running == 10)
        server.held.set()
        for count, stream in enumerate(streams, 1):
            texts = {name: answer.text for name, answer in stream.result(10).items()}
            assert texts == {f"r{at}": f"研究者{'一' * (at + 1)}。" for at in range(count)}


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


def test_each_server_is_shown_its_own_key(serve: Serve) -> None:
    one, two = serve(), serve()
    one.key, two.key = "first", "second"
    keys = {one.url: "first", f"{two.url}v1": "second"}
    with closing(RemoteEngine([one.url, two.url], HttpWire(), keys=keys)) as engine:
        assert engine.info().silent == ()
        assert len(_answers(engine, 12)) == 12
    assert min(len(one.asked), len(two.asked)) > 0


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
