"""Translate: any text, lines, an entry, or a whole page into its twin."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bioai_desktop.domain import Engine, Job, Language, SilentJob
from bioai_desktop.drafting.translate import CANDIDATES, Means, Translated
from bioai_desktop.edition.edits import InsertEntry, SetField, SetState
from bioai_desktop.edition.model import Edition, Entry, EntryState, Role, Section, SectionKind
from bioai_desktop.edition.outline import text_of
from bioai_desktop.edition.patch import Edit
from bioai_desktop.edition.profile import Profile
from bioai_desktop.edition.rules import name_of, rule_of
from bioai_desktop.errors import EditConflict
from bioai_desktop.flow.check import blocking
from bioai_desktop.flow.edit import apply, current, existing
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.rendering import Rendering, render
from bioai_desktop.site.compose import EntryContent, compose, entry

#: Sections whose entries are known by their place, as they are about no story.
_WORDED = (SectionKind.DIGEST, SectionKind.LEAD, SectionKind.KEYWORDS)


@dataclass(frozen=True, slots=True)
class How:
    """What the user decides on a translation."""

    candidates: int = CANDIDATES
    memory: bool = True  #: what was translated before is not asked for again, and what is translated now is kept


def translate_all(parts: Parts, texts: Sequence[str], to: Language, job: Job, how: How | None = None) -> list[Translated]:
    """Return the texts in the other language, asked for in one batch, with the same names throughout.

    Markdown, links and code stay as they are, and what did not survive is told.
    """
    chosen = how or How()
    memory = parts.store.translations if chosen.memory else None
    return render(texts, to, Rendering(lambda: parts.engine(job), parts.profile, job, Means(chosen.candidates), memory))


def translate_by(engine: Callable[[], Engine], profile: Profile, texts: Sequence[str], to: Language, job: Job) -> list[Translated]:
    """Do the same by a given engine, each text written once and nothing remembered: how good a model is, in little time."""
    return render(texts, to, Rendering(engine, profile, job, Means(candidates=1)))


def translate_page(parts: Parts, day: date, to: Language, job: Job, how: How | None = None) -> Edition:
    """Make a page's twin in the other language, in the form that the Profile gives it, and store it as a new version."""
    page, profile = existing(parts, day, _other(to)), parts.profile
    # Headings, front matter and navigation are the Profile's.
    held: dict[str, list[Entry]] = {}
    for section in page.sections:
        if section.heading and section.kind is not SectionKind.NAVIGATION:
            held.setdefault(name_of(section, profile), []).extend(section.entries)
    texts = [text for entries in held.values() for each in entries for text in _words(each)]
    said = iter(translate_all(parts, texts, to, job, how))
    twin = compose(profile, to, day, {name: [_content(parts, to, each, said) for each in entries] for name, entries in held.items()})
    parts.store.editions.save(day, to, twin, "translate")
    return twin


def translate_entry(parts: Parts, day: date, language: Language, entry_id: str, to: Language, job: Job | None = None) -> Edition:
    """Translate one entry into the page's twin; where there is no twin yet, the whole page."""
    if current(parts, day, to) is None:
        return translate_page(parts, day, to, job or SilentJob())
    section, at, source = _find(existing(parts, day, language), entry_id)
    said = iter(translate_all(parts, list(_words(source)), to, job or SilentJob()))
    content = _content(parts, to, source, said)
    twin = existing(parts, day, to)
    edits = _over(twin, section, at, content)
    if not edits:
        rule = rule_of(section, parts.profile)
        target = next((held for held in twin.sections if rule is not None and rule_of(held, parts.profile) is rule), None)
        if target is None:
            raise EditConflict(section.title)
        new = entry(parts.profile, to, name_of(section, parts.profile), content, at + 1)
        edits = (InsertEntry(target.id, min(at, len(target.entries)), new),)
    return apply(parts, day, to, *edits)


def _over(twin: Edition, section: Section, at: int, content: EntryContent) -> tuple[Edit, ...]:
    """Return the edits that write over the twin's entry about the same story, or of the same place; () where it has none."""
    places = [(held, place, placed) for held in twin.sections for place, placed in enumerate(held.entries)]
    for held, place, placed in places:
        same_place = section.kind in _WORDED and held.kind is section.kind and place == at
        if same_place or (content.story and placed.story == content.story):
            fields = {Role.TITLE: content.title, Role.TEXT: content.text}
            edits = [SetField(placed.id, role, text) for role, text in fields.items() if placed.get(role) or text]
            return (*edits, SetState(placed.id, content.state))
    return ()


def _words(source: Entry) -> Iterator[str]:
    """Yield the texts of an entry that are translated: its title, its text, the window of a forecast."""
    yield source.get(Role.TITLE)
    yield text_of(source)
    yield source.get(Role.WINDOW)


def _content(parts: Parts, to: Language, source: Entry, said: Iterator[Translated]) -> EntryContent:
    title, text, window = next(said), next(said), next(said)
    findings = (*title.findings, *text.findings, *window.findings)
    state = EntryState.LOOK if blocking(findings) or any(finding.kind == "untranslated" for finding in findings) else EntryState.FINE
    made = EntryContent(source.story, title.text, source.get(Role.LINK), text.text, _tag(parts, to, source), state)
    return replace(made, window=window.text, probability=source.get(Role.PROBABILITY))


def _tag(parts: Parts, to: Language, source: Entry) -> str:
    """Return the tag as the Profile words it in the other language, else as it stands."""
    tag = source.get(Role.TAG)
    return next((words.get(to, tag) for words in parts.profile.tags.values() if tag in words.values()), tag)


def _other(language: Language) -> Language:
    return Language.EN if language is Language.ZH else Language.ZH


def _find(edition: Edition, entry_id: str) -> tuple[Section, int, Entry]:
    for section in edition.sections:
        for at, placed in enumerate(section.entries):
            if placed.id == entry_id:
                return section, at, placed
    raise EditConflict(entry_id)
