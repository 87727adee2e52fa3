"""Which rule of the Profile a section of a page follows: a site may have several sections of one kind."""

from __future__ import annotations

from bioai_desktop.edition.model import Section
from bioai_desktop.edition.parse import best_match, words
from bioai_desktop.edition.profile import Profile, SectionRule


def rule_of(section: Section, profile: Profile) -> SectionRule | None:
    """Return the rule of the section's kind whose words its heading holds, the first where it holds those of none."""
    rules = [rule for rule in profile.sections if rule.kind is section.kind]
    if len(rules) < 2:
        return rules[0] if rules else None
    return best_match(words(section.title), rules) or rules[0]


def name_of(section: Section, profile: Profile) -> str:
    """Return what the site calls a section, its kind where the Profile has no rule for it."""
    rule = rule_of(section, profile)
    return rule.name if rule else str(section.kind)
