"""The parts of a page that are made from its finished entries; one that gives no good text is left out, never forced."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bioai_desktop.domain import Draft, Task
from bioai_desktop.drafting import page_tasks, tasks
from bioai_desktop.drafting.accept import fits, wants_again
from bioai_desktop.drafting.assignment import Assignment
from bioai_desktop.drafting.tasks import Written
from bioai_desktop.edition.model import EntryState
from bioai_desktop.edition.profile import Profile, SectionRule
from bioai_desktop.flow.check import blocking
from bioai_desktop.flow.evidence import of_story
from bioai_desktop.flow.writing import Writer
from bioai_desktop.site.compose import EntryContent

#: So many entries are asked for their topic for each keyword, because some name the same.
_TOPICS_FOR_ONE = 2
#: How many more entries than wanted are asked at once, and in all, for a part that may fail.
_SPARE, _MOST_TRIED = 1, 8


def wanted(rule: SectionRule) -> int:
    """Return how many texts will be asked for a page part, for the share that is shown."""
    return rule.most * (_TOPICS_FOR_ONE if rule.task is Task.KEYWORD else 1)


@dataclass(slots=True)
class PageParts:
    """Writes the parts of one page; none says what another text of the page says in the same words."""

    profile: Profile
    writer: Writer
    day: date
    taken: list[str]  #: the texts that stand on the page already

    def write(self, written: Sequence[Written], rule: SectionRule) -> list[EntryContent]:
        """Return what a section is to hold, made from entries, the biggest first."""
        made = self._made(written, rule)
        self.taken += [text for each in made for text in (each.text or each.title,) if rule.task is not Task.KEYWORD]
        return made

    def _made(self, written: Sequence[Written], rule: SectionRule) -> list[EntryContent]:
        match rule.task:
            case Task.KEYWORD:
                topics = tasks.keywords(written[: wanted(rule)], self.profile, rule)
                good = [draft.text for draft in self.writer.write(topics) if fits(draft)]
                return [EntryContent(text=text) for text in tasks.pick(good, rule.most)]
            case Task.LEAD:
                return self._lines(written, rule, lambda rest: (tasks.lead(rest, self.profile, rule),))
            case Task.CITE:
                return self._of_entries(written, rule, page_tasks.cite, self._point)
            case Task.FORECAST:
                return self._of_entries(written, rule, page_tasks.forecast, self._forecast)
            case Task.QUESTION:
                return self._of_entries(written, rule, page_tasks.question, self._answer)
            case _:
                return self._lines(written, rule, lambda rest: tasks.digest(rest[: rule.most], self.profile, rule))

    def _lines(
        self, written: Sequence[Written], rule: SectionRule, ask: Callable[[Sequence[Written]], Sequence[Assignment]]
    ) -> list[EntryContent]:
        """Ask of the first entries, then of the next ones, until there are enough good lines."""
        drafts: list[Draft] = []
        rest = written[:_MOST_TRIED]
        while len(good := [draft.text for draft in drafts if fits(draft)]) < rule.most and rest:
            asked = [tasks.beside(each, (*self.taken, *good)) for each in ask(rest)[: rule.most - len(good)]]
            drafts += self.writer.write(asked, distinct=True)
            rest = rest[len(asked) :]
        if not good and rule.required:  # a page can't leave without it: the editor mends what there is
            good = [draft.text for draft in drafts if not blocking(draft.findings)][:1]
            return [EntryContent(text=text, state=EntryState.LOOK) for text in good]
        return [EntryContent(text=text) for text in good]

    def _of_entries(
        self,
        written: Sequence[Written],
        rule: SectionRule,
        ask: Callable[[Written, Profile, SectionRule, Sequence[str]], Assignment | None],
        content: Callable[[Written, Draft], EntryContent],
    ) -> list[EntryContent]:
        """Ask of a few entries; what breaks no rule at all is taken, up to the number that the section holds."""
        good: list[EntryContent] = []
        rest = list(written[:_MOST_TRIED])
        while len(good) < rule.most and rest:
            count = rule.most - len(good) + _SPARE
            now, rest = rest[:count], rest[count:]
            pairs = [(entry, asked) for entry in now if (asked := ask(entry, self.profile, rule, self.taken)) is not None]
            drafts = self.writer.write([asked for _, asked in pairs], distinct=True)
            good += [content(entry, draft) for (entry, _), draft in zip(pairs, drafts, strict=True) if not wants_again(draft)]
        return good[: rule.most]

    def _point(self, entry: Written, draft: Draft) -> EntryContent:
        evidence = of_story(entry.story)
        limits = page_tasks.limits(entry.story, self.profile, str(evidence.standing), retracted="retracted" in evidence.notices)
        return EntryContent(title=draft.text, link=entry.story.primary.url, text=limits)

    def _forecast(self, entry: Written, draft: Draft) -> EntryContent:
        months, percent = draft.details
        evidence = f"[{entry.title}]({entry.story.primary.url})"
        return EntryContent(
            title=draft.text, text=evidence, window=page_tasks.window(self.day, int(months), self.profile), probability=percent
        )

    def _answer(self, _entry: Written, draft: Draft) -> EntryContent:
        mark = "？" if self.profile.language == "zh" else "?"
        return EntryContent(title=f"{draft.details[0]}{mark}", text=draft.text)


def texts_of(contents: Mapping[str, Sequence[EntryContent]]) -> list[str]:
    """Return the texts of entries, those without one left out."""
    return [each.text for held in contents.values() for each in held if each.text]
