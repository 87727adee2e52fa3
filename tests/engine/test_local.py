"""The engine as others see it, with the weights of `tiny`."""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from bioai_desktop.domain import Answer, Constraint, Device, Piece, Priority, Request, Script, Step, Stop
from bioai_desktop.engine.calibration import Fit, plain
from bioai_desktop.engine.local import LocalEngine, Serving
from bioai_desktop.errors import Cancelled, ConstraintInvalid, EngineFailed
from tests.engine.reference import conforms, satisfies

pytestmark = pytest.mark.model

_SYSTEM = "你是科技新闻编辑。"
_SHARED = "用中文把下面的英文消息概括成两句话，只写消息里有的事实：\n"
_SOURCES = (
    "Researchers at DeepMind used AlphaFold 3 to predict how 1,450 proteins bind small molecules, and 82 % of the poses were right.",
    "A CRISPR screen in 24 cell lines found that loss of the gene slows tumour growth in mice by 35 %.",
    "The open-source tool scVI-tools 1.2 trains on 3.5 million cells in 40 minutes on one GPU.",
    "In a trial of 312 patients, the vaccine halved the number of relapses within 18 months.",
)
_WORDS = ("DeepMind", "AlphaFold 3", "CRISPR", "scVI-tools", "GPU")
_NUMBERS = ("1,450", "82", "24", "35", "1.2", "3.5", "40", "312", "18")
_CONSTRAINT = Constraint(Script.CHINESE, _WORDS, _NUMBERS, min_chars=10, max_chars=90)


def _requests(constraint: Constraint = _CONSTRAINT, *, max_tokens: int = 80, temperature: float = 0.0, seed: int = 0) -> list[Request]:
    return [
        Request(f"r{number}", _SYSTEM, source, _SHARED, max_tokens, temperature, seed, constraint) for number, source in enumerate(_SOURCES)
    ]


def _endless(count: int = 1) -> list[Request]:
    constraint = Constraint(Script.CHINESE, min_chars=5000)
    return [Request(f"r{n}", _SYSTEM, _SOURCES[n], _SHARED, 2000, constraint=constraint) for n in range(count)]


def _answers(events: Iterator[Piece | Answer]) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    shown: dict[str, str] = {}
    for event in events:
        if isinstance(event, Piece):
            assert event.request not in answers
            shown[event.request] = shown.get(event.request, "") + event.text
        else:
            assert event.text == shown.get(event.request, "")
            answers[event.request] = event
    return answers


@pytest.fixture(scope="module")
def engine(tiny_path: Path) -> Iterator[LocalEngine]:
    """One engine for tests that leave it working."""
    engine = LocalEngine(tiny_path, "tiny", "abc", Device.CPU)
    yield engine
    engine.close()


def _worker_pid(engine: LocalEngine) -> int:
    assert engine.served is not None
    return engine.served.pid


def test_it_says_what_it_runs_on(engine: LocalEngine) -> None:
    info = engine.info()

    assert (info.model, info.model_hash, info.device, info.reason) == ("tiny", "abc", Device.CPU, "")
    assert re.fullmatch(r"CPU, \d+ threads", info.device_name)


def test_texts_stream_and_keep_their_constraint(engine: LocalEngine) -> None:
    first: dict[str, float] = {}
    last: dict[str, float] = {}
    answers: dict[str, Answer] = {}
    for event in engine.stream(_requests()):
        if isinstance(event, Answer):
            answers[event.request] = event
            last[event.request] = time.monotonic()
        else:
            first.setdefault(event.request, time.monotonic())

    assert sorted(answers) == ["r0", "r1", "r2", "r3"]
    for name, answer in answers.items():
        assert answer.stop in {Stop.END, Stop.LENGTH, Stop.DEAD_END}
        assert satisfies(_CONSTRAINT, answer.text, ended=answer.stop is Stop.END), answer.text
        assert answer.tokens > 0
        assert first[name] < last[name]
    assert engine.info().tokens_per_second > 0


@pytest.mark.parametrize("seed", [1, 2])
def test_hot_sampling_keeps_the_constraint_too(engine: LocalEngine, seed: int) -> None:
    for answer in _answers(engine.stream(_requests(temperature=1.5, seed=seed))).values():
        latin = set(re.findall(r"[A-Za-z][A-Za-z0-9-]*(?: 3)?", answer.text))
        numbers = set(re.findall(r"\d[\d.,]*", answer.text.replace("AlphaFold 3", "")))
        assert latin <= set(_WORDS), answer.text
        assert numbers <= set(_NUMBERS), answer.text


