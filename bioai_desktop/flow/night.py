"""Overnight: a title and a text for every story of a day, the best first, so that in the morning they are there before anything is chosen."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from time import monotonic

from bioai_desktop.domain import Draft, Job, Sent, Step, Story, Task
from bioai_desktop.drafting import tasks
from bioai_desktop.drafting.assignment import Assignment
from bioai_desktop.edition.profile import STORY_TASKS, SectionRule
from bioai_desktop.errors import NothingToDraft
from bioai_desktop.flow.allowance import Allowance
from bioai_desktop.flow.check import blocking
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.ready import Ready
from bioai_desktop.flow.teaching import teacher
from bioai_desktop.flow.triage import ranked
from bioai_desktop.flow.waking import wake
from bioai_desktop.flow.writing import Means, Watch, Writer
from bioai_desktop.stories.choose import choose

_STORIES = 24  # written about together: enough that the engine is full, few enough that the best have both texts early
_HALF = 0.5  # of the tokens that a text may take are written, about
_READ_FOR_ONE = 16  # characters of a prompt that are read in the time in which one token is written, about
_SURE = 8  # texts written by this run from which on its own pace is believed


@dataclass(frozen=True, slots=True)
class Forecast:
    """What there is to write, and when that will be done."""

    stories: int
    texts: int  #: that are to be written
    ready: int  #: that are there already
    rate: float = 0.0  #: tokens a second that this rests on, 0.0 where nothing was measured yet
    seconds: float = 0.0  #: from now on, 0.0 where nobody knows
    measured: bool = False  #: by this run itself, not when the model was first tried out here


@dataclass(frozen=True, slots=True)
class Told:
    """A story with what is written about it; None where there is nothing, or where it breaks a rule that keeps a page from leaving."""

    story: Story
    title: Draft | None
    text: Draft | None


@dataclass(frozen=True, slots=True)
class NightReport:
    """What is there now."""

    day: date
    stories: tuple[Told, ...]  #: by rank
    written: int  #: texts of this run
    ready: int  #: texts that were there before
    seconds: float
    left: int = 0  #: texts for which there was no time


def _unheard(_: Forecast) -> None:
    pass


@dataclass(frozen=True, slots=True)
class Night:
    """How long it may take, and who gets told."""

    time: Allowance = field(default_factory=Allowance)
    gives_way: Callable[[], bool] = lambda: False  #: whether somebody else needs the engine now
    watch: Watch | None = None
    told: Callable[[Forecast], None] = _unheard  #: hears what is to be done, and again once this run's own pace is known


_ALL_NIGHT = Night()


def write_all(parts: Parts, day: date, job: Job, night: Night = _ALL_NIGHT) -> NightReport:
    """Write what the stories of a day still lack; what is there is not written again. Each text is kept as it comes.

    Raises `NothingToDraft`, `EngineFailed`, and `Cancelled`, after which the next call goes on where this one stopped.
    """
    return _Run(parts, day, job, night).write()


def drafted(parts: Parts, stories: Sequence[Story]) -> list[Told]:
    """Return stories with the last title and text that were written about them in the language in which pages are drafted."""
    drafts = parts.store.drafts.by_story([story.id for story in stories], parts.profile.language)
    return [Told(story, _last(drafts.get(story.id, ()), (Task.TITLE,)), _last(drafts.get(story.id, ()), STORY_TASKS)) for story in stories]


def _last(drafts: Sequence[Draft], wanted: Sequence[Task]) -> Draft | None:
    """Return the last draft that may be on a page; of several tasks, of the first that has one."""
    good = [draft for draft in drafts if draft.task in wanted and draft.text and not blocking(draft.findings)]
    return next((draft for task in wanted for draft in reversed(good) if draft.task is task), None)


class _Run:
    """One night."""

    def __init__(self, parts: Parts, day: date, job: Job, night: Night) -> None:
        self._parts, self._day, self._job, self._night = parts, day, job, night
        self._profile = parts.profile
        self._ready = Ready(parts, day)
        self._teach = teacher(parts)
        self._lacking: list[float] = []  # what each text takes that is to be written, in the order in which they are
        self._rate = 0.0  # tokens a second, when the model was first tried out here
        self._sure = False  # whether this run's own pace was told
        self._forecast = Forecast(0, 0, 0)

    def write(self) -> NightReport:
        """Write, and return what is there."""
        began = monotonic()
        self._job.step(Step.RANK, 0, 1)
        stories = [story for story in ranked(self._parts, self._day) if story.sent is not Sent.DROP]
        rules = self._rules(stories)
        if not rules:
            raise NothingToDraft(self._day.isoformat())
        engine = self._parts.engine(self._job)
        info = wake(engine, self._job)
        self._rate = info.calibrated
        ready = self._survey(stories, rules, info.model_hash)
        means = Means(self._ready, self._night.time, self._teach, self._night.gives_way, self._note)
        self._writer = Writer(engine, self._profile, self._job, self._night.watch, means=means)
        self._writer.plan(len(self._lacking) + ready)
        self._forecast = Forecast(len(stories), len(self._lacking), ready)
        self._tell()
        for some in _lots(stories):
            self._write_some([(story, rule) for story in some for rule in rules[story.id]])
            if self._writer.late:
                break
        written = self._writer.written
        left = len(self._lacking) - written
        return NightReport(self._day, tuple(drafted(self._parts, stories)), written, ready, monotonic() - began, left)

    def _rules(self, stories: Sequence[Story]) -> Mapping[str, Sequence[SectionRule]]:
        """Return how each story is written about: as the first list has it, and as the list has it that it would be chosen for now."""
        lists = self._profile.lists
        if not lists or not stories:
            return {}
        choice = choose(stories, self._day, lists, self._profile)
        chosen = {story.id: rule for rule in choice.rules for story in choice.lists[rule.name]}
        return {story.id: [lists[0], *([rule] if (rule := chosen.get(story.id, lists[0])) is not lists[0] else [])] for story in stories}

    def _write_some(self, wanted: Sequence[tuple[Story, SectionRule]]) -> None:
        """Write about some stories: the texts, then the titles, which may draw on them."""
        texts = self._writer.write(self._texts(wanted))
        self._writer.write(self._titles(wanted, [draft.text for draft in texts]))
        if not self._sure and self._writer.written >= _SURE:
            self._sure = True
            self._tell()

    def _texts(self, wanted: Sequence[tuple[Story, SectionRule]]) -> list[Assignment]:
        return [tasks.entry(story, self._profile, rule) for story, rule in wanted]

    def _titles(self, wanted: Sequence[tuple[Story, SectionRule]], texts: Sequence[str]) -> list[Assignment]:
        """Ask for titles, each once where two lists want the same."""
        asked = (tasks.title(story, self._profile, rule, text) for (story, rule), text in zip(wanted, texts, strict=True))
        return list({assignment.asked(""): assignment for assignment in asked}.values())

    def _survey(self, stories: Sequence[Story], rules: Mapping[str, Sequence[SectionRule]], model: str) -> int:
        """Note what is to be written, in its order, and return how many texts are ready."""
        ready = 0
        for some in _lots(stories):
            wanted = [(story, rule) for story in some for rule in rules[story.id]]
            texts = self._texts(wanted)
            found = self._found(texts, model)
            titles = self._titles(wanted, [found[at].text if at in found else "" for at in range(len(texts))])
            have = {id(texts[at]) for at in found} | {id(titles[at]) for at in self._found(titles, model)}
            ready += len(have)
            self._lacking += [_work(each) for each in (*texts, *titles) if id(each) not in have]
        return ready

    def _found(self, assignments: Sequence[Assignment], model: str) -> Mapping[int, Draft]:
        asked = [self._teach(assignment).asked(model) for assignment in assignments]
        found = self._ready.find(asked)
        return {at: found[key] for at, key in enumerate(asked) if key in found}

    def _tell(self) -> None:
        rate, seconds = self._outlook()
        self._night.told(replace(self._forecast, rate=rate, seconds=seconds, measured=self._sure))

    def _outlook(self) -> tuple[float, float]:
        """Return the rate that is believed, in tokens a second, and how long what is left takes at it."""
        done = self._writer.written
        work, left = sum(self._lacking[:done]), sum(self._lacking[done:])
        rate = work / self._writer.seconds if done >= _SURE and self._writer.seconds else self._rate
        return rate, left / rate if rate else 0.0

    def _note(self) -> str:
        """Return the time of day at which all will be done, as far as that is known."""
        _, seconds = self._outlook()
        return f"→ {datetime.now().astimezone() + timedelta(seconds=seconds):%H:%M}" if seconds else ""


def _lots(stories: Sequence[Story]) -> Iterator[Sequence[Story]]:
    return (stories[at : at + _STORIES] for at in range(0, len(stories), _STORIES))


def _work(assignment: Assignment) -> float:
    """Return what a text takes, in tokens that are written in that time."""
    request = assignment.request
    return _HALF * request.max_tokens + len(request.prompt) / _READ_FOR_ONE
