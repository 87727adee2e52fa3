"""Every kind of Finding with the severity it has unless a Profile says otherwise."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from bioai_desktop.domain import Severity

_BLOCK: tuple[str, ...] = (
    "refusal",  # a model says that it will not or can't
    "reasoning",  # a model thinks aloud
    "prompt-text",  # what was told to a model, or what it says to who asked
    "selection-rules",  # how the page was put together, told to who only wants to read it
    "link-truncated",
    "row-truncated",
    "source-missing",  # an entry that leads nowhere
    "anchor-dead",
    "section-missing",  # a section that the profile requires, absent or without content
    "entry-empty",  # an entry of a required section without text
    "language",  # a page or paragraph in the other language
    "front-matter",  # Hugo will not read it
    "page-as-code",  # all of it within a code block, where Markdown reads nothing
    "page-unreadable",  # bytes that are no UTF-8
    "script",  # code that would run in the reader's browser or in Hugo
    "number-unsupported",
    "name-unsupported",
    "unit-differs",  # a number with another unit than in its source
    "link-unsupported",
    "told-as-human",  # a result from animals or cells, told as one about people
    "merge-conflict",  # changed here and on disk, each otherwise
    "merge-removed",  # changed here, taken away on disk
)
_LOOK: tuple[str, ...] = (
    "section-empty",
    "section-repeated",
    "heading-count",  # a heading that names another number than there are entries
    "numbering",
    "fence-open",
    "too-long",
    "too-short",
    "title-long",
    "text-unfinished",
    "ran-before",
    "link-repeated",
    "cell-missing",  # a row of a table with fewer cells than its header, or an empty one
    "cell-extra",  # one with more: browsers show none of them
    "date-differs",
    "title-differs",
    "description-differs",
    "journal-differs",  # an entry that names another journal than its link leads to
    "twin-differs",  # a translation that leads elsewhere than its original
    "first-person",  # whoever speaks there is no reporter, or it is the editor
    "latin-words",  # English left in a Chinese sentence
    "han-left",  # Chinese left in an English sentence
    "html",
    "emphasis-broken",
    "forecast-past",
)
_HINT: tuple[str, ...] = (
    "punctuation",
    "quotes",
    "tracking",
)

_ALL = ((Severity.BLOCK, _BLOCK), (Severity.LOOK, _LOOK), (Severity.HINT, _HINT))

SEVERITIES: Mapping[str, Severity] = MappingProxyType({kind: severity for severity, kinds in _ALL for kind in kinds})
