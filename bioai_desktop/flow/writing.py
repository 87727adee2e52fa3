"""Have the model write a batch of texts: each that breaks a rule is asked for once more, then kept with its findings."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace

from bioai_desktop.domain import Answer, Draft, Engine, Job, Piece, Step, Stop, Task
from bioai_desktop.drafting.accept import apart, better, judge, late, wants_again
from bioai_desktop.drafting.tasks import Assignment, again
from bioai_desktop.edition.profile import Profile
from bioai_desktop.flow.allowance import Allowance
from bioai_desktop.flow.ready import Ready
from bioai_desktop.flow.waking import tell, wake

_GLANCE = 0.1  # seconds between two looks at whether it is our turn again


@dataclass(frozen=True, slots=True)
class Writing:
    """Some more of a text that is being written."""

    story: str  #: Story.id, "" for a page part
    task: Task
    text: str  #: all of it so far


Watch = Callable[[Writing], None]


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
        self._seconds = 0.0  # that they took
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

    def write(self, assignments: Sequence[Assignment], *, distinct: bool = False) -> list[Draft]:
        """Write all; return a Draft for each, in that order, with its findings where a second attempt broke a rule too.

        `distinct` texts stand together on the page: none may begin like one before it. Where there is a limit of time, what it does not
        suffice for comes back without a text, see `accept.late`, and second attempts are made while there is time for all that is planned.
        """
        told = [self._means.teach(assignment) for assignment in assignments]
        # What a distinct text stands beside is no part of what was asked for it.
        drafts = {} if distinct else self._ready(told)
        self._reused += len(drafts)
        self._done += len(drafts)
        try:
            drafts |= self._written({at: each for at, each in enumerate(told) if at not in drafts}, distinct=distinct)
        finally:
            if self._means.ready is not None:
                self._means.ready.flush()
        in_order = [drafts[at] for at in range(len(told))]
        return apart(in_order) if distinct else in_order

    def _ready(self, assignments: Sequence[Assignment]) -> dict[int, Draft]:
        """Return what was written before, by its place."""
        if self._means.ready is None or not assignments:
            return {}
        model = wake(self._engine, self._job).model_hash
        asked = [assignment.asked(model) for assignment in assignments]
        found = self._means.ready.find(asked)
        return {at: found[key] for at, key in enumerate(asked) if key in found}

    def _written(self, assignments: Mapping[int, Assignment], *, distinct: bool) -> dict[int, Draft]:
        """Write texts, and those that break a rule once more; each is kept as soon as it will not change any more."""
        drafts = self._ask(assignments, lambda at, draft: draft if wants_again(draft) else self._kept(draft, assignments[at]))
        if distinct:
            drafts = dict(zip(drafts, apart(list(drafts.values())), strict=True))
        failed = [at for at, draft in drafts.items() if wants_again(draft) and not late(draft)]
        tried = failed[: self._affordable(len(failed))]
        self._done -= len(tried)
        seconds = self._ask(
            {at: again(assignments[at], drafts[at].findings, self._profile) for at in tried},
            lambda at, second: self._kept(better(drafts[at], second), assignments[at]),
        )
        settled = {at: draft for at, draft in seconds.items() if not late(draft)}
        for at in failed:
            if at not in settled and self._means.ready is not None:
                self._means.ready.keep(drafts[at])  # it may still be tried again: nothing says that this was asked
        return drafts | settled

    def _kept(self, draft: Draft, assignment: Assignment) -> Draft:
        model = draft.provenance.model
        noted = replace(draft, provenance=replace(draft.provenance, asked=assignment.asked(model)))
        if self._means.ready is not None:
            self._means.ready.keep(noted)
        return noted

    def _affordable(self, texts: int) -> int:
        """Return how many of so many texts there is time for beside all that is planned."""
        if not self._means.time.limited or not self._count:
            return texts
        pace = self.seconds / self._count
        spare = self._means.time.left - pace * max(0, self._planned - self._done)
        return max(0, min(texts, int(spare / pace))) if pace else texts

    def _ask(self, assignments: Mapping[int, Assignment], heard: Callable[[int, Draft], Draft]) -> dict[int, Draft]:
        """Write each text once; `heard` may change a draft as it comes."""
        drafts: dict[int, Draft] = {}
        while rest := {at: each for at, each in assignments.items() if at not in drafts}:
            if self.late:
                drafts |= {at: judge(each, Answer("", "", Stop.CANCELLED), "", self._profile) for at, each in rest.items()}
                break
            self._wait()
            self._began = time.monotonic()
            with suppress(_BrokenOffError):
                self._listen(rest, drafts, heard)
            self._seconds, self._began = self.seconds, None
        return {at: drafts[at] for at in assignments}

    def _listen(self, asked: Mapping[int, Assignment], drafts: dict[int, Draft], heard: Callable[[int, Draft], Draft]) -> None:
        """Have texts written, and take each in as it ends."""
        texts: dict[int, str] = {}
        # Request ids are unique within a plan; a batch may hold several plans.
        requests = [assignment.request_as(str(at)) for at, assignment in asked.items()]
        with closing(self._engine.stream(requests, self._beat)) as stream:
            for event in stream:
                at = int(event.request)
                if isinstance(event, Piece):
                    texts[at] = texts.get(at, "") + event.text
                    self._show(asked[at], texts[at])
                else:
                    drafts[at] = heard(at, judge(asked[at], event, self._engine.info().model_hash, self._profile))
                    self._done += 1
                    self._count += 1
                self._beat()

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
