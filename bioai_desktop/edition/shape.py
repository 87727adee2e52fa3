"""An entry's markup: a field written into it, added to it, and the entry in the form of another kind of section."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bioai_desktop.edition.lines import count, first_line
from bioai_desktop.edition.model import Entry, Role, Section, SectionKind, Span
from bioai_desktop.errors import EditConflict

HEADED = {SectionKind.TOP, SectionKind.FUN, SectionKind.FORECASTS, SectionKind.FAQ}
STORIES = {SectionKind.TOP, SectionKind.FUN, SectionKind.NOTES, SectionKind.TABLE}  # among these an entry may change its form
LINKED = {SectionKind.TOP, SectionKind.FUN}  # these have the same form but for the number

_HEADING_MARK = re.compile(r" {0,3}###[ \t]+")
_NOTE_MARK = re.compile(r"[ \t]*(?:[-*+][ \t]+|\d+[.)][ \t]+)?")
_TOLD = {Role.TAG, Role.TITLE, Role.LINK, Role.TEXT}
_NUMBER_MARK = re.compile(r"[.)．、][ \t]*")


def written(entry: Entry, role: Role, text: str) -> Entry:
    """Return the entry with a field that it has written anew; further spans of that role go, for the text is whole."""
    spans: list[Span] = []
    done = False
    for span in entry.spans:
        if span.role is not role:
            spans.append(span)
        elif not done:
            spans.extend(_instead(spans, role, text))
            done = True
    if role is Role.LINK and spans[-1].role is Role.LINK:
        spans.append(Span(")"))  # the address had been cut off
    return replace(entry, spans=tuple(spans))


def _instead(spans: list[Span], role: Role, text: str) -> list[Span]:
    """Return what comes for a field; an empty text below a heading goes with the lines that part them, which leave `spans`."""
    bare = spans[-1].text.rstrip() if spans else ""
    if role is Role.TEXT and not text and spans and count(spans[-1].text[len(bare) :]):
        spans[-1] = Span(bare)
        return []
    return [Span(text, role)]


def extended(entry: Entry, kind: SectionKind, role: Role, text: str, eol: str) -> Entry:
    """Return the entry with a field that it lacks; raises `EditConflict` where its form has no place for it."""
    spans = entry.spans
    if role is Role.TEXT and kind in HEADED:
        return _with_text(entry, text, eol)
    if role is Role.TEXT and kind is SectionKind.NOTES:
        return replace(entry, spans=(*spans, Span(" - "), Span(text, role)))
    if role is Role.TAG and kind is SectionKind.NOTES:
        return _marked(entry, _NOTE_MARK, Span("**["), Span(text, role), Span("]** "))
    if role is Role.NUMBER and kind in HEADED:
        return _marked(entry, _HEADING_MARK, Span(text, role), Span(". "))
    if role is Role.LINK and kind in STORIES - {SectionKind.TABLE}:
        return _with_link(entry, text)
    raise EditConflict(f"{entry.id} {role}")


def _marked(entry: Entry, mark: re.Pattern[str], *added: Span) -> Entry:
    """Return the entry with spans put after the mark it opens with."""
    first = entry.spans[0]
    found = mark.match(first.text) if first.role is Role.SYNTAX else None
    end = found.end() if found else 0
    rest = entry.spans if not end else (Span(first.text[end:]), *entry.spans[1:])
    return replace(entry, spans=(*([Span(first.text[:end])] if end else []), *added, *rest))


def _with_text(entry: Entry, text: str, eol: str) -> Entry:
    """Return a headed entry with text below its heading."""
    spans: list[Span] = []
    for at, span in enumerate(entry.spans):
        above, below = first_line(span.text)
        if len(above) < len(span.text):
            ending = span.text[len(above) : len(span.text) - len(below)]
            after = (Span(ending + below), *entry.spans[at + 1 :])
            return replace(entry, spans=(*spans, Span(above), Span(eol + eol), Span(text, Role.TEXT), *after))
        spans.append(span)
    return replace(entry, spans=(*spans, Span(eol + eol), Span(text, Role.TEXT)))


def _with_link(entry: Entry, link: str) -> Entry:
    """Return an entry that had none, or a link that broke off in its title, with a link around its title."""
    at = next((at for at, span in enumerate(entry.spans) if span.role is Role.TITLE), None)
    if at is None:
        raise EditConflict(f"{entry.id} {Role.LINK}")
    before = entry.spans[:at]
    opened = bool(before) and before[-1].text.endswith("[")
    opening = () if opened else (Span("["),)
    return replace(entry, spans=(*before, *opening, entry.spans[at], Span("]("), Span(link, Role.LINK), Span(")"), *entry.spans[at + 1 :]))


def reshaped(entry: Entry, source: SectionKind, target: Section, index: int, eol: str) -> Entry:
    """Return the entry in the form of the section it moves to; raises `EditConflict` where the kinds have no form in common.

    A text that the new form has no place for (a table row's) goes; so does the number, where the new neighbours have none.
    """
    kind, siblings = target.kind, target.entries
    if source is not kind and not {source, kind} <= STORIES:
        raise EditConflict(f"{entry.id} {kind}")
    if kind is SectionKind.TABLE and siblings:
        return _row(entry, _nearest(siblings, index), str(index + 1))
    if {source, kind} <= LINKED:
        return _renumbered(entry, _number(target, index))
    if source is kind:
        return _like(entry, siblings, index) if kind is SectionKind.NOTES else entry
    if kind is SectionKind.TABLE:
        raise EditConflict(f"{entry.id} {kind}")
    told = _TOLD if kind is SectionKind.NOTES else _TOLD - {Role.TAG}
    texts = {role: entry.get(role) for role in told} | {Role.NUMBER: _number(target, index)}
    if model := _model(texts, siblings):
        return replace(entry, spans=tuple(span if span.role is Role.SYNTAX else Span(texts[span.role], span.role) for span in model.spans))
    if kind is SectionKind.NOTES:
        return _like(replace(entry, spans=_note(entry)), siblings, index)
    return replace(entry, spans=_headed(entry, _number(target, index), eol))


def _model(texts: Mapping[Role, str], siblings: Sequence[Entry]) -> Entry | None:
    """Return an entry that says neither more nor less than these texts, where all such have the same markup: it is the site's own.

    An image is no markup, but a thing said.
    """
    wanted = sorted(role for role, text in texts.items() if text)
    alike = [each for each in siblings if sorted(span.role for span in each.spans if span.role is not Role.SYNTAX) == wanted]
    forms = {tuple(span.text if span.role is Role.SYNTAX else "" for span in each.spans) for each in alike}
    return alike[0] if len(forms) == 1 and not any("![" in syntax for form in forms for syntax in form) else None


def listed(entry: Entry) -> bool:
    """Return whether an entry is a point of a list."""
    mark = _NOTE_MARK.match(entry.source)
    return mark is not None and bool(mark[0].strip())


def _nearest(siblings: Sequence[Entry], index: int) -> Entry:
    """Return the entry that a new one pushes down, the last one at the end."""
    return siblings[min(index, len(siblings) - 1)]


def _number(target: Section, index: int) -> str:
    """Return the number for a new entry, "" where its neighbours have none."""
    siblings = target.entries
    numbered = any(sibling.get(Role.NUMBER) for sibling in siblings) if siblings else target.kind is SectionKind.TOP
    return str(index + 1) if numbered else ""


def _row(entry: Entry, sibling: Entry, number: str) -> Entry:
    """Return the entry as a row like its neighbour."""
    texts = {role: entry.get(role) for role in Role} | {Role.NUMBER: number}
    return replace(entry, spans=tuple(span if span.role is Role.SYNTAX else Span(texts[span.role], span.role) for span in sibling.spans))


def _like(entry: Entry, siblings: Sequence[Entry], index: int) -> Entry:
    """Return a note as a point of a list where its neighbour is one, as a paragraph where it is none."""
    if not siblings or listed(entry) is (wanted := listed(_nearest(siblings, index))):
        return entry
    if wanted:
        return replace(entry, spans=(Span("- "), *entry.spans))
    rest = _NOTE_MARK.sub("", entry.spans[0].text, count=1)
    return replace(entry, spans=(Span(rest), *entry.spans[1:]))


def _note(entry: Entry) -> tuple[Span, ...]:
    """Return the spans of a note."""
    tag, text = entry.get(Role.TAG), entry.get(Role.TEXT)
    tagged = [Span("**["), Span(tag, Role.TAG), Span("]** ")] if tag else []
    about = [Span(" - "), Span(text, Role.TEXT)] if text else []
    return (*tagged, *_linked(entry), *about)


def _headed(entry: Entry, number: str, eol: str) -> tuple[Span, ...]:
    """Return the spans of a top entry."""
    text = entry.get(Role.TEXT)
    counted = [Span(number, Role.NUMBER), Span(". ")] if number else []
    below = [Span(eol + eol), Span(text, Role.TEXT)] if text else []
    return (Span("### "), *counted, *_linked(entry), *below)


def _linked(entry: Entry) -> list[Span]:
    return [Span("["), Span(entry.get(Role.TITLE), Role.TITLE), Span("]("), Span(entry.get(Role.LINK), Role.LINK), Span(")")]


def _renumbered(entry: Entry, number: str) -> Entry:
    """Return a headed entry with a number, or without one."""
    at = next((at for at, span in enumerate(entry.spans) if span.role is Role.NUMBER), None)
    if at is None:
        return _marked(entry, _HEADING_MARK, Span(number, Role.NUMBER), Span(". ")) if number else entry
    if number:
        return written(entry, Role.NUMBER, number)
    following = Span(_NUMBER_MARK.sub("", entry.spans[at + 1].text, count=1))
    return replace(entry, spans=(*entry.spans[:at], following, *entry.spans[at + 2 :]))
