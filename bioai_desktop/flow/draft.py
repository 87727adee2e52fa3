"""Make the page of a day: choose stories, have them written about, arrange."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bioai_desktop.domain import Draft, Finding, Job, SilentJob, Step, Story, Task
from bioai_desktop.drafting import tasks
from bioai_desktop.drafting.accept import fits, late
from bioai_desktop.drafting.assignment import Assignment
from bioai_desktop.drafting.tasks import Written
from bioai_desktop.edition.edits import SetField, SetState
from bioai_desktop.edition.harmless import harmless
from bioai_desktop.edition.model import Edition, Entry, EntryState, Role, Section, SectionKind
from bioai_desktop.edition.profile import STORY_TASKS, Profile, SectionRule
from bioai_desktop.edition.rules import list_name, rule_of
from bioai_desktop.errors import EditConflict, NothingToDraft
from bioai_desktop.flow.allowance import Allowance
from bioai_desktop.flow.check import blocking
from bioai_desktop.flow.diversity import apart
from bioai_desktop.flow.edit import apply, existing, put_sections, replace_page
from bioai_desktop.flow.page_parts import PageParts, texts_of
from bioai_desktop.flow.page_parts import wanted as texts_for
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.ready import Ready
from bioai_desktop.flow.teaching import teacher
from bioai_desktop.flow.triage import ranked
from bioai_desktop.flow.waking import wake
from bioai_desktop.flow.writing import Means, Watch, Writer
from bioai_desktop.site.compose import EntryContent, PageContent, compose, tag_of
from bioai_desktop.stories.choose import Choice, choose, drop, for_table


@dataclass(frozen=True, slots=True)
class Skipped:
    """A story that was left out because no text about it could be accepted."""

    title: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A text for which there was no time."""

    task: Task
    title: str  #: of the story, of the section where it is a page part


@dataclass(frozen=True, slots=True)
class DraftReport:
    """The page that was made, and what was left out on the way."""

    edition: Edition
    skipped: tuple[Skipped, ...] = ()
    left_out: tuple[LeftOut, ...] = ()  #: in the order of their importance


@dataclass(frozen=True, slots=True)
class _Piece:
    """A story with its accepted, or at least written, texts."""

    story: Story
    title: Draft
    text: Draft

    @property
    def state(self) -> EntryState:
        if late(self.title) or late(self.text):
            return EntryState.EMPTY
        return EntryState.LOOK if blocking(self.title.findings) or blocking(self.text.findings) else EntryState.FINE


