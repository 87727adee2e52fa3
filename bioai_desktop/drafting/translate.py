"""Translation of any text, Chinese and English: by construction only prose goes to the model, all else stays byte for byte."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from bioai_desktop.domain import Draft, Finding, Language, Script, Severity, Task
from bioai_desktop.drafting import dates, latin
from bioai_desktop.drafting.assignment import Asked, Assignment, assign
from bioai_desktop.drafting.glossary import told
from bioai_desktop.drafting.marks import without_marks
from bioai_desktop.drafting.numbers import digit_forms, numbers, support, supported, told_in_chinese, told_in_english
from bioai_desktop.drafting.prose import Part, parts
from bioai_desktop.drafting.sentences import split
from bioai_desktop.edition.plain import han_share, length
from bioai_desktop.edition.profile import Limits, Profile

_PIECE_CHARS = {Language.ZH: 500, Language.EN: 200}  #: of the source: a longer stretch is asked for in pieces of whole sentences
_TOKENS_PER_CHAR = {Language.ZH: 0.8, Language.EN: 2.0}
_GROWTH = {Language.ZH: 0.8, Language.EN: 8.0}  #: characters of a translation for one of its source, at the most
#: The same, blanks not counted: outside of this, of a source of some length, something was left out or made up.
_FITTING = {Language.ZH: (0.2, 0.7), Language.EN: (1.5, 5.0)}
_SOME_LENGTH = {Language.ZH: 40, Language.EN: 14}
_MOSTLY_HAN = 0.3
_SITE = re.compile(r"\b\w[\w-]+(?:\.[a-z]{2,4})+\b")  # "News.com.au" as a name
_DATE = re.compile(r"(\d{4})\s?年\s?\d{1,2}\s?月\s?(\d{1,2})\s?日")
_DECADE = {Language.ZH: re.compile(r"\b(\d{3}0)s\b"), Language.EN: re.compile(r"(\d{2})\s?世纪\s?([1-9]0)\s?年代")}
_PLAIN_WORD = re.compile(r"[a-z]{2,}")
#: Findings with which a translation is none, so that the source text stays.
_NO_TRANSLATION = frozenset(
    ("draft-empty", "prompt-too-long", "refusal", "reasoning", "prompt-text", "language", "draft-markup", "draft-link")
)


CANDIDATES = 8  #: where nothing else is said


@dataclass(frozen=True, slots=True)
class Means:
    """What a translation is made with; all of it, unless its parts are measured."""

    candidates: int = CANDIDATES  #: how often each piece is written, to choose from
    constrained: bool = True  #: only Chinese, or Latin, letters may be written, and of names and numbers those of the source
    terms: bool = True  #: the house's terms and the names that come back stand in what the model reads


@dataclass(frozen=True, slots=True)
class Context:
    """What all pieces of a text have in common."""

    to: Language
    profile: Profile
    means: Means = field(default_factory=Means)
    names: Mapping[str, str] = field(default_factory=dict[str, str])  #: names that come back, with their one rendering


#: The assignments by which one piece is asked for, each in other words.
Ways = tuple[Assignment, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A text with what is asked for it."""

    parts: tuple[Part, ...]
    context: Context
    asked: tuple[Ways, ...]  #: for each piece of prose, in order
    pieces: tuple[int, ...]  #: for each part: of how many pieces it is made, 0 where it stays as it is

    @property
    def assignments(self) -> tuple[Assignment, ...]:
        """The first way of asking for each piece."""
        return tuple(ways[0] for ways in self.asked)


@dataclass(frozen=True, slots=True)
class Translated:
    """A translation, and what did not survive in it."""

    text: str
    findings: tuple[Finding, ...] = ()


def plan(text: str, context: Context) -> Plan:
    """Say what has to be asked to translate a text; parts already in that language, and names alone, are left as they are."""
    all_parts = parts(text)
    names = latin.names(text)
    pieces = [_pieces(part.text, context.to) if part.prose and _is_foreign(part.text, context.to, names) else [] for part in all_parts]
    wanted = [piece for of_part in pieces for piece in of_part]
    asked = tuple(_ways(at, piece, context, names) for at, piece in enumerate(wanted))
    return Plan(all_parts, context, asked, tuple(map(len, pieces)))


def name_of(at: int, name: str, context: Context) -> Ways:
    """Return what is asked to have a name by itself."""
    return _ways(at, name, context, ())


def finer(assignment: Assignment, context: Context) -> list[Ways]:
    """Return what is asked sentence by sentence, where a piece of several could not be translated as one."""
    sentences = split(assignment.source)
    names = latin.names(assignment.source)
    return [_ways(at, sentence, context, names) for at, sentence in enumerate(sentences)] if len(sentences) > 1 else []


def joined(texts: Sequence[str], to: Language) -> str:
    """Put translated sentences side by side."""
    return ("" if to is Language.ZH else " ").join(texts)


def join(planned: Plan, drafts: Sequence[Draft]) -> Translated:
    """Put the answers in their places; one that is no translation leaves its source standing, and says so."""
    waiting = iter(zip(planned.assignments, drafts, strict=True))
    texts: list[str] = []
    findings: list[Finding] = []
    for part, count in zip(planned.parts, planned.pieces, strict=True):
        answers = [_taken(*next(waiting), planned.context, value=part.value) for _ in range(count)]
        findings += [finding for answer in answers for finding in answer.findings]
        texts.append(joined([answer.text for answer in answers], planned.context.to) if answers else part.text)
    return Translated("".join(texts), tuple(findings))