def test_english_is_written_without_a_chinese_character(engine: LocalEngine) -> None:
    request = Request("r", "", "把这句话翻译成英文：研究人员发现了一种新的蛋白质。", max_tokens=40, constraint=Constraint(Script.LATIN))

    text = _answers(engine.stream([request]))["r"].text

    assert re.search("[A-Za-z]{4}", text)
    assert not re.search("[\u3000-\u9fff\uff00-\uffef]", text)


def test_a_seed_gives_the_same_text_again(engine: LocalEngine) -> None:
    def write(seed: int) -> str:
        request = Request("r", _SYSTEM, _SOURCES[1], _SHARED, 16, 0.9, seed, _CONSTRAINT)
        return _answers(engine.stream([request]))["r"].text

    assert write(5) == write(5)
    assert len({write(seed) for seed in range(5, 8)}) > 1


def test_the_shared_beginning_is_decoded_once(engine: LocalEngine) -> None:
    shared = _SHARED * 8
    requests = [Request(f"r{n}", _SYSTEM, source, shared, 4) for n, source in enumerate(_SOURCES)]

    answers = _answers(engine.stream(requests))
    total = sum(answer.prompt_tokens for answer in answers.values())

    assert engine.work.computed + engine.work.reused >= total
    assert engine.work.computed < total / 2
    _answers(engine.stream(requests))
    assert engine.work.computed < total / 4, "and stays for the next time"


def test_a_prompt_that_does_not_fit_leaves_the_others_alone(engine: LocalEngine) -> None:
    requests = [Request("long", "", "蛋白质折叠" * 20_000, max_tokens=5), Request("short", "", "你好", max_tokens=5)]

    answers = _answers(engine.stream(requests))

    assert answers["long"].stop is Stop.TOO_LONG
    assert answers["short"].text


class _Stop(Exception):
    pass


class _Stopper:
    """A beat that stops a stream once it was told to."""

    def __init__(self, after: float = 0.0) -> None:
        self.at = time.monotonic() + after if after else 0.0

    def __call__(self) -> None:
        if self.at and time.monotonic() > self.at:
            raise _Stop


def test_a_cancel_is_prompt_while_a_prompt_is_read(engine: LocalEngine) -> None:
    request = Request("r", "", "cells fold proteins " * 1500, max_tokens=5)
    stopper = _Stopper(0.3)

    with pytest.raises(_Stop):
        _answers(engine.stream([request], stopper))

    assert time.monotonic() - stopper.at < 1
    began = time.monotonic()
    assert _answers(engine.stream([Request("s", "", "你好", max_tokens=4)]))["s"].text
    assert time.monotonic() - began < 3  # the whole prompt takes over ten seconds


def test_a_stream_that_is_left_stops_and_the_next_is_clean(engine: LocalEngine) -> None:
    for event in engine.stream(_endless()):
        if isinstance(event, Piece):
            break

    answers = _answers(engine.stream([Request("next", "", "你好", max_tokens=4)]))

    assert list(answers) == ["next"]


def test_what_is_added_on_the_way_is_written_beside_the_rest_and_after_it(engine: LocalEngine) -> None:
    first, second, third, fourth = _requests(max_tokens=12)
    long = replace(second, constraint=Constraint(Script.CHINESE, min_chars=30), max_tokens=60)
    later = iter([[third], [replace(first, prompt=fourth.prompt)]])  # an id that has ended is free again
    answers = [event for event in engine.stream([first, long], more=lambda: next(later, [])) if isinstance(event, Answer)]

    assert sorted(answer.request for answer in answers) == ["r0", "r0", "r1", "r2"]
    assert engine.work.written == sum(answer.tokens for answer in answers)


def test_a_fault_in_what_is_added_ends_the_stream_and_leaves_the_engine_clean(engine: LocalEngine) -> None:
    first, second, *_ = _requests(max_tokens=12)
    wrong = replace(second, id="wrong", constraint=Constraint(grammar="root ::= ("))
    with pytest.raises((ConstraintInvalid, EngineFailed)):
        list(engine.stream([first, replace(second, max_tokens=200)], more=lambda: [wrong]))
    assert len(_answers(engine.stream(_requests(max_tokens=12)))) == len(_SOURCES)


def test_nothing_asked_is_nothing_written(tmp_path: Path) -> None:
    assert list(LocalEngine(tmp_path / "none.gguf").stream([])) == []


