"""Learn the weights by which a page's voices are judged, and write them to `resources/voices/weights.tsv`.

    python packaging/train_voices.py [--folds N]

Learned from are `packaging/voices/*.toml` and every second passage of the checks' corpora; the other passages stay unseen, so that
the tests measure. With `--folds`, nothing is written: N times a part is held back, and what is found of it is printed.
"""

from __future__ import annotations

import argparse
import math
import random
import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from bioai_desktop.edition.checkers.features import sentences, windows  # noqa: E402
from bioai_desktop.edition.checkers.weights import KINDS  # noqa: E402

PASSAGES = Path(__file__).with_name("voices")
CORPORA = ROOT / "tests" / "edition" / "checkers" / "corpus"
WEIGHTS = ROOT / "resources" / "voices" / "weights.tsv"
CLEAN = "clean"
LABELS = (CLEAN, *KINDS)
ALWAYS = "always"
OTHERS = ("first-person", "text-unfinished")  # corpora whose passages, defects too, are in no voice of these

EPOCHS = 24
RATE = 0.2  # of a step; each weight's own falls with what it has moved
DECAY = 0.002  # of a weight, at each passage that has it
PAIRED = 0.6  # of a step: what is not a class or a shape counts less
SEEN = 2  # features of fewer passages are left out
UNIT = 100  # weights are written as hundredths
LEAST = 3  # hundredths: weaker ones are not written
SEED = 11
RUNS = 8
ALARMS = 0.02

Weights = dict[str, list[float]]


@dataclass(frozen=True, slots=True)
class Passage:
    """A text with whose voice it is."""

    text: str
    label: int  #: index in `LABELS`
    windows: tuple[tuple[str, ...], ...]


def read() -> list[Passage]:
    """Return all passages to learn from, each text once."""
    texts = {
        text: label
        for label in LABELS
        for several in tomllib.loads((PASSAGES / f"{label}.toml").read_text("utf-8")).values()
        for text in several
    }
    for kind in (*KINDS, *OTHERS):
        texts |= dict(_tuned_on(kind))
    return [
        Passage(text, LABELS.index(label), tuple(tuple(sorted(names | {ALWAYS})) for _, names in windows(sentences(text))))
        for text, label in texts.items()
        if sentences(text)
    ]


def _tuned_on(kind: str) -> Iterator[tuple[str, str]]:
    """Yield the passages of a corpus that a check may be tuned on, with their label."""
    for file in (CORPORA / f"{kind}.toml", *sorted(CORPORA.glob(f"{kind}-[0-9].toml"))):
        for name, languages in tomllib.loads(file.read_text("utf-8")).items():
            label = CLEAN if name == CLEAN or kind in OTHERS else kind
            for places in languages.values():
                texts = [(place, text) for place, several in places.items() for text in several]
                yield from ((text, label) for place, text in texts[::2] if place != "page")


def learn(passages: Sequence[Passage]) -> Weights:
    """Return the mean of several runs, since each depends on the order in which it meets the passages."""
    runs = [_run(passages, random.Random(SEED + run)) for run in range(RUNS)]
    return {name: [sum(run[name][label] for run in runs) / RUNS for label in range(len(LABELS))] for name in runs[0]}


def _run(passages: Sequence[Passage], chance: random.Random) -> Weights:
    """Return the weights of a softmax regression: one for each label, by feature; the mean over the later epochs.

    Of a passage, the window counts that speaks most for its label: for a voice the one that is most like it, for a
    clean passage the one that is most like any.
    """
    often = Counter(name for passage in passages for name in {name for window in passage.windows for name in window})
    weights: Weights = {name: [0.0] * len(LABELS) for name, times in often.items() if times >= SEEN}
    moved: Weights = {name: [1e-3] * len(LABELS) for name in weights}
    mean: Weights = {name: [0.0] * len(LABELS) for name in weights}
    order = list(range(len(passages)))
    for epoch in range(EPOCHS):
        chance.shuffle(order)
        for index in order:
            _step(passages[index], weights, moved)
        if epoch >= EPOCHS // 2:
            for name, values in weights.items():
                mean[name] = [total + value / (EPOCHS - EPOCHS // 2) for total, value in zip(mean[name], values, strict=True)]
    return mean


def _step(passage: Passage, weights: Weights, moved: Weights) -> None:
    _, window, sums = strongest(passage, weights)
    top = max(sums)
    powers = [math.exp(value - top) for value in sums]
    for label, power in enumerate(powers):
        error = power / sum(powers) - (label == passage.label)
        for name in window:
            if name in weights:
                slope = error * _share(name) + DECAY * weights[name][label]
                moved[name][label] += slope * slope
                weights[name][label] -= RATE * slope / math.sqrt(moved[name][label])


def _share(name: str) -> float:
    """Return how much a feature counts: tokens and pairs are many, and mostly chance."""
    return PAIRED if "&" in name or " " in name[:2] else 1.0


def strongest(passage: Passage, weights: Weights) -> tuple[float, tuple[str, ...], list[float]]:
    """Return the margin over clean, the features and the sums of the window that speaks loudest."""
    found: list[tuple[float, tuple[str, ...], list[float]]] = []
    for window in passage.windows:
        rows = [(weights[name], _share(name)) for name in window if name in weights]
        sums = [sum(row[label] * share for row, share in rows) for label in range(len(LABELS))]
        loud = sums[passage.label] if passage.label else max(sums[1:])
        found.append((loud - sums[0], window, sums))
    return max(found, key=lambda each: each[0])


def write(weights: Weights) -> int:
    """Write what speaks for each kind against clean, in hundredths, and return how many features that are."""
    lines: list[str] = []
    for name, values in sorted(weights.items()):
        numbers = [round(UNIT * _share(name) * (value - values[0])) for value in values[1:]]
        if any(abs(number) >= LEAST for number in numbers):
            lines.append("\t".join([name, *map(str, numbers)]))
    WEIGHTS.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
    return len(lines)


def folds(passages: Sequence[Passage], count: int) -> None:
    """Print what is found of passages that were not learned from."""
    order = random.Random(SEED).sample(list(passages), len(passages))
    heard: list[tuple[float, Passage]] = []
    for fold in range(count):
        weights = learn([passage for at, passage in enumerate(order) if at % count != fold])
        for passage in order[fold::count]:
            every = Passage(passage.text, 0, passage.windows)
            heard.append((strongest(every, weights)[0], passage))
    clean = sorted((margin for margin, passage in heard if not passage.label), reverse=True)
    for alarms in (ALARMS / 2, ALARMS, 2 * ALARMS):
        bar = clean[int(alarms * len(clean))]
        shares = [
            f"{kind} {sum(margin > bar for margin, passage in heard if passage.label == label) / sum(p.label == label for _, p in heard):.3f}"
            for label, kind in enumerate(KINDS, 1)
        ]
        print(f"{alarms:.0%} false alarms above {bar:.2f}: " + ", ".join(shares))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folds", type=int, default=0)
    count: int = parser.parse_args().folds
    passages = read()
    print(
        f"{len(passages)} passages: " + ", ".join(f"{sum(p.label == label for p in passages)} {name}" for label, name in enumerate(LABELS))
    )
    if count:
        folds(passages, count)
    else:
        print(f"{write(learn(passages))} features weighed")


if __name__ == "__main__":
    main()