class _Desk:
    """One run of drafting: what was written, and what was left out."""

    def __init__(self, parts: Parts, writer: Writer, *, unattended: bool) -> None:
        self.profile = parts.profile
        self.writer = writer
        self.unattended = unattended
        self.taken: list[str] = []  # texts of entries
        self.skipped: list[Skipped] = []
        self.left_out: list[LeftOut] = []

    def fill(self, choice: Choice) -> tuple[Choice, dict[str, _Piece]]:
        """Write title and text of all chosen stories; unattended, one that fails gives its place to the next by rank."""
        done: dict[str, _Piece] = {}
        while waiting := [(story, rule) for rule in choice.rules for story in choice.lists[rule.name] if story.id not in done]:
            if self.writer.late and self.unattended:
                return _only(choice, done), done
            self.writer.plan(2 * len(waiting))
            written = self._in_order(waiting)
            for story, _ in waiting:
                if story.id not in written:
                    choice = drop(choice, story)
            done |= written
        return choice, done

    def _in_order(self, waiting: Sequence[tuple[Story, SectionRule]]) -> dict[str, _Piece]:
        """Write pieces together, which is quickest; where time is short, those of one section after those of the one before it."""
        sections = dict.fromkeys(rule.name for _, rule in waiting) if self.writer.limited else [None]
        written: dict[str, _Piece] = {}
        for name in sections:
            written |= self._written([each for each in waiting if name in (None, each[1].name)])
        return written

    def _written(self, waiting: Sequence[tuple[Story, SectionRule]]) -> dict[str, _Piece]:
        asked = [tasks.entry(story, self.profile, rule) for story, rule in waiting]
        drafts, early = self.writer.write_on(asked, lambda at, text: self._title(*waiting[at], text))
        texts = apart(self.writer, self.profile, asked, drafts, self.taken)
        kept = [at for at, text in enumerate(texts) if self._keep(waiting[at][0], text)]
        titles = {at: early[at] for at in kept if at in early and texts[at] is drafts[at]}  # those of texts that stayed
        rest = [at for at in kept if at not in titles]
        titles |= zip(rest, self.writer.write([self._titled(*waiting[at], texts[at]) for at in rest]), strict=True)
        self.taken += [texts[at].text for at in kept if texts[at].text]
        return {waiting[at][0].id: _Piece(waiting[at][0], titles[at], texts[at]) for at in kept if self._keep(waiting[at][0], titles[at])}

    def _title(self, story: Story, rule: SectionRule, text: Draft) -> Assignment | None:
        """Ask for the title of a text as soon as that is there, if it will stand; where time is short, other texts come first."""
        if self.writer.limited or late(text) or (self.unattended and not fits(text)):
            return None
        return self._titled(story, rule, text)

    def _titled(self, story: Story, rule: SectionRule, text: Draft) -> Assignment:
        return tasks.title(story, self.profile, rule, text.text)

    def rows(self, choice: Choice) -> dict[str, list[EntryContent]]:
        """Write the titles of stories that a rule sends to the table; unattended, one that fails is left out."""
        table, sent = next((rule for rule in self.profile.sections if rule.kind is SectionKind.TABLE), None), for_table(choice)
        if table is None or not sent:
            return {}
        self.writer.plan(len(sent))
        titles = self.writer.write([tasks.row(story, self.profile, table) for story in sent])
        kept = [(story, title) for story, title in zip(sent, titles, strict=True) if self._keep(story, title)]
        return {table.name: [_content(self.profile, story, title) for story, title in kept]}

    def _keep(self, story: Story, draft: Draft) -> bool:
        if late(draft):
            self.left_out.append(LeftOut(draft.task, story.primary.title))
            return not self.unattended
        if self.unattended and not fits(draft):
            self.skipped.append(Skipped(story.primary.title, draft.findings))
            return False
        return True

    def page_parts(
        self, day: date, written: Sequence[Written], page: PageContent, wanted: Sequence[SectionRule]
    ) -> dict[str, list[EntryContent]]:
        """Write the parts that are made from finished entries, in the order of the page."""
        made = PageParts(self.profile, self.writer, day, texts_of(page)).write(written, wanted)
        if self.writer.late:
            lacking = (rule for rule in wanted if rule.task and len(made[rule.name]) < rule.most)
            self.left_out += [LeftOut(rule.task, list_name(rule, self.profile.language)) for rule in lacking if rule.task]
        return made


def draft(
    parts: Parts,
    day: date,
    job: Job,
    watch: Watch | None = None,
    *,
    unattended: bool = False,
    only: frozenset[str] = frozenset(),
) -> DraftReport:
    """Write the page of a day in the Profile's first language and store it as a new version.

    Texts that are ready, see `Ready`, are taken as they are. Where the settings name a budget, what fits into it is written in the order
    of importance: top texts, their titles, notes, page parts; an entry without a text stays empty. `only` writes just the sections of these names anew. A draft that fails twice stays, marked; unattended, its story is dropped
    for the next by rank. Raises `NothingToDraft`, `EditionMissing` where `only` names sections of no page, `EngineFailed`,
    `Cancelled`; until the end nothing of an earlier page is touched.
    """
    job.step(Step.RANK, 0, 1)
    profile = parts.profile
    wanted = [rule for rule in profile.drafted if not only or rule.name in only]
    others = [rule for rule in wanted if rule.task not in (*STORY_TASKS, Task.ROW)]
    before = existing(parts, day, profile.language) if only else None
    known = {story.id: story for story in ranked(parts, day)}
    choice = _choice(profile, day, known, before, wanted)
    standing = _standing(before, profile, known, wanted) if others else []
    if not choice.chosen and not standing:
        raise NothingToDraft(day.isoformat())
    engine = parts.engine(job)
    if parts.settings.budget:
        wake(engine, job)  # the time is for writing
    means = Means(Ready(parts, day, anew=bool(only)), Allowance(parts.settings.budget), teacher(parts))
    desk = _Desk(parts, Writer(engine, profile, job, watch, means=means), unattended=unattended)
    desk.writer.plan(sum(map(texts_for, others)))
    choice, pieces = desk.fill(choice)
    written = standing or [Written(piece.story, piece.title.text, piece.text.text) for piece in _leading(choice, pieces) if piece.text.text]
    if not written and not desk.left_out:
        raise NothingToDraft(day.isoformat())
    page = {name: _contents(parts, [pieces[story.id] for story in held]) for name, held in choice.lists.items()}
    rows = desk.rows(choice) if not only else {}
    made = compose(profile, profile.language, day, {**page, **desk.page_parts(day, written, page, others), **rows})
    return DraftReport(_saved(parts, day, made, wanted if only else None), tuple(desk.skipped), tuple(desk.left_out))


