"""Search all that is kept: items, drafts, and the pages of every day."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from bioai_desktop.domain import ItemKind
from bioai_desktop.edition.addresses import key
from bioai_desktop.errors import SearchInvalid
from bioai_desktop.flow.parts import Parts
from bioai_desktop.store.archive import Hit, HitKind, Order, Query

_TERM = re.compile(r'(\w+):(\S+)|"([^"]*)"|(\S+)')
_BEFORE, _AFTER = 30, 90  # characters of a text that are shown around what was found
_STEM = 3  # letters that an ending may change: "cells" is found by "cell"


@dataclass(frozen=True, slots=True)
class Found:
    """A hit with the part of its text in which the words stand."""

    hit: Hit
    snippet: str


def search(parts: Parts, text: str, limit: int = 50, order: Order = Order.NEWEST) -> list[Found]:
    """Return what holds all the words; see `query_of` for what else may be said. Raises `SearchInvalid`."""
    query = query_of(text)
    hits = parts.store.archive.search(query, limit, order)
    shown = {(hit.day, hit.language, line) for hit in hits if hit.kind is HitKind.PAGE for line in (hit.title, hit.text)}
    # A draft that was taken stands on its page, word for word.
    kept = [hit for hit in hits if hit.kind is not HitKind.DRAFT or (hit.day, hit.language, hit.text) not in shown]
    return [Found(hit, snippet(hit.text, query.words)) for hit in kept]


def query_of(text: str) -> Query:
    """Read what a user typed: words, `"words in a row"`, `begin*`, and filters as `kind:page` or `source:nature`; raises `SearchInvalid`.

    Of kinds and sources that are named, each may be it; of other filters the last one holds.
    """
    query = Query()
    for name, value, row, word in _TERM.findall(text):
        read = _FILTERS.get(name.lower())
        if read is None:
            query = replace(query, words=(*query.words, row or word or f"{name}:{value}"))
            continue
        try:
            query = read(query, value)
        except ValueError:
            raise SearchInvalid(f"{name}:{value}", ", ".join(_KNOWN)) from None
    return query


def _kind(query: Query, value: str) -> Query:
    try:
        return replace(query, kinds=query.kinds | {HitKind(value.lower())})
    except ValueError:
        return replace(query, item_kinds=query.item_kinds | {ItemKind(value.lower())})


def _picked(query: Query, value: str) -> Query:
    return replace(query, picked=("no", "yes").index(value.lower()) == 1)


def _named(scheme: str, query: Query, value: str) -> Query:
    return replace(query, identifiers=(*query.identifiers, key(scheme, value)))


_FILTERS: Mapping[str, Callable[[Query, str], Query]] = {
    "kind": _kind,
    "after": lambda query, value: replace(query, after=date.fromisoformat(value)),
    "before": lambda query, value: replace(query, before=date.fromisoformat(value)),
    "source": lambda query, value: replace(query, sources=query.sources | {value}),
    "picked": _picked,
    **{scheme: partial(_named, scheme) for scheme in ("doi", "arxiv", "pmid", "pmcid")},
}
_KNOWN = (*(f"kind:{kind}" for kind in (*HitKind, *ItemKind)), "source:ID", "picked:yes", "picked:no", "doi:10.…", "arxiv:…", "pmid:…")


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
