"""Whom a result is about: one from animals, cells or a few patients is not to be told as one about people."""

from __future__ import annotations

import re

from bioai_desktop.domain import Finding, Severity, Task
from bioai_desktop.drafting.numbers import numbers
from bioai_desktop.drafting.organisms import NOT_PEOPLE, TOLD_PEOPLE, Life, Organism, organisms, studied

_FEW = 20  # patients up to which a text says how many there were
_FEW_PATIENTS = re.compile(
    r"(?<![\w,.])(?P<digits>\d{1,2})\s(?:[a-z-]+\s){0,3}(?:patients?|participants?|volunteers?|subjects|individuals|cases)\b(?!\s(?:per|in each))"
    r"|(?<![\w.])[nN]\s?=\s?(?P<count>\d{1,2})(?![\d.,])",
)
_MANY = re.compile(
    r"(?<![\w.])[nN]\s?=\s?[\d,]{3,}|\b\d[\d,]{2,}\s(?:[a-z-]+\s){0,3}(?:patients?|participants?|volunteers?|subjects|individuals|cases|people|adults|women|men)\b"
)
_SAYS_FEW = re.compile(
    r"少数|少量|几[名位例个]|小样本|小规模|个别|病例报告|[一两二三四五六七八九十]+[名位例]|\b(?:few|small|single|handful|case report)\b",
    re.IGNORECASE,
)
#: Tasks whose texts tell a result at length; lines only must not say more than there is.
_TOLD_AT_LENGTH = frozenset((Task.TEXT,))


def told_as_more(text: str, source: str, task: Task) -> list[Finding]:
    """Return where a text tells a result as one about more than the source has: about people, or about many."""
    subjects = studied(source)
    if not subjects:
        return _few(text, source, task)
    says = says_animal(text, subjects)
    if not says and (people := TOLD_PEOPLE.search(text)):
        return [Finding("told-as-human", Severity.BLOCK, detail=people.group())]
    if not says and task in _TOLD_AT_LENGTH and subjects[0].life is Life.ANIMAL and subjects[0].model:
        return [Finding("species-missing", Severity.LOOK, detail=subjects[0].word)]
    return []


def says_animal(text: str, subjects: tuple[Organism, ...]) -> bool:
    """Return whether a text names one of the organisms, or says otherwise that no people took part."""
    return any(seen.organism in subjects for seen in organisms(text)) or bool(NOT_PEOPLE.search(text))


def few(source: str) -> int:
    """Return of how many patients a source tells, where they are no more than a few; 0 elsewhere."""
    if _MANY.search(source):
        return 0
    counts = [int(match["digits"] or match["count"]) for match in _FEW_PATIENTS.finditer(source)]
    return max(counts) if counts and 0 < max(counts) <= _FEW else 0


def _few(text: str, source: str, task: Task) -> list[Finding]:
    count = few(source) if task in _TOLD_AT_LENGTH else 0
    if not count or not TOLD_PEOPLE.search(text) or _SAYS_FEW.search(text):
        return []
    if any(number.value <= _FEW and not number.percent for number in numbers(text)):
        return []
    return [Finding("told-as-many", Severity.LOOK, detail=str(count))]
