"""A page's text to an Edition: a view that loses nothing, whatever the text is."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import count

from bioai_desktop.edition.entries import read_children
from bioai_desktop.edition.front import read_front
from bioai_desktop.edition.inline import first_link
from bioai_desktop.edition.lines import Line, heading, split, unbolded
from bioai_desktop.edition.model import Edition, Entry, Raw, Role, Section, SectionKind, Span
from bioai_desktop.edition.pieces import Field, cut
from bioai_desktop.edition.profile import Profile, SectionRule

_NO_WORDS = re.compile(r"[\W_]+")
_TOP_LEVEL = 2  # headings up to this level always open a section
_SUB_LEVEL = 3  # a heading of this level does where a rule of this level names it


def parse(text: str, profile: Profile) -> Edition:
    """Read a page; `render(parse(text, profile)) == text` for any text."""
    front, body = read_front(text)
    openings = [(line, kind) for line in split(text, body) if "#" in line.text and (kind := _opening(line, profile))]
    ends = [*(line.start for line, _ in openings[1:]), len(text)]
    sections = [_section(text, line, kind, end) for (line, kind), end in zip(openings, ends, strict=False)]
    first = openings[0][0].start if openings else len(text)
    if first > body:
        children = read_children(SectionKind.PREAMBLE, text[body:first])
        sections.insert(0, Section(SectionKind.PREAMBLE, (), children, level=0))
    return numbered(Edition(front, tuple(sections)))


def _opening(line: Line, profile: Profile) -> SectionKind | None:
    """Return the kind of the section that this line opens, None where it opens none."""
    found = None if line.fence else heading(line.text)
    if not found or found.level > _SUB_LEVEL:
        return None
    title = line.text[found.start : found.end]
    if found.level == _SUB_LEVEL:
        return None if first_link(title) else _sub_kind(title, profile)
    return kind_of(title, profile)


def kind_of(title: str, profile: Profile) -> SectionKind:
    """Return the kind that a heading of level 1 or 2 names: that of the longest matching words, TEXT where none match."""
    rule = best_match(words(title), profile.sections)
    return rule.kind if rule else SectionKind.TEXT


def _sub_kind(title: str, profile: Profile) -> SectionKind | None:
    """Return the kind that a level-3 heading names: the matching words must make up half of it, for entries' titles hold words too."""
    said = words(title)
    rule = best_match(said, [rule for rule in profile.sections if rule.level == _SUB_LEVEL])
    if not rule:
        return None
    return rule.kind if 2 * _matched(said, rule.match) >= len(said) else None


def best_match(said: str, rules: Sequence[SectionRule]) -> SectionRule | None:
    """Return the rule with the longest of the folded `words` that are said, the first of several; None where none are."""
    at = _best(said, tuple([rule.match for rule in rules]))
    return None if at is None else rules[at]


@lru_cache(maxsize=1024)  # the pages of a site share their headings
def _best(said: str, matches: Sequence[tuple[str, ...]]) -> int | None:
    """Return which of the lists has the longest words that are said, the first of several; None where none are."""
    best = max(range(len(matches)), key=lambda at: _matched(said, matches[at]), default=None)
    return best if best is not None and _matched(said, matches[best]) else None


def _matched(said: str, match: Sequence[str]) -> int:
    """Return the length of the longest words that are said."""
    return max((len(word) for word in map(words, match) if word in said), default=0)


@lru_cache(maxsize=1024)  # a profile's words are asked for at each heading
def words(text: str) -> str:
    """Return letters and digits only, case and width folded: what is compared of a heading."""
    return _NO_WORDS.sub("", unicodedata.normalize("NFKC", text).casefold())


def _section(text: str, line: Line, kind: SectionKind, end: int) -> Section:
    """Return the section from its heading's line up to `end`."""
    found = heading(line.text)
    spans = heading_spans(text[line.start : line.next])
    return Section(kind, spans, read_children(kind, text[line.next : end]), level=found.level if found else _TOP_LEVEL)


def heading_spans(line: str) -> tuple[Span, ...]:
    """Return a heading's line, end of line included, as spans; () where it is no heading."""
    found = heading(line.rstrip("\r\n"))
    if not found:
        return ()
    start, end = unbolded(line, found.start, found.end)
    return cut(line, 0, len(line), [Field(start, end, Role.TITLE)])


def numbered(edition: Edition) -> Edition:
    """Give every section, entry and raw block that says something its id, in page order."""
    entries, raws = count(1), count(1)

    def named(child: Entry | Raw) -> Entry | Raw:
        if isinstance(child, Entry):
            return Entry(child.spans, f"e{next(entries)}", child.story, child.state)
        return Raw(child.text, child.kind, f"b{next(raws)}") if child.says else child

    sections = enumerate(edition.sections, 1)
    return replace(
        edition,
        sections=tuple(replace(each, id=f"s{at}", children=tuple(named(child) for child in each.children)) for at, each in sections),
    )
