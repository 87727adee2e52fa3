"""Measure the drafting of a page: how many top texts pass the checks, beside plain prompting of the same model, and what a page takes."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from datetime import time as clock
from pathlib import Path

from bioai_desktop.domain import (
    Answer,
    Constraint,
    Draft,
    Engine,
    EngineInfo,
    Item,
    ItemKind,
    Job,
    Language,
    Loading,
    Piece,
    Request,
    Step,
    Story,
    Task,
    nothing_more,
)
from bioai_desktop.drafting import runs, tasks
from bioai_desktop.drafting.accept import judge
from bioai_desktop.drafting.assignment import Assignment
from bioai_desktop.drafting.glossary import glossary
from bioai_desktop.edition.model import Edition, Role, SectionKind
from bioai_desktop.edition.outline import text_of
from bioai_desktop.edition.plain import length
from bioai_desktop.edition.profile import SectionRule
from bioai_desktop.engine.local import LocalEngine
from bioai_desktop.errors import AppError
from bioai_desktop.flow import demo, draft, models
from bioai_desktop.flow.check import blocking
from bioai_desktop.flow.fetch import import_files, read_file
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.triage import ranked
from bioai_desktop.flow.waking import wake
from bioai_desktop.flow.writing import Writer
from bioai_desktop.paths import resource

#: What is to be reached: share of top texts, times the bare limit, share of the time that is not the model's.
PASSING, LIMIT_RATIO, OWN_SHARE = 0.95, 1.6, 0.03
_ABSTRACT = 500  # characters from which on a text is one
_LATIN = 0.8  # share of ASCII in a source that is English
_WIDTHS = (1, 4, 8, 16, 24)
_PLAIN_TOKENS = 256
_NOT_NAMED = frozenset(("subject-missing", "finding-missing"))
_LENGTHS = frozenset(("too-long", "too-short"))


@dataclass(frozen=True, slots=True)
class Tops:
    """How many of so many top texts are what they should be."""

    count: int
    first: int  #: pass all blocking checks at the first try
    second: int  #: at the first or the second
    named: int  #: name their subject and one finding
    inside: int  #: have a length inside the Profile's limits
    apart: int  #: share no long run with another one
    unmarked: int  #: have nothing to look at either
    seconds: float


@dataclass(frozen=True, slots=True)
class TopsBench:
    """The same items by this program and by plain prompting, on one model in one run."""

    ours: Tops
    plain: Tops
    failing: tuple[Draft, ...]  #: of ours, those that block


@dataclass(frozen=True, slots=True)
class PageBench:
    """What a page took."""

    tops: int
    notes: int
    others: int  #: texts of page parts
    skipped: int
    seconds: float
    limit: float  #: seconds that a bare loop takes for what is on the page: its prompts read, its texts written
    own: float  #: share of the time that is not llama.cpp's
    asked: int  #: texts, those that were not kept and second tries included
    inside: bool  #: whether all lengths are inside the Profile's limits
    repeated: tuple[str, ...]  #: long runs that two texts share, names aside

    @property
    def ratio(self) -> float:
        """How many times the limit it took."""
        return self.seconds / self.limit if self.limit else 0.0


@dataclass(slots=True)
class _Watched:
    """An engine whose work is added up."""

    engine: LocalEngine
    native: float = 0.0
    computed: int = 0
    answers: list[Answer] = field(default_factory=list[Answer])

    @property
    def loading(self) -> Loading | None:
        """As the engine's own."""
        return self.engine.loading

    def stream(
        self,
        requests: Sequence[Request],
        beat: Callable[[], None] = lambda: None,
        more: Callable[[], Sequence[Request]] = nothing_more,
    ) -> Generator[Piece | Answer]:
        """Write as the engine does."""
        with closing(self.engine.stream(requests, beat, more)) as stream:
            for event in stream:
                if isinstance(event, Answer):
                    self.answers.append(event)
                yield event
        self.native += self.engine.work.native
        self.computed += self.engine.work.computed

    def info(self, beat: Callable[[], None] = lambda: None) -> EngineInfo:
        """Say what the engine does."""
        return self.engine.info(beat)

    def close(self) -> None:
        """Leave the engine to its owner."""


