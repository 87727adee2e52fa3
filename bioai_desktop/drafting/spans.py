"""What of a text rests on which place of its source: numbers, units, names, genes, drugs, organisms, institutions, terms, links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bioai_desktop.domain import Severity, Support, SupportKind
from bioai_desktop.drafting import latin
from bioai_desktop.drafting.institutions import institutions
from bioai_desktop.drafting.numbers import Number, numbers, support, supported
from bioai_desktop.drafting.organisms import ORGANISMS, Life
from bioai_desktop.drafting.units import unit

_HAN = re.compile(r"[\u4e00-\u9fff]")
_LINK = re.compile(r"https?://[^\s<>\"'（）()\[\]，。、；]+")
_GENE_SHAPE = re.compile(r"[A-Z][A-Z0-9]{1,7}(?:-\d+)?|[a-z]{1,4}\d{1,4}[A-Z]?|[A-Z][a-z]{2}\d{1,3}")
_GENE_NEAR = re.compile(
    r"\b(?:genes?|proteins?|receptors?|kinases?|mutat\w+|mutants?|variants?|express\w+|alleles?|knock\w+|loc(?:us|i)|promoters?|isoforms?|transcripts?|antigens?|transporters?)\b",
    re.IGNORECASE,
)
_GENE_REACH = 30
_DRUG_NAME = re.compile(
    r"[a-z]{3,}(?:mab|nib|vir|statin|sartan|pril|cillin|mycin|gliptin|gliflozin|glutide|tide|azole|parin|platin|rubicin|taxel|limus|formin|lukast|oxetine|prazole|caine|cept|stat)",
    re.IGNORECASE,
)
#: Endings of drug names in Chinese, and those that a source has for them.
_DRUG_ENDINGS: tuple[tuple[re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (re.compile(rf"[^\W\da-zA-Z_克升用是了在和与的对给]{{0,4}}{ours}"), re.compile(rf"\b\w*(?:{theirs})s?\b|{ours}", re.IGNORECASE))
    for ours, theirs in (
        ("单抗", "mab|monoclonal antibod(?:y|ie)"), ("替尼", "nib"), ("他汀", "statin"), ("沙坦", "sartan"), ("普利(?=[，。、；：治降等和与])", "pril"), ("西林", "cillin"),
        ("霉素", "mycin|micin|bactin|penem|cycline|mycobactin|phenicol|streptogramin|antibiotic"), ("列[净汀]", "gliflozin|gliptin"), ("鲁肽", "glutide"),
        ("韦(?=[，。、；：治等和与对])", "vir"), ("铂", "platin|platinum|Pt"), ("二甲双胍", "metformin"), ("雷帕霉素", "rapamycin|sirolimus|everolimus"),
        ("阿司匹林", "aspirin|acetylsalicylic"), ("紫杉醇", "taxel|taxol"),
    )
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Loose:
    """Words of a text that nothing in its source carries."""

    kind: str  #: of the finding
    words: str
    severity: Severity = Severity.BLOCK


@dataclass(frozen=True, slots=True)
class Tied:
    """A text held against its source."""

    support: tuple[Support, ...]
    loose: tuple[Loose, ...]


def tie(text: str, source: str, house: Sequence[str] = (), table: Mapping[str, str] | None = None) -> Tied:
    """Return which words of a text rest on which place of its source, and those that rest on none.

    `house` are Latin words that need no source; `table` has the house's terms, theirs to ours.
    """
    found = [
        *_numbers(text, source),
        *(_names(text, source, house) if _HAN.search(text) else _kept_names(text, source)),
        *_organisms(text, source),
        *_institutions(text, source),
        *_drugs(text, source),
        *_links(text, source),
    ]
    tied = [each for each in found if isinstance(each, Support)]
    if table:
        taken = [range(each.start, each.end) for each in tied]
        tied += [term for term in _terms(text, source, table) if not any(term.start in span or term.end - 1 in span for span in taken)]
    ordered = sorted(tied, key=lambda each: (each.start, each.end, each.kind))
    return Tied(tuple(dict.fromkeys(ordered)), tuple(dict.fromkeys(each for each in found if isinstance(each, Loose))))


# ---------------------------------------------------------------- numbers and what they count

_NUMERAL_CONTEXT = 2  # characters shown after a Chinese numeral, so that an editor sees what is counted


def _numbers(text: str, source: str) -> Iterator[Support | Loose]:
    said, known = numbers(text), numbers(source)
    places = [(number, support((number,))) for number in known]
    values = support(known)
    for at, number in enumerate(said):
        if number.weak:
            continue  # digits of a name, "one of them": nothing is counted
        holding = [place for place, readings in places if supported(number, readings)]
        holding = [place for place in holding if not place.weak] or holding
        if not supported(number, values):
            # A Chinese numeral is told with what it counts: "三" alone would not say which.
            end = number.end if text[number.start].isascii() else number.end + _NUMERAL_CONTEXT
            yield Loose("number-unsupported", text[number.start : end].strip("，。、；"))
        elif not holding:  # a share whose two numbers stand apart
            holding = [place for place, _ in places if place.value in (number.value.numerator, number.value.denominator)][:2]
        if holding:
            yield from _counted(text, source, number, said[at + 1 :], holding, known)


def _counted(
    text: str, source: str, number: Number, following: Sequence[Number], holding: Sequence[Number], known: Sequence[Number]
) -> Iterator[Support | Loose]:
    """Yield where a number stands, and its unit where it has one: at that of the places whose unit is the same."""
    ours = unit(text, number, following)
    theirs = [(place, unit(source, place, [other for other in known if other.start >= place.end])) for place in holding]
    best, named = next(((place, found) for place, found in theirs if ours and found and found[0] == ours[0]), theirs[0])
    yield Support(SupportKind.NUMBER, number.start, number.end, best.start, best.end)
    if ours is None:
        return
    name, start, end = ours
    if named and named[0] == name:
        if (start, end) != (number.start, number.end):
            yield Support(SupportKind.UNIT, start, end, named[1], named[2])
        return
    others = [found[0] for _, found in theirs if found]
    if not others and (name == "percent" or text[start:end] == "岁"):
        return  # a share that the source writes as a decimal; an age, which English tells without a unit
    words = text[min(number.start, start) : max(number.end, end)]
    yield Loose("unit-differs", words, Severity.BLOCK if len(others) == len(theirs) else Severity.LOOK)


# ---------------------------------------------------------------- names


def _names(text: str, source: str, house: Sequence[str]) -> Iterator[Support | Loose]:
    allowed = " ".join(house)
    for match in latin.runs(text):
        place = latin.place(match.group(), source)
        if place is not None:
            yield Support(_kind(match.group(), source, place), match.start(), match.end(), *place)
        elif latin.place(match.group(), allowed) is None:
            yield Loose("name-unsupported", match.group())


def _kept_names(text: str, source: str) -> Iterator[Support]:
    """Yield the names of an English text; its plain words rest on nothing that could be pointed at."""
    known = set(latin.names(text))
    for match in latin.runs(text):
        if match.group() in known and (place := latin.place(match.group(), source)) is not None:
            yield Support(_kind(match.group(), source, place), match.start(), match.end(), *place)


def _kind(word: str, source: str, place: tuple[int, int]) -> SupportKind:
    if _DRUG_NAME.fullmatch(word):
        return SupportKind.DRUG
    near = source[max(0, place[0] - _GENE_REACH) : place[1] + _GENE_REACH]
    is_gene = _GENE_SHAPE.fullmatch(word) and any(char.isdigit() for char in word) and _GENE_NEAR.search(near)
    return SupportKind.GENE if is_gene else SupportKind.NAME


def _organisms(text: str, source: str) -> Iterator[Support | Loose]:
    for organism in ORGANISMS:
        for match in organism.pattern.finditer(text):
            place = organism.pattern.search(source)
            if place is not None:
                yield Support(SupportKind.ORGANISM, match.start(), match.end(), *place.span())
            elif _HAN.search(match.group()) and organism.life is Life.ANIMAL:
                yield Loose("name-unsupported", match.group(), Severity.BLOCK if organism.model else Severity.LOOK)


def _institutions(text: str, source: str) -> Iterator[Support | Loose]:
    for match, ground in institutions(text):
        place = ground.search(source)
        if place is not None:
            yield Support(SupportKind.INSTITUTION, match.start(), match.end(), *place.span())
        else:
            yield Loose("name-unsupported", match.group())


def _drugs(text: str, source: str) -> Iterator[Support | Loose]:
    for ours, theirs in _DRUG_ENDINGS:
        for match in ours.finditer(text):
            place = theirs.search(source)
            if place is not None:
                yield Support(SupportKind.DRUG, match.start(), match.end(), *place.span())
            else:
                yield Loose("name-unsupported", match.group())


def _links(text: str, source: str) -> Iterator[Support | Loose]:
    for match in _LINK.finditer(text):
        at = source.find(match.group())
        yield Support(SupportKind.LINK, *match.span(), at, at + len(match.group())) if at >= 0 else Loose("link-unsupported", match.group())


# ---------------------------------------------------------------- the house's terms


def _terms(text: str, source: str, table: Mapping[str, str]) -> Iterator[Support]:
    found, originals = _ours(tuple(table.items()))
    for match in found.finditer(text) if found else ():
        for original in originals[match.group()]:
            place = re.search(rf"(?<![\w-]){re.escape(original)}(?:e?s)?(?![\w-])", source, re.IGNORECASE)
            if place is not None:
                yield Support(SupportKind.TERM, *match.span(), *place.span())
                break


@lru_cache(4)
def _ours(rows: tuple[tuple[str, str], ...]) -> tuple[re.Pattern[str] | None, Mapping[str, list[str]]]:
    originals: dict[str, list[str]] = {}
    for theirs, ours in rows:
        originals.setdefault(ours, []).append(theirs)
    ordered = sorted(originals, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, ordered))) if ordered else None, originals
