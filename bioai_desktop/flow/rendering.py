"""Have texts rendered in the other language: what is known already is taken, names that come back are settled first, then the rest is asked for."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from bioai_desktop.domain import Answer, Draft, Engine, Finding, Job, Language, Severity, Step, Stop
from bioai_desktop.drafting.accept import judge
from bioai_desktop.drafting.assignment import Assignment
from bioai_desktop.drafting.choosing import chosen
from bioai_desktop.drafting.glossary import glossary, version
from bioai_desktop.drafting.recurring import recurring
from bioai_desktop.drafting.translate import Context, Means, Translated, Ways, faults, finer, is_translation, join, joined, name_of, plan
from bioai_desktop.edition.profile import Profile
from bioai_desktop.flow.writing import Writer
from bioai_desktop.store.translations import Remembered, Translations

_RETOLD = frozenset(("number-unsupported", "number-lost", "name-unsupported", "latin-words", "length-odd"))  # worth asking for by sentence


@dataclass(frozen=True, slots=True)
class Rendering:
    """What texts are rendered by."""

    engine: Callable[[], Engine]  #: asked for only where there is something to translate
    profile: Profile
    job: Job
    means: Means = field(default_factory=Means)
    memory: Translations | None = None  #: None: nothing is taken from it, or kept


def render(texts: Sequence[str], to: Language, by: Rendering) -> list[Translated]:
    """Return the texts in the other language, in one batch; names are the same throughout."""
    return _Run(texts, to, by).result()


class _Run:
    """One set of texts on its way."""

    def __init__(self, texts: Sequence[str], to: Language, by: Rendering) -> None:
        self._texts, self._to, self._by = texts, to, by
        self._context = Context(to, by.profile, by.means)
        self._version = ""  # the mark of all that makes a translation what it is, once something was asked for
        self._writer: Writer | None = None

    def result(self) -> list[Translated]:
        own = self._own(self._texts)
        left = [text for text in dict.fromkeys(self._texts) if text not in own]
        plans = [plan(text, self._context) for text in left]
        if any(planned.asked for planned in plans) and (names := self._names(left)):
            self._context = replace(self._context, names=names)
            plans = [plan(text, self._context) for text in left]
        drafts = self._drafts([ways for planned in plans for ways in planned.asked])
        made = {
            text: join(planned, [drafts[assignment.source] for assignment in planned.assignments])
            for text, planned in zip(left, plans, strict=True)
        }
        self._keep({text: each.text for text, each in made.items() if not _untold(each)})
        taken = {text: Translated(known.text, (_from_memory(known.text),)) for text, known in own.items()}
        return [(taken | made)[text] for text in self._texts]

    def _own(self, texts: Sequence[str]) -> dict[str, Remembered]:
        """Return which texts the editor has translated."""
        found = self._by.memory.find(list(dict.fromkeys(texts)), self._to, "") if self._by.memory else {}
        return {source: known for source, known in found.items() if source.strip()}

    def _names(self, texts: Iterable[str]) -> dict[str, str]:
        """Return the one rendering of each name that comes back."""
        known = glossary(self._by.profile)
        names = recurring(list(texts), self._to) if self._by.means.terms else ()
        names = [name for name in names if not (known.named(name) if self._to is Language.ZH else known.saying(name))]
        asked = [name_of(at, name, self._context) for at, name in enumerate(names)]
        drafts = self._drafts(asked)
        return {name: drafts[name].text for name in names if is_translation(drafts[name]) and not self._faults(drafts[name])}

    def _drafts(self, texts: Sequence[Ways]) -> dict[str, Draft]:
        """Return a draft for each source; what was translated before is taken from there."""
        asked = {ways[0].source: ways for ways in texts}
        drafts = self._remembered(asked)
        left = [ways for source, ways in asked.items() if source not in drafts]
        if left:
            writer = self._writing()
            writer.plan(len(left) * self._by.means.candidates)
            new = writer.best(left, self._by.means.candidates, self._faults)
            new = self._by_sentences(left, new)
            drafts |= {ways[0].source: draft for ways, draft in zip(left, new, strict=True)}
            self._keep({draft.provenance.source: draft.text for draft in new if is_translation(draft)})
        return drafts

    def _by_sentences(self, texts: Sequence[Ways], drafts: Sequence[Draft]) -> list[Draft]:
        """Ask for what failed sentence by sentence, where it has several: a small model loses less of a short text."""
        failed = [at for at, draft in enumerate(drafts) if _is_worth_retelling(draft, self._faults(draft))]
        parts = {at: made for at in failed if (made := finer(texts[at][0], self._context))}
        asked = [each for made in parts.values() for each in made]
        if not asked:
            return list(drafts)
        writer = self._writing()
        writer.plan(len(asked) * self._by.means.candidates)
        told = iter(writer.best(asked, self._by.means.candidates, self._faults))
        better = list(drafts)
        for at, made in parts.items():
            text = joined([next(told).text for _ in made], self._to)
            better[at] = chosen([drafts[at], _judged(texts[at][0], text, drafts[at].provenance.model, self._by.profile)], self._faults)
        return better

    def _faults(self, draft: Draft) -> list[Finding]:
        return faults(draft, self._context)

    def _writing(self) -> Writer:
        if self._writer is None:
            self._writer = Writer(self._by.engine(), self._by.profile, self._by.job, step=Step.TRANSLATE)
        return self._writer

    # ------------------------------------------------------------ memory

    def _remembered(self, asked: Mapping[str, Ways]) -> dict[str, Draft]:
        """Return what is known of these sources, so far as it calls a name as the rest of the text does."""
        if self._by.memory is None or not asked:
            return {}
        self._version = self._version or self._mark([way.prompt for way in next(iter(asked.values()))])
        found = self._by.memory.find(list(asked), self._to, self._version)
        drafts = {source: _remembered(asked[source][0], known, self._by.profile) for source, known in found.items()}
        return {
            source: draft
            for source, draft in drafts.items()
            if found[source].own or all(finding.kind != "name-varies" for finding in self._faults(draft))
        }

    def _mark(self, prompts: Sequence[str]) -> str:
        model, profile = self._by.engine().info().model_hash, self._by.profile
        made_by = (model, prompts, version(profile), profile.words, self._by.means)
        return hashlib.sha256(repr(made_by).encode()).hexdigest()

    def _keep(self, renderings: Mapping[str, str]) -> None:
        changed = {source: text for source, text in renderings.items() if text != source}
        if self._by.memory is not None and changed and self._version:
            self._by.memory.keep(changed, self._to, self._version)


def _remembered(assignment: Assignment, known: Remembered, profile: Profile) -> Draft:
    draft = _judged(assignment, known.text, "", profile)
    return replace(draft, text=known.text, findings=(_from_memory(known.text),)) if known.own else draft


def _judged(assignment: Assignment, text: str, model: str, profile: Profile) -> Draft:
    return judge(assignment, Answer(assignment.request.id, text, Stop.END), model, profile)


def _from_memory(text: str) -> Finding:
    return Finding("from-memory", Severity.HINT, detail=text[:40])


def _is_worth_retelling(draft: Draft, found: Sequence[Finding]) -> bool:
    return not is_translation(draft) or any(finding.kind in _RETOLD for finding in found)


def _untold(made: Translated) -> bool:
    return any(finding.kind == "untranslated" for finding in made.findings)