def _saved(parts: Parts, day: date, made: Edition, wanted: Sequence[SectionRule] | None) -> Edition:
    """Store the page, or only these of its sections, in the place of what was there."""
    language = parts.profile.language
    if wanted is not None:
        return put_sections(parts, day, language, [section for section in made.sections if rule_of(section, parts.profile) in wanted])
    return replace_page(parts, day, language, made)


def _leading(choice: Choice, pieces: Mapping[str, _Piece]) -> list[_Piece]:
    """Return the pieces that page parts are made from: those with a text of their own, else all, the best by rank first."""
    of_text = [story for rule in choice.rules if rule.task is Task.TEXT for story in choice.lists[rule.name]]
    return [pieces[story.id] for story in of_text or sorted(choice.chosen, key=lambda story: -story.score)]


def _choice(profile: Profile, day: date, known: Mapping[str, Story], before: Edition | None, wanted: Sequence[SectionRule]) -> Choice:
    """Choose stories for the wanted sections among those that do not stand in the others of the page."""
    held = before.entries() if before else ()
    staying = {entry.story for section, entry in held if rule_of(section, profile) not in wanted}
    lists = [rule for rule in wanted if rule.task in STORY_TASKS]
    return choose([story for story in known.values() if story.id not in staying], day, lists, profile)


def _standing(before: Edition | None, profile: Profile, known: Mapping[str, Story], wanted: Sequence[SectionRule]) -> list[Written]:
    """Return the entries of a page that page parts are to be made from, where those are not written anew themselves."""
    if before is None or any(rule.task is Task.TEXT for rule in wanted):
        return []
    held = [(rule_of(section, profile), entry) for section, entry in before.entries() if entry.story in known and entry.get(Role.TEXT)]
    of_text = [entry for rule, entry in held if rule is not None and rule.task is Task.TEXT]
    entries = of_text or sorted((entry for _, entry in held), key=lambda entry: -known[entry.story].score)
    return [Written(known[entry.story], entry.get(Role.TITLE), entry.get(Role.TEXT)) for entry in entries]


def rewrite(parts: Parts, day: date, entry_id: str, job: Job | None = None, watch: Watch | None = None) -> Edition:
    """Write title and text of one entry anew, as a version that can be undone."""
    job, profile = job or SilentJob(), parts.profile
    section, entry = _find(existing(parts, day, profile.language), entry_id)
    story = next((story for story in ranked(parts, day) if story.id == entry.story), None)
    rule = rule_of(section, profile)
    if story is None or rule is None:
        raise EditConflict(entry.get(Role.TITLE))
    # What was written about it is not what is wanted, but for an entry that waits for its first text.
    means = Means(Ready(parts, day, anew=entry.state is not EntryState.EMPTY), teach=teacher(parts))
    writer = Writer(parts.engine(job), profile, job, watch, means=means)
    writer.plan(2)
    how = rule if rule.task in STORY_TASKS else next(iter(profile.lists), rule)
    (text,) = writer.write([tasks.entry(story, profile, how)])
    (title,) = writer.write([tasks.title(story, profile, how, text.text)])
    state = _Piece(story, title, text).state
    edits = (SetField(entry_id, Role.TITLE, title.text), SetField(entry_id, Role.TEXT, text.text), SetState(entry_id, state))
    return apply(parts, day, profile.language, *edits)


def _contents(parts: Parts, pieces: Sequence[_Piece]) -> tuple[EntryContent, ...]:
    return tuple(replace(_content(parts.profile, piece.story, piece.title), text=piece.text.text, state=piece.state) for piece in pieces)


def _content(profile: Profile, story: Story, title: Draft) -> EntryContent:
    """Return what an entry says that is a title alone."""
    state = EntryState.LOOK if blocking(title.findings) else EntryState.FINE
    tag = tag_of(profile, profile.language, story)
    return EntryContent(story=story.id, title=title.text or harmless(story.primary.title), link=story.primary.url, tag=tag, state=state)


def _only(choice: Choice, done: Mapping[str, _Piece]) -> Choice:
    """Return the choice without what was not written."""
    return replace(choice, lists={name: tuple(story for story in held if story.id in done) for name, held in choice.lists.items()})


def _find(edition: Edition, entry_id: str) -> tuple[Section, Entry]:
    for section, entry in edition.entries():
        if entry.id == entry_id:
            return section, entry
    raise EditConflict(entry_id)
