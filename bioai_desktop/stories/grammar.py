"""What an editor's rule can say, as values; how that is written, each form once, stands in `resources/rules.toml`."""

from __future__ import annotations

import enum
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import msgspec

from bioai_desktop.domain import Language, Sent
from bioai_desktop.paths import resource


class Subject(enum.StrEnum):
    """What of a story a condition looks at."""

    SOURCE = "source"  #: source, venue or host of the primary record
    TITLE = "title"  #: of any record
    TEXT = "text"  #: abstract or body of any record
    AUTHOR = "author"  #: of any record
    KIND = "kind"  #: of the primary record
    STARS = "stars"  #: of the primary record; neither more nor fewer where they are not told
    POINTS = "points"  #: as stars
    DAYS = "days"  #: age of the primary record; neither older nor newer without a date
    ABSTRACT = "abstract"  #: any text in any record
    LANGUAGE = "language"  #: of titles and texts


#: Subjects whose condition has a number, and compares.
NUMBERS = frozenset((Subject.STARS, Subject.POINTS, Subject.DAYS))


@dataclass(frozen=True, slots=True)
class Condition:
    """One thing that must be so."""

    subject: Subject
    holds: bool = True  #: False: that it is not so; of a number: that it is smaller
    value: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """What is to happen to the stories that meet all conditions."""

    conditions: tuple[Condition, ...]
    action: Sent | int  #: where they are sent, or points that they get or lose
    language: Language = Language.EN  #: that it is written in


@dataclass(frozen=True, slots=True)
class Grammar:
    """How rules are written in one language; `{}` stands for a value."""

    joint: str  #: between two conditions
    colon: str  #: before the action
    quotes: tuple[str, str]
    up: str  #: points are given
    down: str  #: points are taken
    sent: Mapping[Sent, str]
    kinds: Mapping[str, str]
    languages: Mapping[str, str]
    holds: Mapping[Subject, str]
    lacks: Mapping[Subject, str]

    def names(self, subject: Subject) -> Mapping[str, str]:
        """Return what the values of a subject are called; empty where they are written as they are."""
        return {Subject.KIND: self.kinds, Subject.LANGUAGE: self.languages}.get(subject, {})

    @property
    def conditions(self) -> tuple[tuple[Subject, bool, str], ...]:
        """All forms of a condition, the contrary ones first: "author is not X" is no author by the name of "not X"."""
        return tuple((subject, holds, forms[subject]) for holds, forms in ((False, self.lacks), (True, self.holds)) for subject in forms)

    @property
    def actions(self) -> tuple[str, ...]:
        """All forms of an action."""
        return (*self.sent.values(), self.up, self.down)


@cache
def grammar(language: Language) -> Grammar:
    """Return how rules are written in a language."""
    return msgspec.convert(tomllib.loads(resource("rules.toml").read_text("utf-8"))[language], Grammar)
