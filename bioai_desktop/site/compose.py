"""A page out of its parts.

The Profile's templates give the form: they are filled with stand-ins and read back as an Edition. Then every text is
written into its place by the same rule as an editor's own words, so no title or text can become structure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from bioai_desktop.domain import Language, Story
from bioai_desktop.edition.edits import SetField
from bioai_desktop.edition.model import Edition, Entry, EntryState, Role, Section, SectionKind
from bioai_desktop.edition.parse import parse
from bioai_desktop.edition.profile import TABLE, TEMPLATES, Profile, SectionRule
from bioai_desktop.edition.render import render
from bioai_desktop.edition.rules import rule_of
from bioai_desktop.edition.slots import join
from bioai_desktop.errors import EditConflict, ProfileInvalid
from bioai_desktop.site.following import follow
from bioai_desktop.site.templates import render_template, render_text, text_maker


@dataclass(frozen=True, slots=True)
class EntryContent:
    """What an entry is to say; what its kind of section has no place for is left out."""

    story: str = ""  #: Story.id
    title: str = ""
    link: str = ""
    text: str = ""
    tag: str = ""
    state: EntryState = EntryState.FINE
    window: str = ""
    probability: str = ""

    @property
    def fields(self) -> Mapping[Role, str]:
        """Its texts by what they are."""
        return {
            Role.TAG: self.tag,
            Role.TITLE: self.title,
            Role.LINK: self.link,
            Role.TEXT: self.text,
            Role.WINDOW: self.window,
            Role.PROBABILITY: self.probability,
        }


_ANY_DAY = date(2000, 1, 1)
_ANY = EntryContent(title="title", link="https://example.org/", text="text")

#: What a page is to say, by the names of its sections.
PageContent = Mapping[str, Sequence[EntryContent]]


@dataclass(frozen=True, slots=True)
class StandIn:
    """An entry as a template sees it; what it has not is ""."""

    number: int
    tag: str
    window: str
    probability: str
    title: str = "title"
    link: str = "https://example.org/"
    text: str = "text"


@dataclass(frozen=True, slots=True)
class Part:
    """A section as a template sees it."""

    name: str
    kind: SectionKind
    level: int
    title: str
    entries: tuple[StandIn, ...]
    template: str  #: that it is made by
    promotion: str = ""  #: the block of the site's own below it, "" for none

    @property
    def marks(self) -> str:
        """What makes a line its heading."""
        return "#" * self.level


def compose(profile: Profile, language: Language, day: date, page: PageContent) -> Edition:
    """Return the page of a day, its sections in the Profile's order; those with too few entries are left out.

    Raises `ProfileInvalid` where the templates do not make what the Profile says.
    """
    said = {rule.name: _said(rule, page.get(rule.name, ())) for rule in profile.sections}
    rules = [rule for rule in profile.sections if said[rule.name] or rule.always]
    parts = [_part(profile, rule, language, said[rule.name]) for rule in rules]
    promoted = [replace(part, promotion=_promotion(profile, part.name, language, day)) for part in parts]
    edition = _page(profile, language, day, promoted)
    for rule, section in _made(profile, language, edition, rules):
        edition = _filled(profile, edition, section, said[rule.name])
    text = render(edition)
    lost = next((part.promotion for part in promoted if part.promotion not in text), None)
    if lost is not None:  # left out by the template, or written where it was read as part of an entry
        raise ProfileInvalid(_page_file(profile, language), lost.split("\n")[0], "form")
    return follow(edition, profile, language)


def entry(profile: Profile, language: Language, name: str, content: EntryContent, number: int) -> Entry:
    """Return one entry as the section of that name holds it, to be put into a page; raises the same as `section`."""
    made = section(profile, language, name, (content,), number).entries
    if len(made) != 1:
        raise ProfileInvalid(profile.file(TEMPLATES, _template(profile, name)), f"{name}: {len(made)} != 1", "form")
    return made[0]


def separator(profile: Profile, language: Language, name: str) -> str:
    """Return what parts the entries of that section; raises the same as `section`."""
    made = section(profile, language, name, (_ANY, _ANY))
    first, second = (at for at, child in enumerate(made.children) if isinstance(child, Entry))
    return join(made.children[first + 1 : second])


def section(profile: Profile, language: Language, name: str, contents: Sequence[EntryContent], number: int = 1) -> Section:
    """Return the section of that name with these entries, numbered from `number` on, as it stands before another one.

    Raises `ProfileInvalid` where the site has none.
    """
    rule = profile.named(name)
    if rule is None:
        raise ProfileInvalid(profile.file(TABLE), name, "section")
    part = _part(profile, rule, language, contents, number)
    # Twice, so that what parts it from the next one is there too.
    edition = _page(profile, language, _ANY_DAY, [part, part])
    ((_, made), _) = _made(profile, language, edition, [rule, rule])
    alone = replace(edition, sections=(made,))
    return _filled(profile, alone, made, contents).sections[0]


def title(profile: Profile, language: Language, day: date) -> str:
    """Return the page's title."""
    return titles(profile, language)(day)


