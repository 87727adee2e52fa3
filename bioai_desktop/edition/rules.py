"""Which rule of the Profile a section of a page follows: a site may have several sections of one kind."""

from __future__ import annotations

import re

from bioai_desktop.domain import Language
from bioai_desktop.edition.model import Section
from bioai_desktop.edition.parse import best_match, words
from bioai_desktop.edition.profile import Profile, SectionRule

_COUNT = re.compile(r"\s*[(（]?\{count\}[)）]?\s*")
#: What stands before the words of a heading: pictures, spaces, variation selectors.
_ORNAMENT = re.compile(r"^[^\w\"“「《(（]+")


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


def list_name(rule: SectionRule, language: Language) -> str:
    """Return what a site calls one of its lists, without pictures and without the count."""
    return " ".join(bare(_COUNT.sub(" ", rule.title.get(language) or rule.name)).split())


def bare(title: str) -> str:
    """Return a title without the pictures that it begins with."""
    return _ORNAMENT.sub("", title).strip() or title
