"""Sections and entries: what is missing, empty, repeated, or counted wrongly."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bioai_desktop.domain import Finding
from bioai_desktop.edition.checkers.page import Page, PageKind
from bioai_desktop.edition.lines import first_line, heading
from bioai_desktop.edition.model import Entry, Raw, Role, Section, SectionKind
from bioai_desktop.edition.outline import text_of
from bioai_desktop.edition.parse import words
from bioai_desktop.edition.plain import plain
from bioai_desktop.edition.shape import HEADED

#: Here an entry needs a source that its reader can open.
SOURCED = frozenset({SectionKind.TOP, SectionKind.NOTES, SectionKind.TABLE, SectionKind.FUN, SectionKind.CITABLE})

#: Here numbers are printed as they are written; Markdown numbers the points of a list itself.
NUMBERED = frozenset({*HEADED, SectionKind.TABLE})

_NUMBER = re.compile(r"\d+")
#: A number in a heading that counts what stands below it.
_COUNTED = re.compile(r"(?:top|前)\s*(\d+)\s*$|[（(]\s*(\d+)\s*(?:[条个则项篇件]|items?|stories)?\s*[)）]", re.IGNORECASE)


def check(page: Page) -> Iterator[Finding]:
    """Find sections without content, entries without text, headings and numbers that do not fit."""
    if page.context.kind is PageKind.OTHER:
        return
    if page.context.kind is not PageKind.HOME:
        yield from _required(page)
    yield from _empty(page)
    yield from _repeated(page)
    for section in page.edition.sections:
        yield from _count(page, section)
        yield from _numbering(page, section)
        yield from _unwritten(page, section)


def _required(page: Page) -> Iterator[Finding]:
    for rule in page.context.profile.sections:
        found = [section for section in page.edition.sections if page.rules[section.id] is rule]
        if rule.required and not any(_holds(section) for section in found):
            line = page.lines[found[0].id] if found else 0
            title = found[0].title if found else rule.title.get(page.context.language, rule.name).replace("{count}", "").strip()
            yield page.finding("section-missing", line, detail=title)


def _empty(page: Page) -> Iterator[Finding]:
    """Find headings with nothing below them, those of required sections excepted."""
    for section in page.edition.sections:
        rule = page.rules[section.id]
        if section.heading and not (rule and rule.required) and not (_holds(section) or _is_above(page, section)):
            yield page.finding("section-empty", page.lines[section.id], detail=section.title)


def _holds(section: Section) -> bool:
    """Return whether a section has an entry, or words; a list of stories needs entries."""
    if section.entries or section.kind in SOURCED:
        return bool(section.entries)
    return any(_says(child.text) for child in section.children if isinstance(child, Raw))


def _is_above(page: Page, section: Section) -> bool:
    """Return whether the next section belongs to this one, which may then be nothing but its title."""
    sections = page.edition.sections
    place = next(at for at, each in enumerate(sections) if each is section)
    return section.kind not in SOURCED and any(each.level > section.level for each in sections[place + 1 : place + 2])


def _says(text: str) -> bool:
    """Return whether a reader would see something: words, an image, an address, HTML."""
    return "](" in text or "<" in text or "://" in text or any(char.isalnum() for char in plain(text))


def _repeated(page: Page) -> Iterator[Finding]:
    seen: set[str] = set()
    for section in page.edition.sections:
        said = words(section.title)
        if said and said in seen:
            yield page.finding("section-repeated", page.lines[section.id], detail=section.title)
        seen.add(said)


def _count(page: Page, section: Section) -> Iterator[Finding]:
    """Find a heading that names another number than there are entries."""
    entries = len(section.entries)
    named = _count_in(page, section) if entries else None
    if named is not None and int(section.title[slice(*named)]) != entries:
        start, end = named
        fix = f"{section.title[:start]}{entries}{section.title[end:]}"
        yield page.finding("heading-count", page.lines[section.id], detail=section.title, fix=fix)


def _count_in(page: Page, section: Section) -> tuple[int, int] | None:
    """Return where a heading counts its entries: its only number where the profile's heading has one, else one that can only count."""
    rule = page.rules[section.id]
    numbers = list(_NUMBER.finditer(section.title))
    if rule is not None and any("{count}" in title for title in rule.title.values()):
        return numbers[0].span() if len(numbers) == 1 else None
    found = _COUNTED.search(section.title)
    return found.span(found.lastindex or 0) if found else None


def _numbering(page: Page, section: Section) -> Iterator[Finding]:
    """Find the first number out of sequence; a list without numbers is fine, and one that goes on from another section."""
    numbers = [(entry, entry.get(Role.NUMBER)) for entry in section.entries]
    if section.kind not in NUMBERED or not any(number for _, number in numbers):
        return
    rule = page.rules[section.id]
    first = numbers[0][1]
    begin = 1 if (rule and rule.renumber) or not first.isdecimal() else int(first)
    for expected, (entry, number) in enumerate(numbers, begin):
        if number != str(expected):
            detail, fix = (number, str(expected)) if number else _with_number(entry, section, expected)
            yield page.finding("numbering", page.lines[entry.id], entry.id, detail, fix)
            return


def _with_number(entry: Entry, section: Section, number: int) -> tuple[str, str | None]:
    """Return the heading of an entry that has no number, and the same with one; a row only says which it is."""
    line = first_line(entry.source)[0]
    found = heading(line) if section.kind in HEADED else None
    if found is None:
        return plain(entry.get(Role.TITLE)), None
    return line, f"{line[: found.start]}{number}. {line[found.start :]}"


def _unwritten(page: Page, section: Section) -> Iterator[Finding]:
    """Find entries of required sections whose text is still to be written."""
    rule = page.rules[section.id]
    if rule is None or not rule.required:
        return
    for entry in section.entries:
        if not _said(entry):
            yield page.finding("entry-empty", page.lines[entry.id], entry.id, plain(entry.get(Role.TITLE)))


def _said(entry: Entry) -> bool:
    return any(char.isalnum() for char in plain(text_of(entry)))
