"""Change a term everywhere on a page; where the glossary said it so, the editor's own glossary says it the new way from then on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bioai_desktop.domain import Language
from bioai_desktop.drafting.glossary import Known, glossary, squeezed
from bioai_desktop.drafting.term_lines import Term
from bioai_desktop.edition.model import Edition
from bioai_desktop.edition.replacing import Occurrence, ReplaceWords
from bioai_desktop.errors import TermInvalid, TermUnknown
from bioai_desktop.flow.edit import apply, existing
from bioai_desktop.flow.glossary import keep
from bioai_desktop.flow.parts import Parts


@dataclass(frozen=True, slots=True)
class Retold:
    """What a change of words does to a page, and to the glossary."""

    edition: Edition  #: as it is then
    places: tuple[Occurrence, ...]  #: where the old words stand, or stood
    learned: tuple[Term, ...]  #: terms of the editor's own that come of it


def retell(parts: Parts, day: date, language: Language, old: str, new: str, *, dry: bool = False) -> Retold:
    """Replace a term in all entries of a page, as one version; `dry` only tells what would change.

    Raises `EditionMissing`, `TermInvalid` where there is nothing to put or nothing to replace, `TermUnknown` where the page has
    no such words, `EditConflict` where it can't hold the new ones.
    """
    old, new = old.strip(), new.strip()
    if not old or not new or old == new:
        raise TermInvalid(f"{old} → {new}")
    with parts.editing:
        page = existing(parts, day, language)
        longer = glossary(parts.profile).longer(old)
        change = ReplaceWords(old, new, longer)
        places = tuple(change.places(page))
        if not places:
            raise TermUnknown(old)
        if language is Language.ZH:
            learned = tuple(_learned(parts, page, {place.entry for place in places}, old, new))
        else:
            learned = _learned_in_english(parts, old, new)
        if dry:
            return Retold(change.apply(page), places, learned)
        page = apply(parts, day, language, change)
        keep(parts, learned)
    return Retold(page, places, learned)


def _learned(parts: Parts, page: Edition, changed: set[str], old: str, new: str) -> list[Term]:
    """Return the terms that were called by the old words: of those, the ones in the sources of what was changed, where there are any."""
    known = glossary(parts.profile)
    saying = known.saying(old)
    own_word = [term for term in saying if squeezed(term.term.chinese[0]) == squeezed(old)] or saying
    stories = {entry.story for _, entry in page.entries() if entry.id in changed and entry.story}
    sources = [draft.provenance.source for story in stories if (draft := parts.store.drafts.newest(story)) is not None]
    standing = {match.known for source in sources for match in known.in_english(source)}
    chosen: Sequence[Known] = [term for term in own_word if term in standing] or own_word
    return [replace(each.term, chinese=(new,)) for each in chosen]


def _learned_in_english(parts: Parts, old: str, new: str) -> tuple[Term, ...]:
    """Return the term of those English words with the new ones as the first of its forms."""
    known = glossary(parts.profile).named(old)
    if known is None or not known.term.chinese:
        return ()
    others = (form for form in known.term.english if form.casefold() != new.casefold())
    return (replace(known.term, english=(new, *others)),)
