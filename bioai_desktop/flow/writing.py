"""Have the model write a batch of texts: each that breaks a rule is asked for once more, then kept with its findings."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace

from bioai_desktop.domain import Answer, Draft, Engine, Finding, Job, Piece, Request, Step, Stop, Task
from bioai_desktop.drafting.accept import better, judge, late, wants_again
from bioai_desktop.drafting.choosing import chosen, several
from bioai_desktop.drafting.tasks import Assignment, again
from bioai_desktop.edition.profile import Profile
from bioai_desktop.flow.allowance import Allowance
from bioai_desktop.flow.ready import Ready
from bioai_desktop.flow.waking import tell, wake

_HALF = 0.5  # of the tokens that a text may take are written, about
_READ_FOR_ONE = 16  # characters of a prompt that are read in the time in which one token is written, about
#: Few texts together are written more slowly than many, by so much; where time is short, no more are begun than it surely suffices for.
_FEW = 0.5
_GLANCE = 0.1  # seconds between two looks at whether it is our turn again


@dataclass(frozen=True, slots=True)
class Writing:
    """Some more of a text that is being written."""

    story: str  #: Story.id, "" for a page part
    task: Task
    text: str  #: all of it so far


Watch = Callable[[Writing], None]
#: What is to be written once the text of a place is there, None where nothing is.
Follow = Callable[[int, Draft], Assignment | None]
_Heard = Callable[[int, Draft], Mapping[int, Assignment]]


def work(assignment: Assignment) -> float:
    """Return what a text takes, in tokens that are written in that time."""
    request = assignment.request
    return _HALF * request.max_tokens + len(request.prompt) / _READ_FOR_ONE


def _never() -> bool:
    return False


@dataclass(frozen=True, slots=True)
class Means:
    """What a writer has beside its engine."""

    ready: Ready | None = None  #: texts that are there already, and where new ones are kept as they come
    time: Allowance = field(default_factory=Allowance)
    teach: Callable[[Assignment], Assignment] = lambda assignment: assignment  #: shows what an editor made of such texts before
    gives_way: Callable[[], bool] = (
        _never  #: whether somebody else needs the engine now: what is half written is dropped, and asked for later
    )
    note: Callable[[], str] = str  #: said with the progress


class _BrokenOffError(Exception):
    """The texts that are being written are dropped: the time is up, or somebody else needs the engine."""


class Writer:
    """Writes texts by one engine, and reports how far it is."""

    def __init__(
        self,
        engine: Engine,
        profile: Profile,
        job: Job,
        watch: Watch | None = None,
        step: Step = Step.WRITE,
        means: Means | None = None,
    ) -> None:
        self._engine = engine
        self._profile = profile
        self._job = job
        self._watch = watch
        self._step_name = step
        self._means = means or Means()
        self._done = 0
        self._planned = 0
        self._count = 0  # texts that were written, second attempts among them
        self._work = 0.0  # that they took, in tokens
        self._seconds = 0.0  # and in time
        self._began: float | None = None  # when the texts were asked for that are being written, None where none are
        self._reused = 0

    def plan(self, texts: int) -> None:
        """Say how many more texts there will be, for the share that is shown."""
        self._planned += texts

    @property
    def written(self) -> int:
        """How many texts were written so far; those that were ready do not count."""
        return self._done - self._reused

    @property
    def seconds(self) -> float:
        """How long that took, without waiting for others."""
        return self._seconds + (time.monotonic() - self._began if self._began is not None else 0.0)

    @property
    def limited(self) -> bool:
        """Whether there is a limit of time."""
        return self._means.time.limited

    @property
    def late(self) -> bool:
        """Whether the time is up."""
        return self._means.time.over

    def write(self, assignments: Sequence[Assignment]) -> list[Draft]:
        """Write all; return a Draft for each, in that order, with its findings where a second attempt broke a rule too.

        Where there is a limit of time, what it does not suffice for comes back without a text, see `accept.late`, and second attempts are
        made while there is time for all that is planned.
        """
        return self.write_on(assignments, lambda _, __: None)[0]

    def write_on(self, assignments: Sequence[Assignment], follow: Follow) -> tuple[list[Draft], dict[int, Draft]]:
        """Write all, and beside the rest what `follow` asks for after each text, given its place; those drafts come by that place."""
        count = len(assignments)
        asked: dict[int, Assignment] = {}
        drafts: dict[int, Draft] = {}

        def take(wanted: Mapping[int, Assignment]) -> dict[int, Assignment]:
            """Return what of this is to be written, and what follows on the rest: that is ready."""
            told = {at: self._means.teach(each) for at, each in wanted.items()}
            asked.update(told)
            ready = self._ready(told)
            drafts.update(ready)
            left = {at: each for at, each in told.items() if at not in ready}
            for at in ready:
                left |= after(at)
            return left

        def after(at: int) -> dict[int, Assignment]:
            following = follow(at, drafts[at]) if at < count else None
            return take({at + count: following}) if following is not None else {}

        def heard(at: int, draft: Draft) -> Mapping[int, Assignment]:
            another = self._settle(at, draft, drafts, asked[at])
            return {at: another} if another is not None else after(at)

        try:
            self._ask(take(dict(enumerate(assignments))), heard)
        finally:
            if self._means.ready is not None:
                self._means.ready.flush()
        return [drafts[at] for at in range(count)], {at - count: draft for at, draft in drafts.items() if at >= count}

    def best(self, texts: Sequence[Sequence[Assignment]], count: int, faults: Callable[[Draft], Sequence[Finding]]) -> list[Draft]:
        """Write each text, given as its ways of asking, so many times and keep the best; one with a fault all the same is asked for once more."""
        drafts = self._best(texts, count, faults)
        failed = [at for at, draft in enumerate(drafts) if faults(draft)]
        self._planned += len(failed) * count
        once_more = [[again(way, faults(drafts[at]), self._profile) for way in texts[at]] for at in failed]
        others = self._best(once_more, count, faults)
        for at, other in zip(failed, others, strict=True):
            drafts[at] = chosen([drafts[at], other], faults)
        return drafts

    def _best(self, texts: Sequence[Sequence[Assignment]], count: int, faults: Callable[[Draft], Sequence[Finding]]) -> list[Draft]:
        candidates = [candidate for ways in texts for candidate in several(ways, count)]
        written: dict[int, Draft] = {}

        def heard(at: int, draft: Draft) -> Mapping[int, Assignment]:
            written[at] = draft
            return {}

        self._ask(dict(enumerate(candidates)), heard)
        drafts = [written[at] for at in range(len(candidates))]
        return [chosen(drafts[at : at + count], faults) for at in range(0, len(drafts), count)]

    def _ready(self, assignments: Mapping[int, Assignment]) -> dict[int, Draft]:
        """Return what was written before, by its place."""
        if self._means.ready is None or not assignments:
            return {}
        model = wake(self._engine, self._job).model_hash
        asked = {at: assignment.asked(model) for at, assignment in assignments.items()}
        known = self._means.ready.find(list(asked.values()))
        found = {at: known[key] for at, key in asked.items() if key in known}
        self._reused += len(found)
        self._done += len(found)
        return found

    def _settle(self, at: int, draft: Draft, drafts: dict[int, Draft], assignment: Assignment) -> Assignment | None:
        """Take a text in, and keep it where it will not change any more; else return how it is to be asked for once more."""
        first = drafts.get(at)
        drafts[at] = draft if first is None else first if late(draft) else better(first, draft)
        if first is None and late(draft):
            return None
        if first is None and wants_again(draft) and self._affords_another:
            return again(assignment, draft.findings, self._profile)
        if wants_again(draft) if first is None else late(draft):
            self._keep(drafts[at])  # it may still be tried again: nothing says that this was asked
        else:
            asked = assignment.asked(draft.provenance.model)
            drafts[at] = replace(drafts[at], provenance=replace(drafts[at].provenance, asked=asked))
            self._keep(drafts[at])
        return None

    def _keep(self, draft: Draft) -> None:
        if self._means.ready is not None:
            self._means.ready.keep(draft)

    @property
    def _affords_another(self) -> bool:
        """Whether there is time for one more text beside all that is planned."""
        if not self._means.time.limited or not self._count:
            return True
        pace = self.seconds / self._count
        return self._means.time.left - pace * max(0, self._planned - self._done) >= pace

    def _ask(self, assignments: Mapping[int, Assignment], heard: _Heard) -> None:
        """Write all texts: `heard` takes each as it comes, and returns what is to be written on that, by place; the same place is a text again."""
        left = dict(assignments)
        while left:
            if self.late:
                for at in list(left):
                    left |= heard(at, judge(left.pop(at), Answer("", "", Stop.CANCELLED), "", self._profile))
                continue
            self._wait()
            self._began = time.monotonic()
            with suppress(_BrokenOffError):
                self._listen(left, heard)
            self._seconds, self._began = self.seconds, None

    def _listen(self, left: dict[int, Assignment], heard: _Heard) -> None:
        """Have texts written and take each in as it ends; what is wanted on that is written beside those that are still on their way."""
        texts: dict[int, str] = {}
        added: list[Request] = []

        def more() -> Sequence[Request]:
            taken = added[:]
            added.clear()
            return taken

        # Request ids are unique within a plan; a batch may hold several plans.
        requests = [assignment.request_as(str(at)) for at, assignment in self._wave(left).items()]
        with closing(self._engine.stream(requests, self._beat, more)) as stream:
            for event in stream:
                at = int(event.request)
                if isinstance(event, Piece):
                    texts[at] = texts.get(at, "") + event.text
                    self._show(left[at], texts[at])
                else:
                    texts.pop(at, None)
                    self._count += 1
                    self._work += work(left[at])
                    further = heard(at, judge(left.pop(at), event, self._engine.info().model_hash, self._profile))
                    self._done += at not in further
                    left |= further
                    added += [each.request_as(str(place)) for place, each in further.items()]
                self._beat()

    def _wave(self, rest: Mapping[int, Assignment]) -> Mapping[int, Assignment]:
        """Return the texts to be begun now: all of them, or where time is short the first that it suffices for, at least one."""
        rate = self._work / self.seconds if self._work and self.seconds else self._engine.info().calibrated
        if not self.limited or not rate:
            return rest
        room = self._means.time.left * rate * _FEW
        wave: dict[int, Assignment] = {}
        for at, assignment in rest.items():
            room -= work(assignment)
            if wave and room < 0:
                break
            wave[at] = assignment
        return wave

    def _wait(self) -> None:
        """Wait while somebody else needs the engine."""
        while self._means.gives_way() and not self.late:
            self._step()
            time.sleep(_GLANCE)

    def _beat(self) -> None:
        """Report how far it is: that is where stopping is noticed, and that the time is up or that others need the engine."""
        if tell(self._engine, self._job):
            return
        self._step()
        if self.late or self._means.gives_way():
            raise _BrokenOffError

    def _step(self) -> None:
        self._job.step(self._step_name, self._done, max(self._planned, self._done), self._means.note())

    def _show(self, assignment: Assignment, text: str) -> None:
        if self._watch is not None:
            self._watch(Writing(assignment.story, assignment.task, text))
