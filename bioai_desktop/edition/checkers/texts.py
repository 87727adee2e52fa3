"""Texts: their length."""

from __future__ import annotations

from collections.abc import Iterator

from bioai_desktop.domain import Finding
from bioai_desktop.edition.checkers.page import Page, PageKind
from bioai_desktop.edition.model import Entry, Role, Section, SectionKind
from bioai_desktop.edition.outline import text_of
from bioai_desktop.edition.plain import length


def check(page: Page) -> Iterator[Finding]:
    """Find texts and titles that are too long or short."""
    if page.context.language is page.context.profile.language and page.context.kind is not PageKind.OTHER:
        for section, entry in page.edition.entries():
            yield from _lengths(page, section, entry)


def _lengths(page: Page, section: Section, entry: Entry) -> Iterator[Finding]:
    """Compare with the profile's limits, which are those of the language in which pages are drafted."""
    rule = page.rules[section.id]
    if rule is None:
        return
    line, count = page.lines[entry.id], length(text_of(entry))
    if count and rule.limits.max_chars and count > rule.limits.max_chars:
        yield page.finding("too-long", line, entry.id, f"{count} > {rule.limits.max_chars}")
    if count and count < rule.limits.min_chars:
        yield page.finding("too-short", line, entry.id, f"{count} < {rule.limits.min_chars}")
    said = length(entry.get(Role.TITLE)) if section.kind is SectionKind.TOP else 0
    if rule.titles.max_chars and said > rule.titles.max_chars:
        yield page.finding("title-long", line, entry.id, f"{said} > {rule.titles.max_chars}")