def test_who_waits_for_it_overtakes_what_runs_in_the_background(engine: LocalEngine) -> None:
    ends: dict[str, float] = {}

    def write(name: str, requests: list[Request]) -> None:
        for _ in engine.stream(requests):
            pass
        ends[name] = time.monotonic()

    behind = [replace(request, max_tokens=150, constraint=Constraint(Script.CHINESE, min_chars=400)) for request in _requests()]
    background = threading.Thread(target=write, args=("background", behind))
    background.start()
    time.sleep(0.5)
    write("now", [Request("now", _SYSTEM, "你好", max_tokens=20, priority=Priority.INTERACTIVE)])
    background.join()

    assert ends["now"] < ends["background"]


def test_one_stream_that_is_left_does_not_end_another(engine: LocalEngine) -> None:
    answers: dict[str, Answer] = {}
    other = threading.Thread(target=lambda: answers.update(_answers(engine.stream(_requests(max_tokens=40)))))
    other.start()
    with pytest.raises(_Stop):
        _answers(engine.stream(_endless(2), _Stopper(1.0)))
    other.join()

    assert sorted(answers) == ["r0", "r1", "r2", "r3"]
    assert Stop.CANCELLED not in {answer.stop for answer in answers.values()}


def test_a_pause_rests_and_goes_on(engine: LocalEngine) -> None:
    engine.info()
    engine.pause(on=True)
    with pytest.raises(_Stop):
        _answers(engine.stream([Request("r", "", "你好", max_tokens=4)], _Stopper(0.5)))
    engine.pause(on=False)

    assert _answers(engine.stream([Request("r", "", "你好", max_tokens=4)]))["r"].text


def test_what_waits_is_asked_once_more_when_a_worker_dies(tiny_path: Path) -> None:
    engine = LocalEngine(tiny_path, device=Device.CPU)
    stream = engine.stream(_requests())
    begun = next(stream)
    os.kill(_worker_pid(engine), signal.SIGKILL)

    events = [begun, *stream]

    answers = [event for event in events if isinstance(event, Answer)]
    assert sorted(answer.request for answer in answers) == ["r0", "r1", "r2", "r3"]
    assert all(satisfies(_CONSTRAINT, answer.text, ended=answer.stop is Stop.END) for answer in answers)
    engine.close()


def test_a_worker_that_dies_twice_is_an_error_and_the_next_call_works(tiny_path: Path) -> None:
    engine = LocalEngine(tiny_path, device=Device.CPU)
    stream = engine.stream(_endless(2))
    next(stream)
    first = _worker_pid(engine)
    os.kill(first, signal.SIGKILL)

    def kill_the_second() -> None:
        while engine.served is None or engine.served.pid == first:
            time.sleep(0.02)
        os.kill(_worker_pid(engine), signal.SIGKILL)

    killer = threading.Thread(target=kill_the_second)
    killer.start()
    with pytest.raises(EngineFailed) as caught:
        list(stream)
    killer.join()

    assert caught.value.reason == "died"
    assert "SIGKILL" in caught.value.detail
    assert _answers(engine.stream([Request("r", "", "你好", max_tokens=4)]))["r"].text
    engine.close()


def test_an_idle_model_leaves_the_memory_and_comes_back(tiny_path: Path) -> None:
    engine = LocalEngine(tiny_path, device=Device.CPU, serving=Serving(idle=0.2))
    assert _answers(engine.stream([Request("r", "", "你好", max_tokens=4)]))["r"].text
    pid = _worker_pid(engine)
    end = time.monotonic() + 10
    while psutil.pid_exists(pid) and time.monotonic() < end:
        time.sleep(0.05)
    assert not psutil.pid_exists(pid)
    assert engine.info().device_name
    assert _answers(engine.stream([Request("r", "", "你好", max_tokens=4)]))["r"].text
    engine.close()


def test_a_house_prompt_is_read_back_at_the_next_start(tiny_path: Path, tmp_path: Path) -> None:
    requests = [Request(f"r{n}", _SYSTEM, source, _SHARED * 8, 12, constraint=_CONSTRAINT) for n, source in enumerate(_SOURCES)]
    texts: list[dict[str, str]] = []
    computed: list[int] = []
    for _ in range(2):
        engine = LocalEngine(tiny_path, "tiny", "abc", Device.CPU, Serving(plain(2), tmp_path))
        texts.append({name: answer.text for name, answer in _answers(engine.stream(requests)).items()})
        computed.append(engine.work.computed)
        engine.close()

    assert texts[0] == texts[1]
    assert computed[1] < computed[0] - 100
    [file] = tmp_path.iterdir()
    file.write_bytes(file.read_bytes()[:-1] + b"x")
    engine = LocalEngine(tiny_path, "tiny", "abc", Device.CPU, Serving(plain(2), tmp_path))
    assert {name: answer.text for name, answer in _answers(engine.stream(requests)).items()} == texts[0]
    assert engine.work.computed == computed[0]
    engine.close()


