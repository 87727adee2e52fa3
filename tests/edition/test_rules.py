from bioai_desktop.domain import Language
from bioai_desktop.edition.model import SectionKind
from bioai_desktop.edition.parse import parse
from bioai_desktop.edition.profile import Profile, SectionRule
from bioai_desktop.edition.rules import name_of, rule_of

RESEARCH = SectionRule(SectionKind.NOTES, {Language.EN: "Research"}, ("research",), name="research")
TOOLS = SectionRule(SectionKind.NOTES, {Language.EN: "Tools"}, ("tools", "research tools"), name="tools")
LEAD = SectionRule(SectionKind.LEAD, {Language.EN: "Lead"}, ("lead",))
PROFILE = Profile("p", (LEAD, RESEARCH, TOOLS), {}, {}, {})


def names(text: str) -> list[str]:
    return [name_of(section, PROFILE) for section in parse(text, PROFILE).sections]


def test_sections_of_one_kind_are_told_apart_by_their_headings() -> None:
    assert names("## Tools\n\n## Our research\n\n## Research tools\n\n## The lead\n") == ["tools", "research", "tools", "lead"]


def test_a_section_that_names_no_rule_follows_the_first_of_its_kind() -> None:
    (section,) = parse("## Tools\n", PROFILE).sections
    renamed = Profile("p", (LEAD, RESEARCH), {}, {}, {})
    assert rule_of(section, renamed) is RESEARCH


def test_what_no_rule_covers_goes_by_its_kind() -> None:
    assert names("words\n\n## Weather\n") == ["preamble", "text"]
    assert [rule_of(section, PROFILE) for section in parse("words\n\n## Weather\n", PROFILE).sections] == [None, None]


def test_a_rule_without_a_name_has_its_kinds() -> None:
    assert (LEAD.name, TOOLS.name) == ("lead", "tools")
