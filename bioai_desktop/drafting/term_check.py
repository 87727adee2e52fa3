"""Whether a text uses the glossary's words, and leaves names as they are written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bioai_desktop.domain import Finding, Language, Severity
from bioai_desktop.drafting.english import words
from bioai_desktop.drafting.glossary import Glossary, Known, Match, squeezed

KIND = "term-differs"
_NAME = "name-changed"
#: A gene's symbol by its shape: "TP53", "BRCA1"; formulas and numbered things of daily life are none.
_SYMBOL = re.compile(r"(?<![\w-])[A-Z]{2,5}\d{1,3}[A-Z]?(?![\w-])")
_NO_SYMBOLS = frozenset(("CO2", "NO2", "SO2", "SO3", "PM2", "PM10", "COVID19", "MP3", "MP4"))
_LATIN_RUN = re.compile(r"[A-Za-z][\w+-]*")
_STEM, _ENDING = 3, 4  # a word of a translation may be another form of the term's: "genomic" for "genome"
_SURE = 3  # characters from which on a Chinese word has one meaning; a shorter one English leaves out, or says in many ways


def lost_terms(source: str, text: str, to: Language, glossary: Glossary) -> list[Finding]:
    """Return the firm terms of a source that its translation does not render as the glossary says."""
    lost = _lost_in_chinese(source, text, glossary) if to is Language.ZH else _lost_in_english(source, text, glossary)
    return [Finding(KIND, Severity.LOOK, detail=f"{said} → {wanted}", fix=wanted) for said, wanted in dict(lost).items()]


def older_terms(source: str, text: str, glossary: Glossary) -> list[Finding]:
    """Return the terms of a source that a Chinese text calls what the glossary no longer calls them."""
    found: list[Finding] = []
    said = {squeezed(match.form) for match in glossary.in_chinese(text)}
    for known in dict.fromkeys(match.known for match in glossary.in_english(source)):
        older = [words for words in known.displaced if squeezed(words) in said]
        if older and not _is_in_chinese(known, squeezed(text)):
            wanted = known.term.chinese[0]
            found.append(Finding(KIND, Severity.LOOK, detail=f"{older[0]} → {wanted}", fix=wanted))
    return found


def changed_names(source: str, text: str, glossary: Glossary, *, all_told: bool) -> list[Finding]:
    """Return the names of a source, known ones and symbols of genes, that a text writes otherwise.

    Where `all_told`, as in a translation, one that is not there at all is changed too.
    """
    kept = {*_LATIN_RUN.findall(text)}
    small = {word.casefold(): word for word in kept}
    found: list[Finding] = []
    for name in dict.fromkeys((*_known_names(source, glossary), *_SYMBOL.findall(source))):
        other = small.get(name.casefold(), "")
        if name not in text and name not in _NO_SYMBOLS and (all_told or other):
            found.append(Finding(_NAME, Severity.LOOK, detail=f"{other} → {name}" if other else name, fix=name))
    return found


def _known_names(source: str, glossary: Glossary) -> Iterator[str]:
    yield from (word for word in _LATIN_RUN.findall(source) if word in glossary.latin)


def _lost_in_chinese(source: str, text: str, glossary: Glossary) -> Iterator[tuple[str, str]]:
    said = squeezed(text)
    for match in glossary.in_english(source):
        if glossary.holds(match) and not _is_in_chinese(match.known, said):
            yield source[match.start : match.end], match.known.term.chinese[0]


def _is_in_chinese(known: Known, said: str) -> bool:
    return any(squeezed(form) in said for form in (*known.term.chinese, *known.acronyms))


def _lost_in_english(source: str, text: str, glossary: Glossary) -> Iterator[tuple[str, str]]:
    there = [word.plain for word in words(text)]
    for match in glossary.in_chinese(source):
        if (
            len(squeezed(match.form)) >= _SURE
            and (rendered := _rendered(match, glossary))
            and not any(_is_in_english(form, text, there) for form in rendered)
        ):
            yield match.form, rendered[0]


def _rendered(match: Match, glossary: Glossary) -> list[str]:
    """Return the English words for a Chinese one, () where context decides what it means."""
    saying = glossary.saying(match.form)
    first = saying[0]
    is_own_word = squeezed(first.term.chinese[0]) == squeezed(match.form)
    return [form for known in saying for form in known.term.english] if first.term.firm and is_own_word else []


def _is_in_english(form: str, text: str, there: Iterable[str]) -> bool:
    """Tell whether half the words of a form stand in a text in some form: English says one thing in many ways."""
    held = words(form)
    return form in text or 2 * sum(any(_alike(word.plain, other) for other in there) for word in held) >= len(held)


def _alike(word: str, other: str) -> bool:
    size = max(min(len(word), _STEM), len(word) - _ENDING)
    return other.startswith(word[:size])
