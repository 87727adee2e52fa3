"""Real servers on this computer; what only a broken one does is written by hand on a socket."""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from bioai_desktop.domain import Call, Heard
from bioai_desktop.net.wire import HttpWire, Patience

_HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.fixture(scope="module")
def running() -> Iterator[HTTPServer]:
    with HTTPServer(threaded=True) as server:
        yield server


@pytest.fixture
def httpserver(running: HTTPServer) -> HTTPServer:
    running.clear()
    return running


@pytest.fixture
def wire() -> Iterator[HttpWire]:
    made = HttpWire()
    yield made
    made.close()


class _Ear:
    """Listens to calls."""

    def __init__(self, wire: HttpWire, *calls: Call) -> None:
        self._inbox: queue.SimpleQueue[Heard] = queue.SimpleQueue()
        for call in calls:
            wire.send(call, self._inbox.put)

    def next(self, seconds: float = 10.0) -> Heard | None:
        try:
            return self._inbox.get(timeout=seconds)
        except queue.Empty:
            return None

    def until_the_end(self, *calls: str) -> dict[str, list[Heard]]:
        """Listen until all these calls have ended."""
        found: dict[str, list[Heard]] = {call: [] for call in calls}
        while not all(heard and heard[-1].ended for heard in found.values()):
            heard = self.next()
            assert heard is not None, found
            found[heard.call].append(heard)
        return found


def _one(wire: HttpWire, call: Call) -> list[Heard]:
    return _Ear(wire, call).until_the_end(call.id)[call.id]


