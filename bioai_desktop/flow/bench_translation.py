"""Measure translation: beside plain prompting of the same model in the same run, against references that neither has seen."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass

from bioai_desktop.domain import Answer, Engine, Job, Language, Request, Step
from bioai_desktop.drafting import latin
from bioai_desktop.drafting.chrf import chrf
from bioai_desktop.drafting.glossary import glossary
from bioai_desktop.drafting.numbers import numbers, support, supported
from bioai_desktop.drafting.translate import Means
from bioai_desktop.edition.profile import Profile
from bioai_desktop.flow.bilingual import Pair
from bioai_desktop.flow.rendering import Rendering, render
from bioai_desktop.flow.waking import tell

#: What is to be reached: chrF above plain prompting, the share of numbers that are kept, lengths against the references.
GAIN = {Language.ZH: 4.0, Language.EN: 3.0}
NUMBERS_KEPT, LENGTHS = 0.97, (0.8, 1.25)
_NAMES = {Language.ZH: "Chinese", Language.EN: "English"}
_PLAIN_TOKENS = 512  # of a plain answer, at the most
_PLAIN_WORD = re.compile(r"(?<![\w.-])[a-z]{3,}(?![\w.-])")
_HAN = re.compile(r"[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Figures:
    """How good some translations are; counts are of lines."""

    chrf: float
    unknown_words: int  #: with Latin words that neither the source nor the house's terms have; into Chinese
    left_words: int  #: with a plain word of the source's language left
    kept_numbers: float  #: share of the source's numbers that are found, by value
    new_numbers: int  #: with a number that the source does not have
    length: float  #: characters over those of the references
    seconds: float


@dataclass(frozen=True, slots=True)
class Direction:
    """One direction: this program beside plain prompting."""

    to: Language
    ours: Figures
    plain: Figures
    levers: dict[str, Figures]  #: this program without one of its means, by that means' name

    @property
    def gain(self) -> float:
        """How much chrF is won over plain prompting."""
        return self.ours.chrf - self.plain.chrf


def bench_translation(engine: Engine, profile: Profile, pairs: Sequence[Pair], job: Job, *, levers: bool = False) -> list[Direction]:
    """Translate the pairs both ways; with `levers`, once more without each of the means. Raises as `Engine.stream`."""
    return [_direction(engine, profile, pairs, to, job, levers=levers) for to in (Language.ZH, Language.EN)]


def _direction(engine: Engine, profile: Profile, pairs: Sequence[Pair], to: Language, job: Job, *, levers: bool) -> Direction:
    other = Language.EN if to is Language.ZH else Language.ZH
    sources, references = [pair.text(other) for pair in pairs], [pair.text(to) for pair in pairs]
    house = " ".join((*profile.words, *glossary(profile).pairs.values()))

    def measured(translate: Callable[[], list[str]]) -> Figures:
        began = time.monotonic()
        texts = translate()
        return figures(sources, texts, references, to, house, time.monotonic() - began)

    def by(means: Means) -> Figures:
        return measured(lambda: [made.text for made in render(sources, to, Rendering(lambda: engine, profile, job, means))])

    engine.info()  # loading is no part of either
    plain = measured(lambda: plainly(engine, sources, to, job))
    less = {"candidates": Means(candidates=1), "constraint": Means(constrained=False), "terms": Means(terms=False)} if levers else {}
    return Direction(to, by(Means()), plain, {name: by(means) for name, means in less.items()})


def plainly(engine: Engine, sources: Sequence[str], to: Language, job: Job) -> list[str]:
    """Return what the same model writes without anything of this program: one instruction, the likeliest words."""
    instruction = f"Translate to {_NAMES[to]}. Answer with the translation only.\n\n"
    requests = [Request(str(at), "", text, instruction, max_tokens=_PLAIN_TOKENS) for at, text in enumerate(sources)]
    texts: dict[str, str] = {}

    def beat() -> None:
        if not tell(engine, job):
            job.step(Step.TRANSLATE, len(texts), len(requests))

    with closing(engine.stream(requests, beat)) as stream:
        for event in stream:
            if isinstance(event, Answer):
                texts[event.request] = event.text.strip()
            beat()
    return [texts[request.id] for request in requests]


def figures(
    sources: Sequence[str], texts: Sequence[str], references: Sequence[str], to: Language, house: str = "", seconds: float = 0.0
) -> Figures:
    """Return how good texts are as translations of sources; `house` holds the Latin words that need no source."""
    both = list(zip(sources, texts, strict=True))
    told = [number for source, text in both for number in _kept(source, text)]
    return Figures(
        chrf=chrf(texts, references),
        unknown_words=sum(to is Language.ZH and bool(latin.unknown(text, f"{source} {house}")) for source, text in both),
        left_words=sum(_has_left(source, text, to) for source, text in both),
        kept_numbers=sum(told) / max(1, len(told)),
        new_numbers=sum(_has_new(source, text) for source, text in both),
        length=sum(map(len, texts)) / max(1, sum(map(len, references))),
        seconds=seconds,
    )


def _kept(source: str, text: str) -> list[bool]:
    values = support(numbers(text))
    return [supported(number, values) for number in numbers(source) if not number.weak]


def _has_new(source: str, text: str) -> bool:
    values = support(numbers(source))
    return any(not supported(number, values) for number in numbers(text))


def _has_left(source: str, text: str, to: Language) -> bool:
    if to is Language.EN:
        return bool(_HAN.search(text))
    names = {word for name in latin.names(source) for word in (name, *name.split())}
    return any(word not in names for word in _PLAIN_WORD.findall(text))
