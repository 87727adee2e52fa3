"""A request to the model with all that its answer is judged by."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace

from bioai_desktop.domain import Constraint, Language, Priority, Request, Script, Task
from bioai_desktop.drafting.glossary import glossary
from bioai_desktop.drafting.prompts import phrases, prompt
from bioai_desktop.edition.profile import Limits, Profile

_SCRIPTS = {Language.ZH: Script.CHINESE, Language.EN: Script.LATIN}


@dataclass(frozen=True, slots=True)
class Asked:
    """What one text is about and may hold, before it is worded as a request."""

    id: str
    source: str  #: what the answer's numbers and names must stand in
    words: tuple[str, ...]  #: names that stay in Latin script
    numbers: tuple[str, ...]  #: digit strings that may appear
    limits: Limits  #: what is accepted
    most: int  #: characters at which writing stops: the limit, or some more where a line is to end by itself
    most_tokens: int
    story: str = ""  #: Story.id, "" for a page part
    forbidden: tuple[str, ...] = ()  #: beside the house's own
    form: str = ""  #: of an answer of several parts
    taken: tuple[str, ...] = ()  #: texts of the page with which the answer may have no long run in common


@dataclass(frozen=True, slots=True)
class Assignment:
    """A Request with all that its answer is judged by."""

    request: Request
    task: Task
    language: Language
    story: str  #: Story.id, "" for a page part
    source: str  #: what the answer's numbers and names must stand in
    limits: Limits
    prompt: str  #: SHA-256 of the prompt files
    subject: tuple[str, ...] = ()  #: names of which one has to be in the answer
    title_only: bool = False
    finding: str = ""  #: the sentence of the source that tells its result, of which the answer has to hold something
    about: str = ""  #: the title, of which it has to hold something where there is no name for its subject
    excerpt: bool = False  #: the source is no more than how a longer text begins
    form: str = ""  #: what an answer of several parts looks like
    taken: tuple[str, ...] = ()  #: texts of the page with which it may have no long run in common
    attempts: int = 1
    shown: tuple[str, ...] = ()  #: texts that it was shown as examples: none of them may come back

    def asked(self, model: str) -> str:
        """Return a digest of the model, of all that it is told, and of all that its answer is judged by: the same again needs no writing.

        Who asks, and how urgently, is no part of it.
        """
        request = replace(self.request, id="", priority=Priority.BACKGROUND)
        judged = ("task", "language", "story", "source", "limits", "subject", "title_only", "finding", "about", "excerpt", "form", "taken")
        told = (model, request, *(getattr(self, name) for name in judged))
        return hashlib.sha256(repr(told).encode()).hexdigest()

    def request_as(self, name: str) -> Request:
        """Return the request under the caller's own id."""
        return replace(self.request, id=name)


def assign(task: Task, profile: Profile, language: Language, facts: Mapping[str, object], asked: Asked, name: str = "") -> Assignment:
    """Word a request by the Profile's prompt `name`, the task's own unless another is given; raises `ProfileInvalid`."""
    worded = prompt(profile, name or str(task), language, facts)
    house = phrases(profile, language) if task is not Task.TRANSLATE else ()
    known, source = glossary(profile), asked.source if language is Language.ZH else ""
    request = Request(
        id=asked.id,
        system=worded.system,
        shared=worded.shared,
        prompt=worded.own,
        spare=text if isinstance(text := facts.get("text"), str) and task is not Task.TRANSLATE else "",
        max_tokens=asked.most_tokens,
        constraint=Constraint(
            script=_SCRIPTS[language],
            words=tuple(dict.fromkeys((*asked.words, *known.latin_words(source)))),
            numbers=asked.numbers,
            min_chars=asked.limits.min_chars,
            max_chars=asked.most,
            forbidden=(*house, *asked.forbidden, *known.given_up(source)),
            form=asked.form,
        ),
    )
    return Assignment(request, task, language, asked.story, asked.source, asked.limits, worded.hash, form=asked.form, taken=asked.taken)
