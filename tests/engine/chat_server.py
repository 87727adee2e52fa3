"""A server of the common interface that says what it is told to, for tests: a real one, over HTTP."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

#: What a text is made of, by the question.
Script = Callable[[dict[str, Any]], Iterable[str]]


def echo(asked: dict[str, Any]) -> Iterator[str]:
    """Say a sentence of the question's own number of signs."""
    yield "研究者"
    yield "一" * len(asked["messages"][-1]["content"])
    yield "。"


@dataclass
class ChatServer:
    """It counts what is asked of it, and how much at the same time."""

    http: HTTPServer
    script: Script = echo
    name: str = "m"
    key: str = ""
    held: threading.Event = field(default_factory=threading.Event)  #: each text waits for it before its end
    asked: list[dict[str, Any]] = field(default_factory=list)
    running: int = 0
    most: int = 0
    left: int = 0  #: texts that nobody listened to until the end
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __post_init__(self) -> None:
        self.held.set()
        self.http.expect_request("/v1/models").respond_with_handler(self._models)
        self.http.expect_request("/v1/chat/completions").respond_with_handler(self._chat)

    @property
    def url(self) -> str:
        """Its address."""
        return self.http.url_for("")

    @property
    def host(self) -> str:
        """Its name and port."""
        return f"{self.http.host}:{self.http.port}"

    def _models(self, request: Request) -> Response:
        if not self._opens(request):
            return Response("{}", 401)
        return Response(json.dumps({"data": [{"id": self.name, "owned_by": "tests"}]}))

    def _opens(self, request: Request) -> bool:
        return not self.key or request.headers.get("Authorization") == f"Bearer {self.key}"

    def _chat(self, request: Request) -> Response:
        if not self._opens(request):
            return Response("{}", 401)
        asked = json.loads(request.data)
        self.asked.append(asked)
        return Response(self._stream(asked), content_type="text/event-stream")

    def _stream(self, asked: dict[str, Any]) -> Iterator[bytes]:
        with self._lock:
            self.running += 1
            self.most = max(self.most, self.running)
        over = False
        try:
            for text in self.script(asked):
                yield _event({"choices": [{"delta": {"content": text}}]})
            while not self.held.wait(0.01):
                yield b": still there\n\n"
            yield _event({"choices": [{"delta": {}, "finish_reason": "stop"}]})
            yield _event({"choices": [], "usage": {"prompt_tokens": 7, "completion_tokens": 3}})
            over = True
            yield b"data: [DONE]\n\n"
        finally:
            with self._lock:
                self.running -= 1
                self.left += not over


def _event(document: dict[str, Any]) -> bytes:
    return f"data: {json.dumps(document, ensure_ascii=False)}\n\n".encode()
