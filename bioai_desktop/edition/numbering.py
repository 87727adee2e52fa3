"""Numbers that follow the order: those of entries, and the one in a heading that counts them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from bioai_desktop.edition import slots
from bioai_desktop.edition.lines import end_of_line
from bioai_desktop.edition.model import Edition, Entry, Role, Section, SectionKind, Span
from bioai_desktop.edition.places import section_at
from bioai_desktop.edition.profile import Profile, SectionRule
from bioai_desktop.edition.render import render
from bioai_desktop.edition.rules import rule_of
from bioai_desktop.edition.shape import extended, written
from bioai_desktop.edition.whole import replaced
from bioai_desktop.errors import EditConflict

_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Renumber:
    """Number the entries of a section in their order; entries of a section that numbers none stay as they are."""

    section: str

    def apply(self, edition: Edition) -> Edition:
        """Return the page with the numbers."""
        section = section_at(edition, self.section)
        changed = _in_order(section, end_of_line(render(edition)))
        return edition if changed is section else replaced(edition, changed)


def renumber(edition: Edition, profile: Profile, before: Edition | None = None) -> Edition:
    """Return the page with its entries numbered in order, and headings that name a count naming it, where the profile says so.

    A section that was numbered or counted otherwise `before` stays so: that is for the checks to say, and for the editor.
    """
    eol = end_of_line(render(edition))
    rules = {section.id: rule_of(section, profile) for section in edition.sections}
    otherwise = {section.id for section in (before.sections if before else ()) if _is_otherwise(section, profile, eol)}
    sections = [
        _renumbered(section, rule, eol) if section.id not in otherwise and (rule := rules[section.id]) else section
        for section in edition.sections
    ]
    return edition if all(a is b for a, b in zip(sections, edition.sections, strict=True)) else replace(edition, sections=tuple(sections))


def _is_otherwise(section: Section, profile: Profile, eol: str) -> bool:
    rule = rule_of(section, profile)
    return rule is not None and _renumbered(section, rule, eol) is not section


def _renumbered(section: Section, rule: SectionRule, eol: str) -> Section:
    """Return the section with numbers and count as its rule asks; the section itself where they are right."""
    if any("{count}" in title for title in rule.title.values()):
        section = _counted(section)
    return _in_order(section, eol) if rule.renumber else section


def _in_order(section: Section, eol: str) -> Section:
    """Return the section with its entries numbered from 1 on, where any has a number; the section itself where they are right."""
    if not any(entry.get(Role.NUMBER) for entry in section.entries):
        return section
    entries = [_numbered(entry, section.kind, str(number), eol) for number, entry in enumerate(section.entries, 1)]
    return section if tuple(entries) == section.entries else slots.reordered(section, entries)


def _numbered(entry: Entry, kind: SectionKind, number: str, eol: str) -> Entry:
    """Return the entry with its number, where its form has a place for one."""
    if any(span.role is Role.NUMBER for span in entry.spans):
        return written(entry, Role.NUMBER, number)
    try:
        return extended(entry, kind, Role.NUMBER, number, eol)
    except EditConflict:
        return entry


def _counted(section: Section) -> Section:
    """Return the section with the only number in its heading set to the number of its entries."""
    count = str(len(section.entries))
    if len(numbers := _DIGITS.findall(section.title)) != 1 or numbers[0] == count:
        return section
    spans = tuple(Span(_DIGITS.sub(count, span.text), span.role) if span.role is Role.TITLE else span for span in section.heading)
    return replace(section, heading=spans)
