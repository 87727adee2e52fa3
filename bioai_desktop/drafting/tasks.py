"""What is asked of the model for a page: texts made from a story, and page parts made from the day's finished entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bioai_desktop.domain import Finding, ItemKind, Language, Severity, Story, Task
from bioai_desktop.drafting.assignment import Asked, Assignment, assign
from bioai_desktop.drafting.glossary import told
from bioai_desktop.drafting.material import Material, gather
from bioai_desktop.drafting.prompts import phrases, render
from bioai_desktop.drafting.runs import kept_away
from bioai_desktop.drafting.sentences import result
from bioai_desktop.drafting.term_check import KIND, insisted
from bioai_desktop.edition.profile import Limits, Profile, SectionRule

#: Characters and sentences of the source that the model reads: what the text can hold, as a small model tells all that it is given.
_READ = {Task.TEXT: (340, 5), Task.NOTE: (180, 1), Task.TITLE: (120, 1), Task.ROW: (120, 1)}
_WINDOW = 1.3  # times the least length of a text: room enough for a sentence to end in
_TITLES = (Task.TITLE, Task.ROW)
_ROOM = 1.4  # a line may be written this much longer than its limit, so that it ends by itself and can be cut where a clause ends
_SECOND_TEMPERATURE = 0.4  # warm enough for other words, cool enough for the same facts
#: Findings whose words are kept from the second attempt.
_NEVER_AGAIN = frozenset(("number-unsupported", "name-unsupported", "unit-differs", "claim-stronger", "house-wording"))
_NAME_CHARS = 24  # a longer repository name is no word of a sentence
_OPENINGS = "openings"  # the prompt file with how the second and third digest line may not begin, so that they differ


@dataclass(frozen=True, slots=True)
class _Measure:
    """What a text in a language takes, written from an English source."""

    brief: Limits  #: of a text made from a title alone: one neutral sentence
    least: float  #: characters that the model reads for one of the text, where it is shortest
    most: float  #: and where it is longest: filling up is what makes it invent
    tokens: float  #: of the model for one character, with room for names


_MEASURES = {
    Language.ZH: _Measure(Limits(20, 60), 7.0, 2.0, 1.2),
    Language.EN: _Measure(Limits(40, 160), 4.0, 1.0, 0.4),
}


@dataclass(frozen=True, slots=True)
class Written:
    """A finished entry, as page parts are made from it."""

    story: Story
    title: str
    text: str


def entry(story: Story, profile: Profile, rule: SectionRule) -> Assignment:
    """Ask for the text of an entry, as its section has it; a text that would be made from a title alone is one short sentence."""
    return _of_story(rule.task or Task.TEXT, story, profile, rule.limits)


def title(story: Story, profile: Profile, rule: SectionRule, finished: str) -> Assignment:
    """Ask for the headline; the prompt may use `finished`, the entry's text."""
    return _of_story(Task.TITLE, story, profile, rule.titles, finished)


def row(story: Story, profile: Profile, rule: SectionRule) -> Assignment:
    """Ask for the title of a story that stands in a table."""
    return _of_story(rule.task or Task.TITLE, story, profile, rule.titles)


def digest(entries: Sequence[Written], profile: Profile, rule: SectionRule) -> tuple[Assignment, ...]:
    """Ask for one digest line for each of the given entries, biggest first, with different openings."""
    openings = phrases(profile, profile.language, _OPENINGS)
    return tuple(_of_entry(rule, entry, profile, openings if line else ()) for line, entry in enumerate(entries))


def lead(entries: Sequence[Written], profile: Profile, rule: SectionRule) -> Assignment:
    """Ask for the one sentence to know today: what the first entry says, in other words than the digest's."""
    return _of_entry(rule, entries[0], profile, phrases(profile, profile.language, _OPENINGS))


def keywords(entries: Sequence[Written], profile: Profile, rule: SectionRule) -> tuple[Assignment, ...]:
    """Ask for the topic of each entry; `pick` chooses the day's keywords among the answers."""
    return tuple(_of_entry(rule, entry, profile) for entry in entries)


def beside(assignment: Assignment, texts: Sequence[str]) -> Assignment:
    """Return an assignment whose answer may have no long run in common with these texts of the page either."""
    return replace(assignment, taken=tuple(dict.fromkeys((*assignment.taken, *texts))))


def pick(topics: Sequence[str], count: int) -> tuple[str, ...]:
    """Return the first topics that do not hold one another."""
    chosen: list[str] = []
    for topic in topics:
        if topic and not any(topic in other or other in topic for other in chosen):
            chosen.append(topic)
    return tuple(chosen[:count])


