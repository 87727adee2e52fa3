"""Make the changes that findings offer, where they are certain: in a file, or on the page of a day as one version."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from bioai_desktop.checkout.files import Swap, swap
from bioai_desktop.domain import Finding, Language
from bioai_desktop.edition.fixes import all_fixed, fixed, taken_over
from bioai_desktop.edition.lines import count
from bioai_desktop.edition.model import Edition
from bioai_desktop.edition.outline import lines_of
from bioai_desktop.edition.render import child_source, render
from bioai_desktop.errors import EditConflict
from bioai_desktop.flow import edit
from bioai_desktop.flow.check import check_edition, check_file_text
from bioai_desktop.flow.parts import Parts
from bioai_desktop.flow.reading import read_page

_ROUNDS = 100  # a fix may show the next one: of a list numbered wrongly, the first number is told at a time


@dataclass(frozen=True, slots=True)
class Mended:
    """What was changed on a page, and what is still wrong with it."""

    made: tuple[Finding, ...]  #: those whose fix it was, their lines as they were found
    left: tuple[Finding, ...]


def mend_file(parts: Parts, file: Path, language: Language | None = None) -> Mended:
    """Mend a page on disk: all changes or none; raises `FileUnreadable`, `FileUnwritable`."""
    before = read_page(file)
    text, mended = _rounds(before, lambda text: check_file_text(parts, file, text, language))
    if text != before:
        path = file.resolve()
        swap(path.parent, [Swap(path.name, before.encode(), text.encode())])
    return mended


def mend_page(parts: Parts, day: date, language: Language) -> Mended:
    """Mend the page of a day, as one version; raises `EditionMissing`."""
    with parts.editing:
        page = edit.existing(parts, day, language)
        text, mended = _rounds(render(page), lambda text: check_edition(parts, day, language, taken_over(page, text, parts.profile)))
        if mended.made:
            edit.keep(parts, day, language, taken_over(page, text, parts.profile), "fix")
        return mended


def mend_one(parts: Parts, day: date, language: Language, finding: Finding) -> Edition:
    """Make the change that one finding offers; raises `EditConflict` where the page no longer says what it is about."""
    with parts.editing:
        page = edit.existing(parts, day, language)
        before = render(page)
        text = next((text for place in _places(page, finding) if (text := fixed(before, place)) is not None), None)
        if text is None:
            raise EditConflict(finding.entry or finding.kind)
        return edit.keep(parts, day, language, taken_over(page, text, parts.profile), "fix")


def _places(page: Edition, finding: Finding) -> Iterator[Finding]:
    """Yield a finding with each line on which it may stand by now: one about an entry or a block goes where that went."""
    if not finding.entry:
        yield finding
        return
    held = next((child for section in page.sections for child in section.blocks if child.id == finding.entry), None)
    if held is None:
        return
    first = lines_of(page)[held.id]
    here = range(first, first + count(child_source(held)) + 1)
    yield from (replace(finding, line=line) for line in sorted(here, key=lambda line: line != finding.line))


def _rounds(text: str, look: Callable[[str], list[Finding]]) -> tuple[str, Mended]:
    """Fix a text until nothing more can be fixed."""
    made: list[Finding] = []
    for _ in range(_ROUNDS):
        found = look(text)
        text, done = all_fixed(text, found)
        made += done
        if not done:
            break
    else:
        found = look(text)
    return text, Mended(tuple(made), tuple(found))
