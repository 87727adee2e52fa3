"""The glossary: the editor's own terms, then the house's, then the shipped ones; the longest match wins, in both languages."""

from __future__ import annotations

import enum
import itertools
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from bioai_desktop.domain import Language
from bioai_desktop.drafting.english import Word, abbreviation, exact, in_title_case, joined, of_a_name, plural, singulars, words
from bioai_desktop.drafting.numbers import told_in_chinese, told_in_english
from bioai_desktop.drafting.term_lines import Term, read
from bioai_desktop.edition.plain import HAN
from bioai_desktop.edition.profile import Profile

_LATIN = re.compile(r"[A-Za-z\u0370-\u03ff]")
_RUN = re.compile(r"[A-Za-z\u0370-\u03ff][\w+-]*", re.ASCII)
_HAN = re.compile(f"[{HAN}]")
_LONE = 2  # characters of a Chinese word from which on it is looked for in a text: shorter ones stand within others


class Origin(enum.StrEnum):
    """Who says what something is called, in order of precedence."""

    OWN = "own"
    HOUSE = "house"
    SHIPPED = "shipped"


@dataclass(frozen=True, slots=True)
class Known:
    """A term as it holds, with what later origins would have said."""

    term: Term
    origin: Origin
    displaced: tuple[str, ...] = ()  #: the Chinese word of each later origin that it took the place of

    @property
    def acronyms(self) -> tuple[str, ...]:
        """Its forms that stay in Latin script where a text has them."""
        return tuple(form for form in self.term.english if abbreviation(form))


@dataclass(frozen=True, slots=True)
class Match:
    """Where a term stands in a text."""

    start: int
    end: int
    known: Known
    form: str  #: of the term, as the glossary writes it


@dataclass(frozen=True, slots=True)
class _Form:
    """An English form, ready to be compared."""

    words: tuple[str, ...]  #: as they are compared
    texts: tuple[str, ...]  #: as they are written, "" where case does not count
    gaps: tuple[str, ...]
    known: Known
    form: str
    small: bool  #: it is no name of its own: some word begins with a small letter


