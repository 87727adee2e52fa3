"""Fitting a model: in what order copies are judged, what is kept, and what is left behind. `tiny` itself is measured once."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from itertools import repeat
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest

from bioai_desktop.domain import Device, SilentJob, Step
from bioai_desktop.drafting.translate import Translated
from bioai_desktop.engine.fitted import CopyState
from bioai_desktop.engine.fitting import Speed
from bioai_desktop.engine.fitting_call import Answer, Beat, Expect, Expected, Order, Rate, Rated, Transcode, Transcoded
from bioai_desktop.engine.recipes import Part, Recipe, Rule
from bioai_desktop.errors import Cancelled, DiskFull, EngineFailed
from bioai_desktop.flow import bilingual, models, tune
from bioai_desktop.flow.bilingual import Pair
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.tune import Verdict, Wish, gain, typical, untune
from bioai_desktop.settings import Settings
from tests.gguf_files import RecordingJob, write_model
from tests.newsroom import newsroom

JOB = SilentJob()
RECIPE = Recipe("small", (Rule("Q8_0", "Q4_0", (Part.EMBEDDING,)),))
WISH = Wish([Pair("One cell.", "一个细胞。"), Pair("Two genes.", "两个基因。")], "tests", [RECIPE], rounds=2)


class Bench:
    """What the process would answer for the original and for a copy: set by a test."""

    def __init__(self) -> None:
        self.rates = Speed(100, 50), Speed(120, 60)
        self.likelihood = -3.0, -3.01
        self.says = "一个细胞。", "一个细胞。"
        self.slowed: Iterator[float] = repeat(1.0)  #: by other programs, reading by reading
        self.orders: list[str] = []
        self.fails: type[Order] | None = None

    def ask(self, order: Order, _answer: type[Answer], beat: Beat) -> Answer:
        copy = order.path.endswith(".part")
        self.orders.append(type(order).__name__)
        beat(None)
        if isinstance(order, self.fails or ()):
            raise EngineFailed("died")
        match order:
            case Transcode():
                shutil.copy(order.path, order.target)
                return Transcoded()
            case Rate():
                share = next(self.slowed)
                return Rated(self.rates[copy].prefill * share, self.rates[copy].decode * share, Device.CPU, "CPU, 2 threads", "llama.cpp")
            case Expect():
                return Expected(100 * self.likelihood[copy], 100)

    def translate(self, engine: Callable[[], object], _profile: object, texts: list[str], *_: object) -> list[Translated]:
        copy = engine().path.name.endswith(".part")  # pyright: ignore[reportAttributeAccessIssue]
        return [Translated(self.says[copy]) for _ in texts]


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Bench:
    made = Bench()
    monkeypatch.setattr(tune, "ask", made.ask)
    monkeypatch.setattr(tune, "translate_by", made.translate)
    monkeypatch.setattr(tune, "LocalEngine", lambda path, **_: SimpleNamespace(path=path, close=lambda: None))
    return made


@pytest.fixture
def parts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Parts]:
    monkeypatch.delenv("BIOAI_MODELS", raising=False)
    made = newsroom(tmp_path / "data", settings=Settings(model="own"))
    made.paths.models.mkdir(parents=True)
    write_model(made.paths.models / "own.gguf")
    yield made
    made.close()


def served(parts: Parts) -> models.Served:
    return models.served("own", parts.paths, parts.settings.device, JOB)


def left(parts: Parts) -> list[str]:
    return sorted(str(path.relative_to(parts.paths.models)) for path in parts.paths.models.rglob("*") if path.is_file())


def test_a_copy_that_is_faster_and_as_good_is_used_from_then_on(parts: Parts, bench: Bench) -> None:
    tuned = tune.tune("own", parts, WISH, JOB)

    (trial,) = tuned.trials
    assert (trial.verdict, trial.gain) == (Verdict.KEPT, pytest.approx(1.2))
    assert bench.orders == ["Transcode", "Rate", "Rate", "Rate", "Rate", "Expect", "Expect"]
    assert left(parts) == ["fitted/own.gguf", "fitted/own.json", "own.gguf"]
    found = served(parts)
    assert (found.state, found.model.path, found.model.name) == (CopyState.USED, tuned.path, "own")
    record = msgspec.json.decode((parts.paths.models / "fitted" / "own.json").read_bytes())
    assert record["original"] == models.resolve("own", parts.paths, JOB).sha256
    assert record["quality"]["likelihood"] == [-3.0, -3.01]
    assert {"recipe", "build", "machine", "before", "after", "made"} <= record.keys()


def test_the_original_is_used_again_once_something_is_another(parts: Parts, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    tune.tune("own", parts, WISH, JOB)
    with monkeypatch.context() as patch:
        patch.setattr(models, "build_mark", lambda: "another")
        assert (served(parts).state, served(parts).model.path.parent) == (CopyState.BUILD, parts.paths.models)
    assert models.served("own", parts.paths, Device.GPU, JOB).state is CopyState.DEVICE

    copy = parts.paths.models / "fitted" / "own.gguf"
    data = bytearray(copy.read_bytes())
    data[-1] ^= 1  # the same length
    copy.write_bytes(data)
    assert (served(parts).state, served(parts).model.path.parent) == (CopyState.DAMAGED, parts.paths.models)

    write_model(parts.paths.models / "own.gguf", seed=9)
    assert (served(parts).state, served(parts).model.path.parent) == (CopyState.ORIGINAL, parts.paths.models)
    assert models.copy_states(parts.paths, Device.AUTO)["own"][1] is CopyState.ORIGINAL


@pytest.mark.parametrize(
    ("change", "verdict", "last"),
    [
        ({"rates": (Speed(100, 50), Speed(104, 52))}, Verdict.SLOW, "Rate"),
        ({"rates": (Speed(100, 50), Speed(90, 80))}, Verdict.SLOW, "Rate"),
        ({"likelihood": (-3.0, -3.03)}, Verdict.UNLIKELY, "Expect"),
        ({"says": ("一个细胞。", "一个")}, Verdict.WORSE, "Expect"),
    ],
)
def test_a_copy_that_is_not_is_told_and_leaves_nothing_behind(
    parts: Parts, bench: Bench, change: dict[str, object], verdict: Verdict, last: str
) -> None:
    tune.tune("own", parts, WISH, JOB)  # an earlier copy, from better days
    for name, value in change.items():
        setattr(bench, name, value)

    tuned = tune.tune("own", parts, WISH, JOB)

    assert (tuned.path, [trial.verdict for trial in tuned.trials]) == (None, [verdict])
    assert bench.orders[-1] == last
    assert left(parts) == ["own.gguf"]
    assert served(parts).state is None


def test_the_next_recipe_is_tried_where_the_first_was_refused(parts: Parts, bench: Bench) -> None:
    bench.likelihood = -3.0, -3.5
    other = Recipe("other", (Rule("Q8_0", "Q5_0", (Part.EMBEDDING,)),))
    tuned = tune.tune("own", parts, Wish(WISH.pairs, "tests", [RECIPE, other], rounds=1), JOB)
    assert [(trial.recipe, trial.verdict) for trial in tuned.trials] == [("small", Verdict.UNLIKELY), ("other", Verdict.UNLIKELY)]
    assert bench.orders.count("Expect") == 3  # the original's sentences are weighed once


def test_a_file_without_such_tensors_is_left_alone(parts: Parts, bench: Bench) -> None:
    assert tune.tune("own", parts, Wish(WISH.pairs, "tests", None), JOB).trials == ()
    assert bench.orders == []


@pytest.mark.parametrize("cancel_at", range(6))
def test_stopping_leaves_all_as_it_was(parts: Parts, bench: Bench, cancel_at: int) -> None:
    models.resolve("own", parts.paths, JOB)
    with pytest.raises(Cancelled):
        tune.tune("own", parts, WISH, RecordingJob(cancel_at))
    assert left(parts) == ["own.gguf"]
    assert not (parts.paths.models / "fitted").exists()


@pytest.mark.parametrize("fails", [Transcode, Rate, Expect])
def test_a_process_that_dies_leaves_all_as_it_was(parts: Parts, bench: Bench, fails: type[Order]) -> None:
    bench.fails = fails
    with pytest.raises(EngineFailed):
        tune.tune("own", parts, WISH, JOB)
    assert left(parts) == ["own.gguf"]


def test_without_room_nothing_is_written(parts: Parts, bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=100))
    with pytest.raises(DiskFull) as caught:
        tune.tune("own", parts, WISH, JOB)
    assert caught.value.free == 100 < caught.value.needed
    assert bench.orders == []


def test_a_copy_goes_when_it_is_not_wanted_or_its_model_goes(parts: Parts, bench: Bench) -> None:
    tune.tune("own", parts, WISH, JOB)
    assert untune("own", parts, JOB)
    assert left(parts) == ["own.gguf"]
    assert not untune("own", parts, JOB)
    tune.tune("own", parts, WISH, JOB)
    models.remove("own", parts.paths, JOB)
    assert left(parts) == []


def rated(*rates: tuple[float, float]) -> list[Rated]:
    return [Rated(prefill, decode, Device.CPU, "", "") for prefill, decode in rates]


@pytest.mark.parametrize(
    ("readings", "rates", "steady"),
    [
        (rated((100, 50)), Speed(100, 50), True),
        (rated((100, 50), (98, 49), (96, 51)), Speed(98, 50), True),
        (rated((60, 30), (98, 50), (100, 51)), Speed(99, 50.5), True),
        (rated((60, 50), (100, 30), (61, 29)), Speed(100, 50), False),
    ],
)
def test_a_reading_that_was_disturbed_does_not_count(readings: list[Rated], rates: Speed, steady: bool) -> None:
    assert typical(readings) == (rates, steady)


def test_a_disturbed_measurement_goes_on_for_a_while(parts: Parts, bench: Bench) -> None:
    slow = [1.0, 1.0, 0.5, 0.5, 0.6, 0.6, 1.0, 1.0, 1.0, 1.0, 1.0, 1.0]
    bench.slowed = iter(slow)
    (trial,) = tune.tune("own", parts, Wish(WISH.pairs, "tests", [RECIPE], rounds=3), JOB).trials
    assert (bench.orders.count("Rate"), trial.steady, trial.gain) == (10, True, pytest.approx(1.2))
    bench.slowed = iter([1.0, 1.0, *[0.5, 0.6] * 5])
    (trial,) = tune.tune("own", parts, Wish(WISH.pairs, "tests", [RECIPE], rounds=3), JOB).trials
    assert (bench.orders.count("Rate"), trial.steady) == (22, False)


def test_the_gain_is_that_of_a_draft() -> None:
    assert gain(Speed(100, 50), Speed(200, 100)) == pytest.approx(2)
    assert 1 < gain(Speed(100, 50), Speed(100, 60)) < 1.2


@pytest.mark.model
def test_tiny_loses_too_much_in_four_bits_and_stays_as_it_is(parts: Parts, tiny_path: Path) -> None:
    (parts.paths.models / "tiny-own.gguf").symlink_to(tiny_path)
    recipe = Recipe("q5-0-as-q4-0", (Rule("Q5_0", "Q4_0", (Part.ATTENTION, Part.FEED_FORWARD)),))
    job = RecordingJob()

    tuned = tune.tune("tiny-own", parts, Wish(bilingual.shipped()[:8], "shipped", [recipe], rounds=1), job)

    (trial,) = tuned.trials
    assert min(trial.before.prefill, trial.before.decode, trial.after.prefill, trial.after.decode) > 0
    assert trial.verdict in {Verdict.UNLIKELY, Verdict.SLOW}  # the latter where another program took the machine
    assert tuned.path is None
    assert not (parts.paths.models / "fitted").exists()
    assert {Step.FIT, Step.MEASURE} <= {step for step, *_ in job.steps}