def is_translation(draft: Draft) -> bool:
    """Whether a draft can stand in its source's place at all."""
    return not any(finding.kind in _NO_TRANSLATION for finding in draft.findings)


def faults(draft: Draft, context: Context) -> list[Finding]:
    """Return all that counts against a translation: what was found in it, and what of its source it lacks."""
    serious = (finding for finding in draft.findings if finding.severity is not Severity.HINT)
    return [*serious, *lacking(draft.provenance.source, draft.text, context)]


def lacking(source: str, text: str, context: Context) -> list[Finding]:
    """Return what of its source a translation does not have: numbers, names as the rest of the text has them, a part of it."""
    found = lost_numbers(source, text)
    if context.to is Language.ZH:
        found += [Finding("number-lost", Severity.LOOK, detail=date) for date in dates.lost(source, text)]
    found += [
        Finding("name-varies", Severity.LOOK, detail=ours)
        for theirs, ours in context.names.items()
        if theirs in source and ours not in text
    ]
    least, most = _FITTING[context.to]
    if length(source) >= _SOME_LENGTH[context.to] and not least <= length(text) / length(source) <= most:
        found.append(Finding("length-odd", Severity.LOOK, detail=f"{length(text)} / {length(source)}"))
    return found


def lost_numbers(source: str, text: str) -> list[Finding]:
    """Return the numbers of a source that its translation does not have, by value."""
    values = support(numbers(text))
    lost = [source[number.start : number.end] for number in numbers(source) if not supported(number, values)]
    return [Finding("number-lost", Severity.LOOK, detail=words) for words in dict.fromkeys(lost)]


def _taken(assignment: Assignment, draft: Draft, context: Context, *, value: bool) -> Translated:
    source = assignment.source
    text = draft.text if re.search(r"[.!?。！？]$", source) else re.sub(r"[.。]$", "", draft.text)
    text = without_marks(text, source, value=value)
    if not is_translation(draft) or not text:
        return Translated(source, (*draft.findings, Finding("untranslated", Severity.LOOK, detail=source[:40])))
    return Translated(text, (*draft.findings, *lacking(source, text, context)))


def _is_foreign(text: str, to: Language, names: Sequence[str]) -> bool:
    if to is Language.EN:
        return han_share(text) > 0
    words = [word for word in _PLAIN_WORD.findall(text) if word not in names]
    return han_share(text) < _MOSTLY_HAN and bool(words) and not all(run.group() in names for run in latin.runs(text))


def _pieces(text: str, to: Language) -> list[str]:
    """Cut a long stretch into whole sentences, as many together as a request takes."""
    pieces: list[str] = []
    for sentence in split(text) if len(text) > _PIECE_CHARS[to] else [text]:
        if pieces and len(pieces[-1]) + len(sentence) < _PIECE_CHARS[to]:
            pieces[-1] = f"{pieces[-1]} {sentence}"
        else:
            pieces.append(sentence)
    return pieces


def _dates(text: str) -> list[str]:
    """Return day and year as an English date has them side by side: "9, 2020"."""
    return [f"{int(day)}, {year}" for year, day in _DATE.findall(text)]


def _decades(text: str, to: Language) -> str:
    """Tell decades as the other language can copy them: "1940s" as "1940 年代", "20 世纪 40 年代" as "1940s"."""
    if to is Language.ZH:
        return _DECADE[to].sub(r"\1 年代", text)
    return _DECADE[to].sub(lambda match: f" {(int(match[1]) - 1) * 100 + int(match[2])}s ", text)


def _ways(at: int, text: str, context: Context, names: Sequence[str]) -> Ways:
    to, profile, zh = context.to, context.profile, context.to is Language.ZH
    told_text = _decades(text, to)
    asked = Asked(
        id=f"translate-{at}",
        source=text,
        words=(*(name for name in names if name in text), *_SITE.findall(text), *(profile.words if zh else ())),
        numbers=digit_forms(told_in_chinese(told_text)) if zh else (*digit_forms(told_in_english(told_text)), *_dates(text)),
        limits=Limits(),
        most=int(len(text) * _GROWTH[to]) + 20,
        most_tokens=int(len(text) * _TOKENS_PER_CHAR[to]) + 32,
    )
    read = told(_named(told_text, context.names), profile, to) if context.means.terms else text
    ways = tuple(assign(Task.TRANSLATE, profile, to, {"text": read}, asked, name) for name in wordings(profile, to))
    return ways if context.means.constrained else tuple(map(_freely, ways))


def _named(text: str, names: Mapping[str, str]) -> str:
    """Return a source with the names that come back in their one rendering."""
    if not names:
        return text
    pattern = "|".join(map(re.escape, sorted(names, key=len, reverse=True)))
    return re.sub(rf"(?<![A-Za-z0-9-])(?:{pattern})(?![A-Za-z0-9-])", lambda match: names[match.group()], text)


def wordings(profile: Profile, to: Language) -> tuple[str, ...]:
    """Return the names of the Profile's prompts for translation: `translate`, then `translate-…` by name, each another way of asking."""
    found = sorted(
        file.removesuffix(f".{to}.md") for file in profile.prompts if file.startswith("translate-") and file.endswith(f".{to}.md")
    )
    return ("translate", *found)


def _freely(assignment: Assignment) -> Assignment:
    """Let any letters be written."""
    request = assignment.request
    return replace(assignment, request=replace(request, constraint=replace(request.constraint, script=Script.ANY, max_chars=0)))
