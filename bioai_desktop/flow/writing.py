"""Have the model write a batch of texts: each that breaks a rule is asked for once more, then kept with its findings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass

from bioai_desktop.domain import Answer, Draft, Engine, Finding, Job, Piece, Step, Task
from bioai_desktop.drafting.accept import apart, better, judge, wants_again
from bioai_desktop.drafting.choosing import chosen, several
from bioai_desktop.drafting.tasks import Assignment, again
from bioai_desktop.edition.profile import Profile
from bioai_desktop.flow.waking import tell


@dataclass(frozen=True, slots=True)
class Writing:
    """Some more of a text that is being written."""

    story: str  #: Story.id, "" for a page part
    task: Task
    text: str  #: all of it so far


Watch = Callable[[Writing], None]


class Writer:
    """Writes texts by one engine, and reports how far it is."""

    def __init__(self, engine: Engine, profile: Profile, job: Job, watch: Watch | None = None, step: Step = Step.WRITE) -> None:
        self._engine = engine
        self._profile = profile
        self._job = job
        self._watch = watch
        self._step = step
        self._done = 0
        self._planned = 0

    def plan(self, texts: int) -> None:
        """Say how many more texts there will be, for the share that is shown."""
        self._planned += texts

    def write(self, assignments: Sequence[Assignment], *, distinct: bool = False) -> list[Draft]:
        """Write all; return a Draft for each, in that order, with its findings where a second attempt broke a rule too.

        `distinct` texts stand together on the page: none may begin like one before it.
        """
        drafts = self._ask(assignments)
        drafts = apart(drafts) if distinct else drafts
        failed = [at for at, draft in enumerate(drafts) if wants_again(draft)]
        self._done -= len(failed)
        seconds = self._ask([again(assignments[at], drafts[at].findings, self._profile) for at in failed])
        for at, second in zip(failed, seconds, strict=True):
            drafts[at] = better(drafts[at], second)
        return apart(drafts) if distinct else drafts

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
        written = self._ask([candidate for ways in texts for candidate in several(ways, count)])
        return [chosen(written[at : at + count], faults) for at in range(0, len(written), count)]

    def _ask(self, assignments: Sequence[Assignment]) -> list[Draft]:
        if not assignments:
            return []
        # Request ids are unique within a plan; a batch may hold several plans.
        asked = {str(at): assignment for at, assignment in enumerate(assignments)}
        answers: dict[str, Answer] = {}
        texts: dict[str, str] = {}
        requests = [assignment.request_as(name) for name, assignment in asked.items()]
        with closing(self._engine.stream(requests, self._beat)) as stream:
            for event in stream:
                if isinstance(event, Piece):
                    texts[event.request] = texts.get(event.request, "") + event.text
                    self._show(asked[event.request], texts[event.request])
                else:
                    answers[event.request] = event
                    self._done += 1
                self._beat()
        model = self._engine.info().model_hash
        return [judge(assignment, answers[name], model, self._profile) for name, assignment in asked.items()]

    def _beat(self) -> None:
        """Report how far it is: that is where stopping is noticed."""
        if not tell(self._engine, self._job):
            self._job.step(self._step, self._done, max(self._planned, self._done))

    def _show(self, assignment: Assignment, text: str) -> None:
        if self._watch is not None:
            self._watch(Writing(assignment.story, assignment.task, text))
