"""Learn from what becomes of drafts: kept when a page leaves, counted for the editor, and shown to the model where that is wanted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from bioai_desktop.domain import Draft, Judgement, Language, Reception, Task, Verdict
from bioai_desktop.drafting.assignment import Assignment
from bioai_desktop.drafting.examples import MOST, nearest, shown
from bioai_desktop.drafting.survival import kept, share
from bioai_desktop.edition.model import Edition, Role
from bioai_desktop.edition.outline import text_of
from bioai_desktop.edition.plain import plain
from bioai_desktop.edition.profile import STORY_TASKS
from bioai_desktop.edition.rules import rule_of
from bioai_desktop.flow.parts import Parts

_AS_TITLE = frozenset((Task.CITE, Task.FORECAST, Task.ROW))  # what the model writes of these stands in the title
_LOOKED_AT = 500  # of the newest judgements of a kind: a voice changes, and all are compared with each source


@dataclass(frozen=True, slots=True)
class Survival:
    """What became of the drafts of one task, prompt version and model."""

    task: Task
    prompt: str
    model: str
    receptions: dict[Reception, int]
    chars: int  #: of the drafts
    kept: int  #: of those, that left

    @property
    def share(self) -> float:
        """The share of the drafts' characters that left, 0 to 1."""
        return self.kept / self.chars if self.chars else 0.0


def judge(parts: Parts, day: date, language: Language, edition: Edition) -> list[Judgement]:
    """Compare a page that leaves with the drafts that stood on it, and keep what became of them.

    That is the moment: before it, whatever an editor did can still be undone. A page that leaves again is judged again. A draft that
    never stood on the page, and one that another draft took the place of, is not judged.
    """
    stood = _stood(parts, day, language)
    stories = {entry.story for _, entry in edition.entries() if entry.story}
    dropped = {each.story for each in parts.store.decisions.all() if each.day == day and each.verdict is Verdict.DROPPED} - stories
    drafts = parts.store.drafts.by_story(stories | dropped, language)
    parts_of_page = [draft for draft in parts.store.drafts.of_edition(day, language) if not draft.story]
    of_entry = [
        *_of_entries(edition, {story: [draft for draft in each if plain(draft.text) in stood] for story, each in drafts.items()}),
        *_of_parts(parts, edition, [draft for draft in parts_of_page if plain(draft.text) in stood]),
        *((draft, "") for story in dropped for draft in drafts.get(story, ()) if plain(draft.text) in stood),
    ]
    judged = [_judgement(parts, day, language, draft, after) for draft, after in of_entry]
    parts.store.judgements.replace(day, language, judged)
    return judged


def report(parts: Parts) -> list[Survival]:
    """Return how much of the drafts survives, by task, prompt version and model, the newest versions last."""
    groups: dict[tuple[Task, str, str], list[Judgement]] = defaultdict(list)
    for each in parts.store.judgements.all():
        groups[each.task, each.prompt, each.model].append(each)
    order = list(Task)
    return [_survival(*key, groups[key]) for key in sorted(groups, key=lambda key: order.index(key[0]))]


def teacher(parts: Parts) -> Callable[[Assignment], Assignment]:
    """Return what shows the model an editor's own texts, as many as the settings say."""
    most = min(parts.settings.examples, MOST)
    if not most:
        return lambda assignment: assignment
    profile = parts.profile

    @cache
    def good(task: Task, language: Language) -> list[Judgement]:
        return parts.store.judgements.good(task, language, profile.name, _LOOKED_AT)

    def teach(assignment: Assignment) -> Assignment:
        return shown(assignment, nearest(assignment.source, good(assignment.task, assignment.language), most), profile)

    return teach


def _stood(parts: Parts, day: date, language: Language) -> set[str]:
    """Return all that titles and texts ever said on a page."""
    return {
        plain(text)
        for edition in parts.store.editions.past(day, language)
        for _, entry in edition.entries()
        for text in (entry.get(Role.TITLE), text_of(entry))
    }


def _of_entries(edition: Edition, drafts: dict[str, list[Draft]]) -> Iterator[tuple[Draft, str]]:
    """Yield the drafts of the entries that are about stories, with what stands there now."""
    for _, entry in edition.entries():
        for after, tasks in ((entry.get(Role.TITLE), (Task.TITLE,)), (text_of(entry), STORY_TASKS)):
            made = [draft for draft in drafts.get(entry.story, ()) if draft.task in tasks and draft.text]
            if made and after:
                yield _likest(made, after), after


def _of_parts(parts: Parts, edition: Edition, drafts: Sequence[Draft]) -> Iterator[tuple[Draft, str]]:
    """Yield the drafts of the page's own parts, each once, with the line that has most of it."""
    lines: dict[Task, list[str]] = defaultdict(list)
    for section, entry in edition.entries():
        rule = rule_of(section, parts.profile)
        if rule is not None and rule.task is not None and rule.task not in STORY_TASKS:
            lines[rule.task].append(entry.get(Role.TITLE) if rule.task in _AS_TITLE else text_of(entry))
    for task, texts in lines.items():
        left = list(dict.fromkeys(draft for draft in reversed(drafts) if draft.task is task and draft.text))
        for after in texts:
            if left and after:
                best = _likest(left, after)
                if share(best.text, plain(after)) > 0:
                    left.remove(best)
                    yield best, after


def _likest(drafts: Iterable[Draft], after: str) -> Draft:
    """Return the draft of which most is left, the newest of those alike."""
    return max(reversed(list(drafts)), key=lambda draft: share(draft.text, plain(after)))


def _judgement(parts: Parts, day: date, language: Language, draft: Draft, after: str) -> Judgement:
    words = plain(after)
    reception = Reception.REJECTED if not words else Reception.ACCEPTED if words == plain(draft.text) else Reception.EDITED
    made = draft.provenance
    return Judgement(
        day,
        language,
        parts.profile.name,
        draft.story,
        draft.task,
        made.model,
        made.prompt,
        made.source,
        draft.text,
        words,
        reception,
    )


def _survival(task: Task, prompt: str, model: str, judgements: Sequence[Judgement]) -> Survival:
    receptions = {each: sum(judgement.reception is each for judgement in judgements) for each in Reception}
    chars = sum(kept(each.before, each.before) for each in judgements)
    return Survival(task, prompt, model, receptions, chars, sum(kept(each.before, each.after) for each in judgements))