class Glossary:
    """All terms, compiled; see `glossary` for the one of a Profile."""

    def __init__(self, layers: Sequence[tuple[Origin, Sequence[Term]]]) -> None:
        self.terms, taken = _merged(layers)
        self.latin = frozenset(word for known in self.terms if not known.term.chinese for word in known.term.english)
        forms: dict[str, list[_Form]] = defaultdict(list)
        self._chinese: dict[str, list[Known]] = defaultdict(list)
        for form, known in taken:
            if known.term.chinese:
                made = _form(form, known)
                forms[made.words[0]].append(made)
        for known in self.terms:
            for said in (*known.term.chinese, *known.displaced):
                self._chinese[squeezed(said)].append(known)
        self._forms = {first: sorted(held, key=lambda form: -len(form.words)) for first, held in forms.items()}
        self._heads = _heads(self._chinese)
        self._mixed = _heads(said for said in self._chinese if _LATIN.search(said))

    @cached_property
    def pairs(self) -> Mapping[str, str]:
        """Each English form that has a Chinese word, its plural too, with that word."""
        said = {form: known.term.chinese[0] for known in self.terms if known.term.chinese for form in known.term.english}
        return {plural(form): ours for form, ours in said.items()} | said

    def in_english(self, text: str) -> list[Match]:
        """Return the terms of an English text, or of one with Chinese put in, in their order."""
        held = words(text)
        names = not in_title_case(held)
        found = [match for at in range(len(held)) for match in self._at(text, held, at, names=names)]
        return _longest([*found, *_taken_up(text, self._mixed)])

    def in_chinese(self, text: str) -> list[Match]:
        """Return the terms of a Chinese text by their Chinese words, in their order."""
        spans = _longest(
            Match(start, end, known[0], text[start:end])
            for start, end in _spans(text, self._heads)
            if (known := self.saying(text[start:end]))
        )
        return [span for span in spans if span.end - span.start >= _LONE]

    def saying(self, chinese: str) -> list[Known]:
        """Return the terms that a Chinese word renders, or did before an earlier origin had a say, those first whose own word it is."""
        held = self._chinese.get(squeezed(chinese), [])
        return sorted(held, key=lambda known: squeezed(known.term.chinese[0]) != squeezed(chinese))

    def named(self, english: str) -> Known | None:
        """Return the term of an English form."""
        wanted = english.strip()
        return next((match.known for match in self.in_english(wanted) if (match.start, match.end) == (0, len(wanted))), None)

    def longer(self, chinese: str) -> tuple[str, ...]:
        """Return the longer Chinese words that hold one."""
        return tuple(form for known in self.terms for form in known.term.chinese if chinese in form and squeezed(form) != squeezed(chinese))

    def holds(self, match: Match) -> bool:
        """Tell whether a match in an English text has to be rendered in the glossary's words, whatever its context."""
        return bool(_told(match, Language.ZH))

    def latin_words(self, text: str) -> tuple[str, ...]:
        """Return the Latin words that a Chinese text about this English one may have because of its terms, and names that are known."""
        found = self.in_english(text)
        held = (run for match in found if self.holds(match) for run in _RUN.findall(match.known.term.chinese[0]))
        return tuple(dict.fromkeys((*held, *(word.text for word in words(text) if word.text in self.latin))))

    def given_up(self, text: str) -> tuple[str, ...]:
        """Return the Chinese words that a text about this English one may not have: an earlier origin took their place."""
        found = dict.fromkeys(match.known for match in self.in_english(text))
        said = [squeezed(form) for known in found for form in known.term.chinese]
        return tuple(word for known in found for word in known.displaced if not any(squeezed(word) in form for form in said))

    def put_in(self, text: str, to: Language) -> str:
        """Return a text with each firm term in the other language's words; abbreviations and what depends on context stay."""
        parts: list[str] = []
        at = 0
        for match in self.in_english(text) if to is Language.ZH else self.in_chinese(text):
            if said := _told(match, to):
                parts += [text[at : match.start], said]
                at = match.end
        return "".join([*parts, text[at:]])

    def _at(self, text: str, held: Sequence[Word], at: int, *, names: bool) -> Iterator[Match]:
        if held[at].start and text[held[at].start - 1] in "-\u2011":
            return
        for first in singulars(held[at].plain):
            for form in self._forms.get(first, ()):
                if first != held[at].plain and len(form.words) > 1:
                    continue
                end = _stands(form, text, held, at)
                if end and not (names and form.small and of_a_name(text, held, at, at + len(form.words))):
                    yield Match(held[at].start, end, form.known, form.form)


def glossary(profile: Profile) -> Glossary:
    """Return the glossary of a Profile; it is compiled once for each change."""
    house = "\n".join(text for name, text in sorted(profile.prompts.items()) if name.startswith("terms."))
    return _compiled(profile.own_terms, house, profile.shipped_terms)


def told(text: str, profile: Profile, language: Language) -> str:
    """Return a source as the model reads it: with the glossary's words, and numbers as the language counts them."""
    if language is Language.ZH:
        return glossary(profile).put_in(told_in_chinese(text), language)
    return told_in_english(text)


def squeezed(text: str) -> str:
    """Return a text as Chinese words are looked for in it: without blanks, case of Latin letters aside."""
    return "".join(text.split()).casefold()


@lru_cache(4)
def _compiled(own: str, house: str, shipped: str) -> Glossary:
    layers = zip(Origin, (own, house, shipped), strict=True)
    return Glossary([(origin, [term for _, term in read(text).terms]) for origin, text in layers])


def _merged(layers: Sequence[tuple[Origin, Sequence[Term]]]) -> tuple[tuple[Known, ...], list[tuple[str, Known]]]:
    """Return the terms that hold, and every English form with its term; a term whose first form is taken gives the others to that one."""
    known: list[Known] = []
    forms: list[tuple[str, int]] = []
    taken: dict[tuple[str, ...], int] = {}
    for origin, terms in layers:
        for term in terms:
            at = taken.get(_key(term.english[0]), len(known))
            fresh = tuple(form for form in term.english if _key(form) not in taken)
            if at == len(known):
                known.append(Known(replace(term, english=fresh), origin))
            else:
                known[at] = _over(known[at], term, fresh)
            taken |= dict.fromkeys(map(_key, fresh), at)
            forms += [(form, at) for form in fresh]
    return tuple(known), [(form, known[at]) for form, at in forms]


