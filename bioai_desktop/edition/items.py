"""Entries of one line: notes in their five shapes, citable points, keywords, digest lines."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bioai_desktop.edition.headed import labelled, link_fields
from bioai_desktop.edition.inline import cut_off, first_link, links
from bioai_desktop.edition.lines import BLANKS, Fence, Line, heading, is_rule
from bioai_desktop.edition.model import Role
from bioai_desktop.edition.pieces import Field, Piece, trimmed

_MARK = re.compile(r"[ \t]*(?:[-*+][ \t]+|(\d{1,3})[.)][ \t]+)?")
_TAG = re.compile(r"\*\*[\[【]([^\[\]【】*]*)[\]】]\*\*[ \t]*[:：]?[ \t]*")
_TAG_BEFORE_LINK = re.compile(
    r"(?:\*\*)?[\[【]([^\[\]【】*]*)[\]】][ \t]*[:：]?[ \t]*(?=\[)|\*\*([^\[\]*]+)\*\*[ \t]*[:：]?[ \t]*(?=\*{0,2}\[)"
)
_GAP = re.compile(r"[ \t]*(?:(?:-{1,2}|[–—]{1,2}|[:：])[ \t]*)?")
_KEYWORD = re.compile(r"(?:(?<=[\s、，,])|^)[#＃]([^\s#＃、，,]+)")
_ADDRESS = re.compile(r"https?://[^\s<>（）]+")


def notes(text: str, lines: Sequence[Line]) -> list[Piece]:
    """Read notes: a category, a link and a line about it; lines that go on belong to their note."""
    pieces: list[Piece] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        fields = _note(text, line) if line.plain else []
        at += 1
        if not fields:
            continue
        last = line
        while at < len(lines) and _goes_on(text, lines[at]):
            last = lines[at]
            at += 1
        pieces.append(Piece(line.start, last.end, fields if last is line else _extended(text, fields, line, last)))
    return pieces


def _note(text: str, line: Line) -> list[Field]:
    """Return the fields of a note, none where the line is no note."""
    mark = _MARK.match(text, line.start, line.end)
    at = mark.end() if mark else line.start
    fields = [Field(*mark.span(1), Role.NUMBER)] if mark and mark[1] else []
    tag = _TAG.match(text, at, line.end) or _TAG_BEFORE_LINK.match(text, at, line.end)
    if tag:
        group = tag.lastindex or 1
        fields.append(Field(*tag.span(group), Role.TAG))
        at = tag.end()
    if text.startswith("**[", at, line.end):
        at += 2
    link = first_link(text, at, line.end)
    if link is None or link.start != at:
        link = cut_off(text, at, line.end)
    if link:
        return [*fields, *link_fields(link), *_about(text, link.end, line.end)]
    return [*fields, *_unlinked(text, at, line.end)] if tag and text[at : line.end].strip(BLANKS) else []


def _about(text: str, start: int, end: int) -> list[Field]:
    """Return the text field after a link, where there is text or the dash that announces it."""
    if text.startswith("**", start, end):
        start += 2
    gap = _GAP.match(text, start, end)
    after = gap.end() if gap else start
    if after == end and not (gap and gap[0].strip(BLANKS)):
        return []
    return [Field(after, after + len(text[after:end].rstrip(BLANKS)), Role.TEXT)]


def _unlinked(text: str, start: int, end: int) -> list[Field]:
    """Return title and text of a note that has a category and no link."""
    dash = text.find(" - ", start, end)
    if dash < 0:
        return [trimmed(text, start, end, Role.TITLE)]
    return [trimmed(text, start, dash, Role.TITLE), Field(dash + 3, dash + 3 + len(text[dash + 3 : end].rstrip(BLANKS)), Role.TEXT)]


def _goes_on(text: str, line: Line) -> bool:
    """Return whether the line continues the note before it: deeper text, or a paragraph that goes on."""
    if not line.plain:
        return False
    if line.text.startswith(("  ", "\t")):
        return True
    opens = line.text.lstrip(BLANKS)
    mark = _MARK.match(line.text)
    if opens[0] in "|>!<#" or opens.startswith("**[") or (mark and mark[0].strip(BLANKS)):
        return False
    return not (heading(line.text) or is_rule(line.text) or _note(text, line))


def _extended(text: str, fields: list[Field], line: Line, last: Line) -> list[Field]:
    """Let the text of a note reach over the lines that continue it."""
    stop = last.start + len(last.text.rstrip(BLANKS))
    if fields[-1].role is Role.TEXT:
        return [*fields[:-1], fields[-1]._replace(end=stop)]
    start = next(at for at in range(line.end, last.end) if not text[at].isspace())
    return [*fields, Field(start, stop, Role.TEXT)]


def keywords(text: str, lines: Sequence[Line]) -> list[Piece]:
    """Read every `#word` as an entry."""
    return [
        Piece(match.start(), match.end(), [Field(*match.span(1), Role.TEXT)])
        for line in lines
        if line.plain and not heading(line.text)
        for match in _KEYWORD.finditer(text, line.start, line.end)
    ]


def digest(text: str, lines: Sequence[Line]) -> list[Piece]:
    """Read each line within the first closed fence as an entry."""
    first = next((at for at, line in enumerate(lines) if line.fence is Fence.OPEN), len(lines))
    last = next((at for at in range(first, len(lines)) if lines[at].fence is Fence.CLOSE), first)
    return [
        Piece(line.start, line.end, [trimmed(text, line.start, line.end, Role.TEXT)]) for line in lines[first + 1 : last] if not line.blank
    ]


def citable(text: str, lines: Sequence[Line]) -> list[Piece]:
    """Read points of fact, source and limits: each begins with the label of the first one."""
    values = [(at, value[0]) for at in range(len(lines)) if (value := labelled(text, lines, at, at + 1))]
    if not values:
        return []
    labels = {at: text[lines[at].start : value.start].strip() for at, value in values}
    first = labels[values[0][0]]
    groups: list[list[tuple[int, Field]]] = []
    for at, value in values:
        if labels[at] == first:
            groups.append([])
        groups[-1].append((at, value))
    return [Piece(lines[group[0][0]].start, lines[group[-1][0]].end, _point(text, [value for _, value in group])) for group in groups]


def _point(text: str, values: list[Field]) -> list[Field]:
    """Return the fields of a citable point: its fact as title, its source's address as link, its limits as text."""
    fields = [Field(values[0].start, values[0].end, Role.TITLE)]
    for value in values[1:]:
        address = _source(text, value) if len(fields) == 1 else None
        if address:
            fields.append(address)
        elif value is values[-1]:
            fields.append(value)
    return fields


def _source(text: str, value: Field) -> Field | None:
    """Return the address that a value holds."""
    link = next(iter(links(text, value.start, value.end)), None)
    if link:
        return Field(*link.address, Role.LINK)
    bare = _ADDRESS.search(text, value.start, value.end)
    return Field(*bare.span(), Role.LINK) if bare else None
