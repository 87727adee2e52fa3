"""What is asked of the model for a page: texts made from a story, and page parts made from the day's finished entries."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from bioai_desktop.domain import Finding, ItemKind, Language, Severity, Story, Task
from bioai_desktop.drafting.assignment import Asked, Assignment, assign
from bioai_desktop.drafting.material import Material, gather
from bioai_desktop.drafting.prompts import render
from bioai_desktop.drafting.terms import told
from bioai_desktop.edition.profile import Limits, Profile

DIGEST_LINES = 3
#: Characters and sentences of the source that the model reads: what the text can hold, as a small model tells all that it is given.
_READ = {Task.TEXT: (340, 5), Task.NOTE: (180, 1), Task.TITLE: (120, 1)}
#: A text has at least a seventh and at most half of the characters that the model reads: filling up is what makes it invent.
_LEAST_SHARE, _MOST_SHARE = 7, 2
_BRIEF = Limits(20, 60)  # a top text made from a title alone: one neutral sentence
_ROOM = 1.4  # a line may be written this much longer than its limit, so that it ends by itself and can be cut where a clause ends
_SECOND_TEMPERATURE = 0.4  # warm enough for other words, cool enough for the same facts
#: Findings whose words are kept from the second attempt.
_NEVER_AGAIN = frozenset(("number-unsupported", "name-unsupported", "claim-stronger", "house-wording"))
_NAME_CHARS = 24  # a longer repository name is no word of a sentence
_TOKENS_PER_CHAR = 1.2  # Chinese, with room for names
#: How the second and third digest line may not begin, so that the three differ.
_USUAL_OPENINGS = {
    Language.ZH: ("研究", "科学家", "科研"),
    Language.EN: ("Researchers", "The study", "Scientists"),
}


@dataclass(frozen=True, slots=True)
class Written:
    """A finished entry, as page parts are made from it."""

    story: Story
    title: str
    text: str


def text(story: Story, profile: Profile, language: Language = Language.ZH) -> Assignment:
    """Ask for the text of a top entry; a story that is only a title gets one short sentence."""
    return _of_story(Task.TEXT, story, profile, language)


def note(story: Story, profile: Profile, language: Language = Language.ZH) -> Assignment:
    """Ask for the one line of a note."""
    return _of_story(Task.NOTE, story, profile, language)


def title(story: Story, profile: Profile, finished: str, language: Language = Language.ZH) -> Assignment:
    """Ask for the headline; the prompt may use `finished`, the entry's text."""
    return _of_story(Task.TITLE, story, profile, language, finished)


def digest(entries: Sequence[Written], profile: Profile, language: Language = Language.ZH) -> tuple[Assignment, ...]:
    """Ask for up to three digest lines, one for each of the given entries, biggest first, with different openings."""
    openings = _USUAL_OPENINGS[language]
    return tuple(
        _of_entry(Task.DIGEST, entry, profile, language, openings if line else ()) for line, entry in enumerate(entries[:DIGEST_LINES])
    )


def lead(entries: Sequence[Written], profile: Profile, language: Language = Language.ZH) -> Assignment:
    """Ask for the one sentence to know today: what the first entry says, in other words than the digest's."""
    return _of_entry(Task.LEAD, entries[0], profile, language, _USUAL_OPENINGS[language])


def keywords(entries: Sequence[Written], profile: Profile, language: Language = Language.ZH) -> tuple[Assignment, ...]:
    """Ask for the topic of each entry; `pick` chooses the day's keywords among the answers."""
    return tuple(_of_entry(Task.KEYWORD, entry, profile, language) for entry in entries)


def pick(topics: Sequence[str], count: int = 3) -> tuple[str, ...]:
    """Return the first topics that do not hold one another."""
    chosen: list[str] = []
    for topic in topics:
        if topic and not any(topic in other or other in topic for other in chosen):
            chosen.append(topic)
    return tuple(chosen[:count])


def again(assignment: Assignment, findings: Sequence[Finding], profile: Profile) -> Assignment:
    """Ask once more: another seed, warmer, the broken rule named, and the unsupported words kept from coming back."""
    kinds = tuple(dict.fromkeys(finding.kind for finding in findings if finding.severity is not Severity.HINT))
    advice = render(profile, f"again.{assignment.language}.md", {"kinds": kinds, "task": str(assignment.task), "names": assignment.subject})
    told = (finding.detail for finding in findings if finding.kind in _NEVER_AGAIN and finding.detail)
    request = assignment.request
    return replace(
        assignment,
        attempts=assignment.attempts + 1,
        request=replace(
            request,
            prompt=f"{advice}\n{request.prompt}" if advice else request.prompt,
            temperature=_SECOND_TEMPERATURE,
            seed=request.seed + assignment.attempts,
            constraint=replace(request.constraint, forbidden=tuple(dict.fromkeys((*request.constraint.forbidden, *told)))),
        ),
    )


def _of_story(task: Task, story: Story, profile: Profile, language: Language, finished: str = "") -> Assignment:
    material = gather(story, *_READ[task])
    facts = {
        "title": told(material.title.rstrip("."), profile, language),
        "text": told(material.text, profile, language),
        "kind": str(material.kind),
        "name": material.name,
        "finished": finished,
    }
    brief = task is Task.TEXT and not material.text
    asked = _asked(task, material, _fitting(task, profile, material))
    assigned = assign(task, profile, language, facts, asked, "brief" if brief else "")
    # A repository is named by its record, so a note about one is not made "from a title alone".
    alone = not material.text and material.kind is not ItemKind.REPOSITORY
    read = f"{facts['title']} {facts['text']}"  # a species that the house names in Chinese is no Latin subject any more
    subject = {
        Task.TEXT: tuple(name for name in material.subject if name in read and len(name) <= _NAME_CHARS),
        Task.TITLE: (material.name,) if material.name else (),
    }.get(task, ())
    return replace(assigned, subject=subject, title_only=alone and task is not Task.TITLE)


def _of_entry(task: Task, entry: Written, profile: Profile, language: Language, forbidden: tuple[str, ...] = ()) -> Assignment:
    """A page part reads the finished entry, and may not say more than that entry's source does."""
    material = gather(entry.story, *_READ[Task.TEXT])
    facts = {"title": entry.title, "finished": entry.text}
    asked = _asked(task, material, profile.limits.get(task, Limits()))
    return assign(task, profile, language, facts, replace(asked, story="", forbidden=forbidden))


def _fitting(task: Task, profile: Profile, material: Material) -> Limits:
    """Return the task's limits, narrowed to what the source holds."""
    limits = profile.limits.get(task, Limits())
    if task is not Task.TEXT:
        return limits
    if not material.text:
        return _BRIEF
    read = len(material.told)
    least = min(limits.min_chars, max(_BRIEF.min_chars, read // _LEAST_SHARE))
    return Limits(least, min(limits.max_chars, max(_BRIEF.max_chars, read // _MOST_SHARE)))


def _asked(task: Task, material: Material, limits: Limits) -> Asked:
    most = limits.max_chars if task is Task.TEXT else int(limits.max_chars * _ROOM)
    return Asked(
        id=f"{task}-{material.story}",
        source=material.full,
        words=material.words,
        numbers=material.numbers,
        limits=limits,
        most=most,
        most_tokens=int(max(most, 40) * _TOKENS_PER_CHAR) + 16,
        story=material.story,
    )
