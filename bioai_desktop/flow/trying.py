"""Try a prompt on a story: what is sent, what comes back, and what is found in it. Nothing is kept."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bioai_desktop.domain import Answer, Draft, Engine, Job, Request, Step, Story, Task
from bioai_desktop.drafting import page_tasks, tasks
from bioai_desktop.drafting.accept import better, judge, wants_again
from bioai_desktop.drafting.assignment import Assignment
from bioai_desktop.drafting.tasks import Written
from bioai_desktop.edition.profile import STORY_TASKS, Profile, SectionRule
from bioai_desktop.errors import DateInvalid, FileUnreadable, NothingToTell, StoryUnknown, TaskUnknown
from bioai_desktop.flow import articles, triage
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.teaching import teacher
from bioai_desktop.flow.waking import tell, wake


@dataclass(frozen=True, slots=True)
class Attempt:
    """One request with what came of it."""

    request: Request
    answer: Answer
    draft: Draft


@dataclass(frozen=True, slots=True)
class Trial:
    """A task tried on a story."""

    story: Story
    task: Task
    attempts: tuple[Attempt, ...]
    draft: Draft  #: what would be taken


def known(profile: Profile) -> dict[str, SectionRule]:
    """Return the rules by which a site's texts are written, by the names of their tasks; a title is as the first list has it."""
    rules = {str(rule.task): rule for rule in reversed(profile.drafted)}
    return rules | ({str(Task.TITLE): profile.lists[0]} if profile.lists else {})


def find(parts: Parts, name: str) -> Story:
    """Return the story of that name: its id or the beginning of one, of the newest day; or DATE:N, the N-th of a day by rank.

    Raises `StoryUnknown`, `DateInvalid`.
    """
    day, mark, number = name.partition(":")
    if not mark:
        return articles.find(parts, triage.latest_day(parts), [name])[0]
    try:
        when, place = date.fromisoformat(day), int(number)
    except ValueError:
        raise DateInvalid(name) from None
    stories = triage.stories(parts, when)
    if not 1 <= place <= len(stories):
        raise StoryUnknown(name, day)
    return stories[place - 1]


def attempt(parts: Parts, story: Story, task: str, file: Path | None, job: Job) -> Trial:
    """Write one text about a story as drafting would; `file` is asked with in the place of the Profile's prompt.

    Raises `TaskUnknown`, `NothingToTell`, `FileUnreadable`, `ProfileInvalid` where a prompt is wrong, `EngineFailed`, `Cancelled`.
    """
    profile = parts.profile
    rule = known(profile).get(task)
    if rule is None:
        raise TaskUnknown(task, ", ".join(known(profile)))
    engine = parts.engine(job)
    model = wake(engine, job).model_hash
    desk = _Desk(engine, model, profile if file is None else _with_prompt(profile, task, file), job)
    assignment = teacher(parts)(_assignment(desk, Task(task), story, rule))
    attempts = desk.written(assignment)
    best = attempts[0].draft if len(attempts) == 1 else better(attempts[0].draft, attempts[1].draft)
    return Trial(story, assignment.task, tuple(attempts), best)


@dataclass(frozen=True, slots=True)
class _Desk:
    engine: Engine
    model: str
    profile: Profile
    job: Job

    def written(self, assignment: Assignment) -> list[Attempt]:
        """Write a text, a second time where it breaks a rule."""
        first = self._ask(assignment)
        if not wants_again(first.draft):
            return [first]
        return [first, self._ask(tasks.again(assignment, first.draft.findings, self.profile))]

    def _ask(self, assignment: Assignment) -> Attempt:
        self.job.step(Step.WRITE, 0, 1)
        with closing(self.engine.stream([assignment.request], lambda: _beat(self.engine, self.job))) as stream:
            answer = next(event for event in stream if isinstance(event, Answer))
        return Attempt(assignment.request, answer, judge(assignment, answer, self.model, self.profile))


def _assignment(desk: _Desk, task: Task, story: Story, rule: SectionRule) -> Assignment:
    """Ask for a text; a page part is made from the entry, which is written first."""
    profile = desk.profile
    if task in STORY_TASKS:
        return tasks.entry(story, profile, rule)
    if task is Task.TITLE:
        return tasks.title(story, profile, rule, "")
    if task is Task.ROW:
        return tasks.row(story, profile, rule)
    of_story = profile.lists[0]
    text = _best(desk.written(tasks.entry(story, profile, of_story)))
    title = _best(desk.written(tasks.title(story, profile, of_story, text)))
    entry = [Written(story, title, text)]
    if (ask := page_tasks.ASKS.get(task)) is not None:
        if (asked := ask(entry[0], profile, rule, ())) is None:
            raise NothingToTell(str(task), story.primary.title)
        return asked
    if task is Task.LEAD:
        return tasks.lead(entry, profile, rule)
    return (tasks.keywords if task is Task.KEYWORD else tasks.digest)(entry, profile, rule)[0]


def _best(attempts: Sequence[Attempt]) -> str:
    return better(attempts[0].draft, attempts[-1].draft).text


def _with_prompt(profile: Profile, task: str, file: Path) -> Profile:
    """Return the profile with a file in the place of the prompt of that name, else of the task's own."""
    try:
        text = file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise FileUnreadable(str(file)) from error
    name = file.name if file.name in profile.prompts else f"{task}.{profile.language}.md"
    return replace(profile, prompts={**profile.prompts, name: text})


def _beat(engine: Engine, job: Job) -> None:
    if not tell(engine, job):
        job.step(Step.WRITE, 0, 1)