def recorded(folder: Path, most: int) -> list[Item]:
    """Return up to so many papers with an abstract in English from recorded feeds, spread over all of them in the order of their ids."""
    found: dict[str, Item] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        try:
            items = read_file(path)
        except AppError:
            continue  # a list of files, or a feed that was broken on purpose
        found |= {item.title.casefold(): item for item in items if _has_abstract(item)}
    kept = sorted(found.values(), key=lambda item: item.id)
    return kept[:: max(1, len(kept) // most)][:most]


def bench_tops(parts: Parts, items: Sequence[Item], job: Job) -> TopsBench:
    """Write a top text about each item, by the program and by plain prompting."""
    rule = _top_rule(parts)
    asked = [tasks.entry(Story(item.id, (item,)), parts.profile, rule) for item in items]
    engine = parts.engine(job)
    wake(engine, job)
    writer = Writer(engine, parts.profile, job)
    writer.plan(2 * len(asked))
    started = time.perf_counter()
    drafts = writer.write(asked)
    middle = time.perf_counter()
    plain = _plain(parts, engine, asked, items, job)
    ended = time.perf_counter()
    failing = tuple(draft for draft in drafts if blocking(draft.findings))
    return TopsBench(_tops(parts, asked, drafts, middle - started), _tops(parts, asked, plain, ended - middle), failing)


def bench_page(parts: Parts, job: Job) -> PageBench:
    """Draft the page of the built-in example in a store of its own; raises as `models.resolve` where another machine has the model."""
    models.resolve(parts.settings.model, parts.paths, job)
    engine = parts.engine(job)
    assert isinstance(engine, LocalEngine)  # noqa: S101 - its file was found
    wake(engine, job)
    watched = _Watched(engine)
    with tempfile.TemporaryDirectory() as folder:
        here = parts.for_trial(Path(folder), parts.sources).with_engine(watched)
        try:
            day, feeds = demo.example()
            import_files(here, feeds, job, datetime.combine(day, clock(12), UTC))
            ranked(here, day)
            started = time.perf_counter()
            report = draft.draft(here, day, job, unattended=True)
            seconds = time.perf_counter() - started
            return _page_bench(here, report, watched, seconds, job)
        finally:
            here.release_store()


def _page_bench(parts: Parts, report: draft.DraftReport, watched: _Watched, seconds: float, job: Job) -> PageBench:
    counts = {section.kind: len(section.entries) for section in report.edition.sections}
    texts = _page_texts(report.edition)
    titles = [title for _, entry in report.edition.pieces() if (title := entry.get(Role.TITLE))]
    rates = watched.engine.rates(_WIDTHS, lambda: job.step(Step.MEASURE, 0, 1))
    written, chars = sum(answer.tokens for answer in watched.answers), sum(len(answer.text) for answer in watched.answers)
    on_page = sum(map(len, (*texts, *titles))) * written / max(1, chars)
    share = min(1.0, (len(texts) + len(titles)) / max(1, len(watched.answers)))
    lists = (SectionKind.TOP, SectionKind.NOTES)
    return PageBench(
        tops=counts.get(SectionKind.TOP, 0),
        notes=counts.get(SectionKind.NOTES, 0),
        others=sum(1 for section, _ in report.edition.pieces() if section.kind not in lists),
        skipped=len(report.skipped),
        seconds=seconds,
        limit=watched.computed * share / rates.prefill + on_page / rates.best,
        own=1 - watched.native / seconds,
        asked=len(watched.answers),
        inside=_inside(parts, report.edition),
        repeated=tuple(_repeated(parts, texts)),
    )


def _page_texts(edition: Edition) -> list[str]:
    """Return the texts of a page that a model wrote, titles and keywords aside; of a forecast and a point to cite the title is the text."""
    of_title = (SectionKind.FORECASTS, SectionKind.CITABLE)
    pieces = [(section.kind, entry) for section, entry in edition.pieces() if section.kind is not SectionKind.KEYWORDS]
    texts = (entry.get(Role.TITLE) if kind in of_title else text_of(entry) for kind, entry in pieces)
    return [text for text in texts if text]


def _repeated(parts: Parts, texts: Sequence[str]) -> list[str]:
    table = glossary(parts.profile).pairs
    return [run for at, text in enumerate(texts) if (run := runs.shared(text, texts[:at], table))]


def _inside(parts: Parts, edition: Edition) -> bool:
    """Whether no text is longer than its section allows, nor shorter but where its source was."""
    rules = {rule.kind: rule for rule in parts.profile.drafted}
    return all(
        length(entry.get(role)) <= limits.max_chars
        for section, entry in edition.pieces()
        if (rule := rules.get(section.kind))
        for role, limits in ((Role.TEXT, rule.limits), (Role.TITLE, rule.titles))
        if limits.max_chars
    )


def _tops(parts: Parts, asked: Sequence[Assignment], drafts: Sequence[Draft], seconds: float) -> Tops:
    passing = [draft for draft in drafts if not blocking(draft.findings)]
    kinds = [{finding.kind for finding in draft.findings} for draft in drafts]
    table = glossary(parts.profile).pairs
    texts = [draft.text for draft in drafts]
    rule = _top_rule(parts)
    return Tops(
        count=len(drafts),
        first=sum(draft.attempts == 1 for draft in passing),
        second=len(passing),
        named=sum(not found & _NOT_NAMED for found in kinds),
        inside=sum(each.limits.min_chars <= length(draft.text) <= rule.limits.max_chars for each, draft in zip(asked, drafts, strict=True)),
        apart=sum(not runs.shared(text, texts[:at], table) for at, text in enumerate(texts)),
        unmarked=sum(all(str(finding.severity) == "hint" for finding in draft.findings) for draft in drafts),
        seconds=seconds,
    )


def _plain(parts: Parts, engine: Engine, asked: Sequence[Assignment], items: Sequence[Item], job: Job) -> list[Draft]:
    """Ask as anybody would: one sentence of instruction, title and abstract; no constraint, no second try, the same checks."""
    words = resource("bench", f"plain-top.{Language.ZH}.txt").read_text("utf-8").strip()
    requests = [
        Request(
            str(at),
            "",
            f"{item.title}\n{item.text}",
            shared=f"{words}\n\n",
            max_tokens=_PLAIN_TOKENS,
            constraint=Constraint(one_line=False),
        )
        for at, item in enumerate(items)
    ]
    answers: dict[str, Answer] = {}
    with closing(engine.stream(requests, lambda: job.step(Step.WRITE, len(answers), len(requests)))) as stream:
        for event in stream:
            if isinstance(event, Answer):
                answers[event.request] = event
    model = engine.info().model_hash
    return [judge(each, answers[str(at)], model, parts.profile, mend=False) for at, each in enumerate(asked)]


def _top_rule(parts: Parts) -> SectionRule:
    return next(rule for rule in parts.profile.lists if rule.task is Task.TEXT)


def _has_abstract(item: Item) -> bool:
    english = sum(char.isascii() for char in item.text) >= _LATIN * len(item.text)
    return len(item.text) >= _ABSTRACT and english and item.kind in (ItemKind.ARTICLE, ItemKind.PREPRINT)
