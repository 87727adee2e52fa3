"""A page out of its parts.

The Profile's templates give the form: they are filled with stand-ins and read back as an Edition. Then every text is
written into its place by the same rule as an editor's own words, so no title or text can become structure.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from bioai_desktop.domain import Language, Story
from bioai_desktop.edition.edits import SetField
from bioai_desktop.edition.model import Edition, Entry, EntryState, Role, Section, SectionKind
from bioai_desktop.edition.parse import parse
from bioai_desktop.edition.profile import Profile, SectionRule
from bioai_desktop.errors import EditConflict, ProfileInvalid
from bioai_desktop.site.navigation import follow
from bioai_desktop.site.templates import reader_of, render_template


@dataclass(frozen=True, slots=True)
class EntryContent:
    """What an entry is to say."""

    story: str  #: Story.id
    title: str
    link: str
    text: str
    tag: str = ""
    state: EntryState = EntryState.FINE


@dataclass(frozen=True, slots=True)
class PageContent:
    """What a page is to say, in the order of its parts; one that is empty is left out."""

    digest: tuple[str, ...]
    lead: str
    keywords: tuple[str, ...]
    top: tuple[EntryContent, ...]
    notes: tuple[EntryContent, ...]


@dataclass(frozen=True, slots=True)
class StandIn:
    """An entry as a template sees it."""

    number: int
    tag: str  #: "" where the entry has none
    title: str = "title"
    link: str = "https://example.org/"
    text: str = "text"


@dataclass(frozen=True, slots=True)
class Part:
    """A section as a template sees it."""

    kind: SectionKind
    title: str
    entries: tuple[StandIn, ...] = ()


def compose(profile: Profile, language: Language, day: date, page: PageContent) -> Edition:
    """Return the page of a day; lists with too few entries are left out, and the navigation names what is there."""
    lines = {SectionKind.DIGEST: page.digest, SectionKind.LEAD: (page.lead,), SectionKind.KEYWORDS: page.keywords}
    said = {kind: [EntryContent("", "", "", text) for text in texts if text.strip()] for kind, texts in lines.items()}
    lists = {SectionKind.TOP: page.top, SectionKind.NOTES: page.notes}
    said |= {kind: list(each) for kind, each in lists.items() if len(each) >= max(1, _least(profile, kind))}
    parts = [_part(rule, language, said.get(rule.kind, [])) for rule in profile.sections]
    name = f"page.{language}.md"
    text = render_template(
        profile,
        name,
        date=day,
        language=str(language),
        title=title(profile, language, day),
        description=profile.description.get(language, ""),
        part={str(part.kind): part for part in parts},
        lists=[part for part in parts if part.kind in lists and part.entries],
    )
    edition = parse(text, profile)
    for kind, contents in said.items():
        edition = _filled(edition, kind, contents, name)
    return follow(edition, profile, language)


def entry(profile: Profile, language: Language, kind: SectionKind, content: EntryContent, number: int) -> Entry:
    """Return one entry as a section of that kind holds it, to be put into a page."""
    return section(profile, language, kind, (content,), number).entries[0]


def section(profile: Profile, language: Language, kind: SectionKind, contents: Sequence[EntryContent], number: int = 1) -> Section:
    """Return a section of that kind with these entries, numbered from `number` on; raises `ProfileInvalid` where the site has none."""
    rule, name = profile.rule(kind), f"section.{kind}.md"
    if rule is None:
        raise ProfileInvalid(profile.name, f"sections: {kind}")
    text = render_template(profile, name, language=str(language), section=_part(rule, language, contents, number))
    made = _filled(parse(text, profile), kind, contents, name).section(kind)
    if made is None:
        raise ProfileInvalid(name, str(kind))
    return made


def title(profile: Profile, language: Language, day: date) -> str:
    """Return the page's title."""
    return titles(profile, language)(day)


def titles(profile: Profile, language: Language) -> Callable[[date], str]:
    """Return what gives the titles of many pages."""
    render = reader_of(profile, profile.title.get(language, ""))
    return lambda day: render(date=day, language=str(language))


def tag_of(profile: Profile, language: Language, story: Story) -> str:
    """Return what the tag of a story's note says, "" where the profile has none for its kind."""
    return profile.tags.get(story.primary.kind, {}).get(language, "")


def _least(profile: Profile, kind: SectionKind) -> int:
    rule = profile.rule(kind)
    return rule.least if rule else 0


def _part(rule: SectionRule, language: Language, contents: Sequence[EntryContent], first: int = 1) -> Part:
    words = rule.title[language].replace("{count}", str(len(contents)))
    return Part(rule.kind, words, tuple(StandIn(number, "tag" if each.tag else "") for number, each in enumerate(contents, first)))


def _filled(edition: Edition, kind: SectionKind, contents: Sequence[EntryContent], template: str) -> Edition:
    """Write the contents into the entries of a section; raises `ProfileInvalid` where the template made others."""
    if not contents:
        return edition
    made = edition.section(kind)
    if made is None or len(made.entries) != len(contents):
        raise ProfileInvalid(template, f"{kind}: {len(made.entries) if made else 0} != {len(contents)}")
    for place, content in zip(made.entries, contents, strict=True):
        edition = _written(edition, place, content, template)
    return edition


def _written(edition: Edition, place: Entry, content: EntryContent, template: str) -> Edition:
    """Write a content's texts over the stand-ins of an entry, and say whose it is."""
    texts = {Role.TAG: content.tag, Role.TITLE: content.title, Role.LINK: content.link, Role.TEXT: content.text}
    for role, text in texts.items():
        if not any(span.role is role for span in place.spans):
            continue
        try:
            edition = SetField(place.id, role, text).apply(edition)
        except EditConflict as error:
            raise ProfileInvalid(template, f"{role}: {text}") from error
    sections = tuple(_owned(held, place.id, content) for held in edition.sections)
    return replace(edition, sections=sections)


def _owned(held: Section, place: str, content: EntryContent) -> Section:
    children = tuple(
        replace(child, story=content.story, state=content.state) if isinstance(child, Entry) and child.id == place else child
        for child in held.children
    )
    return replace(held, children=children)
