"""What of a story is at hand to write from."""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence

from bioai_desktop.domain import Item, ItemKind
from bioai_desktop.stories.identity import plain_title

_FULL = 4000  # characters: no abstract is as long
_ABSTRACT = 200  # fewer are a teaser, but for the description of a repository
_BRIEF = 60  # fewer say no more than the title does
_CUT = re.compile(r"(?:…|\.\.\.|\[(?:…|\.\.\.)\]|read more|continue reading|阅读全文|查看全文)\W*$", re.IGNORECASE)


class Basis(enum.StrEnum):
    """How much text the records of a story give, the most first."""

    FULL = "full"  #: the article itself
    ABSTRACT = "abstract"  #: an abstract or description that is whole
    EXCERPT = "excerpt"  #: a teaser, or text that was cut off
    TITLE = "title"


def basis(items: Sequence[Item]) -> Basis:
    """Return what the fullest of a story's records gives."""
    return min((found for item in items for found in (_of_text(item, item.text.strip()), _of_article(item))), key=list(Basis).index)


def _of_article(item: Item) -> Basis:
    """Return what a record's own page gave: of a paper it may be no more than the abstract, of news it is all there is."""
    if item.kind in {ItemKind.ARTICLE, ItemKind.PREPRINT}:
        return _of_text(item, item.article)
    return Basis.FULL if item.article else Basis.TITLE


def _of_text(item: Item, text: str) -> Basis:
    if item.kind is ItemKind.REPOSITORY:
        return Basis.ABSTRACT if text else Basis.TITLE
    # Some feeds fill the text with the name of the journal, or say the title once more.
    if len(text) < _BRIEF or plain_title(text) == plain_title(item.title):
        return Basis.TITLE
    if _CUT.search(text) or len(text) < _ABSTRACT:
        return Basis.EXCERPT
    return Basis.FULL if len(text) >= _FULL else Basis.ABSTRACT
