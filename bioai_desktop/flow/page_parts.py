"""The parts of a page that are made from its finished entries, all asked for together; one that gives no good text is left out, never forced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from bioai_desktop.domain import Draft, Language, Task
from bioai_desktop.drafting import page_tasks, runs, tasks
from bioai_desktop.drafting.accept import apart, fits, wants_again
from bioai_desktop.drafting.assignment import Assignment
from bioai_desktop.drafting.glossary import glossary
from bioai_desktop.drafting.tasks import Written
from bioai_desktop.edition.model import EntryState
from bioai_desktop.edition.profile import Profile, SectionRule
from bioai_desktop.flow.check import blocking
from bioai_desktop.flow.evidence import of_story
from bioai_desktop.flow.writing import Writer
from bioai_desktop.site.compose import EntryContent

#: So many entries are asked for their topic for each keyword, because some name the same.
_TOPICS_FOR_ONE = 2
_ROUNDS = 3  # after which a part has what it has
_MADE_ANYHOW = (Task.DIGEST, Task.LEAD)  # with something to look at, if need be


def wanted(rule: SectionRule) -> int:
    """Return how many texts will be asked for a page part at first, for the share that is shown."""
    return rule.most * (_TOPICS_FOR_ONE if rule.task is Task.KEYWORD else 1)


@dataclass(slots=True)
class _Part:
    """One section on its way."""

    rule: SectionRule
    rest: list[Written]  #: entries that were not asked yet, the biggest first
    good: list[tuple[Written, Draft]] = field(default_factory=list[tuple[Written, Draft]])
    failed: list[tuple[Written, Draft]] = field(default_factory=list[tuple[Written, Draft]])

    @property
    def lacks(self) -> int:
        """How many texts are still wanted."""
        return max(0, wanted(self.rule) - len(self.good))


@dataclass(slots=True)
class PageParts:
    """Writes the parts of one page; none says what another text of the page says in the same words."""

    profile: Profile
    writer: Writer
    day: date
    taken: list[str]  #: the texts that stand on the page already

    def write(self, written: Sequence[Written], rules: Sequence[SectionRule]) -> dict[str, list[EntryContent]]:
        """Return what the sections are to hold, made from entries, the biggest first."""
        parts = [_Part(rule, list(written)) for rule in rules]
        for _ in range(_ROUNDS):
            asked = [(part, entry, assignment) for part in parts for entry, assignment in self._asked(part)]
            if not asked:
                break
            drafts = self.writer.write([assignment for _, _, assignment in asked])
            for part in parts:
                mine = [(entry, draft) for (of, entry, _), draft in zip(asked, drafts, strict=True) if of is part]
                self._take(part, mine)
        return {part.rule.name: self._contents(part) for part in parts}

    def _asked(self, part: _Part) -> list[tuple[Written, Assignment]]:
        """Return what is asked next for a part: of as many entries as texts are wanted; keywords are asked for once."""
        rule, now = part.rule, part.rest[: part.lacks]
        if rule.task is Task.KEYWORD:
            part.rest = []
            return list(zip(now, tasks.keywords(now, self.profile, rule), strict=True))
        part.rest = part.rest[len(now) :]
        if (ask := page_tasks.ASKS.get(rule.task or Task.DIGEST)) is not None:
            made = [(entry, ask(entry, self.profile, rule, self.taken)) for entry in now]
            return [(entry, assignment) for entry, assignment in made if assignment is not None]
        lines = (
            [tasks.lead([entry], self.profile, rule) for entry in now] if rule.task is Task.LEAD else tasks.digest(now, self.profile, rule)
        )
        return [(entry, tasks.beside(line, self.taken)) for entry, line in zip(now, lines, strict=True)]

    def _take(self, part: _Part, made: Sequence[tuple[Written, Draft]]) -> None:
        """Sort what came into what may stand beside all other texts of the page, and what may not."""
        table = glossary(self.profile).pairs
        for entry, draft in made:
            marked = apart([*(other for _, other in part.good), draft])[-1] if part.rule.task in _MADE_ANYHOW else draft
            alike = part.rule.task is not Task.KEYWORD and bool(runs.shared(draft.text, self.taken, table))
            good = fits(marked) if part.rule.task in (*_MADE_ANYHOW, Task.KEYWORD) else not wants_again(draft)
            if good and not alike and not any(finding.kind == "same-opening" for finding in marked.findings):
                part.good.append((entry, draft))
                self.taken += [draft.text] if part.rule.task is not Task.KEYWORD else []
            else:
                part.failed.append((entry, draft))

    def _contents(self, part: _Part) -> list[EntryContent]:
        if part.rule.task is Task.KEYWORD:
            return [EntryContent(text=text) for text in tasks.pick([draft.text for _, draft in part.good], part.rule.most)]
        if not part.good and part.rule.required:  # a page can't leave without it: the editor mends what there is
            least = [draft.text for _, draft in part.failed if draft.text and not blocking(draft.findings)][:1]
            return [EntryContent(text=text, state=EntryState.LOOK) for text in least]
        in_order = sorted(part.good, key=lambda pair: -pair[0].story.score) if part.rule.task not in _MADE_ANYHOW else part.good
        return [self._content(part.rule, entry, draft) for entry, draft in in_order[: part.rule.most]]

    def _content(self, rule: SectionRule, entry: Written, draft: Draft) -> EntryContent:
        match rule.task:
            case Task.CITE:
                evidence = of_story(entry.story)
                limits = page_tasks.limits(entry.story, self.profile, str(evidence.standing), retracted="retracted" in evidence.notices)
                return EntryContent(title=draft.text, link=entry.story.primary.url, text=limits)
            case Task.FORECAST:
                months, percent = draft.details
                evidence = f"[{entry.title}]({entry.story.primary.url})"
                window = page_tasks.window(self.day, int(months), self.profile)
                return EntryContent(title=draft.text, text=evidence, window=window, probability=percent)
            case Task.QUESTION:
                mark = "？" if self.profile.language is Language.ZH else "?"
                return EntryContent(title=f"{draft.details[0]}{mark}", text=draft.text)
            case _:
                return EntryContent(text=draft.text)


def texts_of(contents: Mapping[str, Sequence[EntryContent]]) -> list[str]:
    """Return the texts of entries, those without one left out."""
    return [each.text for held in contents.values() for each in held if each.text]