def test_a_worker_killed_at_any_moment_costs_no_text(tiny_path: Path) -> None:
    engine = LocalEngine(tiny_path, device=Device.CPU, serving=Serving(plain(2), pause=0))
    requests = [Request("r", "", "你好", max_tokens=6), Request("s", "", "细胞", max_tokens=6)]
    expected = {name: answer.text for name, answer in _answers(engine.stream(requests)).items()}
    chance = random.Random(7)
    for _ in range(50):
        engine.rates((), prompt=1)  # a worker is there
        pid = _worker_pid(engine)
        killer = threading.Timer(chance.uniform(0.0, 0.2), os.kill, (pid, signal.SIGKILL))
        killer.start()
        assert {answer.request: answer.text for answer in engine.stream(requests) if isinstance(answer, Answer)} == expected
        killer.join()
        while engine.served is not None and engine.served.pid == pid:  # a death after the last text is noticed a moment later
            time.sleep(0.01)
    engine.close()


@pytest.mark.skipif(sys.platform != "linux", reason="the memory of another process is read from /proc")
def test_many_texts_take_no_more_memory_than_few(tiny_path: Path) -> None:
    engine = LocalEngine(tiny_path, device=Device.CPU, serving=Serving(plain(2)))
    resident: list[int] = []
    for number in range(5):
        asked = [Request(f"r{number} {at}", _SYSTEM, f"第{number}批第{at}条", max_tokens=3) for at in range(100)]
        assert len(_answers(engine.stream(asked))) == len(asked)
        resident.append(psutil.Process(_worker_pid(engine)).memory_info().rss)
    engine.close()
    assert resident[-1] - resident[0] < 8_000_000


def test_how_a_model_is_best_served_is_found_out_once(tiny_path: Path, tmp_path: Path) -> None:
    told: list[set[Step]] = []
    fits: list[Fit] = []
    for _ in range(2):
        engine = LocalEngine(tiny_path, "tiny", "abc", Device.CPU, Serving(kept=tmp_path))
        seen: set[Step] = set()
        engine.info(lambda engine=engine, seen=seen: seen.update([engine.loading.step] if engine.loading else []))
        assert engine.loading is None
        assert engine.served is not None
        told.append(seen)
        fits.append(engine.served.fit)
        engine.close()
    assert Step.MEASURE in told[0]
    assert Step.MEASURE not in told[1]
    assert fits[0] == fits[1]


def test_bare_rates_are_measured_between_texts(tiny_path: Path) -> None:
    engine = LocalEngine(tiny_path, device=Device.CPU, serving=Serving(Fit(2, 2, width=4)))
    before = _answers(engine.stream(_requests(max_tokens=12)))
    rates = engine.rates((1, 4, 64), prompt=64)
    assert rates.prefill > 0
    assert set(rates.decode) == {1, 4}
    assert rates.best == max(rates.decode.values())
    after = _answers(engine.stream(_requests(max_tokens=12)))
    assert {name: answer.text for name, answer in before.items()} == {name: answer.text for name, answer in after.items()}
    engine.close()


