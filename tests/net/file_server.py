"""A real HTTP server for one file, with Range, and with the ways in which real servers let one down."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Behaviour:
    """What the server does; changed by a test between requests."""

    body: bytes
    cuts: list[int] = field(default_factory=list)  #: for each coming answer, after how many bytes the line breaks
    ranges: bool = True  #: understands Range
    length: bool = True  #: says how long its answers are
    status: int = 200
    wait: float = 0.0  #: seconds before the head
    stall_at: int = -1  #: bytes after which nothing more comes
    redirect: str = ""
    asked: list[str] = field(default_factory=list)  #: the Range of each request, "" where it had none


class FileServer:
    """Serves `behaviour.body` at every path, while the `with` block lasts."""

    def __init__(self, body: bytes) -> None:
        self.behaviour = Behaviour(body)
        self._server = _Server(self.behaviour)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}"

    def __enter__(self) -> FileServer:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.ending.set()
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


class _Server(ThreadingHTTPServer):
    def __init__(self, behaviour: Behaviour) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.behaviour = behaviour
        self.ending = threading.Event()

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that hangs up is part of the tests."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        behaviour, asked = self.server.behaviour, self.headers.get("range", "")
        behaviour.asked.append(asked)
        self.server.ending.wait(behaviour.wait)
        if behaviour.redirect and self.path != "/moved":
            self._head(302, {"location": behaviour.redirect, "content-length": "0"})
        elif behaviour.status != 200:
            self._head(behaviour.status, {"content-length": "0"})
        else:
            self._answer(int(asked[6:-1]) if asked and behaviour.ranges else 0, partial=bool(asked) and behaviour.ranges)

    def _head(self, status: int, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()

    def _answer(self, start: int, *, partial: bool) -> None:
        behaviour = self.server.behaviour
        body = behaviour.body
        headers = {"content-length": str(len(body) - start)} if behaviour.length else {"connection": "close"}
        if partial:
            headers["content-range"] = f"bytes {start}-{len(body) - 1}/{len(body)}"
        self._head(206 if partial else 200, headers)
        end = min(start + behaviour.cuts.pop(0), len(body)) if behaviour.cuts else len(body)
        self._send(body, start, end)
        if end < len(body) or not behaviour.length:
            self.close_connection = True

    def _send(self, body: bytes, start: int, end: int) -> None:
        for at in range(start, end, 4096):
            if 0 <= self.server.behaviour.stall_at <= at:
                self.server.ending.wait(20)
                return
            self.wfile.write(body[at : min(at + 4096, end)])

    def log_message(self, *_: object) -> None:
        """Say nothing."""
