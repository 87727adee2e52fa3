"""Another machine as llama.cpp's own server, really started on this one with the weights of `tiny`."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from bioai_desktop.domain import Answer, Constraint, Piece, Request, Script, Stop
from bioai_desktop.engine.remote import RemoteEngine
from bioai_desktop.errors import ServerFailed
from bioai_desktop.net.wire import HttpWire
from tests.engine.reference import satisfies

pytestmark = [
    pytest.mark.model,
    pytest.mark.skipif(importlib.util.find_spec("xllamacpp") is None, reason="xllamacpp, which holds llama.cpp's server, is not installed"),
]

_KEY = "secret"
#: In a process of its own: its native parts and the engine's are of two builds.
_SERVE = """
import sys, xllamacpp
params = xllamacpp.CommonParams()
params.model.path, params.n_parallel, params.n_ctx, params.port, params.api_keys = sys.argv[1], 4, 4096, 0, [sys.argv[2]]
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1  # two that wait for one another stand still on a busy machine
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
sys.stdin.read()
"""
_SYSTEM = "你是科技新闻编辑。"
_SHARED = "用中文把下面的英文消息概括成两句话，只写消息里有的事实：\n"
_SOURCES = (
    "Researchers at DeepMind used AlphaFold 3 to predict how 1,450 proteins bind small molecules, and 82 % of the poses were right.",
    "A CRISPR screen in 24 cell lines found that loss of the gene slows tumour growth in mice by 35 %.",
    "In a trial of 312 patients, the vaccine halved the number of relapses within 18 months.",
)
_CHINESE = Constraint(
    Script.CHINESE, ("DeepMind", "AlphaFold 3", "CRISPR"), ("1,450", "82", "24", "35", "312", "18"), min_chars=10, max_chars=70
)
_LATIN = Constraint(Script.LATIN, ("AlphaFold 3",), ("1,450", "82", "24", "35", "312", "18"), max_chars=160)


@contextmanager
def _server(model: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    command = [sys.executable, "-c", _SERVE, str(model), _KEY]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        try:
            yield process.stdout.readline().strip(), process
        finally:
            process.kill()


@pytest.fixture(scope="module")
def address(tiny_path: Path) -> Iterator[str]:
    with _server(tiny_path) as (url, _):
        yield url


@pytest.fixture
def engine(address: str) -> Iterator[RemoteEngine]:
    with closing(RemoteEngine([address], HttpWire(), keys={address: _KEY})) as made:
        yield made


def _requests(constraint: Constraint = _CHINESE, *, max_tokens: int = 60) -> list[Request]:
    shared = _SHARED if constraint.script is Script.CHINESE else "Say in one short English sentence:\n"
    return [Request(f"r{at}", _SYSTEM, source, shared, max_tokens, constraint=constraint) for at, source in enumerate(_SOURCES)]


def _answers(engine: RemoteEngine, requests: Sequence[Request]) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    shown: dict[str, str] = {}
    for event in engine.stream(requests):
        if isinstance(event, Piece):
            shown[event.request] = shown.get(event.request, "") + event.text
        else:
            assert event.text == shown.get(event.request, "")
            answers[event.request] = event
    return answers


def test_it_is_known_for_what_it_is(engine: RemoteEngine, address: str, tiny_path: Path) -> None:
    info = engine.info()
    assert (info.model, info.device_name) == (tiny_path.name, f"llama.cpp at {address.removeprefix('http://')}")


@pytest.mark.parametrize("constraint", [_CHINESE, _LATIN, Constraint(Script.LATIN)])
def test_texts_keep_their_constraint(engine: RemoteEngine, constraint: Constraint) -> None:
    for answer in _answers(engine, _requests(constraint)).values():
        assert answer.text
        assert satisfies(constraint, answer.text, ended=answer.stop is Stop.END), answer
        assert answer.stop in {Stop.END, Stop.LENGTH}
        assert answer.tokens


def test_it_samples_by_the_constraint_so_that_a_text_is_shown_as_it_grows(engine: RemoteEngine) -> None:
    events = list(engine.stream(_requests()[:1]))
    assert sum(isinstance(event, Piece) for event in events) > 4


def test_a_stream_that_is_left_leaves_it_free_for_the_next_texts(engine: RemoteEngine) -> None:
    endless = [
        Request(f"e{at}", _SYSTEM, source, _SHARED, 900, constraint=Constraint(one_line=False)) for at, source in enumerate(_SOURCES)
    ]
    with closing(engine.stream(endless)) as stream:
        next(event for event in stream if isinstance(event, Piece))
    assert len(_answers(engine, _requests(max_tokens=8))) == len(_SOURCES)


def test_a_prompt_that_does_not_fit_is_told(engine: RemoteEngine) -> None:
    long = Request("long", "", "protein " * 3000, max_tokens=8)
    answers = _answers(engine, [long, *_requests(max_tokens=8)])
    assert answers["long"].stop is Stop.TOO_LONG
    assert all(answer.text for name, answer in answers.items() if name != "long")


def test_a_wrong_key_is_told(address: str) -> None:
    with closing(RemoteEngine([address], HttpWire(), keys={address: "wrong"})) as engine, pytest.raises(ServerFailed) as caught:
        engine.info()
    assert caught.value.reason == "key"


def test_where_one_of_two_is_killed_the_other_goes_on_with_its_texts(address: str, tiny_path: Path) -> None:
    with (
        _server(tiny_path) as (other, process),
        closing(RemoteEngine([other, address], HttpWire(), keys={other: _KEY, address: _KEY})) as engine,
    ):
        shown: dict[str, str] = {}
        answers: dict[str, Answer] = {}
        for event in engine.stream(_requests()):
            if isinstance(event, Answer):
                answers[event.request] = event
            else:
                shown[event.request] = shown.get(event.request, "") + event.text
                if event.request == "r0":  # the first text is the other's
                    process.kill()
        assert {name: answer.text for name, answer in answers.items()} == shown
        assert all(satisfies(_CHINESE, answer.text, ended=False) for answer in answers.values())
        assert {answer.stop for answer in answers.values()} == {Stop.END}
        assert engine.info().silent == (other.removeprefix("http://"),)
