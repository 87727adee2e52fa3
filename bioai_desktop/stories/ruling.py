"""What an editor's rules say of a story."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from bioai_desktop.domain import Item, Sent
from bioai_desktop.edition.keywords import keyword
from bioai_desktop.stories import language
from bioai_desktop.stories.grammar import Condition, Rule, Subject
from bioai_desktop.stories.identity import plain_title


@dataclass(frozen=True, slots=True)
class Ruling:
    """The rules that touch a story, in their order, and what comes of them."""

    sent: Sent | None = None  #: by the first rule that sends it anywhere
    weighed: int = 0  #: points, of all rules that touch it together
    by: tuple[Rule, ...] = ()


def judge(rules: Sequence[Rule], items: Sequence[Item], now: datetime) -> Ruling:
    """Return what the rules say of a story's records, the primary one first."""
    by = tuple(rule for rule in rules if touches(rule, items, now))
    sent = next((rule.action for rule in by if isinstance(rule.action, Sent)), None)
    return Ruling(sent, sum(rule.action for rule in by if not isinstance(rule.action, Sent)), by)


def touches(rule: Rule, items: Sequence[Item], now: datetime) -> bool:
    """Say whether a story meets all conditions of a rule."""
    return all(_TESTS[condition.subject](condition, items, now) for condition in rule.conditions)


def _source(condition: Condition, items: Sequence[Item], _now: datetime) -> bool:
    primary = items[0]
    host = urlsplit(primary.url).hostname or "" if primary.url.startswith("http") else ""
    return _named(condition.value, (primary.source, primary.venue, host)) is condition.holds


def _title(condition: Condition, items: Sequence[Item], _now: datetime) -> bool:
    return _found(condition.value, (item.title for item in items)) is condition.holds


def _text(condition: Condition, items: Sequence[Item], _now: datetime) -> bool:
    return _found(condition.value, (item.text for item in items)) is condition.holds


def _author(condition: Condition, items: Sequence[Item], _now: datetime) -> bool:
    return _named(condition.value, (author for item in items for author in item.authors)) is condition.holds


def _kind(condition: Condition, items: Sequence[Item], _now: datetime) -> bool:
    return (str(items[0].kind) == condition.value) is condition.holds


def _stars(condition: Condition, items: Sequence[Item], _now: datetime) -> bool:
    return _compared(condition, items[0].facts.stars)


def _points(condition: Condition, items: Sequence[Item], _now: datetime) -> bool:
    return _compared(condition, items[0].facts.points)


def _days(condition: Condition, items: Sequence[Item], now: datetime) -> bool:
    published = items[0].published
    return _compared(condition, (now - published) / timedelta(days=1) if published else None)


def _abstract(condition: Condition, items: Sequence[Item], _now: datetime) -> bool:
    return any(item.text for item in items) is condition.holds


def _language(condition: Condition, items: Sequence[Item], _now: datetime) -> bool:
    return (language.of_items(items) == condition.value) is condition.holds


def _compared(condition: Condition, number: float | None) -> bool:
    if number is None:
        return False
    return number > int(condition.value) if condition.holds else number < int(condition.value)


def _named(name: str, texts: Iterable[str]) -> bool:
    """Say whether a name stands in one of the texts, as whole words where it has such."""
    wanted = plain_title(name)
    return any(f" {wanted} " in f" {plain_title(text)} " if wanted.isascii() else wanted in plain_title(text) for text in texts)


def _found(word: str, texts: Iterable[str]) -> bool:
    wanted = keyword(word)
    return any(wanted.found_in(text, text.lower()) for text in texts)


_TESTS: Mapping[Subject, Callable[[Condition, Sequence[Item], datetime], bool]] = {
    Subject.SOURCE: _source,
    Subject.TITLE: _title,
    Subject.TEXT: _text,
    Subject.AUTHOR: _author,
    Subject.KIND: _kind,
    Subject.STARS: _stars,
    Subject.POINTS: _points,
    Subject.DAYS: _days,
    Subject.ABSTRACT: _abstract,
    Subject.LANGUAGE: _language,
}
