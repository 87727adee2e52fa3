"""Other programs that run the same model file, each in a process of its own, for `bioai bench`.

Such a process reads one JSON document a line and answers with one: `Texts` with `Took`, after it said which program it is with `Peer`.
"""

from __future__ import annotations

import contextlib
import http.client
import importlib
import importlib.util
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

import msgspec

from bioai_desktop.errors import EngineFailed

PLAIN, SERVER = "llama-cpp-python", "xllamacpp"
_CONTEXT = 2048  # cells for each text
_BATCH = 512
_SOURCES = Path(__file__).resolve().parents[2]
_GLANCE = 0.1  # seconds between two looks at whoever may want to stop


class Chat(msgspec.Struct, frozen=True):
    """One text to be written by a peer: exactly `tokens` tokens, greedily."""

    system: str
    user: str
    tokens: int


class Texts(msgspec.Struct, frozen=True):
    """Write these."""

    chats: list[Chat]


class Setting(msgspec.Struct, frozen=True):
    """How a peer is to run."""

    program: str  #: `PLAIN` or `SERVER`
    path: str
    threads: int
    slots: int = 1  #: texts that a server writes at the same time
    gpu: bool = False


class Peer(msgspec.Struct, frozen=True):
    """Which program it is."""

    name: str
    version: str
    settings: str


class Took(msgspec.Struct, frozen=True):
    """How long all texts took."""

    seconds: float
    tokens: int


class PeerProcess:
    """A peer that is running. Raises `EngineFailed` where it could not start, or ended."""

    def __init__(self, setting: Setting, beat: Callable[[], None]) -> None:
        self._beat = beat
        command = [sys.executable, "-P", "-m", "bioai_desktop.engine.peers", msgspec.json.encode(setting).decode()]
        path = os.pathsep.join(filter(None, [str(_SOURCES), os.environ.get("PYTHONPATH", "")]))
        self._process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, "PYTHONPATH": path}
        )
        try:
            self.peer = msgspec.json.decode(self._hear(), type=Peer)
        except BaseException:
            self.close()
            raise

    def write(self, chats: Sequence[Chat]) -> Took:
        """Have all texts written."""
        assert self._process.stdin is not None  # noqa: S101 - it was opened as a pipe
        with contextlib.suppress(OSError):  # a process that is gone is noticed when it says nothing
            self._process.stdin.write(msgspec.json.encode(Texts(list(chats))) + b"\n")
            self._process.stdin.flush()
        return msgspec.json.decode(self._hear(), type=Took)

    def close(self) -> None:
        """End it, whatever it does."""
        self._process.kill()
        self._process.communicate()

    def _hear(self) -> bytes:
        lines: list[bytes] = []
        reader = threading.Thread(target=lambda: lines.append(cast("Any", self._process.stdout).readline()), daemon=True)
        reader.start()
        while reader.is_alive():
            reader.join(_GLANCE)
            self._beat()
        if not lines or not lines[0]:
            raise EngineFailed("died", f"exit status {self._process.wait()}")
        return lines[0]


def is_there(program: str) -> bool:
    """Tell whether a peer is installed."""
    return importlib.util.find_spec(program.replace("llama-cpp-python", "llama_cpp")) is not None


def main() -> int:
    """Be a peer; returns the exit status."""
    setting = msgspec.json.decode(sys.argv[1], type=Setting)
    out = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what native code prints is not for the owner
    write, peer = (_plain if setting.program == PLAIN else _server)(setting)
    _say(out, peer)
    for line in sys.stdin.buffer:
        texts = msgspec.json.decode(line, type=Texts)
        started = time.perf_counter()
        tokens = write(texts.chats)
        _say(out, Took(time.perf_counter() - started, tokens))
    return 0


def _say(out: Any, message: msgspec.Struct) -> None:  # noqa: ANN401 - a binary stream
    out.write(msgspec.json.encode(message) + b"\n")
    out.flush()


def _plain(setting: Setting) -> tuple[Callable[[Sequence[Chat]], int], Peer]:
    """llama-cpp-python's own interface: one text after the other, the beginning they share kept by itself."""
    llama_cpp: Any = importlib.import_module("llama_cpp")
    model: Any = llama_cpp.Llama(
        setting.path,
        n_ctx=_CONTEXT,
        n_batch=_BATCH,
        n_ubatch=_BATCH,
        n_threads=setting.threads,
        n_threads_batch=setting.threads,
        n_gpu_layers=-1 if setting.gpu else 0,
        flash_attn=True,
        verbose=False,
    )
    vocabulary = llama_cpp.llama_model_get_vocab(model.model)
    ends = {token: -100.0 for token in range(model.n_vocab()) if llama_cpp.llama_vocab_is_eog(vocabulary, token)}

    def write(chats: Sequence[Chat]) -> int:
        return sum(
            model.create_chat_completion(_messages(chat), max_tokens=chat.tokens, temperature=0.0, logit_bias=ends)["usage"][
                "completion_tokens"
            ]
            for chat in chats
        )

    settings = f"create_chat_completion, one after the other, {setting.threads} threads, batch {_BATCH}, flash attention, its prefix kept"
    return write, Peer(PLAIN, str(llama_cpp.__version__), settings)


def _server(setting: Setting) -> tuple[Callable[[Sequence[Chat]], int], Peer]:
    """llama.cpp's own server: as many texts at once as it has slots."""
    module: Any = importlib.import_module("xllamacpp")
    params: Any = module.CommonParams()
    params.model.path, params.n_parallel, params.n_ctx, params.port = setting.path, setting.slots, _CONTEXT * setting.slots, 0
    params.n_batch, params.n_ubatch, params.n_gpu_layers = _BATCH, _BATCH, -1 if setting.gpu else 0
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = setting.threads
    server: Any = module.Server(params)

    def ask(chat: Chat) -> int:
        body = {"messages": _messages(chat), "max_tokens": chat.tokens, "temperature": 0.0, "ignore_eos": True, "cache_prompt": True}
        connection = http.client.HTTPConnection(str(server.listening_address).partition("://")[2])  # it ends with its last reference
        with contextlib.closing(connection):
            connection.request("POST", "/v1/chat/completions", msgspec.json.encode(body), {"Content-Type": "application/json"})
            return int(msgspec.json.decode(connection.getresponse().read())["usage"]["completion_tokens"])

    def write(chats: Sequence[Chat]) -> int:
        with ThreadPoolExecutor(setting.slots) as pool:
            return sum(pool.map(ask, chats))

    settings = f"llama.cpp's server, {setting.slots} slots, {setting.threads} threads, batch {_BATCH}, prompts cached"
    return write, Peer(SERVER, str(module.__version__), settings)


def _messages(chat: Chat) -> list[dict[str, str]]:
    system = [{"role": "system", "content": chat.system}] if chat.system else []
    return [*system, {"role": "user", "content": chat.user}]


if __name__ == "__main__":
    sys.exit(main())