def again(assignment: Assignment, findings: Sequence[Finding], profile: Profile) -> Assignment:
    """Ask once more: another seed, warmer, the broken rule named, terms that lacked marked, and the unsupported words kept from coming back."""
    kinds = tuple(dict.fromkeys(finding.kind for finding in findings if finding.severity is not Severity.HINT))
    facts = {
        "kinds": kinds,
        "task": str(assignment.task),
        "names": assignment.subject,
        "finding": told(assignment.finding, profile, assignment.language),
    }
    advice = render(profile, f"again.{assignment.language}.md", facts)
    never = [finding.detail for finding in findings if finding.kind in _NEVER_AGAIN and finding.detail]
    never += [run for finding in findings if finding.kind == "repeats-entry" for run in kept_away(assignment.taken, finding.detail)]
    request = assignment.request
    return replace(
        assignment,
        attempts=assignment.attempts + 1,
        lacked=tuple(finding for finding in findings if finding.kind == KIND),
        request=replace(
            request,
            prompt=insisted(f"{advice}\n{request.prompt}" if advice else request.prompt, findings),
            temperature=_SECOND_TEMPERATURE,
            seed=request.seed + assignment.attempts,
            constraint=replace(
                request.constraint,
                forbidden=tuple(dict.fromkeys((*request.constraint.forbidden, *never))),
            ),
        ),
    )


def _of_story(task: Task, story: Story, profile: Profile, limits: Limits, finished: str = "") -> Assignment:
    language = profile.language
    material = gather(story, *_READ[task], profile.words, language)
    facts = {
        "title": told(material.title.rstrip("."), profile, language),
        "text": told(material.text, profile, language),
        "kind": str(material.kind),
        "name": material.name,
        "finished": finished,
    }
    brief = task is Task.TEXT and not material.text
    asked = _asked(task, material, profile, _fitting(task, material, limits, _MEASURES[language]))
    assigned = assign(task, profile, language, facts, asked, "brief" if brief else "")
    # A repository is named by its record, so a note about one is not made "from a title alone".
    alone = not material.text and material.kind is not ItemKind.REPOSITORY
    read = f"{facts['title']} {facts['text']}"  # a species that the house names in Chinese is no Latin subject any more
    subject = {
        Task.TEXT: tuple(name for name in material.subject if name in read and len(name) <= _NAME_CHARS),
        Task.TITLE: (material.name,) if material.name else (),
        Task.ROW: (material.name,) if material.name else (),
    }.get(task, ())
    told_at_length = task is Task.TEXT and bool(material.text)
    return replace(
        assigned,
        subject=subject,
        finding=result(material.text) if told_at_length else "",
        about=material.title if told_at_length and not subject else "",
        title_only=alone and task not in _TITLES,
        excerpt=material.excerpt and task is Task.TEXT,
    )


def _of_entry(rule: SectionRule, entry: Written, profile: Profile, forbidden: tuple[str, ...] = ()) -> Assignment:
    """A page part reads the finished entry, and may not say more than that entry's source does, nor in the same words."""
    task = rule.task or Task.DIGEST
    material = gather(entry.story, *_READ[Task.TEXT], profile.words, profile.language)
    facts = {"title": entry.title, "finished": entry.text}
    asked = _asked(task, material, profile, rule.limits)
    return assign(task, profile, profile.language, facts, replace(asked, story="", forbidden=forbidden, taken=(entry.text,)))


def _fitting(task: Task, material: Material, limits: Limits, measure: _Measure) -> Limits:
    """Return the section's limits, narrowed to what the source holds."""
    if task is not Task.TEXT:
        return limits
    if not material.text:
        return measure.brief
    read = len(material.told)
    if not material.excerpt:
        return Limits(limits.min_chars, min(limits.max_chars, max(int(limits.min_chars * _WINDOW), int(read / measure.most))))
    least = min(limits.min_chars, max(measure.brief.min_chars, int(read / measure.least)))
    return Limits(least, min(limits.max_chars, max(measure.brief.max_chars, int(read / measure.most))))


def _asked(task: Task, material: Material, profile: Profile, limits: Limits) -> Asked:
    most = limits.max_chars if task is Task.TEXT else int(limits.max_chars * _ROOM)
    return Asked(
        id=f"{task}-{material.story}",
        source=material.full,
        words=material.words,
        numbers=material.numbers,
        limits=limits,
        most=most,
        most_tokens=int(max(most, 40) * _MEASURES[profile.language].tokens) + 16,
        story=material.story,
    )
