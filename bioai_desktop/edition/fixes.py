"""What a Finding offers, put into the page: the words that it names become others, and no other byte changes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import count as count_from

from bioai_desktop.domain import Finding
from bioai_desktop.edition.front import get_front, read_front, with_value
from bioai_desktop.edition.lines import count, split
from bioai_desktop.edition.model import Edition, Entry, Raw, Role
from bioai_desktop.edition.parse import parse
from bioai_desktop.edition.places import with_ids
from bioai_desktop.edition.profile import Profile
from bioai_desktop.edition.render import child_source
from bioai_desktop.edition.wrapping import unwrapped
from bioai_desktop.errors import EditConflict

#: What a page may lack altogether is a key of its front matter.
_KEYS = {"description-differs": "description", "title-differs": "title"}


def fixed(text: str, finding: Finding) -> str | None:
    """Return a page with the fix of a finding made, None where it has none or the page no longer says what it is about."""
    if finding.fix is None:
        return None
    if finding.kind == "page-as-code":
        found = unwrapped(text)
        return found.text if found else None
    if finding.kind != "front-matter" and 1 <= finding.line <= count(text[: read_front(text)[1]]):
        return _in_front(text, finding, finding.fix)
    return _on_line(text, finding, finding.fix)


def _on_line(text: str, finding: Finding, fix: str) -> str | None:
    """Return the text with the words on the finding's line replaced."""
    line = next((line for number, line in enumerate(split(text), 1) if number == finding.line), None)
    at = line.text.find(finding.detail) if line and finding.detail else -1
    if line is None or at < 0:
        return None
    start = line.start + at
    return text[:start] + fix + text[start + len(finding.detail) :]


def _in_front(text: str, finding: Finding, fix: str) -> str | None:
    """Return the text with a value of the front matter replaced, spelled as YAML needs it."""
    front, body = read_front(text)
    edition = Edition(front, ())
    key = _KEYS.get(finding.kind) or _key_at(edition, finding.line)
    if key is None or get_front(edition, key).strip() != finding.detail.strip():
        return None
    try:
        spans = with_value(edition, key, fix)
    except EditConflict:
        return None
    return "".join(span.text for span in spans) + text[body:]


def _key_at(edition: Edition, line: int) -> str | None:
    """Return the front matter key that stands on a line."""
    at = 1
    for span in edition.front:
        if span.role is Role.KEY and at == line:
            return span.text
        at += count(span.text)
    return None


def all_fixed(text: str, findings: Iterable[Finding]) -> tuple[str, list[Finding]]:
    """Return a page with every fix made that its findings offer, and the findings whose fix that was.

    From the last line to the first, so that the lines of those still to come stay what they are.
    """
    done: list[Finding] = []
    for finding in sorted(findings, key=lambda each: -each.line):
        new = fixed(text, finding)
        if new is not None and new != text:
            text = new
            done.append(finding)
    return text, done[::-1]


def taken_over(edition: Edition, text: str, profile: Profile) -> Edition:
    """Return the page that a text is; what stands where it stood on the page before keeps its id, story and state."""
    new = parse(text, profile)
    before, after = ([child for section in each.sections for child in section.blocks] for each in (edition, new))
    blocks = _paired([child_source(child) for child in before], [child_source(child) for child in after])
    held = iter(before[at] if at is not None else None for at in blocks)

    def known(child: Entry | Raw) -> Entry | Raw:
        if isinstance(child, Raw):
            old = next(held) if child.says else None
            return replace(child, id=old.id if isinstance(old, Raw) else "")
        old = next(held)
        return replace(old, spans=child.spans) if isinstance(old, Entry) else replace(child, id="")

    names = _section_ids(edition, new)
    sections = (
        replace(section, id=name, children=tuple(known(child) for child in section.children))
        for section, name in zip(new.sections, names, strict=True)
    )
    return with_ids(replace(new, sections=tuple(sections)))


def _section_ids(edition: Edition, new: Edition) -> list[str]:
    """Return the ids of the sections of a page read anew: those they had, and free ones for the rest."""
    before = [section.id for section in edition.sections]
    pairs = _paired([section.title for section in edition.sections], [section.title for section in new.sections])
    numbers = count_from(1 + max((int(name[1:]) for name in before if name[1:].isdecimal()), default=0))
    return [before[at] if at is not None else f"s{next(numbers)}" for at in pairs]


def _paired(before: Sequence[str], after: Sequence[str]) -> list[int | None]:
    """Return for each text after which one before it is or was, None for a new one."""
    found: list[int | None] = [None] * len(after)
    for kind, first, last, start, end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal" or (kind == "replace" and last - first == end - start):
            found[start:end] = range(first, last)
    return found
