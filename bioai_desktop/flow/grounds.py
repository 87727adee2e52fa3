"""See what the texts of a page rest on: their words beside the places of their sources."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bioai_desktop.domain import Language, Support
from bioai_desktop.drafting.glossary import glossary
from bioai_desktop.drafting.spans import tie
from bioai_desktop.edition.model import Edition
from bioai_desktop.edition.outline import text_of
from bioai_desktop.flow.parts import Parts

#: Where a sentence or a line of a source ends.
_END = re.compile(r"[.!?](?=\s+[^a-z\s])|[。！？]|\n")


@dataclass(frozen=True, slots=True)
class Ground:
    """Some words of an entry's text, and those of its source that they rest on, with the rest of the sentence there."""

    support: Support
    words: str
    source: str
    before: str
    after: str


def grounds(parts: Parts, day: date, language: Language, edition: Edition) -> Mapping[str, tuple[Ground, ...]]:
    """Return what the texts of a page rest on, by the ids of their entries; an entry whose source nobody kept is not in it.

    A text that stands as it was drafted has the support that was kept with its draft; one that was edited since is compared anew.
    """
    kept = {(draft.story, draft.text): draft for draft in parts.store.drafts.of_edition(day, language) if draft.story}
    sources = {draft.story: draft.provenance.source for draft in kept.values()}
    table = glossary(parts.profile).pairs
    found: dict[str, tuple[Ground, ...]] = {}
    for _, entry in edition.entries():
        text = text_of(entry)
        if not text or entry.story not in sources:
            continue
        source, draft = sources[entry.story], kept.get((entry.story, text))
        support = draft.support if draft and draft.support else tie(text, source, parts.profile.words, table).support
        ends = (0, *(match.end() for match in _END.finditer(source)), len(source))
        found[entry.id] = tuple(_ground(each, text, source, ends) for each in support)
    return found


def _ground(support: Support, text: str, source: str, ends: Sequence[int]) -> Ground:
    """Return the words of a support; `ends` are the places where sentences of the source begin and end, in order."""
    start, end = support.source_start, support.source_end
    begin, finish = ends[bisect_right(ends, start) - 1], ends[min(bisect_left(ends, end), len(ends) - 1)]
    return Ground(support, text[support.start : support.end], source[start:end], source[begin:start].lstrip(), source[end:finish].rstrip())