@contextmanager
def _by_hand(answer: Callable[[socket.socket], None]) -> Iterator[str]:
    """Serve one connection with a function of the socket, once a question has come."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.recv(65536)
                answer(connection)

        thread = threading.Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/"
        thread.join(10)


def test_an_answer_comes_line_by_line_with_its_end(wire: HttpWire, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/v1", method="POST", data='{"a":1}').respond_with_data("data: 蛋白\r\n\ndata: end")
    heard = _one(wire, Call("1", httpserver.url_for("/v1"), b'{"a":1}', "secret"))
    assert [each.line for each in heard[:-1]] == ["data: 蛋白", "", "data: end"]
    assert heard[-1] == Heard("1", ended=True, status=200)
    headers = httpserver.log[0][0].headers
    assert (headers["Authorization"], headers["Content-Type"]) == ("Bearer secret", "application/json")
    assert headers["User-Agent"].startswith("BioAI-Desktop/")


def test_without_a_body_an_address_is_read_and_without_a_key_none_is_shown(wire: HttpWire, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/props", method="GET").respond_with_data("{}", status=404)
    heard = _one(wire, Call("1", httpserver.url_for("/props")))
    assert heard == [Heard("1", "{}", status=404), Heard("1", ended=True, status=404)]
    assert "Authorization" not in httpserver.log[0][0].headers


def test_lines_come_while_the_answer_is_still_written(wire: HttpWire) -> None:
    go = threading.Event()

    def answer(connection: socket.socket) -> None:
        connection.sendall(_HEAD + b"4\r\none\n\r\n")
        assert go.wait(10)
        connection.sendall(b"4\r\ntwo\n\r\n0\r\n\r\n")

    with _by_hand(answer) as url:
        ear = _Ear(wire, Call("1", url))
        first = ear.next()
        go.set()
        assert first == Heard("1", "one", status=200)
        assert [each.line for each in ear.until_the_end("1")["1"]] == ["two", ""]


def test_many_calls_are_answered_at_once(wire: HttpWire, httpserver: HTTPServer) -> None:
    together = threading.Barrier(12)

    def handle(request: Request) -> Response:
        together.wait(10)
        return Response(request.args["name"])

    httpserver.expect_request("/").respond_with_handler(handle)
    ears = [_Ear(wire, *(Call(f"{ear}{number}", httpserver.url_for(f"/?name={ear}{number}")) for number in range(6))) for ear in "ab"]
    for ear, name in zip(ears, "ab", strict=True):
        heard = ear.until_the_end(*(f"{name}{number}" for number in range(6)))  # it hears its own calls alone
        assert all(lines[0].line == call for call, lines in heard.items())


def test_a_mistake_of_the_wires_own_is_heard(wire: HttpWire) -> None:
    with _by_hand(lambda connection: connection.sendall(_HEAD + b"4\r\none\n\r\n")) as url:
        heard: queue.SimpleQueue[Heard] = queue.SimpleQueue()

        def hear(each: Heard) -> None:
            heard.put(each)
            if not each.ended:
                raise ZeroDivisionError

        wire.send(Call("1", url), hear)
        assert heard.get(timeout=10).line == "one"
        end = heard.get(timeout=10)
        assert (end.ended, type(end.fault)) == (True, ZeroDivisionError)


def test_a_call_that_is_dropped_is_hung_up_on(wire: HttpWire) -> None:
    left = threading.Event()

    def answer(connection: socket.socket) -> None:
        connection.sendall(_HEAD + b"4\r\none\n\r\n")
        connection.settimeout(10)
        if connection.recv(1) == b"":
            left.set()

    with _by_hand(answer) as url:
        ear = _Ear(wire, Call("1", url))
        assert ear.next() is not None
        wire.drop("1")
        assert left.wait(10)
        assert ear.next(0.1) is None


@pytest.mark.parametrize(
    ("rest", "problem"),
    [
        (b"4\r\none\n", "protocol"),  # it breaks off in a piece
        (b"zz\r\n", "protocol"),
    ],
)
def test_an_answer_that_breaks_off_says_so(wire: HttpWire, rest: bytes, problem: str) -> None:
    with _by_hand(lambda connection: connection.sendall(_HEAD + rest)) as url:
        assert _one(wire, Call("1", url))[-1] == Heard("1", ended=True, status=200, problem=problem)


def test_nobody_at_an_address(wire: HttpWire) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    assert _one(wire, Call("1", f"http://127.0.0.1:{port}/")) == [Heard("1", ended=True, problem="unreachable")]


@pytest.mark.parametrize("url", ["http://[::bad/", "http://a..b/", f"http://{'a' * 70}.b/"])
def test_an_address_that_is_none(wire: HttpWire, url: str) -> None:
    assert _one(wire, Call("1", url))[-1].problem == "unreachable"


def test_a_key_may_hold_any_sign(wire: HttpWire, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data("")
    assert _one(wire, Call("1", httpserver.url_for("/"), key="ключ\udcff"))[-1].status == 200
    assert httpserver.log[0][0].headers["Authorization"].startswith("Bearer ")


def test_a_redirect_is_not_followed_as_text_and_key_are_for_the_named_machine_alone(wire: HttpWire, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/a").respond_with_data("", status=307, headers={"Location": httpserver.url_for("/b")})
    assert _one(wire, Call("1", httpserver.url_for("/a"), b"{}", "secret"))[-1].status == 307
    assert [request.path for request, _ in httpserver.log] == ["/a"]


@pytest.mark.parametrize("patience", [Patience(first=0.2, connect=0.1), Patience(between=0.2)])
def test_a_server_that_falls_silent(patience: Patience) -> None:
    over = threading.Event()

    def answer(connection: socket.socket) -> None:
        if patience.between < 1:
            connection.sendall(_HEAD + b"4\r\none\n\r\n")
        over.wait(10)

    wire = HttpWire(patience)
    with _by_hand(answer) as url:
        assert _one(wire, Call("1", url))[-1].problem == "timeout"
        over.set()
    wire.close()


@pytest.mark.parametrize(("body", "patience"), [("x\n" * 600, Patience(most_bytes=1000)), ("x" * 600_000, Patience(longest_line=1000))])
def test_an_answer_without_end_is_ended(httpserver: HTTPServer, body: str, patience: Patience) -> None:
    wire = HttpWire(patience)
    httpserver.expect_request("/").respond_with_data(body)
    assert _one(wire, Call("1", httpserver.url_for("/")))[-1].problem == "too-large"
    wire.close()


def test_a_packed_answer_was_not_asked_for(wire: HttpWire, httpserver: HTTPServer) -> None:
    httpserver.expect_request("/").respond_with_data(b"\x1f\x8b", headers={"Content-Encoding": "gzip"})
    assert _one(wire, Call("1", httpserver.url_for("/")))[-1].problem == "protocol"


def test_what_is_closed_hangs_up_and_can_be_used_again(httpserver: HTTPServer) -> None:
    left = threading.Event()

    def answer(connection: socket.socket) -> None:
        connection.settimeout(10)
        if connection.recv(1) == b"":
            left.set()

    wire = HttpWire()
    before = _threads()
    with _by_hand(answer) as url:
        _Ear(wire, Call("1", url)).next(0.1)
        wire.close()
        assert left.wait(10)
    assert _threads() == before
    httpserver.expect_request("/").respond_with_data("again")
    assert _one(wire, Call("2", httpserver.url_for("/")))[0].line == "again"
    wire.close()
    wire.close()


def test_a_proxy_is_not_asked_for_what_runs_on_this_computer(httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    httpserver.expect_request("/").respond_with_data("here")
    wire = HttpWire()
    assert _one(wire, Call("1", httpserver.url_for("/")))[0].line == "here"
    wire.close()


def _threads() -> Sequence[str]:
    return [thread.name for thread in threading.enumerate() if thread.name == "servers"]