def titles(profile: Profile, language: Language) -> Callable[[date], str]:
    """Return what gives the titles of many pages."""
    render = text_maker(profile, profile.title.get(language, ""))
    return lambda day: render(date=day, language=str(language))


def tag_of(profile: Profile, language: Language, story: Story) -> str:
    """Return what the tag of a story's note says, "" where the profile has none for its kind."""
    return profile.tags.get(story.primary.kind, {}).get(language, "")


def _said(rule: SectionRule, contents: Sequence[EntryContent]) -> list[EntryContent]:
    """Return the contents that say something, none where they are fewer than the section needs; a lead is one text."""
    said = [each for each in contents if each.title.strip() or each.text.strip()]
    return said[: 1 if rule.kind is SectionKind.LEAD else None] if len(said) >= rule.least else []


def _part(profile: Profile, rule: SectionRule, language: Language, contents: Sequence[EntryContent], first: int = 1) -> Part:
    words = rule.title[language].replace("{count}", str(len(contents)))
    entries = tuple(
        StandIn(number, "tag" if each.tag else "", "2030" if each.window else "", "50" if each.probability else "")
        for number, each in enumerate(contents, first)
    )
    return Part(rule.name, rule.kind, rule.level, words, entries, _template(profile, rule.name))


def _template(profile: Profile, name: str) -> str:
    """Return which template makes a section: its own, else that of its kind."""
    rule = profile.named(name)
    own = f"section.{name}.md"
    return own if rule is None or own in profile.templates else f"section.{rule.kind}.md"


def _promotion(profile: Profile, section: str, language: Language, day: date) -> str:
    shown = (each for each in profile.promotions if each.shown and each.after == section)
    texts = [render_text(profile, each.text.get(language, ""), date=day, language=str(language)) for each in shown]
    return "\n\n".join(text.strip("\n") for text in texts if text.strip())


def _page(profile: Profile, language: Language, day: date, parts: Sequence[Part]) -> Edition:
    """Return the page that the template makes of stand-ins."""
    text = render_template(
        profile,
        f"page.{language}.md",
        date=day,
        midnight=datetime.combine(day, time.min, ZoneInfo(profile.timezone)),
        language=str(language),
        title=title(profile, language, day),
        description=profile.description.get(language, ""),
        sections=parts,
    )
    return parse(text, profile)


def _page_file(profile: Profile, language: Language) -> str:
    return profile.file(TEMPLATES, f"page.{language}.md")


def _made(profile: Profile, language: Language, edition: Edition, rules: Sequence[SectionRule]) -> list[tuple[SectionRule, Section]]:
    """Return the sections that the template made for these rules; raises `ProfileInvalid` where one is missing or out of order."""
    waiting = iter(edition.sections)
    found: list[tuple[SectionRule, Section]] = []
    for rule in rules:
        section = next((each for each in waiting if each.heading and rule_of(each, profile) is rule), None)
        if section is None:
            raise ProfileInvalid(_page_file(profile, language), f"{rule.name}: {rule.title[language]}", "form")
        found.append((rule, section))
    return found


def _filled(profile: Profile, edition: Edition, section: Section, contents: Sequence[EntryContent]) -> Edition:
    """Write the contents into the entries of a section; raises `ProfileInvalid` where the template made others."""
    if section.kind is SectionKind.NAVIGATION:
        return edition  # its links are made of the page
    if len(section.entries) != len(contents):
        rule = rule_of(section, profile)
        name = rule.name if rule else str(section.kind)
        raise ProfileInvalid(
            profile.file(TEMPLATES, _template(profile, name)), f"{name}: {len(section.entries)} != {len(contents)}", "form"
        )
    for place, content in zip(section.entries, contents, strict=True):
        edition = _written(profile, edition, place, content)
    return edition


def _written(profile: Profile, edition: Edition, place: Entry, content: EntryContent) -> Edition:
    """Write a content's texts over the stand-ins of an entry, and say whose it is."""
    for role, text in content.fields.items():
        if not any(span.role is role for span in place.spans):
            continue
        try:
            edition = SetField(place.id, role, text).apply(edition)
        except EditConflict as error:
            raise ProfileInvalid(profile.file(TEMPLATES), f"{role}: {text}", "form") from error
    sections = tuple(_owned(held, place.id, content) for held in edition.sections)
    return replace(edition, sections=sections)


def _owned(held: Section, place: str, content: EntryContent) -> Section:
    children = tuple(
        replace(child, story=content.story, state=content.state) if isinstance(child, Entry) and child.id == place else child
        for child in held.children
    )
    return replace(held, children=children)
