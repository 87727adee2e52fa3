"""Search all that is kept: items, drafts, and the pages of every day."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bioai_desktop.errors import SearchInvalid
from bioai_desktop.flow.parts import Parts
from bioai_desktop.store.archive import Hit, HitKind, Query

_TERM = re.compile(r'(\w+):(\S+)|"([^"]*)"|(\S+)')
_BEFORE, _AFTER = 30, 90  # characters of a text that are shown around what was found
_STEM = 3  # letters that an ending may change: "cells" is found by "cell"
_FILTERS = ("kind", "after")


@dataclass(frozen=True, slots=True)
class Found:
    """A hit with the part of its text in which the words stand."""

    hit: Hit
    snippet: str


def search(parts: Parts, text: str, limit: int = 50) -> list[Found]:
    """Return what holds all the words, newest first; see `query_of` for what else may be said. Raises `SearchInvalid`."""
    query = query_of(text)
    hits = parts.store.archive.search(query, limit)
    shown = {(hit.day, hit.language, line) for hit in hits if hit.kind is HitKind.PAGE for line in (hit.title, hit.text)}
    # A draft that was taken stands on its page, word for word.
    kept = [hit for hit in hits if hit.kind is not HitKind.DRAFT or (hit.day, hit.language, hit.text) not in shown]
    return [Found(hit, snippet(hit.text, query.words)) for hit in kept]


def query_of(text: str) -> Query:
    """Read what a user typed: words, `"words in a row"`, `begin*`, `kind:page`, `after:2026-02-01`; raises `SearchInvalid`."""
    query = Query(())
    for name, value, row, word in _TERM.findall(text):
        if name.lower() in _FILTERS:
            query = _filtered(query, name.lower(), value)
        else:
            query = replace(query, words=(*query.words, row or word or f"{name}:{value}"))
    return query


def _filtered(query: Query, name: str, value: str) -> Query:
    """Return the query with one more condition."""
    try:
        if name == "kind":
            return replace(query, kinds=frozenset({HitKind(value.lower())}))
        return replace(query, after=date.fromisoformat(value))
    except ValueError:
        raise SearchInvalid(f"{name}:{value}", ", ".join(f"kind:{kind}" for kind in HitKind)) from None


def snippet(text: str, words: Sequence[str]) -> str:
    """Return the part of a text in which the first of the words stands, its beginning where none is found as it is written."""
    line = " ".join(text.split())
    folded = line.lower()
    places = [place for word in words if (place := _place(folded, word)) >= 0] if len(folded) == len(line) else []
    start = max(0, min(places, default=0) - _BEFORE)
    end = start + _BEFORE + _AFTER
    if start:
        start = line.find(" ", start, start + _BEFORE) + 1 or start
    return ("…" if start else "") + line[start:end].rstrip() + ("…" if end < len(line) else "")


def _place(text: str, word: str) -> int:
    """Return where a word begins in a text, in another ending if need be; -1 where it does not stand there."""
    bare = word.rstrip("*").lower()
    place = text.find(bare)
    return place if place >= 0 or len(bare) <= 2 * _STEM else text.find(bare[:-_STEM])
