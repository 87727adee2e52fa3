"""What follows when a page changes, where the Profile says so: numbers and counts, the navigation, a digest that repeats titles.

What was right before stays right. What was otherwise stays as it was: a page that somebody published with a wrong count
and is opened to change one word is changed in that word; the checks say the rest.
"""

from __future__ import annotations

from bioai_desktop.domain import Language
from bioai_desktop.edition.edits import InsertEntry, RemoveEntry, SetField
from bioai_desktop.edition.model import Edition, Role, SectionKind
from bioai_desktop.edition.numbering import renumber
from bioai_desktop.edition.outline import text_of
from bioai_desktop.edition.profile import Profile, SectionRule
from bioai_desktop.edition.rules import name_of
from bioai_desktop.site.navigation import with_navigation


def follow(edition: Edition, profile: Profile, language: Language, before: Edition | None = None) -> Edition:
    """Return the page with all that follows in it; `before` is the page from which it was made, None for a new one."""
    page = renumber(edition, profile, before)
    digest = _rule(profile, SectionKind.DIGEST)
    if digest and (before is None or _lines(before) == _titles(before, profile, digest)):
        page = _with_digest(page, _titles(page, profile, digest))
    if _rule(profile, SectionKind.NAVIGATION) and (before is None or with_navigation(before, profile, language) == before):
        page = with_navigation(page, profile, language)
    return page


def _rule(profile: Profile, kind: SectionKind) -> SectionRule | None:
    """Return the rule of that kind whose section follows."""
    return next((rule for rule in profile.sections if rule.kind is kind and rule.follow), None)


def _lines(edition: Edition) -> list[str]:
    digest = edition.section(SectionKind.DIGEST)
    return [text_of(entry) for entry in digest.entries] if digest else []


def _titles(edition: Edition, profile: Profile, digest: SectionRule) -> list[str]:
    """Return the first titles of the first list of stories, as many as the digest holds."""
    name = profile.lists[0].name if profile.lists else ""
    held = next((section for section in edition.sections if section.heading and name_of(section, profile) == name), None)
    return [entry.get(Role.TITLE) for entry in held.entries[: digest.most or None]] if held else []


def _with_digest(edition: Edition, titles: list[str]) -> Edition:
    """Return the page with those lines in its digest; one without a digest, or without titles, stays."""
    digest = edition.section(SectionKind.DIGEST)
    if digest is None or not digest.entries or not titles:
        return edition
    for entry in digest.entries[len(titles) :]:
        edition = RemoveEntry(entry.id).apply(edition)
    for at in range(len(digest.entries), len(titles)):
        edition = InsertEntry(digest.id, at, digest.entries[0]).apply(edition)
    held = edition.section(SectionKind.DIGEST)
    for entry, title in zip(held.entries if held else (), titles, strict=True):
        edition = SetField(entry.id, Role.TEXT, title).apply(edition)
    return edition
