"""Translation of any text, Chinese and English: by construction only prose goes to the model, all else stays byte for byte."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bioai_desktop.domain import Draft, Finding, Language, Severity, Task
from bioai_desktop.drafting import latin
from bioai_desktop.drafting.assignment import Asked, Assignment, assign
from bioai_desktop.drafting.glossary import told
from bioai_desktop.drafting.numbers import digit_forms, numbers, support, supported, told_in_chinese, told_in_english
from bioai_desktop.drafting.prose import Part, parts
from bioai_desktop.drafting.sentences import split
from bioai_desktop.edition.plain import han_share
from bioai_desktop.edition.profile import Limits, Profile

_PIECE_CHARS = {Language.ZH: 500, Language.EN: 200}  #: of the source: a longer stretch is asked for in pieces of whole sentences
_TOKENS_PER_CHAR = {Language.ZH: 0.8, Language.EN: 2.0}
_GROWTH = {Language.ZH: 0.8, Language.EN: 8.0}  #: characters of a translation for one of its source, at the most
_MOSTLY_HAN = 0.3
_SITE = re.compile(r"\b\w[\w-]+(?:\.[a-z]{2,4})+\b")  # "News.com.au" as a name
_DATE = re.compile(r"(\d{4})\s?年\s?\d{1,2}\s?月\s?(\d{1,2})\s?日")
_PLAIN_WORD = re.compile(r"[a-z]{2,}")
#: Findings with which a translation is none, so that the source text stays.
_NO_TRANSLATION = frozenset(
    ("draft-empty", "prompt-too-long", "refusal", "reasoning", "prompt-text", "language", "draft-markup", "draft-link")
)


@dataclass(frozen=True, slots=True)
class Plan:
    """A text with what is asked for it: `assignments` in order, `pieces` how many of them make each prose part."""

    parts: tuple[Part, ...]
    to: Language
    assignments: tuple[Assignment, ...]
    pieces: tuple[int, ...]  #: for each part: how many assignments, 0 where it stays as it is


@dataclass(frozen=True, slots=True)
class Translated:
    """A translation, and what did not survive in it."""

    text: str
    findings: tuple[Finding, ...] = ()


def plan(text: str, to: Language, profile: Profile) -> Plan:
    """Say what has to be asked to translate a text; parts already in that language, and names alone, are left as they are."""
    all_parts = parts(text)
    names = latin.names(text)
    pieces = [_pieces(part.text, to) if part.prose and _is_foreign(part.text, to, names) else [] for part in all_parts]
    wanted = [piece for of_part in pieces for piece in of_part]
    asked = tuple(_assignment(at, piece, to, profile, names) for at, piece in enumerate(wanted))
    return Plan(all_parts, to, asked, tuple(map(len, pieces)))


def join(planned: Plan, drafts: Sequence[Draft]) -> Translated:
    """Put the answers in their places; one that is no translation leaves its source standing, and says so."""
    waiting = iter(zip(planned.assignments, drafts, strict=True))
    texts: list[str] = []
    findings: list[Finding] = []
    for part, count in zip(planned.parts, planned.pieces, strict=True):
        answers = [_taken(*next(waiting)) for _ in range(count)]
        findings += [finding for answer in answers for finding in answer.findings]
        texts.append(("" if planned.to is Language.ZH else " ").join(answer.text for answer in answers) if answers else part.text)
    return Translated("".join(texts), tuple(findings))


def lost_numbers(source: str, text: str) -> list[Finding]:
    """Return the numbers of a source that its translation does not have, by value."""
    values = support(numbers(text))
    lost = [source[number.start : number.end] for number in numbers(source) if not supported(number, values)]
    return [Finding("number-lost", Severity.LOOK, detail=words) for words in dict.fromkeys(lost)]


def _taken(assignment: Assignment, draft: Draft) -> Translated:
    source = assignment.source
    if any(finding.kind in _NO_TRANSLATION for finding in draft.findings):
        return Translated(source, (*draft.findings, Finding("untranslated", Severity.LOOK, detail=source[:40])))
    text = draft.text if re.search(r"[.!?。！？]$", source) else re.sub(r"[.。]$", "", draft.text)
    return Translated(text, (*draft.findings, *lost_numbers(source, text)))


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


def _assignment(at: int, text: str, to: Language, profile: Profile, names: Sequence[str]) -> Assignment:
    zh = to is Language.ZH
    asked = Asked(
        id=f"translate-{at}",
        source=text,
        words=(*(name for name in names if name in text), *_SITE.findall(text), *(profile.words if zh else ())),
        numbers=digit_forms(told_in_chinese(text)) if zh else (*digit_forms(told_in_english(text)), *_dates(text)),
        limits=Limits(),
        most=int(len(text) * _GROWTH[to]) + 20,
        most_tokens=int(len(text) * _TOKENS_PER_CHAR[to]) + 32,
    )
    return assign(Task.TRANSLATE, profile, to, {"text": told(text, profile, to)}, asked)
