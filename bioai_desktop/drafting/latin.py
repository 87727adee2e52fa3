"""Names that stay in Latin script, told from plain English words by shape and by capital letters inside a sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

#: A run of Latin letters with what may stand inside a name: "GPT-4o", "CD8+", "TP53", "β-catenin", "N.E.W", "scRNA-seq".
_RUN = re.compile(r"[A-Za-zÀ-ÿ\u0370-\u03ff0-9]+(?:[-_./+'’][A-Za-zÀ-ÿ\u0370-\u03ff0-9]+)*\+*")
_LETTER = re.compile(r"[A-Za-zÀ-ÿ\u0370-\u03ff]")
_INITIAL_NAME = re.compile(r"\b[A-Z]\. [a-z]{3,}\b")  # "E. coli"
_SENTENCE_END = re.compile(r"(?:^|[.!?:;。！？：；\n•]|[\"“(])\s*$")
#: A name at a sentence's beginning shows by what is said of it: "Coscientist is a system that".
_TOOL_NAME = re.compile(
    r"(?:^|[.!?] )([A-Z][\w+-]{2,})(?: \([^)]*\))? is (?:a|an|the) (?:[\w-]+[ ,]+){0,5}?"
    r"(?:models?|systems?|tools?|toolkit|toolbox|framework|package|library|method|algorithm|dataset|database|platform|pipeline|agent|software|server|network|benchmark|language|resource|suite|app)\b"
)
_OPENING_NAME = re.compile(r"(?:^|[.!?] )([A-Z][a-z]+[ -][A-Z][a-z]+)(?= [a-z]|,)")
_LETTER_NAME = re.compile(r"(?<=[\w+] )([B-HJ-Z])(?=[- ][a-z])|^([B-HJ-Z])(?=[- ](?:cell|ray))")  # "T cells", "vitamin D levels"
_PHRASE = re.compile(r"\b[A-Z][\w-]*(?: (?:[A-Z][\w-]*|v?\d+(?:\.\d+)*(?![\d%]))){1,4}")
_SPECIES = re.compile(r"\b([A-Z][a-z]{3,}) [a-z]{3,}(?:us|um|is|ii|i|ae|ens|ans|ana|ata|ina|aster|osa|ella)\b")
_NO_EPITHET = re.compile(
    r"(?:sis|itis|xis|virus|status|focus|corpus|versus|this|plus|campus|nucleus|locus|stimulus|consensus|trans|means|lens|humans|veterans)$"
)
_UNIT = re.compile(r"(?<=\d)\s?(mg|kg|µg|μg|ng|mL|ml|µL|μL|mM|µM|μM|nM|kb|Mb|Gb|GB|TB|MB|Hz|kHz|MHz|GHz|nm|µm|μm|mm|cm|km|kDa|eV|ms|°C)\b")
#: Endings of plain words that headings and spelled-out acronyms write with a capital: "Retrieval Augmented Generation".
_PLAIN_ENDING = re.compile(r"(?:tion|sion|ment|ity|ness|ance|ence|ics|ing|ed|ive|al|ful|ous|able|ible|ism|ysis|ly|ology|ized|ised)s?$")
_SPELLED_OUT = re.compile(r"((?:[A-Za-z]+[ -](?:and |of |for |the |in )?){2,6})\(([A-Z][A-Za-z]{1,7})s?\)")
_POSSESSIVE = re.compile(r"['’]s?$")
#: Labels of structured abstracts, and words that only look like names.
_NO_NAMES = (
    "abstract aim aims background conclusion conclusions context design discussion evidence exposure exposures findings funding highlights importance "
    "impact interpretation intervention interventions introduction keywords limitations main materials measures method methodology methods motivation "
    "objective objectives outcome outcomes participants patients population purpose rationale result results setting significance study summary "
    "trial registration availability implementation contact supplementary information and or not no the of in for with to is are "
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december "
    "i ii iii iv vi vii viii ix xi xii v x a an we our here this these it its they how what why when can does "
    "china chinese america american americas africa african europe european asia asian india indian japan japanese korea korean australia australian "
    "germany german france french italy italian spain spanish canada canadian brazil russia uk us usa eu united states kingdom england english british "
    "alzheimer parkinson huntington crohn gaussian bayesian boolean euclidean markov monte carlo earth internet west north south east western northern "
    "southern eastern"
)
_GREEK = frozenset(("alpha", "beta", "gamma", "delta", "epsilon", "kappa", "lambda", "sigma", "omega"))
_LETTERS = dict(zip("αβγδεκλσω", ("alpha", "beta", "gamma", "delta", "epsilon", "kappa", "lambda", "sigma", "omega"), strict=True))
_WRITTEN = {name: letter for letter, name in _LETTERS.items()}
_SPELLED = re.compile(rf"\b(?:{'|'.join(_WRITTEN)})\b", re.IGNORECASE)
_LABELS = frozenset(_NO_NAMES.split())


def runs(text: str) -> Iterator[re.Match[str]]:
    """Yield the Latin runs of a text that hold a letter."""
    return (match for match in _RUN.finditer(text) if _LETTER.search(match.group()))


def names(text: str, title: str = "") -> tuple[str, ...]:
    """Return the words of a source that stay as they are: acronyms, symbols, mixed forms, names, units; most frequent first."""
    lower = Counter(match.group() for match in runs(text) if match.group().islower())
    lower.update(word.lower() for match in _SPELLED_OUT.finditer(text) for word in _spelled_out(*match.groups()))
    found = Counter[str]()
    for word, inside in (*_words(title, trust=not _in_title_case(title)), *_words(text, trust=True)):
        if _is_name(word, lower) or (inside and _is_capitalised(word, lower)):
            found[word] += 1
    found.update(coined(text, title))
    found.update(match.group(1) for match in _OPENING_NAME.finditer(text) if _opens(match.group(1), lower))
    known = frozenset(found)
    found.update(phrase for source in (title, text) for phrase in _phrases(source, known))
    found.update(match.group() for match in _INITIAL_NAME.finditer(text))
    found.update(match.group().strip() for source in (title, text) for match in (*_UNIT.finditer(source), *_LETTER_NAME.finditer(source)))
    found.update(word[:-1] for word in tuple(found) if re.fullmatch(r".*[A-Z]s", word))  # Chinese has no plural
    return tuple(word for word, _ in found.most_common())


def coined(text: str, title: str = "") -> tuple[str, ...]:
    """Return the names that the work gave itself: before a title's colon, or in "Coscientist is a system that"."""
    named = re.match(r"([A-Za-z][\w.-]{2,})\s?[:：]", title)
    before_colon = [named.group(1)] if named and (named.group(1).islower() or not _PLAIN_ENDING.search(named.group(1))) else []
    defined = [match.group(1) for match in _TOOL_NAME.finditer(text)]
    return tuple(dict.fromkeys(name for name in (*before_colon, *defined) if name.lower() not in _LABELS))