def _over(before: Known, later: Term, fresh: tuple[str, ...]) -> Known:
    """Return a term with what a later one adds to it: more English forms, and a Chinese word that does not hold any more."""
    said = {*map(squeezed, (*before.term.chinese, *before.displaced))}
    others = tuple(form for form in later.chinese[:1] if squeezed(form) not in said)
    return replace(before, term=replace(before.term, english=(*before.term.english, *fresh)), displaced=(*before.displaced, *others))


def _key(form: str) -> tuple[str, ...]:
    return tuple(word.text if exact(word.text) else word.plain for word in words(form)) or (form,)


def _form(form: str, known: Known) -> _Form:
    held = words(form)
    gaps = tuple(form[one.end : other.start] for one, other in itertools.pairwise(held))
    texts = tuple(word.text if exact(word.text) else "" for word in held)
    return _Form(tuple(word.plain for word in held), texts, gaps, known, form, any(word.text[0].islower() for word in held))


def _stands(form: _Form, text: str, held: Sequence[Word], at: int) -> int:
    """Return where a form that may begin at a word ends, 0 where it does not stand there."""
    count = len(form.words)
    if at + count > len(held):
        return 0
    found = held[at : at + count]
    same = all(one.plain == word for one, word in zip(found[:-1], form.words, strict=False))
    if not same or form.words[-1] not in singulars(found[-1].plain):
        return 0
    if any(written and one.text.removesuffix("s") != written.removesuffix("s") for one, written in zip(found, form.texts, strict=True)):
        return 0
    if not all(joined(text[one.end : other.start], gap) for one, other, gap in zip(found, found[1:], form.gaps, strict=False)):
        return 0
    return 0 if re.match(r"[-\u2011]\w", text[found[-1].end : found[-1].end + 2]) else found[-1].end


def _told(match: Match, to: Language) -> str:
    """Return what is put in the place of a match, "" where it stays."""
    term = match.known.term
    if not term.firm or not term.chinese:
        return ""
    if to is Language.EN:
        return term.english[0] if squeezed(match.form) == squeezed(term.chinese[0]) else ""
    # An editor who names an abbreviation first means it; the shipped terms only know what it stands for.
    wanted = match.known.origin is not Origin.SHIPPED and match.form == term.english[0]
    return term.chinese[0] if wanted or not abbreviation(match.form) else ""


def _heads(forms: Iterable[str]) -> dict[str, list[str]]:
    """Return Chinese words by their first character, the longest first."""
    heads: dict[str, list[str]] = defaultdict(list)
    for form in sorted(forms, key=lambda form: -len(form)):
        heads[form[0]].append(form)
    return heads


def _spans(text: str, heads: dict[str, list[str]]) -> Iterator[tuple[int, int]]:
    """Yield where those words stand in a text, blanks within them passed over."""
    places = [at for at, char in enumerate(text) if not char.isspace()]
    bare = "".join(text[at] for at in places).casefold()
    if len(bare) != len(places):
        bare = "".join(text[at] for at in places)  # a letter whose small form is two
    for at, char in enumerate(bare):
        for form in heads.get(char, ()):
            if bare.startswith(form, at) and not _cuts(bare, at, at + len(form)):
                yield places[at], places[at + len(form) - 1] + 1


def _cuts(text: str, start: int, end: int) -> bool:
    """Tell whether a range begins or ends within a Latin word."""
    return any(at and _LATIN.match(text[at - 1 : at]) and _LATIN.match(text[at : at + 1]) for at in (start, end))


def _taken_up(text: str, heads: dict[str, list[str]]) -> Iterator[Match]:
    """Yield the Chinese words with Latin letters in them that stand in a text: those letters are no English any more."""
    if _HAN.search(text):
        nothing = Known(Term(("",)), Origin.SHIPPED)
        yield from (Match(start, end, nothing, "") for start, end in _spans(text, heads))


def _longest(found: Iterable[Match]) -> list[Match]:
    """Return matches that do not overlap, the longest first chosen, then the first; in the order of the text."""
    chosen: list[Match] = []
    taken: set[int] = set()
    for match in sorted(found, key=lambda match: (match.start - match.end, match.start)):
        if taken.isdisjoint(range(match.start, match.end)):
            taken.update(range(match.start, match.end))
            chosen.append(match)
    return sorted((match for match in chosen if match.form), key=lambda match: match.start)