def test_a_worker_that_can_not_start_says_so(tiny_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LLAMA_CPP_LIB_PATH", str(tiny_path.parent))  # where no library is
    engine = LocalEngine(tiny_path)

    with pytest.raises(EngineFailed) as caught:
        engine.info()

    assert caught.value.reason == "start"
    assert "llama" in caught.value.detail
    monkeypatch.delenv("LLAMA_CPP_LIB_PATH")
    assert engine.info().device_name
    engine.close()


def test_closing_ends_a_stream_in_another_thread(tiny_path: Path) -> None:
    engine = LocalEngine(tiny_path, device=Device.CPU)
    stream = engine.stream(_endless())
    next(stream)
    began = time.monotonic()
    closer = threading.Thread(target=engine.close)
    closer.start()

    with pytest.raises(Cancelled):
        list(stream)

    closer.join()
    assert time.monotonic() - began < 3


def test_a_cancel_while_the_model_loads_takes_effect_at_once(tiny_path: Path) -> None:
    engine = LocalEngine(tiny_path, device=Device.CPU)
    stopper = _Stopper(0.05)

    with pytest.raises(_Stop):
        _answers(engine.stream(_requests(), stopper))

    assert time.monotonic() - stopper.at < 0.5
    assert _answers(engine.stream([Request("r", "", "你好", max_tokens=4)]))["r"].text
    engine.close()


@pytest.mark.parametrize("damage", ["cut", "noise", "empty", "missing"])
def test_a_damaged_file_fails_with_words(tiny_path: Path, tmp_path: Path, damage: str) -> None:
    path = tmp_path / "damaged.gguf"
    if damage == "cut":
        shutil.copyfile(tiny_path, path)
        os.truncate(path, 9_000_000)
    elif damage != "missing":
        path.write_bytes(b"no model at all" * 1000 if damage == "noise" else b"")
    engine = LocalEngine(path, device=Device.CPU)

    for _ in range(2):
        with pytest.raises(EngineFailed) as caught:
            engine.info()
        assert caught.value.reason == "load"
        assert caught.value.detail
    engine.close()


def test_a_card_that_is_not_there_is_named(tiny_path: Path) -> None:
    engine = LocalEngine(tiny_path, device=Device.AUTO)
    info = engine.info()
    engine.close()

    assert (info.device is Device.GPU) == (info.reason == "")
    assert info.reason in {"", "build-without-gpu", "no-gpu-found", "gpu-memory"}


_STORY = {
    "type": "object",
    "properties": {
        "title": {"type": "string", "minLength": 2, "maxLength": 30},
        "text": {"type": "string", "minLength": 10, "maxLength": 80},
        "kind": {"enum": ["model", "method", "trial"]},
        "numbers": {"type": "array", "items": {"type": "number"}, "maxItems": 3},
        "certain": {"type": "boolean"},
    },
}


@pytest.mark.parametrize("temperature", [0.0, 1.0])
def test_a_schema_gives_values_whose_texts_are_spelt_as_declared(engine: LocalEngine, temperature: float) -> None:
    constraint = replace(_CONSTRAINT, schema=json.dumps(_STORY))

    answers = _answers(engine.stream(_requests(constraint, max_tokens=200, temperature=temperature, seed=5)))

    for answer in answers.values():
        assert answer.stop is Stop.END, answer.text
        value = json.loads(answer.text)
        assert conforms(value, _STORY)
        assert all(satisfies(Constraint(Script.CHINESE, _WORDS, _NUMBERS), value[name].strip(), ended=True) for name in ("title", "text"))


def test_a_form_gives_lines_of_that_form(engine: LocalEngine) -> None:
    constraint = Constraint(Script.CHINESE, _WORDS, _NUMBERS, form="{模型|方法|试验}：{text:4-30}\n要点：{text:4-40}。")

    answers = _answers(engine.stream(_requests(constraint)))

    for answer in answers.values():
        assert answer.stop is Stop.END, answer.text
        assert re.fullmatch(r"(模型|方法|试验)：[^\n]{4,30}\n要点：[^\n]{4,40}。", answer.text)


def test_a_grammar_is_followed(engine: LocalEngine) -> None:
    grammar = 'root ::= item "\\n" item\nitem ::= "- " [一-龥，]{4,20} "。"'

    answers = _answers(engine.stream(_requests(Constraint(grammar=grammar))))

    for answer in answers.values():
        assert answer.stop is Stop.END, answer.text
        assert re.fullmatch("- [一-龥，]{4,20}。\n- [一-龥，]{4,20}。", answer.text)


def test_what_is_required_is_in_every_text(engine: LocalEngine) -> None:
    constraint = replace(_CONSTRAINT, required=("GPU", "研究人员"))

    answers = _answers(engine.stream(_requests(constraint)))

    for answer in answers.values():
        assert answer.stop is Stop.END, answer.text
        assert "GPU" in answer.text
        assert "研究人员" in answer.text
        assert satisfies(constraint, answer.text, ended=True)


def test_a_constraint_that_is_none_is_refused_and_the_next_one_served(engine: LocalEngine) -> None:
    with pytest.raises(ConstraintInvalid):
        list(engine.stream(_requests(Constraint(schema='{"type": "string", "pattern": "a"}'))))
    with pytest.raises(EngineFailed) as caught:
        list(engine.stream(_requests(Constraint(grammar="root ::= nothing"))))

    assert caught.value.reason == "grammar"
    assert len(_answers(engine.stream(_requests(max_tokens=8)))) == 4