def unknown(text: str, source: str) -> tuple[str, ...]:
    """Return the Latin runs of a text that its source does not have, case and plural aside."""
    return tuple(dict.fromkeys(match.group() for match in runs(text) if place(match.group(), source) is None))


def place(word: str, source: str) -> tuple[int, int] | None:
    """Return where a Latin run stands in a source, case, plural and hyphens aside."""
    spelled = "".join(_LETTERS.get(char, char) for char in word)  # "α-CoV" for "alpha-CoV"
    written = _SPELLED.sub(lambda match: _WRITTEN[match.group().lower()], word)
    for form in dict.fromkeys((word, word.removesuffix("s"), word.replace("-", " "), word.replace("-", ""), spelled, written)):
        found = re.search(rf"(?<![a-z]){re.escape(form)}(?![a-z]{{2}})", source, re.IGNORECASE) if form else None
        if found:
            return found.span()
    return None


def _spelled_out(words: str, acronym: str) -> list[str]:
    """Return the words that an acronym behind them stands for: those with its initials."""
    parts = [word for word in re.findall(r"[A-Za-z]+", words) if word[0].isupper()]
    return [word for word in parts if word[0] in acronym.upper() and re.fullmatch(r"[A-Z][a-z]+", word)]


def _opens(phrase: str, lower: Counter[str]) -> bool:
    """Whether capitalised words at a sentence's beginning are a name: "Quest Diagnostics", not "The Lancet"."""
    first = re.split(r"[ -]", phrase)[0].lower()
    return first not in _LABELS and first not in lower


def _words(text: str, *, trust: bool) -> Iterator[tuple[str, bool]]:
    """Yield each run with whether its capital letter means a name: inside a sentence."""
    for match in runs(text):
        starts = bool(_SENTENCE_END.search(text[max(0, match.start() - 4) : match.start()]))
        following = text[match.end() : match.end() + 3]
        possessive = following.startswith(("'s", "’s")) or bool(_POSSESSIVE.search(match.group()))
        for part in (match.group(), *_inner(match.group())):
            yield part, trust and not starts and not possessive


def _phrases(text: str, known: frozenset[str]) -> Iterator[str]:
    """Yield names of several words: "Claude Opus 4.6", "Arabidopsis thaliana"."""
    for match in _PHRASE.finditer(text):
        words = match.group().split(" ")
        while len(words) > 1:
            if all(word in known or re.fullmatch(r"v?\d[\d.]*", word) or word in ("AI", "Pro") for word in words):
                yield " ".join(words).rstrip(".")
                break
            words.pop()
    yield from (match.group() for match in _SPECIES.finditer(text) if match.group(1) in known and not _NO_EPITHET.search(match.group()))


def _inner(word: str) -> tuple[str, ...]:
    """Return the parts of a compound that may be names of their own: the "GPT" of "GPT-based"."""
    parts = re.split(r"[-/]", word)
    return tuple(parts) if len(parts) > 1 else ()


def _is_name(word: str, lower: Counter[str]) -> bool:
    """Whether the shape alone says so: "GPT-4", "CD8+", "AlphaFold", "mRNA", "CRISPR", "β"."""
    plain_part = any(len(part) > 3 and part.islower() and part not in _GREEK for part in re.split(r"[-/]", word)[0 if "-" in word else 1 :])
    if plain_part or word.lower() in _LABELS or re.fullmatch(r"\d+[a-z]*|\d+-[a-z]+", word):
        return False
    if word.isupper():
        return len(word) > 1 and len(word) <= 12 and word.lower() not in lower
    return (bool(re.search(r"[a-z][A-Z]|[A-Z]{2}|[A-Za-z]\d|\d[A-Z]|^[\u0370-\u03ff]", word)) and not word.islower()) or bool(
        re.fullmatch(r"[a-z]+\d+[a-z]?", word)
    )


def _is_capitalised(word: str, lower: Counter[str]) -> bool:
    """Whether it is written like a name where a plain word would be lower case."""
    plain = word.lower() in lower or word.lower() in _LABELS or _PLAIN_ENDING.search(word)
    return bool(re.fullmatch(r"[A-Z][a-zà-ÿ]{2,}(?:-[A-Z][a-zà-ÿ]+)*", word)) and not plain


def _in_title_case(title: str) -> bool:
    words = list(re.findall(r"[A-Za-z]{4,}", title))[1:]
    return bool(words) and sum(word[0].isupper() for word in words) >= 0.5 * len(words)
